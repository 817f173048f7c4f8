// SPDX-License-Identifier: Apache-2.0

/// One line of a manifest, a ciphertext or an answer, for typing, with its own check (docs/FORMAT.md, "Checked lines").
public struct CheckedLine: Hashable, Sendable {
    /// The most bytes in one line; every line but the last has exactly this many.
    static let byteCount = 25
    private static let checkCharacterCount = 4

    /// `.manifest`, `.ciphertext` or `.answer`.
    public let kind: CodeKind
    /// The number of this line, counted from 1.
    public let number: Int
    /// Whether this may be the last line, and whether another may follow: the check says which, but for one line in 2²⁰
    /// both match.
    package let mayBeLast: Bool
    package let mayBeMiddle: Bool
    package let data: [UInt8]

    /// The line as it is printed: `M003 ABCD EFGH … WXYZ`.
    public var text: String {
        let digits = String(number)
        let body = Array(Base32.encode(data) + Self.check(kind, number, isLast: mayBeLast, data))
        let groups = stride(from: 0, to: body.count, by: 4).map { String(body[$0..<min($0 + 4, body.count)]) }
        let head = Self.letter(of: kind) + String(repeating: "0", count: 3 - digits.count) + digits
        return head + " " + groups.joined(separator: " ")
    }

    /// Reads a typed line; case, blanks and hyphens are ignored, also in the positions that errors name.
    ///
    /// - Throws: `EnvelopeError.malformed(.line, …)` for a mistyped line.
    public init(reading text: String) throws(EnvelopeError) {
        let letters = text.utf8.filter { !Base32.isFiller($0) }.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
        guard let first = letters.first else { throw .malformed(.line, .empty) }
        guard let kind = Self.kind(of: first) else { throw .malformed(.line, .unknownKind) }
        guard letters.count > 4 + Self.checkCharacterCount else {
            throw .malformed(.line, .truncated(missing: 5 + Self.checkCharacterCount - letters.count))
        }
        var number = 0
        for (offset, digit) in letters[1...3].enumerated() {
            guard (0x30...0x39).contains(digit) else {
                throw .malformed(.line, .foreignCharacter(position: offset + 2))
            }
            number = number * 10 + Int(digit - 0x30)
        }
        guard (1...Self.countLimit(of: kind)).contains(number) else {
            throw .malformed(.line, .outOfRange(field: .lineNumber, value: number))
        }
        let body = Array(letters[4..<letters.count - Self.checkCharacterCount])
        let check = letters[(letters.count - Self.checkCharacterCount)...]
        let data: [UInt8]
        do { data = try Base32.decode(body.span).publicBytes() } catch {
            if case .foreignCharacter(let position) = error {
                throw .malformed(.line, .foreignCharacter(position: position + 4))
            }
            throw .malformed(.line, error)
        }
        guard data.count <= Self.byteCount else {
            throw .malformed(.line, .trailing(extra: data.count - Self.byteCount))
        }
        let mayBeLast = Self.check(kind, number, isLast: true, data).utf8.elementsEqual(check)
        let mayBeMiddle =
            data.count == Self.byteCount && Self.check(kind, number, isLast: false, data).utf8.elementsEqual(check)
        guard mayBeLast || mayBeMiddle else { throw .malformed(.line, .checkMismatch) }
        self.kind = kind
        self.number = number
        self.mayBeLast = mayBeLast
        self.mayBeMiddle = mayBeMiddle
        self.data = data
    }

    private init(kind: CodeKind, number: Int, isLast: Bool, data: [UInt8]) {
        self.kind = kind
        self.number = number
        mayBeLast = isLast
        mayBeMiddle = !isLast
        self.data = data
    }

    /// Returns how many lines the longest manifest, ciphertext or answer has.
    private static func countLimit(of kind: CodeKind) -> Int {
        let most =
            switch kind {
            case .manifest: ManifestLayout.byteCountLimit
            case .ciphertext: Ciphertext.lengthRange.upperBound
            default: AnswerCode.byteCount
            }
        return (most + byteCount - 1) / byteCount
    }

    /// Returns the kind of line that begins with an upper-case ASCII letter; `nil` when no line begins with it.
    public static func kind(of letter: UInt8) -> CodeKind? {
        switch letter {
        case UInt8(ascii: "M"): .manifest
        case UInt8(ascii: "C"): .ciphertext
        case UInt8(ascii: "A"): .answer
        default: nil
        }
    }

    private static func letter(of kind: CodeKind) -> String {
        switch kind {
        case .manifest: "M"
        case .answer: "A"
        default: "C"
        }
    }

    private static func check(_ kind: CodeKind, _ number: Int, isLast: Bool, _ data: [UInt8]) -> String {
        let place = [UInt8(number >> 8), UInt8(number & 0xFF), isLast ? 1 : 0]
        let digest = Digest.open(.line, count: 16, message: (kind.ascii + place + data).span)
        return String(Base32.encode(Array(digest[0..<5])).prefix(checkCharacterCount))
    }

    static func lines(of bytes: [UInt8], kind: CodeKind) -> [CheckedLine] {
        stride(from: 0, to: bytes.count, by: byteCount).enumerated().map { offset, start in
            let end = min(start + byteCount, bytes.count)
            return CheckedLine(
                kind: kind, number: offset + 1, isLast: end == bytes.count, data: Array(bytes[start..<end]))
        }
    }
}

extension Manifest {
    /// The manifest as lines, for typing.
    public var lines: [CheckedLine] { CheckedLine.lines(of: encoded, kind: .manifest) }
}

extension Ciphertext {
    /// The ciphertext as lines, for typing.
    public var lines: [CheckedLine] { CheckedLine.lines(of: bytes, kind: .ciphertext) }
}
