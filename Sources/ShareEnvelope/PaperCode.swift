// SPDX-License-Identifier: Apache-2.0

import SecretMemory

/// What a code on paper says, read after verifying its frame and check.
public enum PaperCode: Sendable {
    case share(ReadShare)
    case part(Part)
    case checkpoint(CheckpointCode)
    case answer(AnswerCode)

    /// Reads the text of a code from a scanner, a handheld reader or a keyboard.
    ///
    /// - Throws: `EnvelopeError.malformed` with what is wrong and where.
    public static func read(_ text: borrowing Span<UInt8>) throws(EnvelopeError) -> PaperCode {
        let (kind, start) = try kindAndStart(of: text)
        let bytes: SecretBytes
        do {
            bytes = try Base32.decode(text.extracting(start..<text.count))
        } catch {
            if case .foreignCharacter(let position) = error {
                throw .malformed(.code, .foreignCharacter(position: position + start))
            }
            throw .malformed(.code, error)
        }
        guard bytes.count > CheckCode.byteCount else {
            throw .malformed(.code, .truncated(missing: CheckCode.byteCount + 1 - bytes.count))
        }
        let bodyCount = bytes.count - CheckCode.byteCount
        let body = bytes.span.extracting(0..<bodyCount)
        let check = CheckCode.bytes(kind: kind, body: body)
        for (offset, byte) in check.enumerated() where bytes.span[bodyCount + offset] != byte {
            throw .malformed(.code, .checkMismatch)
        }
        switch kind {
        case .share: return .share(try ReadShare(encoded: body))
        case .manifest, .ciphertext, .letter: return .part(try Part(kind: kind, frame: body))
        case .checkpoint: return .checkpoint(try CheckpointCode(encoded: body))
        case .answer: return .answer(try AnswerCode(encoded: body))
        }
    }

    /// Returns the kind that a code names at its start, whether the rest can be read or not.
    ///
    /// - Returns: `nil` when it names none that this program knows.
    public static func kind(of text: borrowing Span<UInt8>) -> CodeKind? {
        do throws(EnvelopeError) { return try kindAndStart(of: text).0 } catch { return nil }
    }

    /// Returns the text of a code: its kind, then base32 of body and check.
    static func text(kind: CodeKind, body: borrowing Span<UInt8>) -> SecretBytes {
        var framed = SecretWriter(capacity: body.count + CheckCode.byteCount)
        framed.append(body)
        framed.append(CheckCode.bytes(kind: kind, body: body))
        var text = SecretWriter(capacity: 4 + framed.count * 8 / 5 + 1)
        text.append(kind.ascii)
        text.append(Base32.encodeSecret(framed.span).span)
        return text.finish()
    }

    /// Returns public text in groups of four. Hyphens keep it one word for a shell and for a mouse.
    static func grouped(_ text: String) -> String {
        var grouped: [UInt8] = []
        for (index, letter) in text.utf8.enumerated() {
            if index > 0, index % 4 == 0 { grouped.append(UInt8(ascii: "-")) }
            grouped.append(letter)
        }
        return String(decoding: grouped, as: UTF8.self)
    }

    /// Returns the kind, from the first four characters that are not blanks or hyphens, and the index after it.
    private static func kindAndStart(of text: borrowing Span<UInt8>) throws(EnvelopeError) -> (CodeKind, Int) {
        var letters: [UInt8] = []
        for index in text.indices {
            let character = text[index]
            if Base32.isFiller(character) { continue }
            letters.append(character & ~(character >= 0x61 && character <= 0x7A ? 0x20 : 0))
            if letters.count == 4 {
                if let kind = CodeKind.allCases.first(where: { $0.ascii == letters }) { return (kind, index + 1) }
                let isOurs = letters.starts(with: [0x42, 0x47])
                throw .malformed(.code, isOurs ? .unknownKind : .wrongMagic)
            }
        }
        throw .malformed(.code, letters.isEmpty ? .empty : .truncated(missing: 4 - letters.count))
    }
}
