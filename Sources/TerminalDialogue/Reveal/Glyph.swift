// SPDX-License-Identifier: Apache-2.0
//
// People type a value from the screen, so each of its bytes must be visible. A character that is invisible, joins its
// neighbor or steers the terminal is shown as a stand-in of plain letters.

import SecretMemory

/// One step through a value: a character, a run of spaces, or a byte that is not a character.
struct Glyph {
    /// What it is.
    enum Sign: Equatable {
        /// A character that is shown as it is.
        case plain(UInt32)
        /// Spaces that people would not see or could not count.
        case blanks(Int)
        /// A character that has its own name here, such as `TAB`.
        case named(StaticName)
        /// A character that is shown by its number.
        case numbered(UInt32, Oddity)
        /// A byte that is not part of a UTF-8 character.
        case byte(UInt8)
    }

    /// Characters that people know by a short name.
    enum StaticName: String, CaseIterable {
        case tab = "TAB"
        case lineEnd = "LF"
        case carriageReturn = "CR"
        case escape = "ESC"
        case delete = "DEL"
        case noBreakSpace = "NBSP"

        fileprivate var codePoint: UInt32 {
            switch self {
            case .tab: 0x09
            case .lineEnd: 0x0A
            case .carriageReturn: 0x0D
            case .escape: 0x1B
            case .delete: 0x7F
            case .noBreakSpace: 0xA0
            }
        }

        /// What it is, in words.
        var words: String {
            switch self {
            case .tab: "a tab"
            case .lineEnd: "a line end"
            case .carriageReturn: "a carriage return"
            case .escape: "the escape key's character"
            case .delete: "the delete key's character"
            case .noBreakSpace: "a no-break space"
            }
        }
    }

    /// Why a character is not shown as it is.
    enum Oddity: String, CaseIterable {
        case control = "a control character"
        case blank = "another kind of space"
        case invisible = "an invisible character"
        case joining = "a character that changes the one before it"
        case direction = "a right-to-left letter"
        case steering = "a mark that changes the writing direction"
        case unknown = "a character that this terminal may not show"
    }

    let byteCount: Int
    let sign: Sign

    /// The glyph at a place.
    ///
    /// - Parameter letters: what the terminal can show.
    init(_ value: borrowing SecretBytes, at index: Int, _ letters: ScreenLetters) {
        let byte = value.span[index]
        if byte == 0x20 {
            let run = (index..<value.count).prefix { value.span[$0] == 0x20 }.count
            byteCount = run
            sign = run == 1 && Self.isSeen(value, at: index) ? .plain(0x20) : .blanks(run)
            return
        }
        guard let (codePoint, length) = Self.character(value, at: index) else {
            (byteCount, sign) = (1, .byte(byte))
            return
        }
        byteCount = length
        if let name = StaticName.allCases.first(where: { $0.codePoint == codePoint }) {
            sign = .named(name)
        } else if let oddity = Self.oddity(of: codePoint, letters) {
            sign = .numbered(codePoint, oddity)
        } else {
            sign = .plain(codePoint)
        }
    }

    /// How many characters it is; a byte that is not a character counts as one.
    var characterCount: Int { if case .blanks(let count) = sign { count } else { 1 } }

    /// Whether a new row begins after it.
    var isLineEnd: Bool { sign == .named(.lineEnd) }

    /// Whether it is shown as it is.
    var isPlain: Bool { if case .plain = sign { true } else { false } }

    /// Whether a space is between two visible characters.
    private static func isSeen(_ value: borrowing SecretBytes, at index: Int) -> Bool {
        guard index > 0, index + 1 < value.count else { return false }
        return [index - 1, index + 1].allSatisfy { (0x21...0x7E).contains(value.span[$0]) || value.span[$0] >= 0x80 }
    }

    /// The character at a place and its length in bytes; `nil` if the bytes are not a character (RFC 3629).
    private static func character(_ value: borrowing SecretBytes, at index: Int) -> (codePoint: UInt32, length: Int)? {
        let first = value.span[index]
        let length: Int
        switch first {
        case 0x00...0x7F: return (UInt32(first), 1)
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return nil
        }
        guard index + length <= value.count else { return nil }
        var codePoint = UInt32(first) & (0x7F >> UInt32(length))
        for offset in 1..<length {
            let byte = value.span[index + offset]
            guard byte & 0xC0 == 0x80 else { return nil }
            codePoint = codePoint << 6 | UInt32(byte & 0x3F)
        }
        // Refused: overlong forms, halves of surrogate pairs, numbers beyond the last character.
        let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
        guard codePoint >= least, Unicode.Scalar(codePoint) != nil else { return nil }
        return (codePoint, length)
    }

    private static func oddity(of codePoint: UInt32, _ letters: ScreenLetters) -> Oddity? {
        guard codePoint >= 0x20, let scalar = Unicode.Scalar(codePoint) else { return .control }
        if codePoint < 0x7F { return nil }
        switch codePoint {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: return .steering
        // Hebrew, Arabic and their relatives.
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0x10800...0x10FFF, 0x1E800...0x1EFFF: return .direction
        // Letters of Korean syllables, halves of flags, skin colors.
        case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF, 0x1F1E6...0x1F1FF, 0x1F3FB...0x1F3FF: return .joining
        case 0x2800: return .blank
        // The fillers of Korean syllables are letters, and show nothing.
        case 0x3164, 0xFFA0: return .invisible
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control: return .control
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: return .blank
        case .format: return .invisible
        case .nonspacingMark, .spacingMark, .enclosingMark: return .joining
        case .privateUse, .unassigned, .surrogate: return .unknown
        default: break
        }
        return letters.contain(codePoint) ? nil : .unknown
    }
}
