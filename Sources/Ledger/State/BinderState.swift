// SPDX-License-Identifier: Apache-2.0
//
// What follows from a ledger, entry by entry: which sets there are and who holds them, what was opened, what is due. It
// believes what the entries say; `LedgerAudit` finds out whether they can be believed.

package import CustodyPolicy
import MerkleLog
import SecretSharing
package import ShareEnvelope

/// The state of a binder after some entries.
package struct BinderState: Sendable {
    /// The binder's first entry.
    package private(set) var opened: BinderOpened?
    /// All policies that were ever in force, in order.
    package private(set) var policies: [PolicyVersion] = []
    /// All sets that were ever dealt, in order.
    package private(set) var sets: [SetHistory] = []
    /// All recoveries that were ever begun, in order.
    package private(set) var openings: [Opening] = []
    /// All drills that were ever begun, in order.
    package private(set) var drills: [DrillHistory] = []
    /// The people who left, with the sets of theirs that must be reissued, in order.
    package private(set) var departures: [(place: EntryPlace, time: LedgerTime, left: CustodianLeft)] = []
    /// The people who joined, in order.
    package private(set) var joinings: [(place: EntryPlace, joined: CustodianJoined)] = []
    /// The scripts and records of ceremonies, and the night kits, in order.
    package private(set) var papers: [(place: EntryPlace, time: LedgerTime, made: PaperMade)] = []
    /// The newest night kit of each account.
    package private(set) var nightKits: [PublicText: NightKitHistory] = [:]
    /// Everything that did not go as planned, in order.
    package private(set) var exceptions: [ExceptionHistory] = []
    /// What the program refused to do, in order.
    package private(set) var refusals: [(place: EntryPlace, time: LedgerTime, refused: Refused)] = []
    /// The entries that were written later than they say, up to the requested time.
    package private(set) var writtenLater: [EntryPlace] = []
    /// How many lines of the ledger its key did not sign; they do not count.
    package let unsignedCount: UInt64
    /// The parsed policies.
    package let readings = PolicyTexts()
    /// The parts of policies that the ledger's rules read.
    private let ruled = PolicyReadings()
    /// The sets that have the authority of their credential, and why.
    private let authorities: [SetIdentity: [Authority]]
    /// The merged journals, with the place of each of their entries.
    package private(set) var journals: [JournalName: [EntryPlace]] = [:]
    /// The entry with the latest time, even if it is later than the requested time; `nil` before the first one.
    package private(set) var latest: (place: EntryPlace, time: LedgerTime)?
    /// The merged journals, in order.
    package private(set) var merged: [MergedJournal] = []

    /// The position in ``sets`` of each set's first entry. A set that is created again stays as it is.
    private var setIndex: [SetIdentity: Int] = [:]
    /// The set whose quorum may give the ledger a new key.
    let keySet: SetIdentity?
    /// The shares that an entry lists as read back but that did not sign it.
    private(set) var unsignedReadBacks: [EntryPlace: (set: SetIdentity, shares: Set<ShareNumber>)] = [:]
    /// The positions of openings, drills and exceptions in their lists, by their places; for openings, also by the
    /// places of the entries that ask shares for their consent.
    private var openingIndex: [EntryPlace: Int] = [:]
    private var askingIndex: [EntryPlace: Int] = [:]
    private var besideIndex: [EntryPlace: [Int]] = [:]
    /// Entries that do not count; neither do signatures on them.
    private var ignored: Set<EntryPlace> = []
    private var drillIndex: [EntryPlace: Int] = [:]
    private var exceptionIndex: [EntryPlace: Int] = [:]
    private var policyIndex: [EntryPlace: Int] = [:]
    /// Statements that count, or count more strongly, once shares sign them.
    private var statements: [EntryPlace: Statement] = [:]

    private enum Statement: Sendable {
        case readBack(SetIdentity)
        case retired(SetIdentity)
        case sheet(SheetStatement)
    }

    /// Entries with a later effective time are left out; `nil` keeps all.
    private let until: LedgerTime?

    /// The state before the first entry.
    ///
    /// - Parameters:
    ///   - until: entries with a later effective time are left out; `nil` keeps all.
    ///   - authorities: what gives sets the authority of their credential.
    init(
        until: LedgerTime? = nil, authorities: [SetIdentity: [Authority]] = [:], keySet: SetIdentity? = nil,
        unsignedCount: UInt64 = 0
    ) {
        self.until = until
        self.authorities = authorities
        self.keySet = keySet
        self.unsignedCount = unsignedCount
    }

    /// The state before the first entry.
    ///
    /// - Parameter until: entries after this time change nothing; `nil` for none.
    package init(before until: LedgerTime? = nil) { self.init(until: until) }

    /// The state before the first entry of a ledger whose entries are then applied one by one.
    package init(before log: LogAudit) {
        self.init(
            authorities: log.succession.authorities, keySet: log.succession.keySet,
            unsignedCount: log.unsignedCount)
    }

    /// What follows from a ledger, with the authority that evidence from outside shows.
    init(of log: LogAudit, authorities: [SetIdentity: [Authority]]) {
        self.init(authorities: authorities, keySet: log.succession.keySet, unsignedCount: log.unsignedCount)
        for entry in log.facts { apply(entry) }
    }

    /// What follows from a ledger.
    ///
    /// - Parameter until: entries with a later effective time are left out; `nil` keeps all.
    package init(of log: LogAudit, until: LedgerTime? = nil) {
        self.init(
            until: until, authorities: log.succession.authorities, keySet: log.succession.keySet,
            unsignedCount: log.unsignedCount)
        for entry in log.facts { apply(entry) }
    }

    /// The set with that identity.
    package func set(_ identity: SetIdentity) -> SetHistory? { setIndex[identity].map { sets[$0] } }

    /// The entry that last merged a journal.
    func lastMerge(of journal: JournalName) -> JournalMerged? { merged.last { $0.name == journal }?.event }

    /// The policy in force.
    package var policy: PolicyVersion? { policies.last }

    /// Whether a recovery was practice: its statement says so, and every set that it involved is a practice set.
    /// Anything else counts as a use (F4).
    package func isPractice(_ opening: Opening) -> Bool {
        opening.opened.practice == true && opening.touched.allSatisfy { set($0)?.isPractice ?? false }
    }

    // MARK: - Taking entries

    /// Applies the next entry of the ledger, or of a merged journal.
    package mutating func apply(_ entry: ResolvedEntry) {
        let place = entry.place
        if latest.map({ entry.time > $0.time }) ?? true { latest = (place, entry.time) }
        guard entry.counts else {
            ignored.insert(entry.place)
            return
        }
        if let until, entry.effective > until {
            if entry.time <= until { writtenLater.append(place) }
            return
        }
        if entry.isBackdated { writtenLater.append(place) }
        switch entry.event {
        case .binderOpened(let opened): self.opened = opened
        case .policyChanged(let change):
            policyIndex[place] = policies.count
            policies.append(
                PolicyVersion(place: place, time: entry.time, effective: entry.effective, change: change))
        case .setCreated(let created): add(created, entry)
        case .sheetsReleased(let event): change(event.set) { $0.saidOut = $0.saidOut ?? entry.time }
        case .sheetsReadBack(let event):
            statements[place] = .readBack(event.set)
            unsignedReadBacks[place] = (event.set, Set(event.shares))
        case .setAbandoned(let event):
            change(event.set) { set in
                if !set.proofs.isEmpty { set.abandonedAfterProof.append(place) }
                set.abandoned = set.abandoned ?? (entry.time, event.why)
            }
        case .setRetired(let event):
            statements[place] = .retired(event.set)
            // The first retirement counts, unless a later one says that the credential was changed.
            change(event.set) { set in
                guard set.retired.map({ event.rotated && !$0.event.rotated }) ?? true else { return }
                set.retired = .init(
                    place: place, time: entry.time, event: event, isAgreed: set.retired?.isAgreed ?? false)
            }
        case .recoveryOpened(let opened):
            let beside = first(beside: opened, entry)
            openingIndex[place] = openings.count
            askingIndex[place] = openings.count
            if let beside { besideIndex[beside, default: []].append(openings.count) }
            openings.append(Opening(entry, opened, beside: beside))
        case .recoveryNamed(let event):
            askingIndex[place] = entry.about.flatMap { openingIndex[$0] }
            change(entry.about) { opening in
                opening.touched.append(event.set)
                guard opening.revealed == nil else { return }
                opening.set = event.set
                opening.account = opening.account ?? event.account
            }
        case .cosigned: if let answer = entry.answer { take(answer, entry) }
        case .recoveryRevealed(let event): reveal(event, entry)
        case .recoveryClosed(let event): close(event, entry)
        case .refused(let refused): refusals.append((place, entry.time, refused))
        case .exception(let exception):
            exceptionIndex[place] = exceptions.count
            exceptions.append(ExceptionHistory(place: place, time: entry.time, lag: entry.lag, exception: exception))
            // A merged journal cannot continue: an exception about a recovery in it ends that recovery.
            if place.inJournal == nil, let about = exception.about, about.inJournal != nil {
                change(about) { $0.isSetAside = true }
            }
        case .countersigned(let event): countersign(event, entry)
        case .reviewFiled(let event):
            // One review covers a ceremony, however many credentials it opened.
            guard let about = entry.about else { return }
            for index in (openingIndex[about].map { [$0] } ?? []) + (besideIndex[about] ?? []) {
                openings[index].take(Opening.Review(place: place, time: entry.time, event: event))
            }
        case .drillOpened(let opened):
            drillIndex[place] = drills.count
            drills.append(
                DrillHistory(
                    place: place, time: entry.time, opened: opened,
                    grace: ruled.answerGrace(under: policy?.change)))
        case .rehearsed(let event): change(drill: entry.about) { $0.rehearsed = (entry.time, event) }
        case .drillClosed(let event):
            change(drill: entry.about) { $0.closed = $0.closed ?? (entry.time, event) }
        case .sheetReceived(let event): statements[place] = .sheet(.received(event))
        case .sheetDestroyed(let event): statements[place] = .sheet(.destroyed(event))
        case .sheetLost(let event): change(event.set) { $0.apply(.lost(event), at: place, entry.time) }
        case .custodianJoined(let event): joinings.append((place, event))
        case .custodianLeft(let event): departures.append((place, entry.time, event))
        case .paperMade(let event): take(event, entry)
        case .journalOpened, .keyChanged, .reshareOpened: break
        case .journalMerged(let event): if let journal = entry.unfolded { take(journal, event, entry) }
        }
    }

    // MARK: - Papers

    private mutating func take(_ made: PaperMade, _ entry: ResolvedEntry) {
        papers.append((entry.place, entry.time, made))
        // A kit is about an account as a whole.
        guard made.paper == .nightKit, let account = made.account, made.credential == nil else { return }
        var before = self
        before.nightKits = [:]
        nightKits[account] = NightKitHistory(place: entry.place, time: entry.time, before: before)
    }

    // MARK: - Uses

    private mutating func reveal(_ event: RecoveryRevealed, _ entry: ResolvedEntry) {
        change(entry.about) { opening in
            opening.touched.append(event.set)
            if opening.revealed == nil { opening.takeShowing() }
            opening.take(Opening.Use(time: entry.time, strength: .said))
            guard opening.revealed == nil else { return }
            opening.revealed = Opening.Revealed(place: entry.place, time: entry.time, event: event)
            opening.set = opening.set ?? event.set
        }
        // If the two sets differ, both count as opened.
        let stated = opening(at: entry.about)?.set
        for set in [event.set, stated].compactMap({ $0 }).uniqued { change(set) { $0.openedAt.append(entry.time) } }
    }

    private mutating func close(_ event: RecoveryClosed, _ entry: ResolvedEntry) {
        guard let place = entry.about, let opening = opening(at: place) else { return }
        let isShown = event.outcome == .shown
        change(place) { opening in
            opening.closed = opening.closed ?? (entry.time, event)
            opening.closingPlace = opening.closingPlace ?? entry.place
            if isShown, opening.revealed == nil, !opening.isSaidShown { opening.takeShowing() }
            opening.isSaidShown = opening.isSaidShown || isShown
            if isShown { opening.take(Opening.Use(time: entry.time, strength: .said)) }
        }
        if isShown, opening.use == nil {
            for set in [event.set, opening.set].compactMap({ $0 }).uniqued {
                change(set) { $0.openedAt.append(entry.time) }
            }
        }
    }

    /// Only a person other than the author can countersign.
    private mutating func countersign(_ event: Countersigned, _ entry: ResolvedEntry) {
        if let index = entry.about.flatMap({ exceptionIndex[$0] }) {
            guard !exceptions[index].exception.by.isSamePerson(as: event.by) else { return }
            exceptions[index].countersigned = exceptions[index].countersigned ?? (entry.time, event)
        } else if let index = entry.about.flatMap({ policyIndex[$0] }) {
            guard !policies[index].change.by.isSamePerson(as: event.by) else { return }
            policies[index].countersigned = policies[index].countersigned ?? (entry.time, event)
        }
    }

    private mutating func change(_ set: SetIdentity, _ act: (inout SetHistory) -> Void) {
        if let index = setIndex[set] { act(&sets[index]) }
    }

    private mutating func add(_ created: SetCreated, _ entry: ResolvedEntry) {
        guard setIndex[created.set] == nil else { return }
        // Read before the set itself is known: it cannot be practice for itself.
        let isForPractice = created.practice.flatMap { set($0) }?.isPractice ?? true
        setIndex[created.set] = sets.count
        sets.append(
            SetHistory(
                entry, created, mayPractise: !isForPractice, authorities: authorities[created.set] ?? []))
    }

    /// The statement of the same ceremony directly before this one; `nil` if `beside` does not name it.
    private func first(beside opened: RecoveryOpened, _ entry: ResolvedEntry) -> EntryPlace? {
        guard let index = opened.beside, index &+ 1 == entry.place.inJournal ?? entry.place.index,
            let first = opening(at: entry.beside(index)), opened.isSameCeremony(as: first.opened)
        else { return nil }
        return first.place
    }

    private func opening(at place: EntryPlace?) -> Opening? { place.flatMap { openingIndex[$0] }.map { openings[$0] } }

    private mutating func change(_ opening: EntryPlace?, _ act: (inout Opening) -> Void) {
        guard let index = opening.flatMap({ openingIndex[$0] }) else { return }
        act(&openings[index])
    }

    private mutating func change(drill place: EntryPlace?, _ act: (inout DrillHistory) -> Void) {
        guard let index = place.flatMap({ drillIndex[$0] }) else { return }
        act(&drills[index])
    }

    /// Applies a cosignature. It answers only the last entry of the cosigned tree, and counts once.
    private mutating func take(_ answer: ResolvedAnswer, _ entry: ResolvedEntry) {
        guard let answered = answer.place, !answer.signers.isEmpty, !ignored.contains(answered) else { return }
        if let index = drillIndex[answered] {
            return take(answer, of: index, at: entry.effective)
        }
        if let statement = statements[answered] { return take(answer, to: statement, at: answered) }
        guard let index = askingIndex[answered] else { return prove(answer, .agreement(answered)) }
        prove(answer, .recovery(openings[index].place))
        openings[index].touched.append(answer.set)
        var consents = openings[index].consentsOfSets[answer.set] ?? [:]
        let rule = set(answer.set)?.manifest?.rule
        let wasMet = rule?.isMet(by: Array(consents.keys)) ?? false
        for signer in answer.signers where consents[signer.share] == nil { consents[signer.share] = signer.at }
        openings[index].consentsOfSets[answer.set] = consents
        guard rule?.isMet(by: Array(consents.keys)) ?? answer.isQuorum else { return }
        if !wasMet { openings[index].takeShowing() }
        // The credential counts as opened from the moment a quorum consented.
        let time = min(entry.time, answer.signers.map { $0.at }.max() ?? entry.time)
        let isNews = openings[index].use?.strength != .agreed
        openings[index].take(Opening.Use(time: time, strength: .agreed))
        if isNews { change(answer.set) { $0.openedAt.append(time) } }
    }

    private mutating func take(_ answer: ResolvedAnswer, of index: Int, at time: LedgerTime) {
        // An answer after the end of a drill does not count.
        guard drills[index].closed == nil else { return }
        let proof = ShareProof.drill(drills[index].place, drills[index].opened.way)
        for signer in answer.signers where drills[index].answers[signer.share] == nil {
            let claimed = LedgerTime(posixSeconds: signer.claimed)
            let answered = DrillHistory.Answer(signed: claimed, recorded: time)
            drills[index].answers[signer.share] = answered
            if drills[index].isInTime(answered) {
                change(answer.set) { $0.prove(signer.share, at: signer.at, proof) }
            }
        }
    }

    private mutating func prove(_ answer: ResolvedAnswer, _ how: ShareProof) {
        change(answer.set) { set in
            for signer in answer.signers { set.prove(signer.share, at: signer.at, how) }
        }
    }

    private mutating func take(_ answer: ResolvedAnswer, to statement: Statement, at place: EntryPlace) {
        switch statement {
        case .readBack(let set):
            prove(answer, .readBack(place))
            unsignedReadBacks[place]?.shares.subtract(answer.signers.map { $0.share })
            change(set) { set in
                for signer in answer.signers { set.readBackAt[signer.share] = (place, signer.at) }
            }
        case .retired(let set):
            prove(answer, .agreement(place))
            guard answer.isQuorum else { return }
            change(set) { set in
                set.retired?.isAgreed = true
                if set.retired?.place != place { set.retired?.isRotationSaid = true }
            }
        case .sheet(let sheet):
            prove(answer, .receipt(place))
            statements[place] = nil
            guard let signer = answer.signers.first(where: { $0.share == sheet.share }) else { return }
            change(sheet.set) { set in
                set.apply(sheet, at: place, signer.at)
            }
        }
    }

    // MARK: - Journals

    private mutating func take(_ journal: UnfoldedJournal, _ event: JournalMerged, _ entry: ResolvedEntry) {
        merged.append(
            MergedJournal(
                name: event.journal, place: entry.place, time: entry.time, event: event, entryCount: journal.newCount))
        journals[event.journal] = journal.places
    }
}
