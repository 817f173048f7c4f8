// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("The closed loop of a credential")
struct CustodyStateTests {
    private typealias Ledger = CustodyLedger

    @Test("a set whose share signed is out, whether an entry says so or not, and its people stay when it is given up")
    func outByProof() throws {
        var ledger = Ledger()
        try ledger.adopt()
        let set = try Ledger.deal()
        ledger.create(set)
        ledger.readBack(set, Array(set.rule.shareNumbers.prefix(2)))
        #expect(ledger.word() == "unopened")
        #expect(ledger.life()?.liveSet?.identity == set.identity)
        ledger.add(.setAbandoned(SetAbandoned(set: set.identity, why: .known("it was never let out"))))
        #expect(ledger.life()?.liveSet?.identity == set.identity)
        #expect(ledger.life()?.liveSet?.released != nil)
    }

    @Test("once around: none, unopened, opening, open, closing, rotating, unopened")
    func onceAround() throws {
        var ledger = Ledger()
        try ledger.adopt()
        #expect(ledger.word() == "none")
        let first = try Ledger.deal()
        ledger.create(first)
        #expect(ledger.word() == "none", "its sheets are not out")
        ledger.released(first)
        #expect(ledger.word() == "unopened")

        ledger.now = Ledger.time(1)
        let opening = ledger.open(first)
        #expect(ledger.life()?.state(at: ledger.now) == .opening(since: Ledger.time(1)))
        ledger.now = Ledger.time(1, minutes: 5)
        ledger.sign(Array(first.rule.shareNumbers.prefix(2)), of: first, entry: opening)
        ledger.reveal(first, opening)
        let until = Ledger.time(1, hours: 4, minutes: 5)
        #expect(ledger.life()?.state(at: ledger.now) == .open(until: until))
        ledger.close(opening)
        #expect(ledger.life()?.state(at: ledger.now) == .open(until: until), "the window outlasts the ceremony")
        ledger.now = Ledger.time(1, hours: 4, minutes: 4)
        #expect(ledger.word() == "open")
        ledger.now = until
        #expect(
            ledger.life()?.state(at: ledger.now) == .closing(reviewDue: Ledger.time(6, minutes: 5)),
            "the window ends at its last second")

