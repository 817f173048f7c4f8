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

    /// Takes all lines; lines that are neither codes nor checked lines are words, which may run over several lines.
    ///
    /// - Throws: a complaint about the words; what was good before them is kept.
    static func take(
        _ text: borrowing SecretBytes, into session: inout RecoverySession, from tag: Int
    ) throws(Complaint) -> [RecoveryEvent] {
        var events: [RecoveryEvent] = []
        var words = TypedWords()
        for line in lines(of: text) {
            switch kind(of: text, line) {
            case .empty: continue
            case .code: events += session.take(code: text.span.extracting(line), from: tag)
            case .checkedLine:
                do throws(EnvelopeError) {
                    events += session.take(try CheckedLine(reading: publicText(text, line)))
                } catch { events.append(.damagedLine(String(publicText(text, line).prefix(4)), error)) }
            case .words:
                do throws(EnvelopeError) { try words.append(line: text.span.extracting(line)) } catch {
                    throw Complaint(error)
                }
            }
        }
        if words.count > 0 { events += session.take(words) }
        return events
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
        if isDigits, start[0] == UInt8(ascii: "M") || start[0] == UInt8(ascii: "C") { return .checkedLine }
        let isCode = start.starts(with: Array("BG".utf8)) && start.last.map { (0x30...0x39).contains($0) } == true
        return isCode ? .code : .words
    }

    private static func lines(of text: borrowing SecretBytes) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var first = 0
        for index in 0...text.count where index == text.count || text.span[index] == 0x0A {
            lines.append(first..<index)
            first = index + 1
        }
        return lines
    }

    /// A checked line holds manifest or ciphertext, which are no secrets.
    private static func publicText(_ text: borrowing SecretBytes, _ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        for index in range { bytes.append(text.span[index]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
