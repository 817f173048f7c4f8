// SPDX-License-Identifier: Apache-2.0
//
// People who run their custody as people do: now and then late, and with machines that die in the middle.

import Foundation
import LedgerFixtures
import SecretSharing
import ShareEnvelope

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

/// Five years, step by step, in a real ledger.
final class Simulation {
    var generator: SeededGenerator
    var world: SimulatedWorld
    let folder: StoreFolder
    private(set) var state = BinderState()
    private var replay = LedgerReplay()
    private(set) var now = LedgerTime("2027-03-01T00:00:00Z")!
    private(set) var entryCount = 0
    private(set) var killCount = 0
    private(set) var spareCount = 0
    private var applied = 0
    private var parsed: (text: String, policy: Policy)?
    private var known: (entries: Int, lives: [PublicText: CredentialStatus])?
    private var events: [LedgerEvent] = []

    init(seed: UInt64) throws {
        generator = SeededGenerator(seed: seed)
        world = SimulatedWorld(using: &generator)
        folder = try StoreFolder(entries: 1, isOnDisk: false)
        try catchUp()
        try adopt("the binder is opened")
        for index in world.accounts.indices { try deal(index) }
    }

    /// The policy in force.
    var policy: Policy {
        get throws {
            let text = state.policy?.text ?? ""
            if let parsed, parsed.text == text { return parsed.policy }
            let policy = try PolicyFile.parse(text)
            parsed = (text, policy)
            return policy
        }
    }

    func life(_ index: Int) throws -> CredentialStatus {
        if known?.entries != applied {
            let lives = try state.lives(under: policy)
            known = (applied, Dictionary(uniqueKeysWithValues: lives.map { ($0.name.account, $0) }))
        }
        return known!.lives[world.accounts[index].name]!
    }

    /// What is due, but for night kits and receipts: nobody prints or hands over paper in a simulation, and every set
    /// would have these duties.
    func duties() throws -> [Duty] {
        DutyList(state, under: try policy, at: now, isPolicyRecorded: true).duties.filter {
            $0.kind != .nightKit && $0.kind != .receipt
        }
    }

    private func index(of duty: Duty) -> Int? { world.accounts.firstIndex { $0.name == duty.name?.account } }

    // MARK: - The ledger

    /// Reads what stands behind the entries that are known, as any program does.
    private func catchUp() throws {
        let lines = (folder.bytes("ledger.jsonl") ?? []).split(separator: 0x0A)
        for line in lines.dropFirst(applied) { take(line: Array(line)) }
    }

    private func append(_ event: LedgerEvent) throws -> Appended {
        let entry = LedgerEntry(time: now, event: event)
        let appended = try folder.store.append(entry)
        for repair in appended.repairs { if let told = repair.entry(at: now) { try take(told) } }
        try take(entry)
        return appended
    }

    private func append(_ event: LedgerEvent, signedBy shares: [Share], of set: SimulatedSet) throws {
        let entry = LedgerEntry(time: now, event: event)
        var consent: Cosigned?
        let appended = try folder.store.append(entry) { request, proof throws(ConsentError) in
            let signed = try request.cosign(shares, of: set.dealt.manifest, proof: proof, at: self.now.posixSeconds)
            consent = signed
            return signed
        }
        for repair in appended.repairs { if let told = repair.entry(at: now) { try take(told) } }
        try take(entry)
        if let consent { try take(LedgerEntry(time: now, event: .cosigned(consent))) }
    }

    private func take(_ entry: LedgerEntry) throws { take(line: try entry.encodedLine()) }

    private func take(line: [UInt8]) {
        let known = replay.entries.count
        replay.take(line: line)
        for entry in replay.entries[known...] { state.apply(entry) }
        if let entry = replay.entry(at: UInt64(applied)) { events.append(entry.event) }
        applied += 1
        entryCount = applied
    }

