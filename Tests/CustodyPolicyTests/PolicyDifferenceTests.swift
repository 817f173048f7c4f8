// SPDX-License-Identifier: Apache-2.0

import Foundation
import ShareEnvelope
import Testing

@testable import CustodyPolicy

@Suite("What changed in a policy")
struct PolicyDifferenceTests {
    private static let root = "AWS root, example.com / root password"
    private static let identity = "Identity provider, tenant / tenant password"

    @Test(
        "Each change is told in one plain line",
        arguments: [
            (
                [("organisation: Example Corp", "organisation: Example AG")],
                ["organisation changed from Example Corp to Example AG"]
            ),
            (
                [("organisation: Example Corp", "organisation: Example Corp\nprogram: \"https://example.com/bg\"")],
                ["address of the program and its instructions set to https://example.com/bg"]
            ),
            (
                [
                    (
                        "organisation: Example Corp",
                        "organisation: Example Corp\nemergency:\n  binder: safe 2\n  keys: safe 3\n  machine: desk"
                    )
                ],
                [
                    "place of the binder set to safe 2", "place of the binder's key set to safe 3",
                    "place of the offline laptop set to desk",
                ]
            ), ([("organisation: Example Corp", "organisation: Example Corp\nemergency: {}")], []),
            ([("answer_grace: 3 d", "answer_grace: 72 h")], []),
            ([("answer_grace: 3 d", "answer_grace: 5 d")], ["grace for drill answers changed from 3 d to 5 d"]),
            (
                [("breaks: [idp]", "breaks: [vpn]")],
                ["what failure mode idp-down breaks: idp removed", "what failure mode idp-down breaks: vpn added"]
            ),
            (
                [("    shown_by: Two people fail to sign in from two networks\n", "")],
                ["confirmation of failure mode idp-down removed; it was Two people fail to sign in from two networks"]
            ),
            ([("name: Bank vault", "name: Bank")], ["name of site bank changed from Bank vault to Bank"]),
            ([("000 003}", "000 003, left: 2027-03-01}")], ["day of leaving of Chidi Eze set to 2027-03-01"]),
            (
                [("contact: +34 600 000 009", "contact: +34 600 000 011")],
                ["contact of Iris Blom changed from +34 600 000 009 to +34 600 000 011"]
            ),
            (
                [("container: safe 1, sealed: true", "container: safe 9, sealed: true")],
                [
                    "custodian Ana Ruiz of \(root): place changed "
                        + "from Headquarters, room 12, safe 1 to Headquarters, room 12, safe 9"
                ]
            ),
            (
                [("container: safe 1, sealed: true", "container: safe 1")],
                ["custodian Ana Ruiz of \(root): sheet no longer sealed"]
            ),
            (
                [("container: safe 1, sealed: true", "container: safe 1, spare: true")],
                [
                    "custodian Ana Ruiz of \(root): sheet no longer sealed",
                    "custodian Ana Ruiz of \(root): sheet now a spare",
                ]
            ),
            (
                [("emeka, site: branch, container: cabinet 5", "jonas, site: bank, container: box 6")],
                [
                    "custodian Emeka Obi of \(root) removed from Operations",
                    "custodian Jonas Wolf of \(root) added to Operations: Bank vault, box 6",
                ]
            ),
            (
                [("name: Identity\n            threshold: 2", "name: Identity\n            threshold: 3")],
                ["quorum of \(identity), group Identity changed from 2 to 3"]
            ),
            ([("groups_needed: 2", "groups_needed: 1")], ["groups needed of \(root) changed from 2 to 1"]),
            (
                [("approvers: [jonas, iris]", "approvers: [iris, jonas]")],
                ["approvers of Identity provider, tenant: order changed"]
            ),
            (
                [("user/tenant", "user/other")],
                [
                    "cloud identities of Identity provider, tenant: arn:aws:iam::444455556666:user/tenant removed",
                    "cloud identities of Identity provider, tenant: arn:aws:iam::444455556666:user/other added",
                ]
            ),
            (
                [("      alert_within: 5 min\n", "")],
                ["alert deadline of AWS root, example.com removed; it was 5 min"]
            ),
            (
                [("networks: [198.51.100.0/24]\n", "networks: []\n")],
                ["networks of Identity provider, tenant: 198.51.100.0/24 removed"]
            ),
            (
                [("credential: root password}", "credential: root one-time password}")],
                [
                    "credential whose quorum may change the binder's key changed from \(root) "
                        + "to AWS root, example.com / root one-time password"
                ]
            ),
            (
                [("key_change:", "not_emergencies: [tired]\nkey_change:")],
                Policy.defaultNotEmergencies.map { "words that mark convenience: \($0) removed" }
                    + ["words that mark convenience: tired added"]
            ),
        ] as [(LintCase.Edits, [String])])
    func line(edits: LintCase.Edits, lines: [String]) throws {
        #expect(PolicyDifference.between(try PolicyFixture.policy(), try PolicyFixture.policy(edits)) == lines)
    }

