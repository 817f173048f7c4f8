// SPDX-License-Identifier: Apache-2.0
//
// How a ledger line writes the types of the lower layers (docs/LEDGER.md, "Forms of values").

package import MerkleLog
package import SecretSharing
package import ShareEnvelope

/// Lowercase hexadecimal digits.
enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The bytes; `nil` for uppercase, odd lengths and everything else that `text` does not write.
    static func bytes(_ text: String) -> [UInt8]? {
        let letters = Array(text.utf8)
        guard letters.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: letters.count, by: 2) {
            guard let high = digits.firstIndex(of: letters[place]), let low = digits.firstIndex(of: letters[place + 1])
            else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }
}

/// A value that a ledger line writes as one string.
package protocol LedgerText: Codable {
    /// The string.
    var ledgerText: String { get }
    /// Reads the string; fails if it is not a value of this type.
    init?(ledgerText: String)
}

extension LedgerText {
    /// Reads the string.
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Self(ledgerText: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a \(Self.self) of a ledger"))
        }
        self = value
    }

    /// Writes the string.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(ledgerText)
    }
}

extension SetIdentity: LedgerText {
    /// The form in a ledger.
    package var ledgerText: String { hexadecimal }
    /// Reads the form in a ledger.
    package init?(ledgerText: String) {
        guard let bytes = Hexadecimal.bytes(ledgerText) else { return nil }
        self.init(bytes: bytes)
    }
}

extension TreeHash: LedgerText {
    /// The form in a ledger.
    package var ledgerText: String { Hexadecimal.text(bytes) }
    /// Reads the form in a ledger.
    package init?(ledgerText: String) {
        guard let bytes = Hexadecimal.bytes(ledgerText) else { return nil }
        self.init(bytes: bytes)
    }
}

extension ShareNumber: LedgerText {
    /// The form in a ledger.
    package var ledgerText: String { description }
    /// Reads the form in a ledger.
    package init?(ledgerText: String) {
        self.init(reading: ledgerText)
        guard description == ledgerText else { return nil }
    }
}

extension PublicText: LedgerText {
    /// The longest text of a ledger, in bytes.
    package static let ledgerLimit = 2_000

    /// A text of the program's own. Forbidden characters are left out, and a text that is too long is cut.
    package static func known(_ text: String) -> PublicText {
        let allowed = text.unicodeScalars.filter { (try? PublicText(String($0), limit: 8)) != nil }
        var kept = String(String.UnicodeScalarView(allowed))
        while kept.utf8.count > ledgerLimit { kept.removeLast() }
        guard let text = try? PublicText(kept, limit: ledgerLimit) else {
            preconditionFailure("the program's own texts are not empty")
        }
        return text
    }

    /// The form in a ledger.
    package var ledgerText: String { description }
    /// Reads the form in a ledger.
    package init?(ledgerText: String) {
        guard let text = try? PublicText(ledgerText, limit: Self.ledgerLimit) else { return nil }
        self = text
    }
}
