// SPDX-License-Identifier: Apache-2.0

import Foundation
import SecretSharing
import ShareEnvelope
import Testing

@testable import CustodyPolicy

@Suite("The first policy of a binder")
struct PolicyTemplateTests {
    private func text(_ string: String) throws -> PublicText { try PublicText(string, limit: 64) }

    private func group(_ name: String, _ needed: Int, _ people: [(String, String, String)]) throws -> Policy.NewGroup {
        Policy.NewGroup(
            name: try text(name), threshold: try Threshold(needed, of: people.count),
            custodians: try people.map {
                Policy.NewCustodian(name: try text($0.0), site: try text($0.1), container: try text($0.2))
            })
    }

    @Test("the number of groups stands in it only where not all are needed, so that a group that is added counts")
    func groupsNeeded() throws {
        let one = try group("Security", 1, [("Ana Ruiz", "Headquarters", "safe 1")])
        let two = try group("Operations", 1, [("Bo Chen", "Bank", "box 2")])
        func lines(_ groups: [Policy.NewGroup], _ needed: Int?) throws -> [String] {
            try Policy.template(
                organisation: try text("Example Corp"), account: try text("AWS root"), credential: try text("password"),
                groups: groups, groupsNeeded: needed
            ).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
                $0.hasPrefix("groups_needed:")
            }
        }
        #expect(try lines([one], nil).isEmpty && lines([one], 1).isEmpty && lines([one, two], 2).isEmpty)
        #expect(try lines([one, two], 1) == ["groups_needed: 1"])
        #expect(throws: SharingError.self) { try lines([one, two], 3) }
    }

    @Test("It is read as what it was made from, and explains every key")
    func roundTrip() throws {
        let yaml = try Policy.template(
            organisation: try text("Example Corp"), account: try text("AWS root, example.com"),
            credential: try text("root password"),
            groups: [
                try group(
                    "Security", 2,
                    [
                        ("Ana Ruiz", "Headquarters", "safe 1"), ("Bo Chen", "Bank", "box 2"),
                        ("Goran Ilić", "Branch", "drawer 3"),
                    ]),
                try group(
                    "Operations", 1, [("Dana Levi", "Headquarters", "cabinet 4"), ("Emeka Obi", "Branch", "cabinet 5")]),
            ], approvers: [try text("Iris Blom"), try text("Jonas Wolf")])
        let policy = try PolicyFile.parse(yaml)
        let account = try #require(policy.account(named: try text("AWS root, example.com")))
        let credential = account.credentials[0]
        #expect(policy.sites.map(\.name.description) == ["Headquarters", "Bank", "Branch"])
        #expect(policy.people.map(\.id.rawValue).contains("goran-ilic"))
        #expect(account.approvers.map(\.rawValue) == ["iris-blom", "jonas-wolf"])
        #expect(credential.groups.map(\.threshold.needed) == [2, 1] && credential.groupsNeeded == 2)
        #expect(
            credential.custodians.map { policy.person($0.person)?.name.description } == [
                "Ana Ruiz", "Bo Chen", "Goran Ilić", "Dana Levi", "Emeka Obi",
            ])
        #expect(policy.keyChange?.credential.description == "root password")
        for key in PolicyDocuments.mappings.flatMap(\.keys) {
            #expect(yaml.contains(key.name), "\(key.name) is not in the template")
        }
        for line in yaml.split(separator: "\n") { #expect(line.count <= 120, "\(line)") }
    }

    @Test("Lint has nothing critical to say about it, only what is still to be filled in")
    func lint() throws {
        let yaml = try Policy.template(
            organisation: try text("Example Corp"), account: try text("AWS root"), credential: try text("password"),
            groups: [
                try group(
                    "Security", 2,
                    [
                        ("Ana Ruiz", "Headquarters", "safe 1"), ("Bo Chen", "Bank", "box 2"),
                        ("Goran Ilić", "Branch", "drawer 3"),
                    ])
            ])
        let found = PolicyLint.findings(in: try PolicyFile.parse(yaml), today: PolicyFixture.today)
        #expect(Set(found.map(\.rule.id)) == ["BG025", "BG050", "BG073", "BG090", "BG091"])
    }

    @Test(
        "Names that YAML could take for something else come through",
        arguments: [
            "no", "123", "2027-01-31", "~", "- a", "a: b", "a #b", "*alias", "&anchor", "!tag", "\"quoted\" \\ 'x'",
            "@at",
            "{flow}", "Team *core*", " blank ", "東京 本社", "👩‍🚒 Brigade", "null", "a\u{FFFE}b", "? key", "| text", "%dir",
            "---", "true",
        ])
    func names(_ name: String) throws {
        // What has no letter is refused as a person's name, and may name anything else.
        let person = name.unicodeScalars.contains { $0.properties.isAlphabetic } ? name : name + " Ruiz"
        let yaml = try Policy.template(
            organisation: try text(name), account: try text(name), credential: try text(name),
            groups: [try group("G", 1, [(person, name, name), (person + " 2", name + " 2", name)])],
            approvers: [try text(person + " 2")])
        let policy = try PolicyFile.parse(yaml)
        #expect(policy.organisation.description == name)
        #expect(policy.people.map(\.name.description) == [person, person + " 2"])
        #expect(policy.sites.map(\.name.description) == [name, name + " 2"])
        #expect(policy.accounts[0].credentials[0].custodians[0].container.description == name)
        #expect(policy.keyChange?.account.description == name)
    }
}
