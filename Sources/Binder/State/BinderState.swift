// SPDX-License-Identifier: Apache-2.0
//
// What follows from a ledger, entry by entry: which sets there are and who keeps them, what was opened, what is due.
// It believes what the entries say; whether they can be believed is what `LedgerAudit` is for.

import MerkleLog
import SecretSharing
public import ShareEnvelope

/// The state of a binder after some entries.
public struct BinderState: Sendable {
    /// The binder's first entry.
    public private(set) var opened: BinderOpened?
    /// All policies that were ever in force, in order.
    public private(set) var policies: [PolicyVersion] = []
    /// All sets that were ever dealt, in order.
    public private(set) var sets: [SetHistory] = []
    /// All recoveries that were ever begun, in order.
    public private(set) var openings: [Opening] = []
    /// All drills that were ever begun, in order.
    public private(set) var drills: [DrillHistory] = []
    /// Who has left, and what of theirs must be dealt anew, in order.
    public private(set) var departures: [(place: EntryPlace, time: LedgerTime, left: CustodianLeft)] = []
    /// The scripts and records of ceremonies, in order.
    public private(set) var papers: [(place: EntryPlace, time: LedgerTime, made: PaperMade)] = []
    /// Everything that went otherwise than planned.
    public private(set) var exceptions: [ExceptionHistory] = []
    /// What the program would not do.
    public private(set) var refusals: [(place: EntryPlace, time: LedgerTime, refused: Refused)] = []
    /// The records that were taken in, and where each of their entries stands.
    public private(set) var records: [RecordName: [EntryPlace]] = [:]
    /// The entry with the latest time, also where that is after what is taken; nothing before the first one.
    public private(set) var latest: (place: EntryPlace, time: LedgerTime)?
    /// The entries that took records in, in order.
    public private(set) var merged: [MergedRecord] = []

    /// Where the first entry of each set stands among ``sets``: one that is entered again stays what it is.
    private var setIndex: [SetIdentity: Int] = [:]
    /// Which sets may stand for the quorum of a key, by the ledger's own entries.
    private(set) var keyHolders = KeyHolders()
    private var pieces: [RecordName: [[UInt8]]] = [:]
    /// What is said of sheets and stands once their shares have signed it.
    private var statements: [EntryPlace: SheetStatement] = [:]

    /// What happened later is left out.
    private let until: LedgerTime?

    /// Nothing happened yet.
    ///
    /// - Parameter until: entries with a later time are left out; nothing for all.
    public init(until: LedgerTime? = nil) { self.until = until }

    /// What follows from a ledger.
    ///
    /// - Parameter until: entries with a later time are left out; nothing for all.
    public init(of log: LogAudit, until: LedgerTime? = nil) {
        self.init(until: until)
        for (index, entry) in log.entries.enumerated() {
            if let entry { apply(entry, at: UInt64(index)) }
        }
    }

    /// The set of that identity.
    public func set(_ identity: SetIdentity) -> SetHistory? { setIndex[identity].map { sets[$0] } }

    /// What the ledger said of a record when it last took it in.
    func lastMerge(of record: RecordName) -> RecordMerged? { merged.last { $0.name == record }?.event }

    /// The policy in force.
    public var policy: PolicyVersion? { policies.last }

    /// Whether a recovery opened nothing of worth: its statement says practice, and so is every set that it had to do
    /// with. Anything else counts as a use.
    public func isPractice(_ opening: Opening) -> Bool {
        opening.opened.practice == true && opening.touched.allSatisfy { set($0)?.isPractice ?? false }
    }

    // MARK: - Taking entries

    /// Takes the next entry of the ledger.
    public mutating func apply(_ entry: LedgerEntry, at index: UInt64) {
        apply(entry, at: EntryPlace(index)) { EntryPlace($0) }
    }

