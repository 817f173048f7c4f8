// SPDX-License-Identifier: Apache-2.0
//
// A recovery from its statement to its end, without a terminal.

import Ceremonies
import Custody
import CustodyPolicy
import Foundation
import Ledger
import Recovery
import SecretSharing
import ShareEnvelope
import Testing

@Suite("The stages of a recovery")
struct RecoveryStageTests {
    private let scratch: Scratch
    private let set: DealtSet

    init() throws {
        scratch = try Scratch()
        set = try Sample.dealt(credential: "root password")
    }

    private func stated(practice: Bool = false, choice: SetChoice? = nil) throws -> StatedRecovery {
        let journal = try JournalStore(path: scratch.file("journal.jsonl"), ledger: nil, program: .known("test"))
        let place = CeremonyEvidence(book: .journal(journal), oddClock: nil, folder: nil) { _ in }
        var answers = Answers(isAttended: false)
        answers.give("--reason", "the portal answers 503, INC-1")
        answers.give("--operator", "Dana Novak")
        let ceremony = RecoveryStatement(
            place, RecoveryStatement.Scope(isPractice: practice, allowsBoth: true, choice: choice))
        let planned = PlannedRecovery(
            try ceremony.plan(answers), at: place, isStandIn: false,
            fallback: { () throws(BinderError) in throw BinderError.noLedger(path: "") }, tell: { _, _ in })
        return try planned.state(try planned.gate.judge(planned.statement.rules.breaches, override: nil))
    }

    private func bring(_ numbers: [ShareNumber], of set: DealtSet? = nil, to pile: inout SheetPile) {
        let set = set ?? self.set
        pile.expect(set.manifest, set.ciphertext)
        for share in set.shares where numbers.contains(share.number) {
            _ = pile.take(text: ReadShare.plain(share).codeText, from: Source("sheet \(share.number)"))
        }
    }

    private var quorum: [ShareNumber] {
        get throws { [try Sample.number(1, 1), try Sample.number(1, 2), try Sample.number(2, 1)] }
    }