        ledger.review(opening)
        #expect(ledger.word() == "rotating")
        let second = try ledger.deal()
        ledger.retire(first, rotated: true, successor: second)
        #expect(ledger.word() == "unopened")
        ledger.retire(second, rotated: true)
        #expect(ledger.word() == "retired")
    }

    @Test(
        "a recovery that shows nothing leaves the credential unopened",
        arguments: [RecoveryClosed.Outcome.failed, .givenUp, .leftOpen])
    func nothingShown(_ outcome: RecoveryClosed.Outcome) throws {
        var (ledger, set) = try Ledger.inOrder()
        let opening = ledger.open(set)
        ledger.close(opening, outcome)
        #expect(ledger.word() == "unopened")
    }

    @Test("a review inside the window ends the use")
    func earlyReview() throws {
        var (ledger, set) = try Ledger.inOrder()
        let opening = ledger.use(set)
        ledger.review(opening)
        #expect(ledger.word() == "rotating")
    }

    @Test("a review that is filed before the use, or before anything was shown, ends no duty, and one after it does")
    func reviewBeforeUse() throws {
        var (ledger, set) = try Ledger.inOrder()
        let two = Array(set.rule.shareNumbers.prefix(2))
        let opening = ledger.open(set)
        ledger.review(opening)
        ledger.sign(two, of: set, entry: opening)
        #expect(ledger.word() == "open")
        ledger.review(opening)
        #expect(ledger.word() == "rotating", "a quorum consented, and that is a use")
        ledger.reveal(set, opening)
        #expect(ledger.word() == "open")
        ledger.close(opening)
        ledger.now = Ledger.time(6)
        let review = try #require(ledger.duties().first { $0.kind == .review })
        #expect(review.words.contains("has no review; the one in entry \(opening + 1) was filed before it"))
        #expect(ledger.state.openings.last?.earlyReviews.count == 2)
        ledger.review(opening)
        #expect(ledger.word() == "rotating")
        #expect(ledger.state.usesToReview.isEmpty)
    }

    @Test("a review stays when the end as shown is written after it")
    func reviewBeforeEnd() throws {
        var (ledger, set) = try Ledger.inOrder()
        let opening = ledger.open(set)
        ledger.reveal(set, opening)
        ledger.review(opening)
        ledger.close(opening)
        #expect(ledger.word() == "rotating")
    }

    @Test("two uses: the longer window counts, and the earlier review is due first")
    func twoUses() throws {
        var (ledger, set) = try Ledger.inOrder()
        let first = ledger.use(set, window: 8)
        ledger.now = Ledger.time(0, hours: 1)
        let second = ledger.use(set, window: 1)
        ledger.now = Ledger.time(0, hours: 3)
        #expect(ledger.life()?.state(at: ledger.now) == .open(until: Ledger.time(0, hours: 8)))
        ledger.now = Ledger.time(1)
        #expect(ledger.life()?.state(at: ledger.now) == .closing(reviewDue: Ledger.time(5)))
        ledger.review(first)
        #expect(ledger.life()?.state(at: ledger.now) == .closing(reviewDue: Ledger.time(5, hours: 1)))
        ledger.review(second)
        #expect(ledger.word() == "rotating")
    }

    @Test("without a window a use is over at once; without a policy nothing says when its review is due")
    func noWindow() throws {
        var ledger = Ledger()
        let set = try ledger.deal(credential: nil)
        _ = ledger.use(set, window: nil)
        #expect(ledger.life(nil)?.state(at: ledger.now) == .closing(reviewDue: nil))
    }

    @Test("a set that was abandoned was never anything")
    func abandoned() throws {
        var ledger = Ledger()
        try ledger.adopt()
        let set = try Ledger.deal()
        ledger.create(set)
        ledger.released(set)
        ledger.add(.setAbandoned(SetAbandoned(set: set.identity, why: .known("the printer jammed"))))
        #expect(ledger.word() == "none")
    }

    @Test("one credential's use is no other's")
    func ownLives() throws {
        var (ledger, set) = try Ledger.inOrder()
        _ = ledger.use(set)
        #expect(ledger.word() == "open")
        #expect(ledger.word(Ledger.seed) == "unopened")
    }

    // MARK: - Whose recovery it is

    @Test("a recovery of a set that the ledger does not know counts for the account that it names")
    func unknownSet() throws {
        var (ledger, _) = try Ledger.inOrder()
        let foreign = try Ledger.deal()
        _ = ledger.use(foreign)
        #expect(ledger.word() == "open")
    }

    @Test("a recovery that names nothing gets its account from the sheets")
    func namedBySheets() throws {
        var ledger = Ledger()
        try ledger.adopt()
        let foreign = try Ledger.deal()
        let opening = ledger.open(nil, account: nil, credential: nil)
        #expect(ledger.due.contains("open_recovery overdue"), "nobody knows of what, and yet it is told")
        ledger.add(.recoveryNamed(RecoveryNamed(opening: opening, manifest: foreign, isKnown: false)))
        ledger.reveal(foreign, opening)
        #expect(ledger.word(nil) == "open", "which of the account's credentials it was, no entry says")
        #expect(ledger.due.contains("open_window overdue"))
    }

    @Test("what only a given-up recovery in a journal names is shown as that, and nobody has to deal it")
    func namedByJournal() throws {
        var (ledger, _) = try Ledger.inOrder()
        let due = ledger.due
        let count = ledger.state.lives(under: ledger.policy).count
        let slang = PublicText.known("the aws root")
        for account in [slang, Ledger.account] {
            let opened = RecoveryOpened(
                account: account, credential: nil, failureMode: nil, normalPathDown: nil, reason: .known("INC-1"),
                ticket: nil, operatedBy: .known("Dana Levi"), approvedBy: [], windowSeconds: nil, set: nil, shares: [])
            try ledger.merge([
                .recoveryOpened(opened),
                .recoveryClosed(RecoveryClosed(opening: 1, outcome: .givenUp, set: nil, shares: [], detail: nil)),
            ])
            let name = CredentialName(account: account, credential: nil)
            let life = try #require(ledger.state.lives(under: ledger.policy).first { $0.name == name })
            let state = life.state(at: ledger.now)
            #expect(state.word == "unknown")
            #expect(state == .unknown(from: try #require(life.openings.last?.place)))
            #expect(state.words.contains("known only from a journal, entry "), "\(state.words)")
            #expect(!state.words.contains("not dealt"))
        }
        #expect(ledger.state.lives(under: ledger.policy).count == count + 2)
        #expect(ledger.due == due, "it makes no duty")
        // What the policy plans is due to be dealt, whatever names it.
        var empty = Ledger()
        try empty.adopt()
        let opening = empty.open(nil)
        empty.close(opening, .givenUp)
        #expect(empty.word() == "none" && empty.due == ["undealt overdue", "undealt overdue"])
    }

    @Test("a night kit is due for an account's only credential by its name, whatever else a recovery called it")
    func nightKitOfTheOnlyOne() throws {
        var ledger = Ledger()
        let text = Ledger.policy()
        let rest = try #require(text.range(of: "      - name: one-time password"))
        try ledger.adopt(String(text[..<rest.lowerBound]))
        _ = try ledger.deal()
        let opening = ledger.open(nil, credential: .known("the password"))
        ledger.close(opening, .givenUp)
        let name = CredentialName(account: Ledger.account, credential: Ledger.password)
        #expect(ledger.nightKits.map(\.name) == [name])
    }

    @Test("what only an entry of the ledger knows, given up or abandoned, is known from that entry")
    func namedByEntry() throws {
        var (ledger, _) = try Ledger.inOrder()
        let other = PublicText.known("deploy key")
        let opening = ledger.open(nil, credential: other)
        #expect(ledger.word(other) == "opening")
        ledger.close(opening, .givenUp)
        #expect(ledger.life(other)?.state(at: ledger.now) == .unknown(from: EntryPlace(opening)))
        #expect(ledger.life(other)?.state(at: ledger.now).words.contains("journal") == false)

        let third = PublicText.known("old key")
        let set = try Ledger.deal(credential: third)
        ledger.create(set)
        #expect(ledger.word(third) == "none", "it is being dealt")
        ledger.add(.setAbandoned(SetAbandoned(set: set.identity, why: .known("the printer jammed"))))
        #expect(ledger.word(third) == "unknown")
    }

    @Test("a set without a credential's name is the account's only credential")
    func onlyCredential() throws {
        var ledger = Ledger()
        let text = Ledger.policy()
        let rest = try #require(text.range(of: "      - name: one-time password"))
        try ledger.adopt(String(text[..<rest.lowerBound]))
        _ = try ledger.deal(credential: nil)
        #expect(ledger.word() == "unopened")
        #expect(ledger.state.lives(under: ledger.policy).count == 1)
    }

    @Test("a set without a credential's name, in an account with two, is neither of them")
    func neitherCredential() throws {
        var ledger = Ledger()
        try ledger.adopt()
        _ = try ledger.deal(credential: nil)
        #expect(ledger.word() == "none")
        #expect(ledger.word(Ledger.seed) == "none")
        #expect(ledger.word(nil) == "unopened")
    }

    // MARK: - Steps

    /// Ledgers in each state.
    static func ledger(in state: String) throws -> CustodyLedger {
        var ledger = CustodyLedger()
        try ledger.adopt()
        guard state != "none" else { return ledger }
        let set = try ledger.deal()
        ledger.now = CustodyLedger.time(1)
        switch state {
        case "opening": _ = ledger.open(set)
        case "open": _ = ledger.use(set)
        case "closing":
            _ = ledger.use(set)
            ledger.now = CustodyLedger.time(2)
        case "rotating": ledger.review(ledger.use(set))
        case "retired": ledger.retire(set, rotated: true)
        case "opening a burned set":
            ledger.review(ledger.use(set))
            _ = ledger.open(set)
        case "unopened after closing":
            _ = ledger.use(set)
            ledger.now = CustodyLedger.time(2)
            let next = try ledger.deal()
            ledger.retire(set, rotated: true, successor: next)
        case "unopened, others planned":
            try ledger.adopt(CustodyLedger.policy([("{person: bo, site", "{person: emeka, site")]))
        case "unopened, one left":
            try ledger.adopt(CustodyLedger.policy([("name: Bo Chen}", "name: Bo Chen, left: 2027-03-02}")]))
        default: break
        }
        return ledger
    }

    @Test(
        "each step is legal, or refused with the way out",
        arguments: [
            ("none", "split recover"), ("unopened", "reshare change recover"), ("opening", "recover"),
            ("open", "recover review"),
            ("closing", "change review"), ("rotating", "change"), ("retired", "split change"),
            ("opening a burned set", ""), ("unopened after closing", "change recover review"),
            ("unopened, others planned", "reshare change recover"),
            ("unopened, one left", "reshare change recover"),
        ])
    func steps(state: String, legal: String) throws {
        let ledger = try Self.ledger(in: state)
        let life = try #require(ledger.life())
        let allowed = CeremonyStep.allCases.filter { life.refusal(of: $0, at: ledger.now) == nil }
        #expect(allowed.map(\.rawValue).joined(separator: " ") == legal)
        for step in CeremonyStep.allCases {
            guard let refusal = life.refusal(of: step, at: ledger.now) else { continue }
            #expect(refusal.found.hasPrefix("AWS root / root password is "))
            #expect(refusal.remedy.contains("`breakglass ") || refusal.remedy.contains("end the recovery"))
            #expect(!refusal.expected.isEmpty)
            #expect(life.notice(of: step, at: ledger.now) == nil, "what is refused is not also remarked on")
        }
    }

    @Test(
        "a legal step that is not a matter of course comes with a notice",
        arguments: [
            ("none", CeremonyStep.split, nil), ("none", .recover, "no sheets"), ("unopened", .recover, nil),
            ("opening", .recover, "2027-03-02T00:00:00Z and never closed"),
            ("open", .recover, "already open until 2027-03-02T04:00:00Z"), ("open", .review, "the review ends it"),
            ("closing", .change, "due by 2027-03-07T00:00:00Z"), ("closing", .review, nil), ("rotating", .change, nil),
            ("unopened", .change, nil), ("unopened, others planned", .change, nil),
            ("unopened after closing", .recover, "has no review"), ("retired", .split, nil),
        ])
    func notices(state: String, step: CeremonyStep, words: String?) throws {
        let ledger = try Self.ledger(in: state)
        let life = try #require(ledger.life())
        #expect(life.refusal(of: step, at: ledger.now) == nil)
        let notice = life.notice(of: step, at: ledger.now)
        if let words {
            #expect(notice?.contains(words) == true, "\(notice ?? "nothing")")
        } else {
            #expect(notice == nil)
        }
    }

    @Test(
        "a split of what is dealt must be of a changed credential, and the refusal names the command for what was not",
        arguments: [
            ("none", false, nil), ("unopened", true, "if not, `breakglass reshare\(CustodyLedger.naming)`"),
            ("unopened, others planned", true, "first change policy.yaml"), ("opening", false, "end the recovery"),
            (
                "open", false,
                "` ends the use; then change the credential and `breakglass split --changed\(CustodyLedger.naming)`"
            ),
            ("closing", true, "change it at the account, then `breakglass split --changed\(CustodyLedger.naming)`"),
            ("rotating", true, "change it at the account, then `breakglass split --changed\(CustodyLedger.naming)`"),
            ("retired", false, nil),
            ("unopened after closing", true, "`breakglass split --changed\(CustodyLedger.naming)`"),
        ] as [(String, Bool, String?)])
    func changes(state: String, mustBeChanged: Bool, remedy: String?) throws {
        let ledger = try Self.ledger(in: state)
        let life = try #require(ledger.life())
        #expect(life.mustBeChanged(at: ledger.now) == mustBeChanged)
        let refusal = life.refusal(of: .split, at: ledger.now)
        #expect((refusal == nil) == (remedy == nil))
        #expect(remedy.map { refusal?.remedy.contains($0) == true } ?? true, "\(refusal?.remedy ?? "nothing")")
    }

    @Test("the refusal of a burned set names the state, and what to do first")
    func words() throws {
        let closing = try Self.ledger(in: "closing")
        let refusal = try #require(closing.life()?.refusal(of: .recover, at: closing.now))
        #expect(
            refusal.found
                == "AWS root / root password is used and not reviewed; the review is due by 2027-03-07T00:00:00Z")
        let use = try #require(closing.life()?.openings.first?.place)
        #expect(
            refusal.remedy == "`breakglass review \(use)`, then change the credential and `breakglass split --changed"
                + "\(CustodyLedger.naming)`")
    }
}