    @Test("The window of an account is told with both lengths")
    func window() throws {
        let lines = PolicyDifference.between(
            try PolicyFixture.policy(),
            try PolicyFixture.policy([("window: 4 h", "window: 8 h "), ("review_within: 7 d", "review_within: 9 d")]))
        #expect(
            lines == [
                "window of AWS root, example.com changed from 4 h to 8 h",
                "review deadline of Identity provider, tenant changed from 7 d to 9 d",
            ])
    }

    @Test("A new account is told with its credentials and custodians, and a lost one as a whole")
    func account() throws {
        let one = try PolicyFixture.policy([(PolicyFixture.secondAccount, "")])
        let two = try PolicyFixture.policy()
        let added = PolicyDifference.between(one, two)
        #expect(added.count == 9)
        #expect(
            added.prefix(3) == [
                "account Identity provider, tenant added, with 2 credentials",
                "credential \(Self.identity) (password) added: 2 of 3 in Identity",
                "custodian Bo Chen of \(Self.identity) added to Identity: Branch office, drawer 9",
            ])
        #expect(PolicyDifference.between(two, one) == ["account Identity provider, tenant removed, with 2 credentials"])
    }

    @Test("Policies that differ are told apart, and each line is one that a ledger takes")
    func everyCase() throws {
        let good = try PolicyFixture.policy()
        #expect(PolicyDifference.between(good, good) == [])
        for edits in LintCase.all.flatMap({ $0.trips + $0.spares }) {
            let other = try PolicyFixture.policy(edits)
            let lines = PolicyDifference.between(good, other) + PolicyDifference.between(other, good)
            #expect(good == other || !lines.isEmpty, "\(edits)")
            for line in lines { _ = try PublicText(line, limit: PolicyDifference.lineLimit) }
        }
    }

    @Test("Lines of the longest names and sentences keep within 300 bytes and whole characters")
    func long() throws {
        let name = String(repeating: "語", count: 21)
        let sentence = String(repeating: "語", count: 66)
        let lines = PolicyDifference.between(
            try PolicyFixture.policy([
                ("name: AWS root, example.com", "name: \(name)"),
                ("account: \"AWS root, example.com\"", "account: \(name)"),
            ]),
            try PolicyFixture.policy([
                ("name: AWS root, example.com", "name: \(name)"),
                ("account: \"AWS root, example.com\"", "account: \(name)"),
                ("means: The identity provider is down", "means: \(sentence)"), ("name: Ana Ruiz", "name: \(name)"),
                ("container: safe 1, sealed: true", "container: \(name), sealed: true"),
                ("name: \"Headquarters, room 12\"", "name: \(name)"),
            ]))
        #expect(lines.count == 4)
        for line in lines { _ = try PublicText(line, limit: PolicyDifference.lineLimit) }
        #expect(lines.contains { $0.hasSuffix("…") })
    }
}