    /// A machine dies while it writes: a torn line, or a checkpoint that never took its place.
    private func kill() throws {
        killCount += 1
        let path = folder.file("ledger.jsonl")
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? handle.close() }
        try handle.seekToEnd()
        let torn = Array("{\"kind\":\"refused\",\"time\":\"2027-".utf8)
        try handle.write(contentsOf: Data(torn.prefix(Int.random(in: 1...torn.count, using: &generator))))
        if Bool.random(using: &generator) { try folder.write(Array("half a note".utf8), "checkpoint.next") }
    }

    // MARK: - Steps

    /// One step: time goes by, something happens, somebody does what is due, or does not.
    func step() throws {
        now = now.adding(seconds: UInt64.random(in: 600...209_000, using: &generator))
        if generator.once(in: 60) { try kill() }
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<3: try emergency(anyAccount())
        case 3..<6:
            let index = anyAccount()
            try lose(index)
            // Some hand the spare over at once, others when they are reminded.
            if generator.once(in: 2) { _ = try handOverSpare(index) }
        case 6..<8: damage(anyAccount())
        case 24..<25: try practise(anyAccount())
        case 8..<11: try turnover()
        case 11..<19: try drillInPerson(anyAccount())
        case 19..<24: try drillByMail(anyAccount())
        default: try work()
        }
    }

    private func anyAccount() -> Int { world.accounts.indices.randomElement(using: &generator)! }

    /// Does the most pressing of the things that are due, as people do: not always.
    private func work() throws {
        let due = try duties().filter { $0.urgency == .overdue }
        guard let duty = due.randomElement(using: &generator), let index = index(of: duty) else { return }
        switch duty.kind {
        case .openRecovery: try giveUp(index)
        case .review, .windowOver: try review(index)
        case .rotation: try change(index)
        case .unfinishedSplit: try abandon(index)
        case .undealt: if try life(index).refusal(of: .split, at: now) == nil { try deal(index) }
        case .readBack, .proof: try drillInPerson(index)
        case .lostSheet: if try !handOverSpare(index) { try reshare(index) }
        case .leaver, .outdatedSet, .replacedSheet: try reshare(index)
        case .retiredPaper: try destroy(index)
        case .openDrill: try closeDrills(index)
        case .openWindow, .countersignature, .policy, .ledger, .clock, .unplannedSet, .olderSet, .unsignedLines,
            .givenUpPaper, .nightKit, .bagSerial, .receipt, .leaverApproves:
            break
        }
    }

    private func adopt(_ why: String) throws {
        _ = try append(
            .policyChanged(
                PolicyChanged(
                    by: .known("Person 59"), why: .known(why), changes: [],
                    policy: try PolicyLine.lines(of: world.policy))))
    }

    private func custodians(of set: SimulatedSet, _ index: Int, isSpared: Bool = false) -> [SetCreated.Custodian] {
        zip(set.rule.shareNumbers, world.accounts[index].custodians).map { share, person in
            SetCreated.Custodian(
                share: share, name: .known(world.people[person].name), person: .known(world.people[person].id),
                sealed: false, isSpare: isSpared && share == set.rule.shareNumbers[2])
        }
    }

    /// Deals the credential as it is to the custodians of the day; a machine may die between any two entries.
    ///
    /// - Returns: whether the set came into force.
    @discardableResult
    private func deal(_ index: Int) throws -> SimulatedSet? {
        let set = try SimulatedWorld.deal(world.accounts[index])
        let custodians = custodians(of: set, index, isSpared: world.accounts[index].hasSpare)
        _ = try append(
            .setCreated(
                SetCreated(
                    manifest: set.dealt.manifest, custodians: custodians,
                    program: TestLedger.program)))
        if generator.once(in: 25) { return nil }
        _ = try append(.sheetsReleased(SheetsReleased(set: set.identity, quorumsTried: 6, quorums: 6)))
        world.accounts[index].sets.append(set)
        if generator.once(in: 25) { return nil }
        let shares = try set.dealt.shares.map { try set.dealt.manifest.prove($0) }
        try append(
            .sheetsReadBack(SheetsReadBack(set: set.identity, shares: set.rule.shareNumbers)), signedBy: shares, of: set
        )
        return set
    }

    /// The set in force, as the ledger has it.
    private func live(_ index: Int) throws -> Int? {
        let identity = try life(index).liveSet?.identity
        return world.accounts[index].sets.firstIndex { $0.identity == identity }
    }

    private func emergency(_ index: Int) throws {
        let life = try life(index)
        guard let place = try live(index), life.refusal(of: .recover, at: now) == nil else { return }
        let set = world.accounts[index].sets[place]
        let appended = try append(
            .recoveryOpened(
                RecoveryOpened(
                    account: world.accounts[index].name, credential: SimulatedWorld.credential,
                    failureMode: .known("idp-down"), normalPathDown: .known("two people failed"),
                    reason: .known("the portal answers 503"), ticket: .known("INC-1"), operatedBy: .known("Person 1"),
                    approvedBy: [.known("Person 59")], windowSeconds: 14_400, set: set.identity,
                    shares: set.rule.shareNumbers)))
        if generator.once(in: 6) { return }
        guard let quorum = set.quorum else { return try close(appended.index, .failed) }
        let log = ConsentRequest(
            entry: LedgerEntry(time: now, event: events[Int(appended.index)]), appended: appended)
        let consent = try log.cosign(
            try set.shares(quorum), of: set.dealt.manifest, proof: appended.inclusion, at: now.posixSeconds)
        _ = try append(.cosigned(consent))
        if generator.once(in: 10) { return }
        _ = try append(
            .recoveryRevealed(
                RecoveryRevealed(
                    opening: appended.index, set: set.identity, shares: quorum, field: nil,
                    until: now.adding(seconds: 14_400))))
        if generator.once(in: 10) { return }
        try close(appended.index, .shown)
    }

    private func close(_ opening: UInt64, _ outcome: RecoveryClosed.Outcome) throws {
        _ = try append(
            .recoveryClosed(RecoveryClosed(opening: opening, outcome: outcome, set: nil, shares: [], detail: nil)))
    }

    private func giveUp(_ index: Int) throws {
        for opening in try life(index).openings where opening.closed == nil {
            try close(opening.place.index, .leftOpen)
        }
    }

    private func review(_ index: Int) throws {
        guard try life(index).refusal(of: .review, at: now) == nil, let use = try life(index).unreviewed.first else {
            return
        }
        _ = try append(
            .reviewFiled(
                ReviewFiled(
                    opening: use.place, broke: .known("the portal"), done: .known("a login"),
                    restored: .known("by its vendor"), prevents: .known("a second one"),
                    operatedBy: [.known("Person 2")], alerts: .arrived, by: .known("Person 2"))))
    }

    /// The credential is changed, and what is new is dealt; all that was before opens nothing any more.
    private func change(_ index: Int) throws {
        guard try life(index).refusal(of: .change, at: now) == nil else { return }
        world.accounts[index].version += 1
        guard let new = try deal(index) else { return }
        for old in try life(index).sets where old.isLive && old.identity != new.identity {
            _ = try append(.setRetired(retirement(of: old, by: new, rotated: true, shares: nil)))
        }
    }

    private func retirement(
        of old: SetHistory, by new: SimulatedSet, rotated: Bool, shares: [ShareNumber]?
    ) -> SetRetired {
        SetRetired(
            set: old.identity, successor: new.identity, rotated: rotated, by: .known("Person 2"),
            why: .known("dealt anew"), shares: shares)
    }

    private func abandon(_ index: Int) throws {
        for set in try life(index).sets where set.released == nil && set.end == nil {
            _ = try append(.setAbandoned(SetAbandoned(set: set.identity, why: .known("the machine died"))))
        }
    }

    /// Deals the same credential anew with a quorum; where none is left, the credential is changed.
    private func reshare(_ index: Int) throws {
        let life = try life(index)
        guard let place = try live(index) else { return }
        let set = world.accounts[index].sets[place]
        guard let quorum = set.quorum, set.version == world.accounts[index].version else {
            return try changeAnyway(index)
        }
        guard life.refusal(of: .reshare, at: now) == nil else { return }
        let shares = try set.shares(quorum)
        try append(
            .reshareOpened(
                ReshareOpened(set: set.identity, shares: quorum, by: .known("Person 2"), why: .known("people changed"))),
            signedBy: shares, of: set)
        guard let new = try deal(index), !generator.once(in: 20) else { return }
        for old in try self.life(index).sets where old.isLive && old.identity == set.identity {
            try append(
                .setRetired(retirement(of: old, by: new, rotated: false, shares: quorum)), signedBy: shares, of: set)
        }
    }

    /// No quorum is left: the credential is changed by another way, on record where the loop does not allow it.
    private func changeAnyway(_ index: Int) throws {
        if try life(index).refusal(of: .change, at: now) != nil {
            _ = try append(
                .exception(
                    CeremonyException(
                        about: nil, expected: .known("an unopened credential"), happened: .known("no quorum is left"),
                        decided: .known("changed by another way"), by: .known("Person 2"), override: false)))
        }
        world.accounts[index].version += 1
        guard let new = try deal(index) else { return }
        for old in try life(index).sets where old.isLive && old.identity != new.identity {
            _ = try append(.setRetired(retirement(of: old, by: new, rotated: true, shares: nil)))
        }
    }

    /// Old sheets go into the shredder, one by one; what cannot be shown makes a change of the credential necessary.
    private func destroy(_ index: Int) throws {
        let life = try life(index)
        for old in life.sets where !old.isLive && old.released != nil && life.stillOpens(old) {
            guard let place = world.accounts[index].sets.firstIndex(where: { $0.identity == old.identity }) else {
                continue
            }
            let set = world.accounts[index].sets[place]
            for number in set.intact.sorted() {
                try append(
                    .sheetDestroyed(
                        SheetDestroyed(
                            set: set.identity, share: number, how: .known("shredder"), by: .known("Person 3"))),
                    signedBy: try set.shares([number]), of: set)
                world.accounts[index].sets[place].intact.remove(number)
            }
        }
        if try self.life(index).sets.contains(where: {
            !$0.isLive && $0.released != nil && (try? self.life(index).stillOpens($0)) == true
        }) {
            try changeAnyway(index)
        }
    }

    /// People train with sheets that open nothing.
    private func practise(_ index: Int) throws {
        guard let live = try live(index) else { return }
        let earnest = world.accounts[index].sets[live]
        let account = world.accounts[index].name
        let set = try SimulatedWorld.deal(world.accounts[index], isPractice: true)
        _ = try append(
            .setCreated(
                SetCreated(
                    manifest: set.dealt.manifest, practice: earnest.identity,
                    custodians: custodians(of: set, index), program: TestLedger.program)))
        _ = try append(.sheetsReleased(SheetsReleased(set: set.identity, quorumsTried: 6, quorums: 6)))
        let opening = try append(
            .recoveryOpened(
                RecoveryOpened(
                    account: account, credential: SimulatedWorld.credential, failureMode: nil, normalPathDown: nil,
                    reason: .known("training"), ticket: nil, operatedBy: .known("Person 1"), approvedBy: [],
                    windowSeconds: 14_400, set: set.identity, shares: set.rule.shareNumbers, isPractice: true)))
        if generator.once(in: 4) { return }
        _ = try append(
            .recoveryRevealed(
                RecoveryRevealed(
                    opening: opening.index, set: set.identity, shares: set.rule.shareNumbers, field: nil,
                    until: now.adding(seconds: 14_400))))
        try close(opening.index, .shown)
    }

    // MARK: - Paper

    /// Where a spare of the lost sheet's group can be read, it is handed over.
    ///
    /// - Returns: whether it was.
    private func handOverSpare(_ index: Int) throws -> Bool {
        guard let place = try live(index), let history = try life(index).liveSet else { return false }
        let set = world.accounts[index].sets[place]
        let lost = set.rule.shareNumbers.first { number in
            history.sheets[number]?.lost != nil && !history.replaced.contains(number)
                && !history.spares(for: number).isEmpty
        }
        guard let lost, let spare = history.spares(for: lost).first?.share, set.intact.contains(spare) else {
            return false
        }
        try append(
            .sheetReceived(
                SheetReceived(
                    set: set.identity, share: spare, custodian: .known("Person 1"), person: .known("p1"), bag: nil,
                    place: nil, replaces: lost)), signedBy: try set.shares([spare]), of: set)
        spareCount += 1
        return true
    }

    private func lose(_ index: Int) throws {
        guard let place = try live(index),
            let number = world.accounts[index].sets[place].intact.sorted().randomElement(using: &generator)
        else { return }
        world.accounts[index].sets[place].intact.remove(number)
        _ = try append(lost(number, of: world.accounts[index].sets[place]))
    }

    private func lost(_ number: ShareNumber, of set: SimulatedSet) -> LedgerEvent {
        .sheetLost(
            SheetLost(set: set.identity, share: number, happened: .known("it is not there"), by: .known("Person 4")))
    }

    /// A sheet becomes unreadable, and nobody looks.
    private func damage(_ index: Int) {
        guard let place = try? live(index),
            let number = world.accounts[index].sets[place].intact.sorted().randomElement(using: &generator)
        else { return }
        world.accounts[index].sets[place].intact.remove(number)
        world.accounts[index].sets[place].hidden[number] = now
    }

    /// Somebody leaves, and somebody else takes every place.
    private func turnover() throws {
        let staff = world.staff.filter { $0 != 59 }
        guard staff.count > 12, let leaver = staff.randomElement(using: &generator),
            let day = CalendarDay(secondsSince1970: Int(now.posixSeconds))
        else {
            // Somebody comes back, so that the house never empties.
            if let gone = world.people.indices.filter({ world.people[$0].left != nil }).randomElement(using: &generator)
            {
                world.people[gone].left = nil
                try adopt("somebody joined")
            }
            return
        }
        world.people[leaver].left = day
        for index in world.accounts.indices {
            guard let place = world.accounts[index].custodians.firstIndex(of: leaver) else { continue }
            let free = staff.filter { $0 != leaver && !world.accounts[index].custodians.contains($0) }
            if let heir = free.randomElement(using: &generator) { world.accounts[index].custodians[place] = heir }
        }
        try adopt("somebody left")
        try tell(thatLeft: world.people[leaver], on: day)
    }

    /// What the leaver holds paper of, and until when it must be dealt anew.
    private func tell(thatLeft person: SimulatedPerson, on day: CalendarDay) throws {
        let held = state.custody(under: try policy, on: day).compactMap { custody -> CustodianLeft.Held? in
            let shares = custody.custodians.filter { $0.person == .known(person.id) }.map(\.share)
            return shares.isEmpty
                ? nil : CustodianLeft.Held(set: custody.set.identity, shares: shares, dealBy: day.adding(days: 14))
        }
        _ = try append(
            .custodianLeft(
                CustodianLeft(
                    person: .known(person.id), custodian: .known(person.name), left: day, holds: held, successor: nil,
                    by: .known("Person 59"), why: .known("another job"))))
    }

    private func drillInPerson(_ index: Int) throws { try drill(index, .inPerson, answering: 1) }

    private func drillByMail(_ index: Int) throws { try drill(index, .byMail, answering: 3) }

    /// A challenge; sheets that are there answer it, all of them or some.
    private func drill(_ index: Int, _ way: DrillOpened.Way, answering share: Int) throws {
        guard let place = try live(index) else { return }
        let set = world.accounts[index].sets[place]
        let opened = DrillOpened(
            set: set.identity, shares: set.rule.shareNumbers, nonce: DrillNonce(), way: way,
            expires: now.adding(seconds: 7 * 86_400), by: .known("Person 5"))
        let appended = try append(.drillOpened(opened))
        let request = ConsentRequest(entry: LedgerEntry(time: now, event: .drillOpened(opened)), appended: appended)
        for number in set.intact.sorted() where share == 1 || !generator.once(in: share) {
            let consent = try request.cosign(
                try set.shares([number]), of: set.dealt.manifest, proof: appended.inclusion, at: now.posixSeconds)
            _ = try append(.cosigned(consent))
            if generator.once(in: 40) { return }
        }
        guard way == .inPerson else { return }
        try closeDrills(index)
        for number in set.hidden.keys.sorted() {
            world.accounts[index].sets[place].hidden[number] = nil
            _ = try append(lost(number, of: set))
        }
    }

    private func closeDrills(_ index: Int) throws {
        let life = try life(index)
        for drill in life.drills where drill.closed == nil {
            _ = try append(
                .drillClosed(
                    DrillClosed(
                        drill: drill.place.index, proven: drill.proven,
                        unproven: drill.unproven, findings: nil, by: .known("Person 5"))))
        }
    }
}
