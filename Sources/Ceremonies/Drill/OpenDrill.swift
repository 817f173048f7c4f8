// SPDX-License-Identifier: Apache-2.0

package import Custody
import CustodyPolicy
package import Ledger
import MerkleLog
import SecretSharing
package import ShareEnvelope

/// The set in force of a credential, whose sheets a drill is about.
package struct DrilledSet: Sendable {
    /// The credential.
    package let life: CredentialStatus
    /// The set.
    package let set: SetHistory
    /// Its manifest.
    package let manifest: Manifest

    /// Finds the set; `nil` if none is in force.
    package init?(_ life: CredentialStatus) {
        guard let set = life.liveSet, let manifest = set.manifest else { return nil }
        self.life = life
        self.set = set
        self.manifest = manifest
    }

    /// All its shares.
    var shares: [ShareNumber] { self.set.created.custodians.map { $0.share } }

    /// Those that somebody has: a lost sheet cannot be shown.
    var sharesInHand: [ShareNumber] { self.set.custodians.map { $0.share } }
}

/// A challenge in the ledger that shares may answer.
package struct OpenDrill: Sendable {
    /// The challenge's entry.
    package let index: UInt64
    /// The challenge.
    package let opened: DrillOpened
    private let request: ConsentRequest
    private let proof: InclusionProof

    /// Writes a new challenge to the ledger.
    ///
    /// - Throws: `BinderError`.
    init(_ opened: DrillOpened, in binder: OpenBinder) throws(BinderError) {
        let entry = LedgerEntry(time: .now, event: .drillOpened(opened))
        let appended = try binder.append(entry.event, at: entry.time)
        index = appended.index
        self.opened = opened
        request = ConsentRequest(entry: entry, appended: appended)
        proof = appended.inclusion
    }

    /// Continues an earlier challenge; `nil` if it is in a merged journal, or cannot be proven to be in the ledger.
    init?(_ history: DrillHistory, in binder: OpenBinder) {
        index = history.place.index
        opened = history.opened
        guard history.place.inJournal == nil,
            let request = ConsentRequest(entry: index, of: binder.log, logSignature: binder.store.signature),
            let proof = try? binder.log.tree.inclusionProof(of: index, at: request.checkpoint.size)
        else { return nil }
        self.request = request
        self.proof = proof
    }

    /// Has shares sign an answer, and writes it to the ledger.
    ///
    /// - Throws: `BinderError`; then nothing is written.
    func answer(
        _ shares: [Share], of manifest: Manifest, in binder: OpenBinder
    ) throws(BinderError) -> Appended {
        let consent: Cosigned
        do throws(ConsentError) {
            consent = try request.cosign(shares, of: manifest, proof: proof, at: LedgerTime.now.posixSeconds)
        } catch { throw .noConsent(error) }
        return try binder.append(.cosigned(consent))
    }

    /// The challenge, as people read it before a share signs.
    package func lines(_ set: SetHistory) -> [String] {
        [
            "Challenge  \(opened.nonce.words.joined(separator: " "))  (entry \(index), \(opened.way.rawValue))",
            "Account    \(set.created.account)\(set.created.credential.map { " / \($0)" } ?? "")",
            "Set        \(opened.set.code)", "Asked      \(set.people(opened.shares))",
            "By         \(opened.by), until \(opened.expires.onClocks)",
        ]
    }
}

extension Answers {
    /// Reads who leads a drill.
    ///
    /// - Throws: `Asking`.
    func drillLeader() throws(Asking) -> PublicText {
        try personName(Question("--by", "Who leads the drill"))
    }
}
