// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

/// A person's choice of a set: by its code, as on every sheet, or by its whole identity.
///
/// The code only chooses among the sets that are here; it is not a proof. It does not choose between two sets of one
/// code.
package struct SetChoice: Hashable, Sendable {
    /// Upper-case code without hyphens, or lower-case hexadecimal digits.
    private let letters: [UInt8]

    /// Reads a code in groups of four, or 64 hexadecimal digits, in upper or lower case.
    ///
    /// - Returns: `nil` for any other text.
    package init?(reading text: String) {
        let letters = text.utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ") }
        let isIdentity = letters.count == 64 && letters.allSatisfy { Self.isHexadecimal($0 | 0x20) }
        let isCode = letters.count == 16 && letters.allSatisfy { Self.isBase32($0 & ~Self.caseBit(of: $0)) }
        guard isIdentity || isCode else { return nil }
        self.letters = letters.map { isIdentity ? $0 | 0x20 : $0 & ~Self.caseBit(of: $0) }
    }

    /// Chooses the set with this identity.
    package init(_ identity: SetIdentity) { letters = Array(identity.hexadecimal.utf8) }

    /// Whether this set is meant.
    package func means(_ identity: SetIdentity) -> Bool {
        letters.elementsEqual(identity.hexadecimal.utf8)
            || letters.elementsEqual(identity.code.utf8.filter { $0 != UInt8(ascii: "-") })
    }

    /// Whether a set whose identity starts with these bytes, at most ten, may be meant.
    func mayMean(setStart start: [UInt8]) -> Bool {
        let rest = [UInt8](repeating: 0, count: 32 - start.count)
        guard let alike = SetIdentity(bytes: start + rest) else { return false }
        guard letters.count == 16 else {
            return letters.prefix(2 * start.count).elementsEqual(alike.hexadecimal.utf8.prefix(2 * start.count))
        }
        // The next letter of a code holds bits of the byte that follows too.
        let whole = start.count * 8 / 5
        return letters.prefix(whole).elementsEqual(alike.code.utf8.filter { $0 != UInt8(ascii: "-") }.prefix(whole))
    }

    /// The one of these sets that is meant.
    ///
    /// - Returns: `nil` if none is meant, or several are: an attacker who makes a second set of one code must not gain
    ///   by coming first.
    package func one(of sets: [SetIdentity]) -> SetIdentity? {
        let meant = Set(sets.filter { means($0) })
        return meant.count == 1 ? meant.first : nil
    }

    /// The text to show: a code in groups of four, an identity unchanged.
    package var code: String {
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
