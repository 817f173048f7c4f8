// SPDX-License-Identifier: Apache-2.0

import LedgerFixtures
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Factors that are dealt")
struct FactorSeparationTests {
    private static let password = CredentialName(account: CustodyLedger.account, credential: CustodyLedger.password)
    private static let seed = CredentialName(account: CustodyLedger.account, credential: CustodyLedger.seed)
    /// The fixture's policy with the second factor at sites of its own.
    private static let apart = [
        ("  - {id: bank, name: Bank vault}\n", "  - {id: bank, name: Bank vault}\n  - {id: firm, name: Law firm}\n"),
        ("{person: dana, site: hq, container: safe 4}", "{person: dana, site: firm, container: safe 4}"),
        ("{person: emeka, site: bank, container: box 5}", "{person: emeka, site: firm, container: box 5}"),
    ]

    private func breaches(
        _ edits: [(String, String)], of name: CredentialName, _ act: (inout CustodyLedger) throws -> Void = { _ in }
    ) throws -> [String] {
        var ledger = CustodyLedger()
        try ledger.adopt(CustodyLedger.policy(edits))
        try act(&ledger)
        let day = try #require(CalendarDay(secondsSince1970: Int(ledger.now.posixSeconds)))
        return FactorSeparation(of: name, under: try #require(ledger.policy), in: ledger.state, on: day).breaches
    }

    @Test("two factors in different hands, groups, containers and sites are apart, whichever is dealt")
    func apart() throws {
        #expect(try breaches(Self.apart, of: Self.password).isEmpty)
        #expect(try breaches(Self.apart, of: Self.seed).isEmpty)
    }

    @Test(
        "one person, group, container or site in both is named, whichever of the two is dealt",
        arguments: [
            (
                "{person: dana, site: firm, container: safe 4}", "{person: ana, site: firm, container: safe 4}",
                "Ana Ruiz"
            ),
            ("name: Platform", "name: SECURITY", "SECURITY"),
            (
                "{person: dana, site: firm, container: safe 4}", "{person: dana, site: hq, container: SAFE 1}",
                "SAFE 1 at Headquarters"
            ),
            ("{person: dana, site: firm, container: safe 4}", "{person: dana, site: hq, container: x}", "Headquarters"),
        ])
    func shared(old: String, new: String, name: String) throws {
        for credential in [Self.password, Self.seed] {
            let found = try breaches(Self.apart + [(old, new)], of: credential)
            #expect(found.contains { $0.contains(name) && $0.contains("too") }, "\(found)")
        }
    }

    @Test("somebody who is to keep one factor and still has paper of the other is named with the sheet")
    func paper() throws {
        // Dana's sheet of the password is older than the policy that no longer plans it.
        let found = try breaches(Self.apart, of: Self.seed) { ledger in
            _ = try ledger.deal(to: ["ana", "bo", "dana"])
        }
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("Dana Levi still keeps g1m3 of set ") == true, "\(found)")
        #expect(try breaches(Self.apart, of: Self.password) { _ = try $0.deal(to: ["ana", "bo", "dana"]) }.isEmpty)
    }

    @Test(
        "one human being under two identifiers, with a letter that nobody sees, and one place under two, are one",
        arguments: [
            ("{id: dana, name: Dana Levi}", "{id: dana, name: \"Ana\\u200B Ruiz\"}", "keeps a sheet of"),
            ("name: Platform", "name: \"Sec\\u2060urity\"", "keeps sheets of"),
            ("{id: firm, name: Law firm}", "{id: firm, name: \"Head\\u00ADquarters\"}", "holds a sheet of"),
        ])
    func aliases(old: String, new: String, words: String) throws {
        let found = try breaches(Self.apart + [(old, new)], of: Self.password)
        #expect(found.contains { $0.contains(words) }, "\(found)")
    }

    @Test("two people with one contact are one")
    func contact() throws {
        let edits = [
            ("{id: ana, name: Ana Ruiz}", "{id: ana, name: Ana Ruiz, contact: +34 600 1}"),
            ("{id: dana, name: Dana Levi}", "{id: dana, name: Dana Levi, contact: +34-600-1}"),
        ]
        let found = try breaches(Self.apart + edits, of: Self.password)
        #expect(found.contains { $0.contains("keeps a sheet of") }, "\(found)")
    }

    @Test("paper under a struck identifier, or without one, is that of the person who has the name")
    func struck() throws {
        let renamed = Self.apart + [("id: dana, name", "id: dana-2, name"), ("person: dana", "person: dana-2")]
        for person in [PublicText.known("dana"), nil] {
            let found = try breaches(renamed, of: Self.seed) { ledger in
                let set = try ledger.deal(to: ["ana", "bo", "chidi"])
                try Self.receive(&ledger, set, person, name: "DANA Levi")
            }
            #expect(found.contains { $0.hasPrefix("DANA Levi still keeps g1m3 of set ") }, "\(found)")
        }
    }

    @Test(
        "paper that lies where the other factor goes is told: as its receipt says, or the policy that it was dealt by")
    func places() throws {
        for place in ["Law firm, shelf", "law  FIRM", "Safe 4"] {
            let found = try breaches(Self.apart, of: Self.seed) { ledger in
                let set = try ledger.deal()
                try Self.receive(&ledger, set, .known("chidi"), name: "Chidi Eze", place: place)
            }
            #expect(found.count == 1 && found[0].hasPrefix("\(place), where this credential's sheets go"), "\(found)")
        }
        let moved = Self.apart + [("{person: chidi, site: bank", "{person: chidi, site: firm")]
        let found = try breaches(moved, of: Self.seed) { ledger in
            _ = try ledger.deal()
            try ledger.adopt(CustodyLedger.policy(Self.apart))
        }
        #expect(found.count == 1 && found[0].hasPrefix("Law firm, box 3, where"), "\(found)")
    }

    /// The third sheet changes hands.
    private static func receive(
        _ ledger: inout CustodyLedger, _ set: Manifest, _ person: PublicText?, name: String, place: String? = nil
    ) throws {
        let share = set.rule.shareNumbers[2]
        let index = ledger.add(
            .sheetReceived(
                SheetReceived(
                    set: set.identity, share: share, custodian: .known(name), person: person, bag: nil,
                    place: place.map { .known($0) }, replaces: nil)))
        ledger.sign([share], of: set, entry: index)
    }

    @Test("what is no factor, or no other one, says nothing")
    func others() throws {
        let two = Self.apart + [("kind: one-time-password", "kind: other"), ("person: dana", "person: ana")]
        #expect(try breaches(two, of: Self.password).isEmpty)
        let firsts = Self.apart + [("kind: one-time-password", "kind: key-file"), ("person: dana", "person: ana")]
        #expect(try breaches(firsts, of: Self.password).isEmpty)
        let unknown = CredentialName(account: .known("another"), credential: nil)
        #expect(try breaches([], of: unknown).isEmpty)
    }
}
