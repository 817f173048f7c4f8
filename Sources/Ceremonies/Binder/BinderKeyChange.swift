// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger
package import ShareEnvelope

/// A binder gets a new key, with the consent of a quorum.
package struct BinderKeyChange: Ceremony {
    /// Who changes it, and why.
    package struct Plan: Sendable {
        let by: PublicText
        let why: PublicText
    }

    /// The set whose quorum consents.
    package let set: SetHistory
    /// Its manifest.
    package let manifest: Manifest
    private let folder: BinderFolder
    private let log: LogAudit
    private let standing: LedgerKey
    private let origin: LedgerOrigin

    /// Begins with a binder whose key may be lost.
    ///
    /// - Returns: `nil` if the policy in force names no set in force that may change the key.
    /// - Throws: `BinderError.notALedger`.
    package init?(of folder: BinderFolder, _ log: LogAudit, _ state: BinderState) throws(BinderError) {
        guard let standing = log.keys?.newest, let origin = log.ledgerOrigin else {
            throw .notALedger(path: folder.path)
        }
        guard let set = state.keyQuorum, let manifest = set.manifest else { return nil }
        self.folder = folder
        self.log = log
        self.standing = standing
        self.origin = origin
        self.set = set
        self.manifest = manifest
    }

    /// Who changes it, and why.
    package func plan(_ answers: Answers) throws(Asking) -> Plan {
        Plan(
            by: try answers.personName(Question("--by", "Who changes the key")),
            why: try answers.text(Question("--why", "Why"), limit: 1000))
    }

    package func summary(of plan: Plan) -> [PlanLine] {
        [
            PlanLine("Ledger", "\(origin.ledgerText), which has \(log.size) entries"),
            PlanLine("Consent", "the quorum of \(set.created.account), set \(set.identity.code)"),
            PlanLine("Changed by", plan.by, "--by"), PlanLine("Why", plan.why, "--why"),
        ].compactMap { $0 }
    }

    /// What the quorum is asked to sign.
    package func request(_ plan: Plan, for key: BinderKey) -> [String] {
        [
            "\(plan.by) asks the quorum of \(set.created.account) (set \(set.identity.code)) to give the ledger",
            "\(origin.ledgerText), which has \(log.size) entries, the key \(key.publicKey.ledgerText): \(plan.why)",
        ]
    }

    /// Changes the key. The new one is kept first: a ledger never has a key that nobody has.
    ///
    /// - Parameter shares: the quorum that consents.
    /// - Returns: the result of appending the change.
    /// - Throws: `KeyedError`; the old key stands then.
    package func change<Keeper: KeyKeeper>(
        _ plan: Plan, to key: BinderKey, consent shares: [Share], at now: LedgerTime = .now, keeper: Keeper
    ) throws(KeyedError<Keeper.Failure>) -> Appended {
        let event = KeyChanged(
            key: key.publicKey, set: manifest.identity, shares: shares.map { $0.number }, by: plan.by, why: plan.why)
        do throws(Keeper.Failure) { try keeper.keep(key) } catch { throw .key(error) }
        do throws(BinderError) {
            return try LedgerStore.change(event, of: folder.path, from: standing, to: key, at: now) {
                request, proof throws(ConsentError) in
                try request.cosign(shares, of: manifest, proof: proof, at: now.posixSeconds)
            }
        } catch {
            keeper.discard()
            throw .binder(error)
        }
    }
}
