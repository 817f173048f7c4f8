// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import CustodyPolicy

@Suite("The policy's file")
struct PolicyFileTests {
    @Test("A policy is read with everything that it says")
    func everything() throws {
        let policy = try PolicyFixture.policy()
        #expect(policy.organisation.description == "Example Corp")
        #expect(policy.answerGrace == PolicySpan(days: 3))
        #expect(policy.failureModes.map(\.id.rawValue) == ["idp-down", "policy-lockout"])
        #expect(policy.failureModes[0].shownBy?.description == "Two people fail to sign in from two networks")
        #expect(policy.failureModes[0].breaks.map(\.rawValue) == ["idp"])
        #expect(policy.sites.count == 6 && policy.sites[0].name.description == "Headquarters, room 12")
        #expect(policy.people.count == 10)
        #expect(policy.person(try #require(PolicyIdentifier("goran")))?.name.description == "Goran Ilić")
        #expect(policy.people[0].contact?.description == "+34 600 000 001")
        let account = policy.accounts[0]
        #expect(account.name.description == "AWS root, example.com")
        #expect(account.approvers.map(\.rawValue) == ["iris", "jonas"] && account.approvals == 1)
        #expect(account.window == PolicySpan(hours: 4) && account.reviewWithin == PolicySpan(days: 5))
        #expect(account.networks.map(\.description) == ["192.0.2.0/24", "2001:db8::/32"])
        let cloud = try #require(account.cloud)
        #expect(cloud.provider == .aws && cloud.accounts.map(\.description) == ["111122223333"])
        #expect(cloud.identities.map(\.description) == ["arn:aws:iam::111122223333:root"])
        #expect(cloud.endpoints.map(\.description) == ["vpce-0a1b2c3d4e5f60718"])
        #expect(cloud.alertWithin == PolicySpan("5 min"))
        let credential = account.credentials[0]
        #expect(credential.kind == .password && credential.groupsNeeded == 2)
        #expect(credential.groups.map(\.name.description) == ["Security", "Operations"])
        #expect(credential.groups[0].threshold.needed == 2 && credential.groups[0].threshold.total == 3)
        #expect(credential.groups[0].custodians[0].isSealed && !credential.groups[0].custodians[1].isSealed)
        #expect(credential.custodians.map(\.person.rawValue) == ["ana", "bo", "chidi", "dana", "emeka"])
        #expect(policy.keyChange?.credential.description == "root password")
    }

    @Test("What is left out has its documented default")
    func defaults() throws {
        let policy = try PolicyFixture.policy([("answer_grace: 3 d\n", ""), ("    drill_every: 90 d\n", "")])
        #expect(policy.answerGrace == PolicySpan(days: 3))
        #expect(policy.accounts[1].drillEvery == PolicySpan(days: 90))
        #expect(policy.accounts[1].approvals == 1)
        #expect(policy.accounts[1].credentials[0].groupsNeeded == 1)
        #expect(policy.notEmergencies == Policy.defaultNotEmergencies)
        let alone = try PolicyFixture.policy([("    approvers: [jonas, iris]\n", "")])
        #expect(alone.accounts[1].approvers.isEmpty && alone.accounts[1].approvals == 0)
    }

    @Test("Every error tells line, column, what is wrong and what to do", arguments: PolicyErrorCase.all)
    func error(_ example: PolicyErrorCase) throws {
        let error = try #require(throws: PolicyError.self) { try PolicyFixture.policy(example.edits) }
        #expect(error.message == example.message)
        let lines = PolicyFixture.text(example.edits).components(separatedBy: "\n")
        let rest = lines[(error.line - 1)...].joined(separator: "\n").unicodeScalars.dropFirst(error.column - 1)
        #expect(String(rest).hasPrefix(example.place), "\(error.line):\(error.column)")
        #expect(!error.hint.isEmpty)
        #expect(PolicyFile.errors(in: PolicyFixture.text(example.edits)) == [error])
    }

