// SPDX-License-Identifier: Apache-2.0
//
// What a policy loosens is shown until another person stands for it, however the loosening is dressed.

import LedgerFixtures
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("A policy that asks for less")
struct PolicyLooseningTests {
    private typealias Ledger = CustodyLedger
    private static let longer = ("window: 4 h", "window: 9 h")

    /// What the policies after the first loosen, each with the number of its entry.
    private static func words(_ edits: [(String, String)]...) throws -> [[String]] {
        var (ledger, _) = try Ledger.inOrder()
        for edit in edits { try ledger.adopt(Ledger.policy(edit)) }
        return ledger.state.loosenings.map(\.words)
    }

    @Test("nothing is told of a policy that asks for as much, or for more")
    func asMuch() throws {
        #expect(try Self.words([]).isEmpty)
        #expect(
            try Self.words([
                ("window: 4 h", "window: 2 h"),
                ("name: Security\n            threshold: 2", "name: Security\n            threshold: 3"),
            ]).isEmpty)
    }

    @Test(
        "each rule that is looser is a line",
        arguments: [
            ([longer], "AWS root: a longer window"),
            (
                [
                    ("window: 4 h", "window: 4 h\n    networks: [192.0.2.0/24]"),
                    ("review_within: 5 d", "review_within: 6 d"),
                ],
                "AWS root: a later review"
            ),
            ([("    review_within: 5 d\n", "")], "AWS root: a later review"),
            ([("approvers: [emeka]", "approvers: [dana]")], "AWS root: emeka may no longer approve"),
            (
                [("name: Security\n            threshold: 2", "name: Security\n            threshold: 1")],
                "AWS root: 1 of Security instead of 2"
            ),
        ] as [([(String, String)], String)])
    func looser(_ edits: [(String, String)], _ line: String) throws {
        #expect(try Self.words(edits) == [[line]])
    }

    @Test("an account, a credential or a group that has another name, or none, is a line")
    func renamed() throws {
        #expect(
            try Self.words([("- name: AWS root\n", "- name: AWS base\n")])
                == [["account AWS root is no longer planned, but a set of it is in force"]])
        #expect(
            try Self.words([("- name: root password", "- name: login")])
                == [["credential AWS root / root password is no longer planned, but a set of it is in force"]])
        #expect(
            try Self.words([("- name: Security", "- name: Safety")])
                == [["AWS root: group Security of root password is no longer planned"]])
    }

    @Test("what no set is in force of may go")
    func nothingInForce() throws {
        var ledger = Ledger()
        try ledger.adopt()
        try ledger.adopt(Ledger.policy([("- name: AWS root\n", "- name: AWS base\n")]))
        #expect(ledger.state.loosenings.isEmpty)
    }

    @Test("a group that may stand in for another is a line, and one that must come as well is none")
    func oneMoreGroup() throws {
        let group = "- name: Security\n            threshold: 2"
        let more =
            "- name: Anybody\n            threshold: 1\n            custodians:\n"
            + "              - {person: dana, site: hq, container: x}\n          " + group
        #expect(try Self.words([(group, more)]).isEmpty)
        let any = ("kind: password\n", "kind: password\n        groups_needed: 1\n")
        #expect(
            try Self.words([(group, more), any])
                == [["AWS root: one more group may open root password in place of another"]])
    }

    @Test("a credential that is taken out and comes back with another group is held against what it was")
    func otherGroup() throws {
        let words = try Self.words(
            [("- name: root password", "- name: login")], [("- name: Security", "- name: Anybody")])
        #expect(words.last == ["AWS root: group Security of root password is no longer planned"])
    }

    @Test("what is taken out and comes back looser is held against what it was")
    func comesBack() throws {
        let gone = [("- name: AWS root\n", "- name: AWS base\n")]
        #expect(
            try Self.words(gone, [Self.longer]).last == [
                "AWS root: a longer window"
            ])
    }

    @Test("a policy that cannot be read is a loosening, and the next is compared with the last that could")
    func unreadable() throws {
        var (ledger, _) = try Ledger.inOrder()
        try ledger.adopt("version: 99\n")
        try ledger.adopt("version: 98\n")
        try ledger.adopt(Ledger.policy([Self.longer]))
        let unread = ["it cannot be read, so nobody knows what it requires"]
        #expect(ledger.state.loosenings.map(\.words) == [unread, unread, ["AWS root: a longer window"]])
        #expect(ledger.due.filter { $0 == "countersignature overdue" }.count == 3)
    }

    @Test("another person can stand for each of them, and the one who decided it cannot, by name or identifier")
    func standing() throws {
        var (ledger, _) = try Ledger.inOrder()
        try ledger.adopt("version: 99\n")
        let place = try #require(ledger.state.policy?.place)
        #expect(ledger.state.standing(of: place, by: .known("Dana Levi")) == .ownDecision)
        #expect(ledger.state.standing(of: place, by: .known("dana")) == .ownDecision)
        #expect(ledger.state.standing(of: place, by: .known("DANA  levi")) == .ownDecision)
        #expect(ledger.state.standing(of: place, by: .known("Dana Levi of Operations")) == .ownDecision)
        #expect(ledger.state.standing(of: place, by: .known("Dan")) == .possible)
        #expect(ledger.state.standing(of: place, by: .known("Emeka Obi")) == .possible)
        ledger.add(
            .countersigned(Countersigned(exception: place, by: .known("Emeka Obi"), statement: .known("I saw it"))))
        #expect(ledger.state.loosenings.isEmpty)
        #expect(ledger.state.standing(of: place, by: .known("Emeka Obi")) == .notNeeded)
        #expect(!ledger.due.contains("countersignature overdue"))
        try ledger.adopt(Ledger.policy([Self.longer]))
        #expect(ledger.state.loosenings.map(\.words) == [["AWS root: a longer window"]])
    }

    @Test("a first policy loosens nothing, also when it cannot be read")
    func first() throws {
        var ledger = Ledger()
        try ledger.adopt("version: 99\n")
        try ledger.adopt()
        #expect(ledger.state.loosenings.isEmpty)
    }
}
