// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

/// The value that makes a drill's challenge unique: 16 random bytes, 32 hexadecimal digits in a ledger.
public struct DrillNonce: Hashable, Sendable, LedgerText {
    /// The bytes.
    public let bytes: [UInt8]
    static let byteCount = 16

    /// Draws a new nonce.
    public init() {
        var generator = SystemRandomNumberGenerator()
        bytes = (0..<Self.byteCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// Reads the digits.
    public init?(ledgerText: String) {
        guard let bytes = Hexadecimal.bytes(ledgerText), bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// The digits.
    public var ledgerText: String { Hexadecimal.text(bytes) }

    /// Four words by which people recognize a challenge; they prove nothing.
    public var words: [String] { bytes[0..<4].map(Bytewords.word(for:)) }
}