    @Test("All errors of a file are told at once, in the order of the file")
    func allErrors() {
        let errors = PolicyFile.errors(
            in: PolicyFixture.text([
                ("window: 8 h", "window: soon"), ("approvals: 1", "approvals: many"), ("version: 1", "version: 7"),
                ("{person: ana, site: hq", "{person: anna, site: hq"), ("kind: recovery-codes", "kind: codes"),
            ]))
        #expect(
            errors.map(\.message) == [
                "version is not a number from 1 to 1", "approvals is not a number from 0 to 1000",
                "there is no person anna", "window is not a length of time", "kind has an unknown value",
            ])
    }

    @Test("A hint names what could have been meant")
    func hints() throws {
        func hint(_ old: String, _ new: String) throws -> String {
            try #require(throws: PolicyError.self) { try PolicyFixture.policy([(old, new)]) }.hint
        }
        #expect(
            try hint("kind: recovery-codes", "kind: codes")
                == "one of password, one-time-password, recovery-codes, key-file, other")
        #expect(
            try hint("{person: ana, site: hq", "{person: ana, site: h")
                == "one of archive, bank, branch, depot, hq, lawyer")
        #expect(try hint("organisation: Example Corp", "organisation: no") == "put it in quotation marks")
        #expect(
            try hint(", container: safe 2}", "}") == "container: what the sheet is kept in at that site")
    }

    @Test(
        "What is no YAML of one document is refused where it breaks",
        arguments: [
            ("", "0:0 the policy is empty"),
            ("# nothing\n\n", "0:0 the policy is empty"),
            ("---\n", "0:0 the policy is empty"),
            ("- a\n- b\n", "1:1 the policy is not a mapping"),
            ("version: 1\nversion: 1\n", "1:1 version appears twice"),
            (
                "version: 1\n\torganisation: x\n",
                "2:1 this is not YAML: found a tab character that violates indentation"
            ),
            ("organisation: [Example\n", "2:1 this is not YAML: did not find expected ',' or ']'"),
            ("version: 1\n---\nversion: 1\n", "2:1 this is not YAML: but found another document"),
            ("version: &one 1\n", "1:10 a policy cannot have anchors or tags"),
            ("version: !!int 1\n", "1:10 a policy cannot have anchors or tags"),
            ("organisation: !secret x\n", "1:15 a policy cannot have anchors or tags"),
            ("a: &a {b: 1}\nc: *a\n", "2:4 an asterisk before a word could be an alias"),
            ("a: 1\n<<: *a\n", "2:5 an asterisk before a word could be an alias"),
        ])
    func noYAML(text: String, words: String) throws {
        let error = try #require(throws: PolicyError.self) { try PolicyFile.parse(text) }
        #expect("\(error.line):\(error.column) \(error.message)" == words)
    }

    @Test("Aliases that multiply, deep nesting and long files are refused at once")
    func bombs() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...60 {
            let one = "*a\(level - 1)"
            bomb += "a\(level): &a\(level) [\(Array(repeating: one, count: 9).joined(separator: ", "))]\n"
        }
        bomb += "? *a60\n: 1\n? *a60\n: 2\n"
        #expect(PolicyFile.errors(in: bomb).map(\.what) == [.alias])
        for disguise in [
            "? \"# \"*a", "x:\n -\t*a", "{\"k\":*a}", "[*a]", "[b,*a]", "? - *a", "'':*a", "\u{85}*a", "\u{FEFF}*a",
        ] {
            #expect(PolicyFile.errors(in: disguise).map(\.what) == [.alias], "\(disguise)")
        }
        for nest in [String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000)] {
            #expect(PolicyFile.errors(in: nest).count == 1)
        }
        let long = PolicyFixture.text + String(repeating: "#", count: PolicyFile.byteLimit)
        #expect(PolicyFile.errors(in: long).map(\.what) == [.tooLarge(byteCount: long.utf8.count)])
        let full =
            PolicyFixture.text + "\n"
            + String(repeating: "#", count: PolicyFile.byteLimit - PolicyFixture.text.utf8.count - 1)
        #expect(PolicyFile.errors(in: full) == [])
    }

    @Test("Asterisks and ampersands that are only text stay text")
    func harmless() throws {
        let policy = try PolicyFixture.policy([
            ("organisation: Example Corp", "organisation: R & D * AT&T 2*3 \"*\"  # **all**")
        ])
        #expect(policy.organisation.description == "R & D * AT&T 2*3 \"*\"")
    }

    @Test("More groups or custodians than a set can have are refused")
    func limits() throws {
        let custodian = "              - {person: bo, site: branch, container: drawer 9}\n"
        let many = String(repeating: custodian, count: 30)
        #expect(try PolicyFixture.policy([(custodian, many)]).accounts[1].credentials[0].custodians.count == 32)
        let error = try #require(throws: PolicyError.self) { try PolicyFixture.policy([(custodian, many + custodian)]) }
        #expect(error.what == .longList("custodians", count: 33, limit: 32))
        let two = custodian + "          - name: More\n            threshold: 1\n            custodians:\n"
        let both = try #require(throws: PolicyError.self) { try PolicyFixture.policy([(custodian, many + two)]) }
        #expect(both.what == .tooManyCustodians(33))
        let group = "          - {name: GNN, threshold: 1, custodians: [{person: bo, site: branch, container: c}]}\n"
        let groups = (1...9).map { group.replacing("NN", with: "\($0)") }.joined()
        let first = "          - name: Identity\n"
        let nine = try #require(throws: PolicyError.self) { try PolicyFixture.policy([(first, groups + first)]) }
        #expect(nine.what == .longList("groups", count: 10, limit: 8))
    }

    @Test("Text is taken in NFC, whichever way it was typed")
    func normalised() throws {
        let policy = try PolicyFixture.policy([("Goran Ilić", "Goran Ilic\u{301}")])
        #expect(policy.people[6].name.utf8 == Array("Goran Ilić".utf8))
    }

    @Test("Whatever a policy is damaged into, it is read, or refused with places that are in the file")
    func damaged() {
        var random = SplitMix(state: 7)
        let pieces = [
            "", "\n", " ", "- ", ": ", "{", "}", "[", "]", "\"", "'", "#", "|", ">", "&a ", "!x ", "%", "---\n", "? ",
            "\t", "0", "é",
        ]
        for _ in 0..<200 {
            var scalars = Array(PolicyFixture.text.unicodeScalars)
            for _ in 0...random.next() % 3 {
                let start = Int(random.next() % UInt64(scalars.count))
                let end = min(start + Int(random.next() % 12), scalars.count)
                let piece = pieces[Int(random.next() % UInt64(pieces.count))]
                scalars.replaceSubrange(start..<end, with: piece.unicodeScalars)
            }
            let text = String(String.UnicodeScalarView(scalars))
            let lines = text.components(separatedBy: "\n").count
            for error in PolicyFile.errors(in: text) {
                #expect(0...lines + 1 ~= error.line && error.column >= 0)
                #expect(!error.message.isEmpty && !error.hint.isEmpty)
            }
        }
    }

    @Test("At most a hundred errors are told at once")
    func errorLimit() {
        let text = (0..<1_000).map { "k\($0): 1\n" }.joined()
        #expect(PolicyFile.errors(in: text).count == PolicyFile.errorLimit)
    }
}

/// Numbers that are the same at each run (Steele, Lea, Flood: SplitMix64, 2014).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
