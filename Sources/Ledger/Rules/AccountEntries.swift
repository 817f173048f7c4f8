// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

/// Finds the entries of a ledger that are about an account, or about one of its credentials: those that name it or one
/// of its sets, and those that refer to such an entry. Takes the entries in order.
package struct AccountEntries: Sendable {
    private let account: String
    private let credential: String?
    private var sets: Set<SetIdentity> = []
    private var places: Set<EntryPlace> = []

    /// Starts before the first entry.
    ///
    /// - Parameter credential: only this credential, and entries that name none; `nil` for all credentials.
    package init(account: String, credential: String? = nil) {
        self.account = account
        self.credential = credential
    }

    /// Takes the next entry and returns whether it is about the account.
    package mutating func take(_ entry: LedgerEntry, at place: EntryPlace) -> Bool {
        if case .setCreated(let event) = entry.event,
            isMeant(event.account, event.credential) || event.practice.map(sets.contains) ?? false
        {
            sets.insert(event.set)
        }
        if case .recoveryNamed(let event) = entry.event, event.account.description == account, credential == nil {
            sets.insert(event.set)
            places.insert(Self.beside(place, event.opening))
        }
        let isAbout = isAbout(entry.event, at: place)
        if isAbout { places.insert(place) }
        return isAbout
    }

    private func isMeant(_ account: PublicText?, _ credential: PublicText?) -> Bool {
        account?.description == self.account
            && (self.credential == nil || credential == nil || credential?.description == self.credential)
    }

    private func isAbout(_ event: LedgerEvent, at place: EntryPlace) -> Bool {
        func follows(_ index: UInt64) -> Bool { places.contains(Self.beside(place, index)) }
        func has(_ set: SetIdentity?) -> Bool { set.map { sets.contains($0) } ?? false }
        return switch event {
        case .setCreated(let event): has(event.set)
        case .sheetsReleased(let event): has(event.set)
        case .sheetsReadBack(let event): has(event.set)
        case .setAbandoned(let event): has(event.set)
        case .setRetired(let event): has(event.set)
        case .recoveryOpened(let event): isMeant(event.account, event.credential) || has(event.set)
        case .recoveryNamed(let event): has(event.set) || follows(event.opening)
        case .cosigned(let event): has(event.set)
        case .recoveryRevealed(let event): has(event.set) || follows(event.opening)
        case .recoveryClosed(let event): has(event.set) || follows(event.opening)
        case .refused(let event): event.account?.description == account
        case .exception(let event): event.about.map { places.contains($0) } ?? false
        case .countersigned(let event): places.contains(event.exception)
        case .reviewFiled(let event): places.contains(event.opening)
        case .drillOpened(let event): has(event.set)
        case .reshareOpened(let event): has(event.set)
        case .sheetReceived(let event): has(event.set)
        case .sheetDestroyed(let event): has(event.set)
        case .sheetLost(let event): has(event.set)
        case .custodianLeft(let event): event.holds.contains { has($0.set) }
        case .paperMade(let event): isMeant(event.account, event.credential)
        case .rehearsed(let event): has(event.set)
        case .drillClosed(let event): follows(event.drill)
        case .binderOpened, .keyChanged, .policyChanged, .custodianJoined, .journalOpened, .journalMerged: false
        }
    }

    /// The place of an index of the log that an entry is in, which may be a merged journal.
    private static func beside(_ place: EntryPlace, _ index: UInt64) -> EntryPlace {
        place.inJournal == nil ? EntryPlace(index) : EntryPlace(place.index, inJournal: index)
    }
}
