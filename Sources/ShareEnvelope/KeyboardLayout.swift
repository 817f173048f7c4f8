// SPDX-License-Identifier: Apache-2.0
//
// A handheld reader is a keyboard: it sends keys, and the computer turns them into letters. When the two are set to
// different layouts, a code arrives as other characters. Every code starts with four known characters and ends with a
// check, so this code can find the layout and read the code anyway.

public import SecretMemory

/// The layout of the computer or the reader when the two differ; the other device then uses the American layout.
public enum KeyboardLayout: String, Sendable, Hashable, CaseIterable {
    case qwertz = "QWERTZ"
    case azerty = "AZERTY"
    case belgian = "AZERTY (Belgian)"
    case dvorak = "Dvorak"
    case colemak = "Colemak"
    case czech = "QWERTZ (Czech)"
    case slovak = "QWERTZ (Slovak)"
    case turkish = "QWERTY (Turkish)"
    case russian = "Russian"
    case ukrainian = "Ukrainian"
    case greek = "Greek"

    /// Returns whether the line contains the mark of any code, in the American layout or another.
    public static func holdsMark(_ line: borrowing Span<UInt8>) -> Bool { holdsMark(line, of: CodeKind.allCases) }

    /// Returns whether the line contains the mark of a share, in the American layout or another.
    public static func holdsShareMark(_ line: borrowing Span<UInt8>) -> Bool { holdsMark(line, of: [.share]) }

    private static func holdsMark(_ line: borrowing Span<UInt8>, of kinds: [CodeKind]) -> Bool {
        if Keys.american.mark(in: line, of: kinds) != nil { return true }
        for other in Keys.others where other.keys.mark(in: line, of: kinds) != nil { return true }
        return false
    }
}

/// The layout that a line was typed in, as far as the line shows.
public struct KeyboardGuess: Sendable, Hashable {
    /// Which of the two devices is set to the layout; the other is set to the American layout.
    public enum Wrong: Sendable, Hashable, CaseIterable {
        case computer
        case reader
    }

    /// The layout.
    public let layout: KeyboardLayout
    /// Which of the two devices is set to it; the computer, when either would have given the same line.
    public let wrong: Wrong
    /// Whether the line is a whole code in this layout, with a matching check.
    public let isProven: Bool

    /// Guesses the layout of a line that cannot be read as a code.
    ///
    /// When the mark is right but the check is wrong, there is a guess only if another layout makes the check right:
    /// QWERTZ does not change the marks.
    ///
    /// - Returns: `nil` when the line shows no code in any layout.
    public init?(_ line: borrowing Span<UInt8>) {
        let plain = Keys.american.mark(in: line, of: CodeKind.allCases)
        if let plain, Self.isCode(Keys.american.text(line, from: plain)) { return nil }
        var first: Keys.Other?
        for other in Keys.others {
            guard let start = other.keys.mark(in: line, of: CodeKind.allCases) else { continue }
            if Self.isCode(other.keys.text(line, from: start)) {
                (layout, wrong, isProven) = (other.layout, other.wrong, true)
                return
            }
            if first == nil { first = other }
        }
        guard let first, plain == nil else { return nil }
        (layout, wrong, isProven) = (first.layout, first.wrong, false)
    }

    /// Returns the line as it was meant, from its mark on, without characters that do not belong to a code.
    public func meant(_ line: borrowing Span<UInt8>) -> SecretBytes {
        for other in Keys.others where other.layout == layout && other.wrong == wrong {
            return other.keys.text(line, from: other.keys.mark(in: line, of: CodeKind.allCases) ?? 0)
        }
        return SecretBytes(zeroCount: 0)
    }

    private static func isCode(_ text: consuming SecretBytes) -> Bool { (try? PaperCode.read(text.span)) != nil }
}

