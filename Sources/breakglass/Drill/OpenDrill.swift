// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import CustodyPolicy
import Ledger
import MerkleLog
import SecretSharing
import ShareEnvelope

/// A challenge in the ledger that shares may answer.
struct OpenDrill {
    let index: UInt64
    let opened: DrillOpened
    let request: ConsentRequest
    private let proof: InclusionProof

    /// Writes a new challenge to the ledger.
    init(_ opened: DrillOpened, in binder: OpenBinder) throws(CommandError) {
        let entry = LedgerEntry(time: .now, event: .drillOpened(opened))
        let appended = try binder.enter(entry.event, at: entry.time)
        index = appended.index
        self.opened = opened
        request = ConsentRequest(entry: entry, appended: appended)
        proof = appended.inclusion
    }

    /// Continues an earlier challenge; `nil` if it is in a merged record, or cannot be proven to be in the ledger.
    init?(_ history: DrillHistory, in binder: OpenBinder) {
        index = history.place.index
        opened = history.opened
        guard history.place.inRecord == nil,
            let request = ConsentRequest(entry: index, of: binder.log, logSignature: binder.store.signature),
            let proof = try? binder.log.tree.inclusionProof(of: index, at: request.checkpoint.size)
        else { return nil }
        self.request = request
        self.proof = proof
    }

    /// Has shares sign an answer, and writes it to the ledger.
    ///
    /// - Returns: the entry, as appended.
    func answer(_ shares: [Share], of manifest: Manifest, in binder: OpenBinder) throws(CommandError) -> Appended {
        let consent: Cosigned
        do throws(ConsentError) {
            consent = try request.cosign(shares, of: manifest, proof: proof, at: LedgerTime.now.posixSeconds)
        } catch { throw CommandError(.refused, error.words) }
        return try binder.enter(.cosigned(consent))
    }

    /// The challenge, as a custodian reads it before signing.
    func lines(_ set: SetHistory) -> [String] {
        [
            "Challenge  \(opened.nonce.words.joined(separator: " "))  (entry \(index), \(opened.way.rawValue))",
            "Account    \(set.created.account)\(set.created.credential.map { " / \($0)" } ?? "")",
            "Set        \(opened.set.code)",
            "Asked      " + opened.shares.map { "\(set.custodian(of: $0)) (\($0))" }.joined(separator: ", "),
            "By         \(opened.by), until \(opened.expires)",
        ]
    }
}
