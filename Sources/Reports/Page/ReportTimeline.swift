// SPDX-License-Identifier: Apache-2.0
//
// Entries grouped into ceremonies: the entry that began something, and everything that followed from it. An entry that
// follows from nothing earlier is a ceremony of its own, whatever its kind.

import Custody
import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope

/// The ceremonies of a ledger.
struct ReportTimeline {
    /// An entry of a ceremony.
    typealias Part = (place: EntryPlace, entry: LedgerEntry)

    /// The ceremonies, newest first.
    let newestFirst: [ReportCeremony]
    /// For each entry, the entry that began its ceremony.
    private let roots: [EntryPlace: EntryPlace]

    init(_ log: LogAudit, _ state: BinderState, _ lives: [CredentialStatus], now: LedgerTime) {
        var order: [EntryPlace] = []
        var parts: [EntryPlace: [Part]] = [:]
        var roots: [EntryPlace: EntryPlace] = [:]
        var sets: [SetIdentity: EntryPlace] = [:]
        for (place, entry) in log.placedEntries {
            let origin = Self.origin(of: entry.event, at: place, sets).map { roots[$0] ?? $0 }
            let root = origin.flatMap { parts[$0] == nil ? nil : $0 } ?? place
            if root == place { order.append(place) }
            if case .setCreated(let event) = entry.event { sets[event.set] = place }
            roots[place] = root
            parts[root, default: []].append((place, entry))
        }
        self.roots = roots
        let describer = CeremonyDescriber(state, lives, now: now)
        // What is in a journal happened before the journal was merged.
        newestFirst = order.compactMap { parts[$0] }.sorted { left, right in
            (left[0].entry.time, left[0].place) > (right[0].entry.time, right[0].place)
        }.map { describer.ceremony($0) }
    }

    /// The anchor on the page of an entry's ceremony.
    func anchor(of place: EntryPlace) -> String? { roots[place].map { Self.anchor(of: $0) } }

    /// The anchor on the page of the ceremony that an entry began.
    static func anchor(of root: EntryPlace) -> String { "ceremony-\(EntryLink.anchor(of: root).dropFirst(6))" }

    /// The entry that this one follows from; `nil` for one that begins something.
    private static func origin(
        of event: LedgerEvent, at place: EntryPlace, _ sets: [SetIdentity: EntryPlace]
    ) -> EntryPlace? {
        /// The place of an index in the entry's own log, which may be a merged journal.
        func named(_ index: UInt64) -> EntryPlace {
            place.inJournal == nil ? EntryPlace(index) : EntryPlace(place.index, inJournal: index)
        }
        return switch event {
        case .cosigned(let event): named(max(event.size, 1) - 1)
        case .rehearsed(let event): named(event.drill)
        case .drillClosed(let event): named(event.drill)
        case .recoveryNamed(let event): named(event.opening)
        case .recoveryRevealed(let event): named(event.opening)
        case .recoveryClosed(let event): named(event.opening)
        case .reviewFiled(let event): event.opening
        case .countersigned(let event): event.exception
        case .journalOpened: place.inJournal == nil ? nil : EntryPlace(place.index)
        case .sheetsReleased(let event): sets[event.set]
        case .sheetsReadBack(let event): sets[event.set]
        case .setAbandoned(let event): sets[event.set]
        case .binderOpened, .keyChanged, .policyChanged, .setCreated, .setRetired, .recoveryOpened, .refused,
            .exception, .drillOpened, .reshareOpened, .sheetReceived, .sheetDestroyed, .sheetLost, .custodianJoined,
            .custodianLeft, .paperMade, .journalMerged:
            nil
        }
    }
}

/// A ceremony: what began it, what is known about it, and its entries.
struct ReportCeremony {
    /// An entry of the ceremony.
    struct Step {
        let entry: EntryLink
        let kind: String
        let time: Moment
    }

    let anchor: String
    let time: Moment
    let kind: String
    /// The credential, if it is about one.
    let about: String?
    let sentence: String
    let facts: [ReportContent.Fact]
    let steps: [Step]
}
