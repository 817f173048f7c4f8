// SPDX-License-Identifier: Apache-2.0
//
// What an entry must agree with, besides having canonical form: the entries before it (docs/LEDGER.md, section 13).

import SecretSharing
import ShareEnvelope

/// The state that the entries so far leave for judging the next one.
struct EntryRules: Sendable {
    /// What dealt a set: the ledger, or a journal that it merged.
    private enum Origin: Hashable {
        case ledger
        case journal(JournalName)
    }

    private var created: [SetIdentity: Origin] = [:]
    private var manifests: [SetIdentity: Manifest] = [:]
    private var spares: [SetIdentity: Set<ShareNumber>] = [:]
    private var lost: [SetIdentity: Set<ShareNumber>] = [:]
    /// The set of each opening, by its statement.
    private var sets: [EntryPlace: SetIdentity] = [:]
    /// Who consented, by the index of the opening and the set.
    private var consents: [UInt64: [SetIdentity: Set<ShareNumber>]] = [:]
    private var asked: [EntryPlace: ResolvedEntry] = [:]
    private var revealed: Set<EntryPlace> = []
    private var closed: Set<EntryPlace> = []
    /// The author of each entry that another person can countersign.
    private var authors: [EntryPlace: PublicText] = [:]
    private var isJournal = false
    private var journal: JournalName?

    /// The rules for a journal that the ledger merges at this point.
    var forJournal: EntryRules {
        var rules = EntryRules()
        rules.created = created
        rules.manifests = manifests
        rules.isJournal = true
        return rules
    }

    /// Adds the sets that a journal dealt.
    mutating func takeSets(of journal: EntryRules) {
        created.merge(journal.created) { mine, _ in mine }
        manifests.merge(journal.manifests) { mine, _ in mine }
    }

    /// Takes the next entry and returns how it contradicts those before it.
    mutating func take(_ entry: ResolvedEntry, at index: UInt64, after before: ResolvedEntry?) -> [AuditFinding.What] {
        guard !isJournal || entry.event.kind.body.standsInJournals else {
            return entry.event.kind == .keyChanged
                ? [.notForJournals(.keyChanged), .keyInJournal] : [.notForJournals(entry.event.kind)]
        }
        if let manifest = entry.manifest { manifests[manifest.identity] = manifest }
        return (entry.opensLog && index > 0 ? [.opensAgain] : []) + entry.flaws
            + entry.missing.compactMap { $0.finding } + judge(entry, at: index, after: before)
    }

    // MARK: - Kinds

    private mutating func judge(
        _ entry: ResolvedEntry, at index: UInt64, after before: ResolvedEntry?
    ) -> [AuditFinding.What] {
        if entry.event.asked != nil { asked[entry.place] = entry }
        if let author = entry.event.author { authors[entry.place] = author }
        // An entry that breaks E2 is not judged by the rules about what it refers to.
        let isDangling = entry.missing.contains { $0.isOfEntry }
        switch entry.event {
        case .journalOpened(let opened):
            if index == 0 { journal = opened.journal }
        case .setCreated(let event):
            return take(event, entry.manifest ?? manifests[event.set]).map { .fault($0) }
        case .sheetsReleased(let event): return own(event.set)
        case .sheetsReadBack(let event): return own(event.set)
        case .setAbandoned(let event): return own(event.set)
        case .recoveryOpened(let event):
            sets[entry.place] = event.set
            guard let first = event.beside else { return [] }
            guard first &+ 1 == index, case .recoveryOpened(let other)? = before?.event, event.isSameCeremony(as: other)
            else { return [.fault(.unfoundedBeside(first))] }
        case .recoveryNamed(let event): return judge(event, entry, isDangling)
        case .recoveryRevealed(let event): return judge(event, entry, isDangling)
        case .recoveryClosed(let event):
            guard let opening = entry.about else { return [] }
            let isAgain = !closed.insert(opening).inserted
            var faults: [EntryFault] = isAgain ? [.closedAgain(opening: event.opening)] : []
            if let set = event.set, let own = sets[opening] ?? nil, own != set {
                faults.append(.closedAsAnother(opening: event.opening))
            }
            return faults.map { .fault($0) }
        case .cosigned: takeConsent(entry)
        case .sheetReceived(let event):
            guard let other = event.replaces else { return [] }
            let isSpare = spares[event.set]?.contains(event.share) ?? false
            let isLost = lost[event.set]?.contains(other) ?? false
            guard isSpare, isLost, event.share.group == other.group else { return [.fault(.unfoundedReplacement)] }
        case .sheetLost(let event): lost[event.set, default: []].insert(event.share)
        case .countersigned(let event):
            guard let place = entry.about, let author = authors[place], author.isSamePerson(as: event.by) else {
                return []
            }
            return [.fault(.ownCountersignature(place))]
        case .policyChanged(let event):
            if (event.set == nil) != (event.shares == nil) { return [.fault(.halfAgreement)] }
        case .reviewFiled(let event): if !event.namesWholeResult { return [.fault(.halfResult)] }
        case .drillClosed(let event):
            if (event.result == nil) != (event.alerts == nil) { return [.fault(.halfResult)] }
        case .binderOpened, .keyChanged, .setRetired, .refused, .exception, .drillOpened, .rehearsed, .reshareOpened,
            .sheetDestroyed, .custodianJoined, .custodianLeft, .paperMade, .journalMerged:
            break
        }
        return []
    }

