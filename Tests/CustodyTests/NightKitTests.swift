// SPDX-License-Identifier: Apache-2.0
//
// When the paper for a recovery at night is missing, when it is out of date, and what it says.

import LedgerFixtures
import SecretSharing
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("The night kit")
struct NightKitTests {
    private typealias Ledger = CustodyLedger

    /// A binder in order, with the night kit of its account.
    private static func inOrder() throws -> (ledger: CustodyLedger, set: Manifest) {
        var (ledger, set) = try Ledger.inOrder()
        ledger.makeNightKit()
        #expect(ledger.nightKits.isEmpty)
        return (ledger, set)
    }

    /// The words of the only duty about a night kit.
    private static func words(_ ledger: CustodyLedger) throws -> String {
        try #require(ledger.nightKits.count == 1, "\(ledger.nightKits)")
        return ledger.nightKits[0].words
    }

    @Test("is missing once a set is out: soon for two weeks, then overdue; a credential without paper needs none")
    func missing() throws {
        var ledger = Ledger()
        try ledger.adopt()
        #expect(ledger.nightKits.isEmpty)
        let set = try Ledger.deal()
        ledger.create(set)
        #expect(ledger.nightKits.isEmpty, "its sheets are not out")
        ledger.released(set)
        #expect(try Self.words(ledger).hasPrefix("it has no night kit"))
        #expect(ledger.nightKits[0].due == Ledger.time(14))
        #expect(ledger.nightKits[0].urgency == .soon)
        ledger.now = Ledger.time(14)
        #expect(ledger.nightKits[0].urgency == .overdue)
        ledger.makeNightKit(of: .known("Another account"))
        #expect(ledger.nightKits.count == 1, "it is the kit of another account")
        ledger.makeNightKit()
        #expect(ledger.nightKits.isEmpty)
    }

    @Test("is out of date once another credential of the account is on sheets, and says which")
    func otherCredential() throws {
        var ledger = Ledger()
        try ledger.adopt()
        let set = try Ledger.deal()
        ledger.create(set)
        ledger.released(set)
        ledger.makeNightKit()
        #expect(ledger.nightKits.isEmpty)
        let seed = try Ledger.deal([("Platform", 2, 2)], credential: Ledger.seed)
        ledger.create(seed, to: ["dana", "emeka"])
        #expect(ledger.nightKits.isEmpty, "its sheets are not out")
        ledger.released(seed)
        #expect(try Self.words(ledger).contains("is out of date: there are sheets of one-time password now;"))
        ledger.makeNightKit()
        #expect(ledger.nightKits.isEmpty)
    }

    @Test("is not asked for while the set that was opened waits to be replaced, and is again for the new one")
    func opened() throws {
        var (ledger, set) = try Self.inOrder()
        _ = ledger.use(set)
        #expect(ledger.nightKits.isEmpty)
        ledger.now = Ledger.time(1)
        let next = try ledger.deal()
        ledger.retire(set, rotated: true, successor: next)
        #expect(try Self.words(ledger).contains("is out of date: another set of root password is in force"))
        #expect(ledger.nightKits[0].due == Ledger.time(15))
        ledger.makeNightKit()
        #expect(ledger.nightKits.isEmpty)
    }

    @Test(
        "is out of date once policy or ledger name other people, numbers or places, and not for anything else",
        arguments: [
            ("name: Bo Chen}", "name: Bo Chen, contact: \"+46 8 1\"}", "other people or numbers"),
            ("approvers: [emeka]", "approvers: [emeka, dana]\n    approvals: 2", "other people or numbers"),
            ("name: Headquarters}", "name: Main building}", "a sheet lies elsewhere"),
            ("container: box 3", "container: box 4", "a sheet lies elsewhere"),
            (
                "organisation: Example Corp", "organisation: Example Corp\nprogram: the safe",
                "the program has another address"
            ),
            (
                "organisation: Example Corp", "organisation: Example Corp\nemergency: {keys: the other safe}",
                "the binder, its key or the laptop lies elsewhere"
            ),
            ("window: 4 h", "window: 8 h", nil), ("drill_every: 90 d", "drill_every: 60 d", nil),
            ("means: The identity provider is down", "means: Single sign-on is down", "the failure modes are others"),
        ] as [(String, String, String?)])
    func policy(old: String, new: String, words: String?) throws {
        var (ledger, _) = try Self.inOrder()
        ledger.now = Ledger.time(2)
        try ledger.adopt(Ledger.policy([(old, new)]))
        let duty = ledger.nightKits.first
        #expect(ledger.nightKits.count < 2 && duty?.name?.credential == nil)
        #expect((duty != nil) == (words != nil), "\(ledger.nightKits)")
        guard let words else { return }
        #expect(duty?.words.contains(words) == true, "\(duty?.words ?? "")")
        #expect(duty?.due == Ledger.time(16))
        try ledger.adopt()
        #expect(ledger.nightKits.isEmpty, "what the paper says is true again")
    }