/// The characters that can arrive for each character of a code.
private struct Keys: Sendable {
    private static let characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567".utf8)
    private static let plain = scalars("1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./")
    private static let shifted = scalars(##"!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?"##)
    static let american = Keys(arriving: characters.map { [UInt32($0), UInt32($0 | 0x20)] })

    /// Every layout except the American one, on either device.
    static let others = KeyboardLayout.allCases.flatMap { layout in
        KeyboardGuess.Wrong.allCases.map { Other(layout: layout, wrong: $0, keys: Keys(layout, $0)) }
    }

    struct Other: Sendable {
        let layout: KeyboardLayout
        let wrong: KeyboardGuess.Wrong
        let keys: Keys
    }

    /// For each character of a code, what can arrive instead: with and without the shift key.
    private let arriving: [[UInt32]]
    /// Whether a mark can contain blanks and hyphens: people group what they type, readers do not.
    private let isTyped: Bool

    private init(arriving: [[UInt32]]) {
        self.arriving = arriving
        isTyped = true
    }

    private init(_ layout: KeyboardLayout, _ wrong: KeyboardGuess.Wrong) {
        let plain = Self.scalars(layout.keys.plain)
        let shifted = Self.scalars(layout.keys.shifted)
        // What the reader means by its keys, and what the computer turns them into.
        let (sent, made) =
            wrong == .computer
            ? ((Self.plain, Self.shifted), (plain, shifted)) : ((plain, shifted), (Self.plain, Self.shifted))
        arriving = Self.characters.map { character in
            let upper = sent.1.firstIndex(of: UInt32(character)).map { made.1[$0] }
            let lower = sent.0.firstIndex(of: UInt32(character | 0x20)).map { made.0[$0] }
            // In some layouts the digits need the shift key.
            guard character >= 0x41 else { return [lower ?? upper].compactMap { $0 } }
            return [upper, lower].compactMap { $0 }
        }
        isTyped = false
    }

    /// Returns where the mark of a code begins.
    func mark(in line: borrowing Span<UInt8>, of kinds: [CodeKind]) -> Int? {
        var last: [(start: Int, character: UInt8)] = []
        var index = 0
        while index < line.count {
            let (scalar, end) = Self.scalar(line, at: index)
            if !isTyped || ![0x20, 0x09, 0x2D].contains(scalar) {
                last.append((index, character(for: scalar) ?? 0))
                if last.count > 4 { last.removeFirst() }
                if kinds.contains(where: { $0.ascii == last.map { $0.character } }) { return last[0].start }
            }
            index = end
        }
        return nil
    }

    /// Returns the line as it was meant, from `start` on.
    func text(_ line: borrowing Span<UInt8>, from start: Int) -> SecretBytes {
        var text = SecretWriter(capacity: line.count)
        var index = start
        while index < line.count {
            let (scalar, end) = Self.scalar(line, at: index)
            if let character = character(for: scalar) { text.append(character) }
            index = end
        }
        return text.finish()
    }

    /// Returns the character of a code that arrives as `scalar`. It compares every entry, whichever one matches: the
    /// line may be a share.
    private func character(for scalar: UInt32) -> UInt8? {
        var found: UInt8 = 0
        for (index, ways) in arriving.enumerated() {
            for way in ways {
                let differs = UInt8(truncatingIfNeeded: ((way ^ scalar) &+ 0x7FFF_FFFF) >> 31)
                found |= Self.characters[index] & (differs &- 1)
            }
        }
        return found == 0 ? nil : found
    }

    private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map { $0.value } }

    /// Returns the character at an index and the index of the next one; an invalid byte counts as a character.
    private static func scalar(_ line: borrowing Span<UInt8>, at index: Int) -> (UInt32, Int) {
        let first = line[index]
        let more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0
        guard more > 0, index + more < line.count else { return (UInt32(first), index + 1) }
        var value = UInt32(first) & (0x3F >> UInt32(more))
        for offset in 1...more { value = value << 6 | UInt32(line[index + offset] & 0x3F) }
        return (value, index + more + 1)
    }
}

extension KeyboardLayout {
    /// The keys from the `1` key on, row by row, without and with the shift key.
    fileprivate var keys: (plain: String, shifted: String) {
        switch self {
        case .qwertz:
            ("1234567890ß´qwertzuiopü+asdfghjklöäyxcvbnm,.-", ##"!"§$%&/()=?`QWERTZUIOPÜ*ASDFGHJKLÖÄYXCVBNM;:_"##)
        case .azerty:
            (##"&é"'(-è_çà)=azertyuiop^$qsdfghjklmùwxcvbn,;:!"##, "1234567890°+AZERTYUIOP¨£QSDFGHJKLM%WXCVBN?./§")
        case .belgian:
            (##"&é"'(§è!çà)-azertyuiop^$qsdfghjklmùwxcvbn,;:="##, "1234567890°_AZERTYUIOP¨*QSDFGHJKLM%WXCVBN?./+")
        case .dvorak:
            ("1234567890[]',.pyfgcrl/=aoeuidhtns-;qjkxbmwvz", ##"!@#$%^&*(){}"<>PYFGCRL?+AOEUIDHTNS_:QJKXBMWVZ"##)
        case .colemak:
            ("1234567890-=qwfpgjluy;[]arstdhneio'zxcvbkm,./", ##"!@#$%^&*()_+QWFPGJLUY:{}ARSTDHNEIO"ZXCVBKM<>?"##)
        case .czech:
            ("+ěščřžýáíé=´qwertzuiopú)asdfghjklů§yxcvbnm,.-", ##"1234567890%ˇQWERTZUIOP/(ASDFGHJKL"!YXCVBNM?:_"##)
        case .slovak:
            ("+ľščťžýáíé=´qwertzuiopúäasdfghjklô§yxcvbnm,.-", ##"1234567890%ˇQWERTZUIOP/(ASDFGHJKL"!YXCVBNM?:_"##)
        case .turkish:
            ("1234567890*-qwertyuıopğüasdfghjklşizxcvbnmöç.", "!'^+%&/()=?_QWERTYUIOPĞÜASDFGHJKLŞİZXCVBNMÖÇ:")
        case .russian:
            ("1234567890-=йцукенгшщзхъфывапролджэячсмитьбю.", ##"!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"##)
        case .ukrainian:
            ("1234567890-=йцукенгшщзхїфівапролджєячсмитьбю.", ##"!"№;%:?*()_+ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ,"##)
        case .greek:
            ("1234567890-=;ςερτυθιοπ[]ασδφγηξκλ΄'ζχψωβνμ,./", ##"!@#$%^&*()_+:΅ΕΡΤΥΘΙΟΠ{}ΑΣΔΦΓΗΞΚΛ¨"ΖΧΨΩΒΝΜ<>?"##)
        }
    }
}