    private mutating func judge(
        _ event: RecoveryNamed, _ entry: ResolvedEntry, _ isDangling: Bool
    ) -> [AuditFinding.What] {
        let account: [AuditFinding.What] =
            manifests[event.set].map { $0.label == event.account } ?? true ? [] : [.fault(.otherAccount(event.set))]
        guard !isDangling, let opening = entry.about else { return account }
        guard !revealed.contains(opening) else { return account + [.fault(.namedLate(opening: event.opening))] }
        sets[opening] = event.set
        return account
    }

    private mutating func judge(
        _ event: RecoveryRevealed, _ entry: ResolvedEntry, _ isDangling: Bool
    ) -> [AuditFinding.What] {
        let missing = event.shares.filter { share in
            consents[event.opening]?[event.set]?.contains(share) != true
        }
        var whats: [AuditFinding.What] = missing.isEmpty ? [] : [.withoutConsent(missing)]
        guard !isDangling, let opening = entry.about else { return whats }
        if !revealed.insert(opening).inserted { whats.append(.fault(.revealedAgain(opening: event.opening))) }
        if sets[opening] != event.set { whats.append(.fault(.otherSet(opening: event.opening))) }
        return whats
    }

    private mutating func takeConsent(_ entry: ResolvedEntry) {
        guard let answer = entry.answer, let place = answer.place, !answer.signers.isEmpty else { return }
        let shares = answer.signers.map { $0.share }
        switch asked[place]?.event {
        case .recoveryNamed(let named): consents[named.opening, default: [:]][answer.set, default: []].formUnion(shares)
        case .recoveryOpened:
            guard case .cosigned(let event) = entry.event else { return }
            consents[event.size - 1, default: [:]][answer.set, default: []].formUnion(shares)
        case .sheetReceived:
            // Only the first signature counts.
            asked[place] = nil
            lost[answer.set]?.subtract(shares)
        case nil, .binderOpened, .keyChanged, .policyChanged, .setCreated, .sheetsReleased, .sheetsReadBack,
            .setAbandoned, .setRetired, .cosigned, .recoveryRevealed, .recoveryClosed, .refused, .exception,
            .countersigned, .reviewFiled, .drillOpened, .rehearsed, .drillClosed, .reshareOpened, .sheetDestroyed,
            .sheetLost, .custodianJoined, .custodianLeft, .paperMade, .journalOpened, .journalMerged:
            break
        }
    }

