// SPDX-License-Identifier: Apache-2.0

/// The name of a key in a signed note: not empty, no white space, no `+` (c2sp.org/signed-note).
package struct KeyName: Hashable, Sendable, CustomStringConvertible {
    /// The bytes. Two names are equal only if their bytes are, whatever Unicode considers equivalent.
    let utf8: [UInt8]

    /// Checks a name.
    ///
    /// - Returns: `nil` for a name that no key can have.
    package init?(_ text: String) {
        guard !text.isEmpty, !text.unicodeScalars.contains(where: Self.isForbidden) else { return nil }
        utf8 = Array(text.utf8)
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        // White space is what separates, and among the controls those below 0x20 and 0x85.
        switch scalar.properties.generalCategory {
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: true
        default: scalar == "+" || scalar.value < 0x20 || scalar.value == 0x85
        }
    }

    /// The name.
    package var description: String { String(decoding: utf8, as: UTF8.self) }
}

/// The four bytes that distinguish the keys of one name: SHA-256(name ‖ 0x0A ‖ type ‖ public key)[0..<4].
package struct KeyID: Hashable, Sendable {
    /// The number whose big-endian bytes come before each signature.
    package let rawValue: UInt32

    /// Makes an identifier of its number.
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The identifier of a key.
    package init(name: KeyName, type: SignatureType, publicKey: [UInt8]) {
        let digest = SHA256Digest.of(name.utf8, [0x0A, type.rawValue], publicKey)
        rawValue = digest[0..<4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Eight lowercase hexadecimal digits, as vkeys write them.
    package var hexadecimal: String {
        let digits = String(rawValue, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    var bytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: rawValue >> $0) } }
}

/// The signature types that this package makes and checks; all others are kept and ignored.
package enum SignatureType: UInt8, Hashable, Sendable {
    /// Ed25519 over the note's text.
    case ed25519 = 0x01
    /// Ed25519 over a time and a checkpoint (c2sp.org/tlog-cosignature).
    case cosignature = 0x04
}
