// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger
package import ShareEnvelope

/// A binder that was read, and whose ledger can be written.
package struct OpenBinder: Sendable {
    package let folder: BinderFolder
    package let store: LedgerStore
    package let log: LogAudit
    package let state: BinderState
    /// The policy in force, if it can be read.
    package let policy: Policy?
    private let repaired: @Sendable ([LedgerRepair]) -> Void

    /// Reads a binder.
    ///
    /// - Parameter repaired: gets what the store repaired before it wrote an entry.
    /// - Throws: `BinderError`.
    package init(
        _ folder: BinderFolder, _ store: LedgerStore, repaired: @escaping @Sendable ([LedgerRepair]) -> Void
    ) throws(BinderError) {
        self.folder = folder
        self.store = store
        self.repaired = repaired
        (log, state) = try folder.read()
        policy = state.readPolicy
    }

    /// The same binder with the entries that were written since.
    ///
    /// - Throws: `BinderError`.
    package func again() throws(BinderError) -> OpenBinder { try OpenBinder(folder, store, repaired: repaired) }

    /// Where a ceremony with this binder writes.
    package var evidence: CeremonyEvidence {
        CeremonyEvidence(
            book: .ledger(store), oddClock: nil, folder: folder, log: log, state: state, repaired: repaired)
    }

    /// The gate of a ceremony.
    package func gate(_ act: Act, of account: PublicText? = nil) -> Gate { evidence.gate(act, of: account) }

    /// Appends an entry.
    ///
    /// - Throws: `BinderError`; the entry is not there then, and the act that it describes must not happen.
    @discardableResult
    package func append(_ event: LedgerEvent, at time: LedgerTime = .now) throws(BinderError) -> Appended {
        let appended = try store.append(LedgerEntry(time: time, event: event))
        repaired(appended.repairs)
        return appended
    }

    /// Puts a policy into force whose file already holds it, if nobody else changed the policy since this binder was read.
    ///
    /// - Throws: `BinderError`; the old policy stays in force then.
    package func adopt(_ text: String, _ change: PolicyChanged) throws(BinderError) {
        repaired(
            try folder.adopt(
                text, insteadOf: text, since: log.size, [.policyChanged(change)], in: store, at: .now))
    }

    /// Appends an entry together with the signatures of the shares that it asks.
    ///
    /// - Throws: `BinderError`; then neither is there.
    package func append(
        _ event: LedgerEvent, signedBy shares: [Share], of manifest: Manifest
    ) throws(BinderError) -> Appended {
        let now = LedgerTime.now
        let appended = try store.append(LedgerEntry(time: now, event: event)) {
            request, proof throws(ConsentError) in
            try request.cosign(shares, of: manifest, proof: proof, at: now.posixSeconds)
        }
        repaired(appended.repairs)
        return appended
    }

    /// Writes a changed policy into its file, and then the entries that put it in force, together or not at all.
    ///
    /// - Parameter old: the content of the file when it was changed.
    /// - Throws: `BinderError`; the old policy stays in force then.
    package func adopt(
        _ text: String, insteadOf old: String, _ events: [LedgerEvent]
    ) throws(BinderError) {
        repaired(try folder.adopt(text, insteadOf: old, since: log.size, events, in: store, at: .now))
    }
}