    @Test("is out of date when another person has a sheet, its bag changes, or it is lost, each by the ledger alone")
    func sheets() throws {
        var (ledger, set) = try Self.inOrder()
        let share = set.rule.shareNumbers[2]
        func received(_ bag: String?, by custodian: String = "Chidi Eze", _ person: String = "chidi") -> LedgerEvent {
            .sheetReceived(
                SheetReceived(
                    set: set.identity, share: share, custodian: .known(custodian), person: .known(person),
                    bag: bag.map { .known($0) }, place: nil))
        }
        ledger.add(received("B-1"))
        #expect(ledger.nightKits.isEmpty, "its share has not signed yet")
        ledger.sign([share], of: set)
        #expect(try Self.words(ledger).contains("a sheet lies elsewhere, or its bag is another"))
        ledger.makeNightKit()
        #expect(ledger.nightKits.isEmpty)
        ledger.add(received("B-1"))
        ledger.sign([share], of: set)
        #expect(ledger.nightKits.isEmpty, "the same person has it in the same bag")
        ledger.add(received("B-1", by: "Emeka Obi", "emeka"))
        ledger.sign([share], of: set)
        #expect(try Self.words(ledger).contains("other people or numbers"))
        ledger.makeNightKit()
        ledger.add(
            .sheetLost(SheetLost(set: set.identity, share: share, happened: .known("fire"), by: .known("Dana Levi"))))
        #expect(try Self.words(ledger).contains("other people or numbers"))
    }

    @Test("is out of date when the day comes on which somebody on it has left, without a new entry")
    func leaving() throws {
        var (ledger, _) = try Ledger.inOrder()
        try ledger.adopt(Ledger.policy([("name: Bo Chen}", "name: Bo Chen, left: 2027-03-11}")]))
        ledger.makeNightKit()
        ledger.now = Ledger.time(9, hours: 23)
        #expect(ledger.nightKits.isEmpty)
        ledger.now = Ledger.time(10)
        #expect(try Self.words(ledger).contains("other people or numbers"))
    }

    @Test("says who is called, who stands in, and where each sheet lies")
    func facts() throws {
        var (ledger, set) = try Ledger.inOrder()
        try ledger.adopt(Ledger.policy([("name: Bo Chen}", "name: Bo Chen, contact: \"+46 8 1\"}")]))
        let kit = try #require(NightKit(of: Ledger.account, in: ledger.state, on: CalendarDay(of: ledger.now)))
        #expect(kit.factors.map(\.name) == [Ledger.password, Ledger.seed])
        #expect(kit.approvers.map(\.name.description) == ["Emeka Obi"] && kit.approvals == 1)
        #expect(kit.failureModes.map(\.id.rawValue) == ["idp-down"])
        let password = try #require(kit.narrowed(to: Ledger.password)).factors
        #expect(password.count == 1 && password[0].manifest == set)
        #expect(password[0].sheets.map(\.custodian.name.description) == ["Ana Ruiz", "Bo Chen", "Chidi Eze"])
        #expect(password[0].sheets.map(\.custodian.contact?.description) == [nil, "+46 8 1", nil])
        #expect(
            password[0].sheets.map(\.place) == ["Headquarters, safe 1", "Headquarters, safe 2", "Bank vault, box 3"])
        #expect(kit.narrowed(to: .known("another")) == nil)
        #expect(kit.people.count == kit.approvers.count + kit.factors.flatMap(\.sheets).count)
    }
}
