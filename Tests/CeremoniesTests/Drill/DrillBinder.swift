// SPDX-License-Identifier: Apache-2.0
//
// A binder on a disk, whose one credential is dealt: a drill writes to its ledger and reads what others wrote.

import CustodyPolicy
import Ledger
import MerkleLog
import SecretSharing
import ShareEnvelope
import Testing

@testable import Ceremonies

struct DrillBinder {
    static let day: UInt64 = 86_400
    static let leader: PublicText = .known("Dana Novak")

    private let scratch: Scratch
    private let store: LedgerStore
    let folder: BinderFolder
    let ledger: PaperLedger

    /// Makes a binder and deals its credential, so many days ago.
    init(daysAgo: UInt64 = 0) throws {
        scratch = try Scratch()
        var ledger = try PaperLedger()
        let time = try #require(LedgerTime(posixSeconds: LedgerTime.now.posixSeconds - daysAgo * Self.day))
        guard case .policyChanged(let policy) = ledger.entries[1].event else { fatalError("it begins with a policy") }
        ledger.deal()
        let key = BinderKey.random()
        folder = BinderFolder(path: scratch.file("binder"))
        _ = try folder.create(
            BinderOpened(
                name: try #require(LedgerName(ledgerText: "example.com")), key: key.publicKey, program: .known("test")),
            key: key, policy: policy, instructions: [], at: time)
        store = try LedgerStore(path: folder.path, key: key)
        self.ledger = ledger
        for entry in ledger.entries.dropFirst(2) { try open().append(entry.event, at: time) }
    }

    /// The binder as it is now.
    func open() throws -> OpenBinder { try OpenBinder(folder, store) { _ in } }

    func drilled() throws -> DrilledSet {
        let binder = try open()
        return try #require(binder.state.lives(under: binder.policy).lazy.compactMap { DrilledSet($0) }.first)
    }

    var manifest: Manifest { ledger.manifest }
    var shares: [ShareNumber] { ledger.shares }

    /// A share, as its sheet proves it.
    func share(_ index: Int) throws -> Share { try manifest.prove(ledger.dealt.shares[index]) }

    /// Records that a sheet is destroyed; returns the place of the entry.
    func destroy(_ index: Int) throws -> EntryPlace {
        _ = try open().append(
            .sheetDestroyed(
                SheetDestroyed(
                    set: manifest.identity, share: shares[index], how: .known("shredder"), by: Self.leader)),
            signedBy: [try share(index)], of: manifest)
        return try #require(try open().state.set(manifest.identity)?.sheets[shares[index]]?.destroyed).place
    }

    /// What is on paper that shows so many entries of the ledger.
    func paper(_ size: UInt64) throws -> CheckpointCode {
        let log = try open().log
        let checkpoint = try #require(log.checkpoint(at: size))
        let (key, origin) = (try #require(log.keys?.newest), try #require(log.ledgerOrigin))
        return try #require(checkpoint.paper(key: key, origin: origin))
    }

    /// The kinds of the entries since the dealing.
    func kinds() throws -> [EntryKind] {
        let log = try open().log
        return (4..<log.size).compactMap { log.entry(at: $0)?.event.kind }
    }

    /// The entry that was written last.
    func last() throws -> LedgerEvent {
        let log = try open().log
        return try #require(log.entry(at: log.size - 1)).event
    }

    /// What a custodian's sheet shows: one share, and the ledger as it was when the set was dealt.
    func sheet(_ indices: Int...) throws -> ShownSheet {
        ShownSheet(
            try indices.map { try share($0) }, of: [manifest],
            showing: [PaperCheckpoint(try paper(3), on: "sheet.png", proving: [manifest.identity])])
    }
}

extension Answers {
    /// The answers of somebody at a terminal.
    static func typed(_ answers: [(AnswerKey, String)] = []) -> Answers {
        var typed = Answers(isAttended: true)
        for (key, text) in answers { typed.type(text, for: key) }
        return typed
    }

    /// The answers of a command line, with nobody to ask.
    static func given(_ answers: [(AnswerKey, String)]) -> Answers {
        var given = Answers(isAttended: false)
        for (key, text) in answers { given.give(key, text) }
        return given
    }
}

extension Next {
    /// The question, if there is one.
    var asking: Asking? { if case .ask(let asking) = self { asking } else { nil } }
    /// The plan, if it is ready.
    var plan: Plan? { if case .ready(let plan) = self { plan } else { nil } }
}