    private mutating func take(_ event: SetCreated, _ manifest: Manifest?) -> [EntryFault] {
        let origin = journal.map { Origin.journal($0) } ?? .ledger
        // A journal that is merged again repeats the sets that it dealt.
        let isAgain = created[event.set].map { $0 != origin || !isJournal } ?? false
        var faults: [EntryFault] = isAgain || spares[event.set] != nil ? [.createdAgain(event.set)] : []
        if faults.isEmpty {
            created[event.set] = origin
            spares[event.set] = Set(event.custodians.filter { $0.spare == true }.map { $0.share })
        }
        guard let manifest else { return faults }
        if manifest.label != event.account { faults.append(.otherAccount(event.set)) }
        let practised = event.practice.flatMap { manifests[$0] }
        if manifest.credential != event.credential { faults.append(.otherCredential(event.set)) }
        if manifest.isPractice != (event.practice != nil) || event.practice == event.set
            || practised?.isPractice == true
        {
            faults.append(.unfoundedPractice(event.set))
        }
        if event.custodians.map({ $0.share }) != manifest.rule.shareNumbers {
            faults.append(.otherCustodians(event.set))
        }
        return faults
    }

    /// A journal may report only on the sheets that were drawn with it.
    private func own(_ set: SetIdentity) -> [AuditFinding.What] {
        isJournal && spares[set] == nil ? [.notOfJournal(set)] : []
    }
}

extension LedgerEvent {
    /// Who is responsible for it, where another person can countersign it.
    fileprivate var author: PublicText? {
        if case .exception(let event) = self { return event.by }
        if case .policyChanged(let event) = self { return event.by }
        return nil
    }
}

extension PublicText {
    /// Whether two names belong to one person: the case of ASCII letters, the length of runs of spaces, and spaces at
    /// the ends do not matter (rule E12).
    func isSamePerson(as other: PublicText) -> Bool { folded == other.folded }

    private var folded: [[UInt8]] {
        utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
            .split(separator: UInt8(ascii: " ")).map { Array($0) }
    }
}

extension EntryReference {
    /// The finding when what it refers to is missing.
    fileprivate var finding: AuditFinding.What? {
        switch self {
        case .set(let set): .unknownSet(set)
        case .opening(let index), .drill(let index): .danglingReference("entry \(index)")
        case .script(let place), .use(let place), .overridden(let place): .danglingReference("entry \(place)")
        case .answered, .anything: nil
        }
    }

    /// Whether it names an entry.
    fileprivate var isOfEntry: Bool { if case .set = self { false } else { true } }
}

extension ResolvedEntry {
    /// Whether it is the first line of a ledger or of a journal.
    fileprivate var opensLog: Bool {
        switch event.kind {
        case .binderOpened, .journalOpened: true
        default: false
        }
    }

    /// What is wrong with the manifest, the signatures or the piece of a journal in it.
    fileprivate var flaws: [AuditFinding.What] {
        switch detail {
        case .none, .manifest, .piece(.part), .piece(.last): []
        case .badManifest(let bad):
            (bad.isOfAnotherSet ? [.wrongManifest(bad.set)] : [])
                + (bad.isOutOfForm ? [.manifestOutOfForm(bad.set)] : [])
        case .piece(.outOfOrder): [.journalOutOfOrder]
        case .answer(let answer): answer.findings(event)
        }
    }
}

extension ResolvedAnswer {
    fileprivate func findings(_ event: LedgerEvent) -> [AuditFinding.What] {
        guard case .cosigned(let event) = event else { return [] }
        let own: [AuditFinding.What] = flaws.map { flaw in
            switch flaw {
            case .early: .earlyCosignature(size: event.size)
            case .unordered: .unorderedCosignatures
            case .forgedLogSignature: .forgedLogSignature
            case .unknown(let share): .unknownCosigner(set, share)
            case .forged(let share): .forgedCosignature(set, share)
            case .notAsked(let share): .notAsked(set, share)
            }
        }
        guard isOfAnotherTree else { return own }
        return own
            + witnesses.map { signed in
                .rewritten(
                    AuditWitness(
                        who: .share(set, signed.share, custodian: signed.custodian, at: signed.at), size: event.size,
                        root: event.root))
            }
    }
}

extension RecoveryOpened {
    /// Whether both are statements of one ceremony, for different credentials of the account.
    func isSameCeremony(as other: RecoveryOpened) -> Bool {
        account != nil && account == other.account && practice == other.practice && credential != other.credential
            && failureMode == other.failureMode && normalPathDown == other.normalPathDown && reason == other.reason
            && ticket == other.ticket && operatedBy == other.operatedBy && approvedBy == other.approvedBy
    }
}
