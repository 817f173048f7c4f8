// SPDX-License-Identifier: Apache-2.0

public import ShareEnvelope

/// Which of several sets a person means: its code, as every sheet shows it, or its whole identity.
///
/// The code chooses among the sets at hand; it is no proof. Two sets of one code are not chosen between.
public struct SetChoice: Hashable, Sendable {
    /// Upper-case code without hyphens, or lower-case hexadecimal digits.
    private let letters: [UInt8]

    /// Reads a code in groups of four, or 64 hexadecimal digits, in either case.
    ///
    /// - Returns: nothing for any other text.
    public init?(reading text: String) {
        let letters = text.utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ") }
        let isIdentity = letters.count == 64 && letters.allSatisfy { Self.isHexadecimal($0 | 0x20) }
        let isCode = letters.count == 16 && letters.allSatisfy { Self.isBase32($0 & ~Self.caseBit(of: $0)) }
        guard isIdentity || isCode else { return nil }
        self.letters = letters.map { isIdentity ? $0 | 0x20 : $0 & ~Self.caseBit(of: $0) }
    }

    /// The set of this identity.
    public init(_ identity: SetIdentity) { letters = Array(identity.hexadecimal.utf8) }

    /// Whether this set is meant.
    public func means(_ identity: SetIdentity) -> Bool {
        letters.elementsEqual(identity.hexadecimal.utf8)
            || letters.elementsEqual(identity.code.utf8.filter { $0 != UInt8(ascii: "-") })
    }

    /// The one of these sets that is meant.
    ///
    /// - Returns: nothing where none is meant, and nothing where several are: whoever makes a second set of one code
    ///   must not gain by coming first.
    public func one(of sets: [SetIdentity]) -> SetIdentity? {
        let meant = Set(sets.filter { means($0) })
        return meant.count == 1 ? meant.first : nil
    }

    /// As it is shown: a code in groups of four, an identity as it is.
    public var code: String {
        guard letters.count == 16 else { return String(decoding: letters, as: UTF8.self) }
        var code: [UInt8] = []
        for (place, letter) in letters.enumerated() {
            if place > 0, place % 4 == 0 { code.append(UInt8(ascii: "-")) }
            code.append(letter)
        }
        return String(decoding: code, as: UTF8.self)
    }

    private static func caseBit(of letter: UInt8) -> UInt8 { (0x61...0x7A).contains(letter) ? 0x20 : 0 }

    private static func isHexadecimal(_ letter: UInt8) -> Bool {
        (0x30...0x39).contains(letter) || (0x61...0x66).contains(letter)
    }

    private static func isBase32(_ letter: UInt8) -> Bool {
        (0x41...0x5A).contains(letter) || (0x32...0x37).contains(letter)
    }
}
