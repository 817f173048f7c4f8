// SPDX-License-Identifier: Apache-2.0

public import SecretMemory

/// The secret from which the dealer derives everything random in a set.
///
/// It mixes fresh random bytes from the system with dice rolls, so that one good source is enough. Each seed deals one
/// set.
public struct CeremonySeed: ~Copyable, Sendable {
    let bytes: SecretBytes

    /// Makes a fresh seed.
    ///
    /// - Parameter dice: the dealer's dice rolls as typed; blanks are ignored; may be empty.
    public init(dice: borrowing SecretBytes) {
        self.init(random: SecretBytes(randomCount: 32), dice: dice)
    }

    /// Makes a seed from given random bytes, for vectors and tests only; programs cannot call it.
    package init(random: borrowing SecretBytes, dice: borrowing SecretBytes) {
        precondition(random.count == 32)
        var throwsOnly = SecretWriter(capacity: dice.count)
        for index in 0..<dice.count {
            let character = dice.span[index]
            let isBlank = character == 0x20 || character == 0x09 || character == 0x0A || character == 0x0D
            if !isBlank { throwsOnly.append(character) }
        }
        var message = SecretWriter(capacity: 4 + throwsOnly.count)
        message.append(stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: throwsOnly.count >> $0) })
        message.append(throwsOnly.span)
        bytes = Digest.secret(.seed, count: 32, key: random.span, message: message.span)
    }

    /// What is derived from the seed; the raw value is the subkey number.
    private enum Use: UInt64 {
        case sharedKey = 1
        case coefficients = 2
        case shareRandomness = 3
        case manifestNonce = 4
        case salts = 5
    }

    func sharedKey() -> SharedKey {
        SharedKey(Digest.subkey(Use.sharedKey.rawValue, of: bytes, count: SharedKey.byteCount))
    }

    func coefficients(byteCount: Int) -> SecretBytes {
        stream(.coefficients, byteCount: byteCount)
    }

    func shareRandomness(byteCount: Int) -> SecretBytes {
        stream(.shareRandomness, byteCount: byteCount)
    }

    func manifestNonce() -> [UInt8] {
        Digest.subkey(Use.manifestNonce.rawValue, of: bytes, count: ManifestLayout.nonceByteCount).publicBytes()
    }

    func salts(byteCount: Int) -> [UInt8] {
        stream(.salts, byteCount: byteCount).publicBytes()
    }

    private func stream(_ use: Use, byteCount: Int) -> SecretBytes {
        KeyStream.bytes(byteCount, key: Digest.subkey(use.rawValue, of: bytes, count: KeyStream.keyByteCount))
    }
}
