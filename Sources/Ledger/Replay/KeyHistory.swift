// SPDX-License-Identifier: Apache-2.0

package import MerkleLog
package import ShareEnvelope

/// The keys that signed a ledger's checkpoints, in order.
package struct KeyHistory: Sendable {
    /// A key, and the size of the first tree that it signs.
    package struct Reign: Hashable, Sendable {
        /// The key.
        package let key: LedgerKey
        /// The size of the first tree that it signs.
        package let first: UInt64
    }

    /// The keys, beginning with the ledger's first.
    package private(set) var reigns: [Reign]

    init(_ first: LedgerKey) { reigns = [Reign(key: first, first: 1)] }

    /// The key in force.
    package var newest: LedgerKey { reigns[reigns.count - 1].key }

    /// The key that signs the checkpoint of a tree of this size.
    package func key(at size: UInt64) -> LedgerKey {
        reigns.last { $0.first <= size }?.key ?? reigns[0].key
    }

    mutating func change(to key: LedgerKey, at index: UInt64) { reigns.append(Reign(key: key, first: index + 1)) }

    /// A note verifier for each key.
    package func verifiers(_ origin: KeyName) -> [NoteVerifier] { reigns.map { $0.key.verifier(origin) } }

    /// Whether a checkpoint on paper names a key of this ledger, whatever its tree.
    package func isNamed(by code: CheckpointCode, _ origin: LedgerOrigin) -> Bool {
        reigns.contains { $0.key.digest(origin) == code.keyDigest }
    }
}