    private mutating func apply(
        _ entry: LedgerEntry, at place: EntryPlace, named: (UInt64) -> EntryPlace
    ) {
        if latest.map({ entry.time > $0.time }) ?? true { latest = (place, entry.time) }
        if let until, entry.time > until {
            guard case .recordMerged = entry.event else { return }
        }
        if place.inRecord == nil { keyHolders.apply(entry.event) }
        switch entry.event {
        case .binderOpened(let opened): self.opened = opened
        case .policyChanged(let change): policies.append(PolicyVersion(place: place, time: entry.time, change: change))
        case .setCreated(let created): add(created, at: place, entry.time)
        case .sheetsLetOut(let event): change(event.set) { $0.letOut = entry.time }
        case .sheetsReadBack(let event):
            change(event.set) { set in
                for share in event.shares { set.readBackAt[share] = (place, entry.time) }
            }
        case .setAbandoned(let event): change(event.set) { $0.end = .abandoned(entry.time, why: event.why) }
        case .setRetired(let event): change(event.set) { $0.end = .retired(entry.time, event) }
        case .recoveryOpened(let opened):
            openings.append(
                Opening(
                    place: place, time: entry.time, opened: opened,
                    beside: first(beside: opened, at: place, named: named)))
        case .recoveryNamed(let event):
            change(named(event.opening)) { opening in
                opening.touched.append(event.set)
                opening.asking.append(place)
                guard opening.revealed == nil else { return }
                opening.set = event.set
                opening.account = opening.account ?? event.account
            }
        case .cosigned(let event): takeConsent(event, to: named(event.size - min(event.size, 1)), at: entry.time)
        case .recoveryRevealed(let event):
            change(named(event.opening)) { opening in
                opening.touched.append(event.set)
                guard opening.revealed == nil else { return }
                opening.revealed = Opening.Revealed(time: entry.time, event: event)
                opening.set = opening.set ?? event.set
            }
            // Where the two contradict each other, both count as opened.
            let stated = openings.last { $0.place == named(event.opening) }?.set
            for set in [event.set, stated].compactMap({ $0 }).uniqued { change(set) { $0.openedAt.append(entry.time) } }
        case .recoveryClosed(let event): change(named(event.opening)) { $0.closed = (entry.time, event) }
        case .refused(let refused): refusals.append((place, entry.time, refused))
        case .exception(let exception):
            exceptions.append(ExceptionHistory(place: place, time: entry.time, exception: exception))
            // A record cannot go on: who says of a recovery in it that it was cut off ends it.
            if place.inRecord == nil, let about = exception.about, about.inRecord != nil {
                change(about) { $0.isSetAside = true }
            }
        case .countersigned(let event):
            guard let index = exceptions.firstIndex(where: { $0.place == event.exception }) else { return }
            exceptions[index].countersigned = (entry.time, event)
        case .reviewFiled(let event):
            // One ceremony is one story, whatever number of credentials it opened.
            for place in openings.filter({ $0.place == event.opening || $0.beside == event.opening }).map(\.place) {
                change(place) { $0.review = (entry.time, event) }
            }
        case .drillOpened(let opened): drills.append(DrillHistory(place: place, time: entry.time, opened: opened))
        case .rehearsed(let event): change(drill: named(event.drill)) { $0.rehearsed = (entry.time, event) }
        case .drillClosed(let event): change(drill: named(event.drill)) { $0.closed = (entry.time, event) }
        case .sheetReceived(let event): statements[place] = .received(event)
        case .sheetDestroyed(let event): statements[place] = .destroyed(event)
        case .sheetLost(let event):
            change(event.set) { set in
                set.apply(.lost(event), at: place, entry.time)
            }
        case .custodianLeft(let event): departures.append((place, entry.time, event))
        case .paperMade(let event): papers.append((place, entry.time, event))
        case .recordOpened, .keyChanged, .reshareOpened, .custodianJoined: break
        case .recordMerged(let event): merge(event, at: place, entry.time)
        }
    }

    private mutating func change(_ set: SetIdentity, _ act: (inout SetHistory) -> Void) {
        if let index = setIndex[set] { act(&sets[index]) }
    }