    private func kinds() throws -> [String] {
        try scratch.text("journal.jsonl").split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return object?["kind"] as? String ?? ""
        }
    }

    @Test("each stage is on disk before the next one, and the end says what comes next")
    func whole() throws {
        let stated = try stated()
        #expect(try kinds() == ["journal opened", "recovery opened"])
        var pile = stated.pile(nil)
        try bring(Array(quorum.dropLast()), to: &pile)
        #expect(!pile.isReady)
        #expect(throws: RecoveryError.self) { try pile.openAll() }
        try bring(quorum, to: &pile)
        #expect(pile.isReady)
        try stated.sortOut(pile) { Issue.record("nothing is wrong: \($0)") }
        #expect(stated.binderNotice(pile).isEmpty)
        let opened = try pile.openAll()
        #expect(opened.count == 1)
        let checked = try stated.check(pile, nil)
        #expect(checked.said.isEmpty && checked.rules.breaches.isEmpty)
        let ready = try checked.admit(try checked.gate.judge([], override: nil))
        #expect(ready.said.isEmpty)
        #expect(try kinds() == ["journal opened", "recovery opened"])
        let revealed = try ready.reveal(field: nil)
        #expect(
            try kinds() == ["journal opened", "recovery opened", "recovery named", "cosigned", "recovery revealed"])
        #expect(revealed.participants == ["share g1m1", "share g1m2", "share g2m1"])
        try revealed.close()
        #expect(try kinds().last == "recovery closed")
        try stated.evidence.close(.failed, sets: pile.standings, detail: nil)
        #expect(try kinds().count { $0 == "recovery closed" } == 1)
        let closing = revealed.closing().joined(separator: "\n")
        let merging = "`breakglass ledger merge \(CommandLineWord.path(scratch.file("journal.jsonl")))`"
        for words in ["new bag", merging, "breakglass review", "split --changed"] {
            #expect(closing.contains(words), "\(closing)")
        }
        let both = revealed.closing(after: revealed)
        #expect(both.first?.hasPrefix("Cleared: both count as used.") == true, "\(both)")
        #expect(both.count == revealed.closing().count && both.count { $0.contains("split --changed") } == 1)
    }

    @Test("a sheet that shows a ledger is answered at once, and the recovery without its binder is on record")
    func withoutBinder() throws {
        let stated = try stated()
        var pile = stated.pile(nil)
        var ledger = try PaperLedger()
        ledger.deal()
        let log = ledger.log
        let checkpoint = try #require(log.newestCheckpoint)
        let origin = try #require(log.ledgerOrigin)
        let key = try #require(log.keys?.newest)
        let code = try #require(
            CheckpointCode(
                keyDigest: key.digest(origin), size: checkpoint.size.rawValue, root: checkpoint.root.bytes))
        #expect(stated.binderNotice(pile).isEmpty)
        _ = pile.take(text: Sample.secret(code.text), from: Source("sheet"))
        let notice = stated.binderNotice(pile).joined(separator: "\n")
        #expect(notice.contains("these sheets belong to a binder") && notice.contains("--binder FOLDER"), "\(notice)")
        #expect(notice.contains("`breakglass ledger merge \(CommandLineWord.path(scratch.file("journal.jsonl")))`"))
        try bring(quorum, to: &pile)
        let checked = try stated.check(pile, nil)
        let ready = try checked.admit(try checked.gate.judge(checked.rules.breaches, override: nil))
        #expect(ready.said.count == 1 && ready.said[0].hasPrefix("no binder was named"))
        #expect(try kinds() == ["journal opened", "recovery opened", "exception"])
    }

    @Test("real sheets in a practice are put aside, which is on record, and without others it ends")
    func realSheets() throws {
        let stated = try stated(practice: true)
        var pile = stated.pile(nil)
        try bring(quorum, to: &pile)
        #expect(!pile.isReady && pile.refused.count == 3)
        var said: [String] = []
        #expect(throws: GateError.self) { try stated.sortOut(pile) { said.append($0) } }
        #expect(said.count == 1, "it is said although it ends the practice")
        #expect(try kinds() == ["journal opened", "recovery opened", "exception", "refused"])
        let practice = try Sample.dealt(seed: 8, credential: "root password", isPractice: true)
        try bring(quorum, of: practice, to: &pile)
        said = []
        try stated.sortOut(pile) { said.append($0) }
        #expect(said.count == 1)
    }

    @Test("sheets of two credentials of one account wait for a person's choice, by number or by code")
    func twoSets() throws {
        let other = try Sample.dealt(seed: 9, credential: "one-time password")
        var pile = try stated().pile(nil)
        try bring(quorum, to: &pile)
        #expect(!pile.areFactorsOfOneAccount)
        try bring(quorum, of: other, to: &pile)
        #expect(!pile.isReady && pile.areFactorsOfOneAccount && pile.choices.count == 6)
        guard case .one(let first) = pile.choice(named: ["1"]),
            case .one(let second) = pile.choice(named: [other.manifest.identity.code.lowercased()]),
            case .none = pile.choice(named: ["3"])
        else { return #expect(Bool(false), "the choices name the sets") }
        #expect(first == set.manifest.identity && second == other.manifest.identity)
        for (line, words) in [
            ("3", "none of these sets has this number"), ("0", "none of these sets has this number"),
            ("ABCD-EFGH-IJKL-MNOP", "none of these sets has this code"),
        ] {
            let refusal = pile.misnamed(Sample.secret(line))
            #expect(refusal?.words == words && refusal?.hint == "the numbers are 1 to 2", "\(line)")
        }
        for line in ["", "sheets", "3 4", "abcd"] { #expect(pile.misnamed(Sample.secret(line)) == nil, "\(line)") }
        pile.choose(second)
        #expect(pile.isReady && pile.manifests.map(\.identity) == [second])
        #expect(pile.misnamed(Sample.secret("3")) == nil, "nothing is to be chosen any more")
    }

    @Test("the other credential of the account follows under the same statement, with the sheets that are here")
    func otherFactor() throws {
        let other = try Sample.dealt(seed: 9, credential: "one-time password")
        let stated = try stated()
        var pile = stated.pile(nil)
        try bring(quorum, to: &pile)
        #expect(pile.otherFactor == nil)
        try bring(quorum, of: other, to: &pile)
        pile.choose(set.manifest.identity)
        let next = try #require(pile.otherFactor)
        #expect(next == other.manifest)
        let statement = stated.statement.repeated(for: next, at: stated.place)
        #expect(statement.openings.count == 1 && statement.rules.breaches.isEmpty)
        #expect(statement.first.credential == .known("one-time password"))
        #expect(statement.first.reason == stated.statement.first.reason)
        #expect(statement.first.operatedBy == .known("Dana Novak"))
        let turned = pile.turned(to: next)
        #expect(turned.isReady && turned.manifests == [other.manifest] && turned.otherFactor == nil)
        #expect(pile.manifests == [set.manifest], "the first recovery keeps its own")
        #expect(turned.progress.now.map { $0.set } == [other.manifest.identity])
        #expect(pile.progress.now.map { $0.set } == [set.manifest.identity])
        #expect(try turned.openAll().count == 1)
    }

    @Test("of several older sets of the other credential none is taken to be the next")
    func severalOthers() throws {
        var pile = try stated().pile(nil)
        try bring(quorum, to: &pile)
        for seed: UInt8 in [9, 10] {
            try bring(quorum, of: try Sample.dealt(seed: seed, credential: "one-time password"), to: &pile)
        }
        pile.choose(set.manifest.identity)
        #expect(pile.otherFactor == nil)
    }

    @Test("a share that several sets have is put aside by number and set")
    func dropped() throws {
        let other = try Sample.dealt(seed: 9, credential: "one-time password")
        var pile = try stated().pile(nil)
        let share = try Sample.number(1, 1)
        guard case .absent = pile.drop(share, place: nil) else { return #expect(Bool(false), "it is not here") }
        try bring(quorum, to: &pile)
        try bring(quorum, of: other, to: &pile)
        guard case .several(let sets) = pile.drop(share, place: nil) else {
            return #expect(Bool(false), "two sets have it")
        }
        #expect(sets.count == 2)
        guard case .done = pile.drop(share, place: 2) else { return #expect(Bool(false), "it is put aside") }
        #expect(pile.session.sets(with: share).map(\.identity) == [sets[0].identity])
    }

    @Test("a set that was named before is the one that is opened, and the journal says so")
    func chosen() throws {
        let choice = try #require(SetChoice(reading: set.manifest.identity.code))
        let stated = try stated(choice: choice)
        #expect(try kinds() == ["journal opened", "recovery opened", "exception"])
        var pile = stated.pile(choice)
        try bring(quorum, of: try Sample.dealt(seed: 9), to: &pile)
        try bring(quorum, to: &pile)
        #expect(pile.manifests.map(\.identity) == [set.manifest.identity])
    }
}
