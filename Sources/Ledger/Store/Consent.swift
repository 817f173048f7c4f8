// SPDX-License-Identifier: Apache-2.0
//
// What a share signs, and all checks before it does (docs/LEDGER.md, section 8: a cosignature answers exactly one
// entry, the last leaf of the cosigned tree, and only if that entry lists the share).

package import MerkleLog
package import SecretSharing
package import ShareEnvelope

/// An entry that asks shares for their consent, and the checkpoint of the tree that ends with it.
package struct ConsentRequest: Sendable {
    /// The entry.
    package let entry: LedgerEntry
    /// The checkpoint of the tree whose last leaf the entry is.
    package let checkpoint: Checkpoint
    private let logSignature: LedgerBytes?

    /// Makes a request of an entry that was just appended.
    package init(entry: LedgerEntry, appended: Appended) {
        self.entry = entry
        checkpoint = appended.checkpoint
        logSignature = appended.logSignature
    }

    /// Makes a request of an earlier entry of a ledger.
    ///
    /// - Parameter logSignature: the ledger key's signature of the checkpoint of the tree that ends with the entry.
    /// - Returns: `nil` if there is no such entry.
    package init?(entry index: UInt64, of log: LogAudit, logSignature: (Checkpoint) -> LedgerBytes?) {
        guard let entry = log.entry(at: index), let checkpoint = log.checkpoint(at: index + 1) else { return nil }
        self.entry = entry
        self.checkpoint = checkpoint
        self.logSignature = logSignature(checkpoint)
    }

    /// Takes an entry as paper shows it, without a signature of the ledger's key.
    init(entry: LedgerEntry, checkpoint: Checkpoint) {
        self.entry = entry
        self.checkpoint = checkpoint
        logSignature = nil
    }

    /// Whether the entry asks for this share.
    package func asks(_ share: ShareNumber, of set: SetIdentity) -> Bool {
        entry.event.asked.map { $0.set == set && $0.shares.contains(share) } ?? false
    }

    /// Cosigns the checkpoint with shares of one set.
    ///
    /// - Parameters:
    ///   - proof: the inclusion proof at index size − 1, which shows that the entry is the tree's last leaf.
    ///   - time: in seconds since 1970.
    /// - Returns: the event that holds the signatures.
    /// - Throws: `ConsentError`; no share has signed then.
    package func cosign(
        _ shares: [Share], of manifest: Manifest, proof: InclusionProof, at time: UInt64
    ) throws(ConsentError) -> Cosigned {
        let line: [UInt8]
        do { line = try entry.encodedLine() } catch { throw .notIncluded }
        guard proof.size == checkpoint.size, proof.index + 1 == proof.size.rawValue else { throw .notTheLast }
        do { try proof.verify(leaf: .leaf(line), root: checkpoint.root) } catch { throw .notIncluded }
        for share in shares where !asks(share.number, of: manifest.identity) || share.set != manifest.identity {
            throw .notAsked(share.number)
        }
        let message = Cosignature.message(of: checkpoint, at: time)
        let signatures = shares.sorted { $0.number < $1.number }.map { share in
            Cosigned.Signature(
                share: share.number, at: time,
                signature: LedgerBytes(share.signature(over: message, under: manifest)))
        }
        return Cosigned(
            size: checkpoint.size.rawValue, root: checkpoint.root, set: manifest.identity, logSignature: logSignature,
            signatures: signatures)
    }
}

/// Why a share does not sign.
package enum ConsentError: Error, Hashable, Sendable {
    /// The entry does not list the share.
    case notAsked(ShareNumber)
    /// The entry is not the last one of the tree.
    case notTheLast
    /// The entry is not in the tree.
    case notIncluded
}