    private mutating func add(_ created: SetCreated, at place: EntryPlace, _ time: LedgerTime) {
        guard setIndex[created.set] == nil else { return }
        // Before the set itself is known: it is no practice for itself.
        let isForPractice = created.practice.flatMap { set($0) }?.isPractice ?? true
        setIndex[created.set] = sets.count
        sets.append(SetHistory(place: place, time: time, created: created, mayPractise: !isForPractice))
    }

    /// The statement of the same ceremony directly before; nothing where an entry names one that is not.
    private func first(
        beside opened: RecoveryOpened, at place: EntryPlace, named: (UInt64) -> EntryPlace
    ) -> EntryPlace? {
        guard let index = opened.beside, index &+ 1 == place.inRecord ?? place.index,
            let first = openings.last(where: { $0.place == named(index) }), opened.isSameCeremony(as: first.opened)
        else { return nil }
        return first.place
    }

    private mutating func change(_ opening: EntryPlace, _ act: (inout Opening) -> Void) {
        guard let index = openings.lastIndex(where: { $0.place == opening }) else { return }
        act(&openings[index])
    }

    private mutating func change(drill place: EntryPlace, _ act: (inout DrillHistory) -> Void) {
        guard let index = drills.lastIndex(where: { $0.place == place }) else { return }
        act(&drills[index])
    }

    /// What a share signs answers the last entry of the cosigned tree alone, and counts once.
    private mutating func takeConsent(_ event: Cosigned, to answered: EntryPlace, at time: LedgerTime) {
        if let index = drills.lastIndex(where: { $0.place == answered && $0.opened.set == event.set }) {
            for signed in event.signatures where drills[index].opened.shares.contains(signed.share) {
                // What comes after a drill's end does not count.
                guard let at = LedgerTime(posixSeconds: signed.at), drills[index].answers[signed.share] == nil,
                    drills[index].closed == nil
                else { continue }
                drills[index].answers[signed.share] = DrillHistory.Answer(signed: at, recorded: time)
            }
            return
        }
        if let statement = statements.removeValue(forKey: answered) {
            let isSigned = event.signatures.contains { $0.share == statement.share }
            guard statement.set == event.set, isSigned else { return }
            return change(event.set) { set in
                set.apply(statement, at: answered, time)
            }
        }
        guard let index = openings.lastIndex(where: { $0.asking.contains(answered) }) else { return }
        openings[index].touched.append(event.set)
        openings[index].consentsOfSets[event.set, default: []].formUnion(event.signatures.map { $0.share })
    }

    // MARK: - Records

    /// Whether an entry of a record counts: one of a kind that ceremonies without the ledger write, about sheets only where
    /// the record dealt them itself.
    private func counts(_ event: LedgerEvent, in record: [EntryPlace]) -> Bool {
        func isOwn(_ set: SetIdentity) -> Bool { self.set(set).map { record.contains($0.place) } ?? false }
        return switch event {
        case .sheetsLetOut(let event): isOwn(event.set)
        case .sheetsReadBack(let event): isOwn(event.set)
        case .setAbandoned(let event): isOwn(event.set)
        default: event.kind.standsInRecords
        }
    }

    private mutating func merge(_ event: RecordMerged, at place: EntryPlace, _ time: LedgerTime) {
        if event.part == 1 { pieces[event.record] = [] }
        pieces[event.record, default: []].append(event.content.bytes)
        guard event.part == event.parts, let all = pieces.removeValue(forKey: event.record) else { return }
        let content = all.flatMap { $0 }
        var places = records[event.record] ?? []
        // A record that was taken in before is taken in again from where it went on.
        for (index, line) in content.split(separator: 0x0A).enumerated().dropFirst(places.count) {
            let here = EntryPlace(place.index, inRecord: UInt64(index))
            places.append(here)
            guard let entry = try? LedgerEntry(line: Array(line)), counts(entry.event, in: places) else { continue }
            apply(entry, at: here) { [places] index in index < UInt64(places.count) ? places[Int(index)] : here }
        }
        merged.append(
            MergedRecord(
                name: event.record, place: place, time: time, event: event,
                entryCount: places.count - (records[event.record]?.count ?? 0)))
        records[event.record] = places
    }
}
