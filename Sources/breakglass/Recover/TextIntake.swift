// SPDX-License-Identifier: Apache-2.0
//
// Text of sheets, as a handheld reader, a paste or a keyboard gives it: a code a line, checked lines, or words.

import Ceremonies
import SecretMemory
import ShareEnvelope

/// Hands text to a recovery, line by line.
enum TextIntake {
    /// Whether the line starts as a code or as a checked line does.
    static func isCodeOrLine(_ line: borrowing SecretBytes) -> Bool {
        kind(of: line, 0..<line.count) != .words
    }

    /// Takes all lines, public ones first; lines that are neither codes nor checked lines are words, which may run over
    /// several lines. A line that is none of these is told.
    static func take(
        _ text: borrowing SecretBytes, into session: inout RecoverySession, from tag: Int
    ) -> [RecoveryEvent] {
        let lines = lines(of: text)
        let kinds = lines.map { kind(of: text, $0) }
        var events = takePublic(text, lines, kinds, into: &session, from: tag)
        for (line, kind) in zip(lines, kinds) where kind == .code && !isPart(text, line) {
            events += session.take(code: text.span.extracting(line), from: tag)
        }
        var words = TypedWords()
        var hasAllWords = true
        for (number, line) in lines.enumerated() where kinds[number] == .words {
            let count = words.count
            do throws(EnvelopeError) { try words.append(line: text.span.extracting(line)) } catch {
                words.keep(count)
                hasAllWords = false
                events.append(.damagedLine("\(number + 1)", error))
            }
        }
        // Words in which a row lacks are no share; that row was told.
        return words.count > 0 && hasAllWords ? events + session.take(words) : events
    }

    private static func takePublic(
        _ text: borrowing SecretBytes, _ lines: [Range<Int>], _ kinds: [Kind], into session: inout RecoverySession,
        from tag: Int
    ) -> [RecoveryEvent] {
        var checked: [CheckedLine] = []
        var events: [RecoveryEvent] = []
        for (line, kind) in zip(lines, kinds) where kind == .checkedLine {
            do throws(EnvelopeError) { checked.append(try CheckedLine(reading: publicText(text, line))) } catch {
                events.append(.damagedLine(String(publicText(text, line).prefix(4)), error))
            }
        }
        var codes: [SecretLine] = []
        for (line, kind) in zip(lines, kinds) where kind == .code && isPart(text, line) {
            codes.append(SecretLine(text.slice(line)))
        }
        return events
            + session.gather { session in
                codes.flatMap { take(code: $0.bytes, into: &session, from: tag) } + checked.flatMap { session.take($0) }
            }
    }

    private static func take(
        code: borrowing SecretBytes, into session: inout RecoverySession, from tag: Int
    ) -> [RecoveryEvent] { session.take(code: code.span, from: tag) }

    /// Whether a code's line holds a part, or says what it is wrong with at least.
    private static func isPart(_ text: borrowing SecretBytes, _ line: Range<Int>) -> Bool {
        if case .share? = try? PaperCode.read(text.span.extracting(line)) { false } else { true }
    }

    /// A line that can be kept in a list.
    private final class SecretLine {
        let bytes: SecretBytes
        init(_ bytes: consuming SecretBytes) { self.bytes = bytes }
    }

    private enum Kind {
        case empty
        case code
        case checkedLine
        case words
    }

    private static func kind(of text: borrowing SecretBytes, _ range: Range<Int>) -> Kind {
        var start: [UInt8] = []
        for index in range where start.count < 4 {
            let byte = text.span[index]
            if byte == 0x20 || byte == 0x09 || byte == 0x2D || byte == 0x0D { continue }
            start.append((0x61...0x7A).contains(byte) ? byte - 0x20 : byte)
        }
        guard !start.isEmpty else { return .empty }
        let isDigits = start.count == 4 && start[1...].allSatisfy { (0x30...0x39).contains($0) }
        if isDigits, CheckedLine.kind(of: start[0]) != nil { return .checkedLine }
        let isCode = start.starts(with: Array("BG".utf8)) && start.last.map { (0x30...0x39).contains($0) } == true
        return isCode ? .code : .words
    }

    private static func lines(of text: borrowing SecretBytes) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        // Some editors write a byte order mark before UTF-8.
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let hasMark = text.count >= mark.count && mark.indices.allSatisfy { text.span[$0] == mark[$0] }
        var first = hasMark ? mark.count : 0
        for index in first...text.count
        where index == text.count || text.span[index] == 0x0A || text.span[index] == 0x0D {
            lines.append(withoutReaderMark(text, first..<index))
            first = index + 1
        }
        return lines
    }

    /// Readers can be set to send the kind of symbol before its text: `]Q1` (ISO/IEC 15424).
    private static func withoutReaderMark(_ text: borrowing SecretBytes, _ line: Range<Int>) -> Range<Int> {
        guard line.count > 3, text.span[line.lowerBound] == UInt8(ascii: "]") else { return line }
        return line.lowerBound + 3..<line.upperBound
    }

    /// A checked line holds manifest or ciphertext, which are no secrets.
    private static func publicText(_ text: borrowing SecretBytes, _ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        for index in range { bytes.append(text.span[index]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
