// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import Ledger
import ShareEnvelope
import Testing

@Suite("The set that a recovery opens")
struct SetRuleTests {
    private static func statement(
        account: String? = "AWS root", credential: String = "root password", set: SetIdentity? = nil
    ) -> RecoveryOpened {
        RecoveryOpened(
            account: account.map { .known($0) }, credential: .known(credential), failureMode: nil,
            normalPathDown: nil, reason: .known("a test"), ticket: nil, operatedBy: nil, approvedBy: [],
            windowSeconds: nil, set: set, shares: [])
    }

    private static func breaches(
        of ledger: PaperLedger, _ statement: RecoveryOpened, isChosen: Bool = false, hasLedger: Bool = true
    ) -> [Breach] {
        SetRule(
            ledger.manifest, against: statement, isChosen: isChosen, in: hasLedger ? ledger.state : nil
        ).breaches
    }

    @Test("is the one that was stated, known to the ledger and in force")
    func inForce() throws {
        var ledger = try PaperLedger()
        ledger.deal()
        let set = ledger.manifest.identity
        #expect(Self.breaches(of: ledger, Self.statement(set: set)).isEmpty)
        #expect(Self.breaches(of: ledger, Self.statement()).isEmpty, "a credential without a set in force states none")
    }

    @Test("is not one that the ledger does not know")
    func unknown() throws {
        let ledger = try PaperLedger()
        let breaches = Self.breaches(of: ledger, Self.statement())
        #expect(breaches.map(\.expected) == ["a set of this ledger"])
        #expect(breaches.allSatisfy { $0.canBeOverridden })
        #expect(Self.breaches(of: ledger, Self.statement(), hasLedger: false).isEmpty)
    }

    @Test("is not of another credential of the account, and nobody can say why it should be")
    func otherCredential() throws {
        var ledger = try PaperLedger()
        ledger.deal()
        let breaches = Self.breaches(of: ledger, Self.statement(credential: "one-time password"))
        #expect(breaches.map(\.expected) == ["sheets of one-time password"])
        #expect(breaches.allSatisfy { !$0.canBeOverridden })
    }

    @Test("is not another one than the stated one")
    func another() throws {
        var ledger = try PaperLedger()
        ledger.deal()
        let other = try PaperLedger(groups: [(1, 1)]).manifest.identity
        let breaches = Self.breaches(of: ledger, Self.statement(set: other))
        #expect(breaches.map(\.expected) == ["sheets of the stated set \(other.code)"])
        #expect(breaches[0].remedy.contains("--set \(ledger.manifest.identity.code)"))
        #expect(!Self.breaches(of: ledger, Self.statement(set: other), isChosen: true).isEmpty)
    }

    @Test("that was named by its code before any sheet was read is held against the ledger then, and not once more")
    func chosen() throws {
        var ledger = try PaperLedger()
        ledger.deal()
        let set = ledger.manifest.identity
        func breaches(_ statement: RecoveryOpened) -> [Breach] {
            ChosenSetRule(set.code, in: statement, of: ledger.state).breaches
        }
        #expect(breaches(Self.statement(set: set)).isEmpty)
        #expect(breaches(Self.statement()).map(\.found) == ["the ledger has no set \(set.code)"])
        #expect(breaches(Self.statement(account: "another", set: set)).map(\.found) == ["these are of AWS root"])
        ledger.add(
            .setRetired(
                SetRetired(set: set, successor: nil, rotated: true, by: .known("Dana"), why: .known("a test"))))
        #expect(breaches(Self.statement(set: set)).map(\.expected) == ["a set that is not retired"])
        #expect(Self.breaches(of: ledger, Self.statement(set: set), isChosen: true).isEmpty)
    }

    @Test("is of the stated account")
    func account() throws {
        var ledger = try PaperLedger()
        ledger.deal()
        let breaches = Self.breaches(of: ledger, Self.statement(account: "another"))
        #expect(breaches.map(\.found) == ["these are of AWS root"])
    }

    @Test("is neither retired nor abandoned", arguments: [true, false])
    func ended(isRetired: Bool) throws {
        var ledger = try PaperLedger()
        ledger.deal()
        let set = ledger.manifest.identity
        ledger.add(
            isRetired
                ? .setRetired(
                    SetRetired(set: set, successor: nil, rotated: true, by: .known("Dana"), why: .known("a test")))
                : .setAbandoned(SetAbandoned(set: set, why: .known("a test"))))
        let breaches = Self.breaches(of: ledger, Self.statement(set: set))
        #expect(breaches.count == 1)
        #expect(
            breaches.first?.found.hasPrefix("set \(set.code) was \(isRetired ? "retired" : "abandoned") on ") == true)
    }

    // MARK: - What paper says

    private static func code(of ledger: PaperLedger, key: UInt8? = nil, root: UInt8? = nil) throws -> CheckpointCode {
        let log = ledger.log
        let checkpoint = try #require(log.newestCheckpoint)
        let origin = try #require(log.ledgerOrigin)
        let own = try #require(log.keys?.newest)
        let named = try #require(key.map { LedgerKey(bytes: [UInt8](repeating: $0, count: 32)) } ?? own)
        return try #require(
            CheckpointCode(
                keyDigest: named.digest(origin), size: checkpoint.size.rawValue,
                root: root.map { [UInt8](repeating: $0, count: 32) } ?? checkpoint.root.bytes))
    }

    @Test(
        "paper of this ledger is continued or contradicts it; paper of another one counts for nothing, unless it proves a share of this one",
        arguments: [
            (nil, nil, false, PaperVerdict.continued), (nil, nil, true, .continued), (nil, 1, false, .contradicted),
            (nil, 1, true, .contradicted), (9, nil, false, .foreign), (9, 1, false, .foreign),
            (9, 1, true, .contradicted),
        ] as [(UInt8?, UInt8?, Bool, PaperVerdict)])
    func paper(key: UInt8?, root: UInt8?, proves: Bool, verdict: PaperVerdict) throws {
        var ledger = try PaperLedger()
        ledger.deal()
        let code = try Self.code(of: ledger, key: key, root: root)
        let stranger = try PaperLedger(groups: [(1, 1)]).manifest.identity
        let paper = PaperCheckpoint(code, on: "slip.pdf", proving: [proves ? ledger.manifest.identity : stranger])
        #expect(paper.verdict(on: ledger.log, ledger.state) == verdict)
        let breaches = PaperRule([paper], on: ledger.log, ledger.state).breaches
        #expect(breaches.count == (verdict == .contradicted ? 1 : 0))
        #expect(
            breaches.allSatisfy {
                $0.found.contains("disagree, and one of the two is false: slip.pdf shows ") && !$0.canBeOverridden
            })
    }
}
