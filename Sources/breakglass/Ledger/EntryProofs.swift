// SPDX-License-Identifier: Apache-2.0

import Binder
import MerkleLog

/// Proofs of a ledger's entries that verify alone, as c2sp.org/tlog-proof files.
struct EntryProofs {
    private let log: LogAudit
    private let newest: SignedCheckpoint?
    private let cosigned: [SignedCheckpoint]

    init(_ log: LogAudit, newest: [UInt8]) {
        self.log = log
        self.newest = try? SignedCheckpoint(bytes: newest)
        cosigned = log.signedCheckpoints
    }

    /// The proof of an entry under the first cosigned checkpoint that holds it, or else the newest.
    func proof(of index: UInt64) throws(MerkleLogError) -> LogProof {
        guard let checkpoint = cosigned.first(where: { $0.checkpoint.size.rawValue > index }) ?? newest else {
            throw .notIncluded
        }
        let inclusion = try log.tree.inclusionProof(of: index, at: checkpoint.checkpoint.size)
        guard let proof = LogProof(inclusion: inclusion, checkpoint: checkpoint) else { throw .notIncluded }
        return proof
    }

    /// The same as text; nothing where none can be made.
    func text(of index: UInt64) -> String? {
        (try? proof(of: index)).map { String(decoding: $0.bytes, as: UTF8.self) }
    }
}
