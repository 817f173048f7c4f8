// SPDX-License-Identifier: Apache-2.0

package import MerkleLog

/// Self-contained proofs of a ledger's entries, as c2sp.org/tlog-proof files.
package struct EntryProofs: Sendable {
    private let log: LogAudit
    private let newest: SignedCheckpoint?
    /// The checkpoints that shares cosigned, the smallest first.
    private let cosigned: [SignedCheckpoint]
    /// The cosigned checkpoints that satisfy the trust policy of the binder's own sets.
    private let trusted: [SignedCheckpoint]

    /// Finds the checkpoints that proofs may end in.
    ///
    /// - Parameter newest: the note of the newest checkpoint.
    package init(_ log: LogAudit, newest: [UInt8]) {
        self.log = log
        self.newest = try? SignedCheckpoint(bytes: newest)
        let cosigned = log.signedCheckpoints
        self.cosigned = cosigned
        let policy = TrustPolicyText.text(of: BinderState(of: log), in: log).flatMap {
            try? TrustPolicy(bytes: Array($0.utf8))
        }
        trusted = policy.map { policy in cosigned.filter { (try? policy.verify($0)) != nil } } ?? []
    }

    /// The proof of an entry under the first checkpoint that covers it and satisfies the binder's own trust
    /// policy. If there is none: under the first that shares cosigned, or else the newest.
    package func proof(of index: UInt64) throws(MerkleLogError) -> LogProof {
        let holding = [trusted, cosigned].compactMap { list in
            list.first { $0.checkpoint.size.rawValue > index }
        }
        // An entry that the ledger's key did not sign is not in it.
        guard index < log.signed, let checkpoint = holding.first ?? newest else { throw .notIncluded }
        let inclusion = try log.tree.inclusionProof(of: index, at: checkpoint.checkpoint.size)
        guard let proof = LogProof(inclusion: inclusion, checkpoint: checkpoint) else { throw .notIncluded }
        return proof
    }

    /// The proof as text; `nil` if none can be made.
    package func text(of index: UInt64) -> String? {
        (try? proof(of: index)).map { String(decoding: $0.bytes, as: UTF8.self) }
    }
}
