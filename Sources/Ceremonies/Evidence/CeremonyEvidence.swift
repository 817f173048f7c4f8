// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger
package import ShareEnvelope

/// Where a ceremony writes its entries, and what is known about the binder. In an emergency that may be little.
package struct CeremonyEvidence: Sendable {
    /// The ledger, or the journal that stands in for it.
    package let book: EvidenceBook
    /// What is odd about this machine's clock beside the entries so far.
    package let oddClock: String?
    /// The binder, if one can be read.
    package let folder: BinderFolder?
    /// Its ledger.
    package let log: LogAudit?
    /// What follows from its ledger.
    package let state: BinderState?
    /// Its policy in force.
    package let policy: Policy?
    private let repaired: @Sendable ([LedgerRepair]) -> Void

    /// Says where a ceremony writes.
    ///
    /// - Parameter repaired: gets what the store repaired before it wrote an entry.
    package init(
        book: EvidenceBook, oddClock: String?, folder: BinderFolder?, log: LogAudit? = nil, state: BinderState? = nil,
        repaired: @escaping @Sendable ([LedgerRepair]) -> Void
    ) {
        self.book = book
        self.oddClock = oddClock
        self.folder = folder
        self.log = log
        self.state = state
        self.repaired = repaired
        policy = state?.readPolicy
    }

    /// Appends an entry.
    ///
    /// - Throws: `BinderError`; the entry is not there then, and the act that it describes must not happen.
    @discardableResult
    package func append(_ event: LedgerEvent, at time: LedgerTime = .now) throws(BinderError) -> Appended {
        let appended = try book.append(event, at: time)
        repaired(appended.repairs)
        return appended
    }

    /// Appends an entry that the shares are asked to sign next.
    ///
    /// - Throws: `BinderError`; the entry is not there then.
    package func append(
        at time: LedgerTime, _ event: (UInt64) -> LedgerEvent
    ) throws(BinderError) -> (entry: LedgerEntry, appended: Appended) {
        let (entry, appended) = try book.append(at: time, event)
        repaired(appended.repairs)
        return (entry, appended)
    }

    /// The gate of a ceremony, which writes to the same place as the rest of its evidence.
    package func gate(_ act: Act, of account: PublicText?) -> Gate {
        Gate(act, of: account) { event throws(BinderError) in try self.append(event) }
    }

    /// The checkpoint of an entry as paper shows it; journals have none.
    package func paper(_ appended: Appended) -> CheckpointCode? {
        guard case .ledger = book, let log, let key = log.keys?.newest, let origin = log.ledgerOrigin else {
            return nil
        }
        return appended.checkpoint.paper(key: key, origin: origin)
    }
}
