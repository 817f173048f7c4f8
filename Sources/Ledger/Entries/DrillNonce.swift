// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

/// The value that makes a drill's challenge unique: 16 random bytes, 32 hexadecimal digits in a ledger.
package struct DrillNonce: Hashable, Sendable, LedgerText {
    /// The bytes.
    package let bytes: [UInt8]
    static let byteCount = 16

    /// Draws a new nonce.
    package init() {
        var generator = SystemRandomNumberGenerator()
        bytes = (0..<Self.byteCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// Reads the digits.
    package init?(ledgerText: String) {
        guard let bytes = Hexadecimal.bytes(ledgerText), bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// The digits.
    package var ledgerText: String { Hexadecimal.text(bytes) }

    /// Four words by which people recognize a challenge; they prove nothing.
    package var words: [String] { bytes[0..<4].map(Bytewords.word(for:)) }
}
