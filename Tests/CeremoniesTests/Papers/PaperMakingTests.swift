// SPDX-License-Identifier: Apache-2.0
//
// Papers without a terminal: what is asked, what is drawn and stored, and what the ledger says then.

import Custody
import CustodyPolicy
import Ledger
import ShareEnvelope
import SheetPrinting
import Testing

@testable import Ceremonies

@Suite("Making papers")
struct PaperMakingTests {
    private let scratch: Scratch
    private let binder: OpenBinder
    private let name: CredentialName

    /// A binder with a set whose sheets are out.
    init() throws {
        scratch = try Scratch(in: "/dev/shm")
        var ledger = try PaperLedger()
        ledger.deal()
        name = ledger.name
        let events = ledger.entries.map(\.event)
        guard case .policyChanged(let policy) = events[1] else { fatalError("a policy is the second entry") }
        let key = BinderKey.random()
        let folder = BinderFolder(path: scratch.file("binder"))
        _ = try folder.create(
            BinderOpened(name: LedgerName(ledgerText: "example.com")!, key: key.publicKey, program: .known("test")),
            key: key, policy: policy, instructions: [], at: .now)
        let empty = try OpenBinder(folder, try LedgerStore(path: folder.path, key: key)) { _ in }
        for event in events.dropFirst(2) { try empty.append(event) }
        binder = try empty.again()
    }

    private static let author = PublicText.known("Dana Novak")

    private func making(
        _ ceremony: PaperMade.Ceremony, roles: [String] = [], materials: [String] = [], vaultSheet: Bool = false
    ) throws(Refusal) -> ScriptMaking {
        try ScriptMaking(
            of: ceremony, isPractice: false, hasVaultSheet: vaultSheet, roles: roles, materials: materials,
            place: "Room 4", on: nil)
    }

    @Test("asks who makes a paper, until there is a name; a name can be taken back")
    func author() throws {
        let asked = PaperAuthor(of: "script")
        var answers = Answers(isAttended: true)
        guard case .ask(let first) = asked.next(answers) else { throw Unexpected() }
        #expect(first.question.words == "Who makes the script" && first.refusal == nil)
        answers.type("", for: "--by")
        guard case .ask(let second) = asked.next(answers) else { throw Unexpected() }
        #expect(second.refusal != nil)
        answers.type("Dana Novak", for: "--by")
        guard case .ready(let name) = asked.next(answers) else { throw Unexpected() }
        #expect(name == Self.author)
        answers.forget("--by")
        guard case .ask = asked.next(answers) else { throw Unexpected() }
        var given = Answers(isAttended: false)
        given.give("--by", "Fay Lund")
        guard case .ready(let other) = asked.next(given) else { throw Unexpected() }
        #expect(other.description == "Fay Lund")
    }

    @Test("refuses a role that there is none of, a pair without its sign, and a vault sheet that nobody deals")
    func refusals() {
        #expect(throws: Refusal.self) { try making(.split, roles: ["wizard=X"]) }
        #expect(throws: Refusal.self) { try making(.split, materials: ["Laptop"]) }
        #expect(throws: Refusal.self) { try making(.drill, vaultSheet: true) }
    }

    @Test("a script is stored with its steps, named by the ledger, and its record is made once unless it is named")
    func scriptAndRecord() throws {
        let made = try making(.recovery, roles: ["operator=Gil Aud"]).make(
            of: name, in: binder, by: Self.author, on: .a4, program: "test")
        #expect(made.paper.path.hasSuffix(made.identity.pageFile) && made.warnings.isEmpty)
        let after = try binder.again()
        let paper = try #require(after.state.papers.last)
        #expect(paper.place == EntryPlace(made.paper.entry) && paper.made.digest == made.paper.digest)
        #expect(paper.made.paper == .script && paper.made.ceremony == .recovery)
        let (record, exceptions) = try RecordMaking(of: nil, in: after).make(
            by: Self.author, on: .a4, program: "test"
        ) { place, _ in "\(place)" }
        #expect(exceptions == 0)
        let last = try #require(try binder.again().state.papers.last)
        #expect(last.made.paper == .record && last.made.script == paper.place && last.made.digest == record.digest)
        do {
            _ = try RecordMaking(of: nil, in: binder.again())
            Issue.record("it has a record")
        } catch {
            guard case .allRecorded([paper.place]) = error as? PaperError else { throw error }
        }
        _ = try RecordMaking(of: paper.place, in: binder.again())
        do {
            _ = try RecordMaking(of: EntryPlace(1), in: binder.again())
            Issue.record("it is no script")
        } catch {
            guard case .notScript(EntryPlace(1), scripts: [paper.place]) = error as? PaperError else { throw error }
        }
    }

    @Test("a record is refused while the script’s file is missing, changed, or its steps are")
    func scriptFiles() throws {
        let made = try making(.drill).make(of: name, in: binder, by: Self.author, on: .a4, program: "test")
        let after = try binder.again()
        let page = try #require(try after.folder.paper(made.identity.pageFile))
        _ = try after.folder.keep(paper: made.identity.pageFile, page + [0x0A])
        do {
            _ = try RecordMaking(of: nil, in: after)
            Issue.record("it was changed")
        } catch {
            guard case .scriptChanged = error else { throw error }
        }
        _ = try after.folder.keep(paper: made.identity.pageFile, page)
        _ = try after.folder.keep(paper: made.identity.dataFile, [0x7B, 0x7D])
        do {
            _ = try RecordMaking(of: nil, in: after)
            Issue.record("its steps were changed")
        } catch {
            guard case .stepsChanged = error else { throw error }
        }
    }

    @Test("a night kit is about the account, and ends its duty")
    func nightKit() throws {
        let duties = { (binder: OpenBinder) in
            DutyList(binder.state, under: binder.policy, at: .now, isPolicyRecorded: true).duties.filter {
                $0.kind == .nightKit
            }
        }
        #expect(duties(binder).count == 1)
        let making = try NightKitMaking(of: name.account, in: binder)
        #expect(making.withoutContact.isEmpty)
        let made = try making.make(by: Self.author, on: .letter, version: "test")
        #expect(made.pageCount <= PaperDocument.nightKitLimit)
        let after = try binder.again()
        let paper = try #require(after.state.papers.last)
        #expect(paper.made.paper == .nightKit && paper.made.account == name.account && paper.made.credential == nil)
        #expect(duties(after).isEmpty)
        do {
            _ = try NightKitMaking(of: .known("another"), in: after)
            Issue.record("nothing of it is out")
        } catch {
            guard case .noNightKit = error else { throw error }
        }
    }
}

private struct Unexpected: Error {}
