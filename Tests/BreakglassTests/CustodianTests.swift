// SPDX-License-Identifier: Apache-2.0
//
// People who come and go, with the real program: what it writes, lists and refuses, and what is due afterwards.

import Foundation
import Testing

@Suite("Custodians who come and go", .serialized)
struct CustodianTests {
    private static let dealt = Task { try await BinderFixture.make() }

    private static func said(_ why: String = "another job") -> [String] { ["--by", "Dana Novak", "--why", why] }

    private static func run(_ fixture: BinderFixture, _ arguments: [String]) async throws -> Ended {
        try await fixture.run(["people"] + arguments + ["--binder", fixture.binder])
    }

    private static func status(_ fixture: BinderFixture, _ flags: [String] = []) async throws -> Ended {
        try await fixture.run(["status", "--binder", fixture.binder] + flags)
    }

    /// The members of the ledger's last entry.
    private static func last(_ fixture: BinderFixture) throws -> [String: Any] {
        let line = try #require(try fixture.scratch.text("binder/ledger.jsonl").split(separator: "\n").last)
        return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    private static func policy(_ fixture: BinderFixture) throws -> String {
        try fixture.scratch.text("binder/policy.yaml")
    }

    /// So many days from today, in UTC.
    private static func day(_ days: Int) -> String {
        Date(timeIntervalSinceNow: TimeInterval(days) * 86_400).formatted(.iso8601.year().month().day())
    }

    // MARK: - Joining

    @Test("who joins stands in the policy, in force, with an entry; comments and layout stay")
    func join() async throws {
        let fixture = try await Self.dealt.value.copy()
        let before = try Self.policy(fixture)
        let ended = try await Self.run(
            fixture, ["join", "zoe", "--name", "Zoë Ek", "--contact", "+46 8 000 00"] + Self.said("new on the team"))
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.errors.contains("person Zoë Ek (zoe) added"))
        let added = "  - id: zoe\n    name: Zoë Ek\n    contact: \"+46 8 000 00\"\n"
        #expect(try Self.policy(fixture).replacing(added, with: "") == before)
        #expect(try fixture.kinds.suffix(2) == ["policy changed", "custodian joined"])
        #expect(try Self.last(fixture)["custodian"] as? String == "Zoë Ek")
        #expect(try await fixture.verify().code == 0)
        #expect(try await !Self.status(fixture).text.contains("is not in force"))
        let entries = try fixture.kinds
        try await Self.run(fixture, ["join", "zoe", "--name", "Zoe Other"] + Self.said())
            .expectRefusal(4, "the policy has zoe already: Zoë Ek")
        try await Self.run(fixture, ["join", "zoe-2", "--name", "zoë ek"] + Self.said())
            .expectRefusal(4, "Zoë Ek is the name of zoe")
        try await Self.run(fixture, ["join", "Zoe", "--name", "Zoe"] + Self.said()).expectRefusal(64, "an identifier")
        try await Self.run(fixture, ["join", "kim", "--name", "K\u{202E}im"] + Self.said())
            .expectRefusal(64, "--name")
        try await Self.run(fixture, ["join", "kim", "--name", "Kim", "--contact", "a\nb"] + Self.said())
            .expectRefusal(64, "--contact")
        try await Self.run(fixture, ["join", "kim"] + Self.said()).expectRefusal(64, "--name is not given")
        #expect(try fixture.kinds == entries + ["refused", "refused"])
    }

    // MARK: - Leaving

    @Test("who leaves is listed with every set, what to do and until when, and the status goes on telling it")
    func leave() async throws {
        let fixture = try await Self.dealt.value.copy()
        let on = Self.day(3)
        let dealBy = Self.day(17)
        let ended = try await Self.run(fixture, ["leave", "bo-chen", "--on", on] + Self.said())
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(
            ended.text.hasPrefix("Bo Chen (bo-chen) leaves on \(on), in UTC, and keeps paper of one set:\n"),
            "\(ended.text)")
        #expect(ended.text.contains("AWS root / root password: g1m2 of set "))
        #expect(
            ended.text.contains(
                "    by \(dealBy): deal the credential to others with `breakglass reshare --binder \(fixture.binder)`\n"
            ))
        #expect(ended.text.contains("    alone this opens nothing\n"))
        #expect(ended.warningLines.contains { $0.hasPrefix("the policy still lists Bo Chen as a custodian") })
        #expect(
            ended.warningLines.contains {
                $0.hasPrefix("from \(on) on, AWS root / root password / Bo Chen") && $0.contains("BG070")
            }, "\(ended.errors)")
        #expect(try Self.policy(fixture).contains("    left: \(on)\n"))
        #expect(try fixture.kinds.suffix(2) == ["policy changed", "custodian left"])
        let entry = try Self.last(fixture)
        #expect(entry["left"] as? String == on)
        let held = try #require((entry["holds"] as? [[String: Any]])?.first)
        #expect(held["shares"] as? [String] == ["g1m2"])
        #expect(held["deal_by"] as? String == dealBy)
        try await Self.expectVerified(fixture)

        let told = "Bo Chen leaves on \(on) and keeps g1m2 of set"
        let status = try await Self.status(fixture)
        #expect(status.text.contains(told) && status.text.contains(": by \(dealBy), deal the credential to others"))
        let json = try JSONSerialization.jsonObject(with: Data(try await Self.status(fixture, ["--json"]).output))
        let duties = try #require((json as? [String: Any])?["duties"] as? [[String: Any]])
        let duty = try #require(duties.first { $0["kind"] as? String == "leaver" })
        #expect(duty["urgency"] as? String == "soon")
        #expect(duty["due"] as? String == "\(Self.day(18))T00:00:00Z")
        let metrics = try await Self.status(fixture, ["--prometheus", "-"]).text
        #expect(metrics.contains("breakglass_duties{kind=\"leaver\",urgency=\"soon\"} 1\n"))
        #expect(
            metrics.contains("breakglass_duty_due_timestamp_seconds{account=\"AWS root\"")
                && metrics.contains("kind=\"leaver\"} "))

        try await Self.run(fixture, ["leave", "bo-chen", "--on", on] + Self.said())
            .expectRefusal(4, "Bo Chen leaves on \(on), says entry")
        let sooner = try await Self.run(fixture, ["leave", "bo-chen", "--on", Self.day(-20)] + Self.said("at once"))
        #expect(sooner.code == 0, "\(sooner.errors)")
        #expect(sooner.text.hasPrefix("Bo Chen (bo-chen) left on "))
        let late = try await Self.status(fixture)
        #expect(late.code == 11)
        #expect(late.text.contains("Bo Chen left on \(Self.day(-20)) and still keeps g1m2"), "\(late.text)")
        try await Self.run(fixture, ["leave", "bo-chen"] + Self.said()).expectRefusal(4, "Bo Chen has left on")
        try await Self.run(fixture, ["leave", "nobody"] + Self.said())
            .expectRefusal(64, "the policy has nobody called nobody", hint: "ana-ruiz, bo-chen, fay-lund")
        try await Self.run(fixture, ["leave", "An"] + Self.said())
            .expectRefusal(64, "the policy has nobody called An", hint: "use an identifier or a whole name")
        try await Self.run(fixture, ["leave"] + Self.said())
            .expectRefusal(64, "person is not given", hint: "one of: Ana Ruiz; Bo Chen; Fay Lund")
        try await Self.run(fixture, ["leave", "ana-ruiz", "--on", "2027-02-29"] + Self.said())
            .expectRefusal(64, "--on: 2027-02-29 is not a date")
        try await Self.run(fixture, ["leave", "ana-ruiz", "--deal-by", "soon"] + Self.said())
            .expectRefusal(64, "--deal-by: soon is not a date")
        try await Self.run(
            fixture, ["leave", "ana-ruiz", "--on", Self.day(1), "--deal-by", Self.day(33)] + Self.said()
        )
        .expectRefusal(64, "is more than 31 days after leaving", hint: "--deal-by \(Self.day(32))")
    }

    @Test("two who leave: what each could open alone, and what they can open together")
    func twoLeave() async throws {
        let fixture = try await Self.dealt.value.copy()
        let first = try await Self.run(fixture, ["leave", "ana-ruiz"] + Self.said())
        #expect(first.text.contains("    alone this opens nothing\n"), "\(first.text)")
        let second = try await Self.run(fixture, ["leave", "bo-chen", "--deal-by", Self.day(1)] + Self.said())
        #expect(
            second.text.contains("    WITH OTHERS WHO LEFT, THIS PERSON CAN OPEN IT: Ana Ruiz\n"), "\(second.text)")
        #expect(second.text.contains("    by \(Self.day(1)): "))
        #expect(second.warningLines.contains { $0.contains("BG081 leavers-can-open, critical") }, "\(second.errors)")
        let status = try await Self.status(fixture)
        #expect(status.text.contains("Ana Ruiz left on") && status.text.contains("Bo Chen left on"))
        let split = try await fixture.run(
            [
                "split", "--binder", fixture.binder, "--field-from", "password=-", "--output",
                fixture.scratch.file("more"),
                "--no-read-back", "--override", "a test", "--by", "Fay Lund",
            ], input: BinderFixture.password)
        split.expectRefusal(
            4, "Ana Ruiz has left on",
            hint: "`breakglass people leave ana-ruiz --successor NAME --binder \(fixture.binder)`")
    }

    @Test("an approver who leaves is told as one, and keeps no paper")
    func approver() async throws {
        let fixture = try await Self.dealt.value.copy()
        let ended = try await Self.run(fixture, ["leave", "fay-lund"] + Self.said())
        #expect(ended.text.hasPrefix("Fay Lund (fay-lund) left on \(Self.day(0)), in UTC, and keeps no paper.\n"))
        #expect(ended.text.contains("AWS root: the policy still names this person as an approver"), "\(ended.text)")
        #expect(ended.warningLines.contains { $0.contains("BG071 leaver-approves, critical") })
        #expect((try Self.last(fixture)["holds"] as? [Any])?.isEmpty == true)
    }

    @Test("sheets of two accounts are two lines, two holdings and two duties")
    func twoAccounts() async throws {
        let fixture = try await Self.dealt.value.copy()
        let policy = try Self.policy(fixture)
        let start = try #require(policy.range(of: "  - name: AWS root\n")?.lowerBound)
        let end = try #require(policy.range(of: "\n# The credential whose quorum may replace")?.lowerBound)
        let account = String(policy[start..<end])
        var both = policy
        both.insert(
            contentsOf: account.replacing("name: AWS root\n", with: "name: Tenant\n"), at: end)
        try both.write(toFile: "\(fixture.binder)/policy.yaml", atomically: true, encoding: .utf8)
        let adopt = ["policy", "--adopt", "--binder", fixture.binder]
        try #require(try await fixture.run(adopt + Self.said()).code == 0)
        let split = try await fixture.run(
            [
                "split", "--binder", fixture.binder, "--account", "Tenant", "--field-from", "password=-", "--output",
                fixture.scratch.file("tenant"), "--no-read-back",
            ], input: BinderFixture.password)
        try #require(split.code == 0, "\(split.errors)")
        #expect(
            try fixture.kinds.allSatisfy { !["set retired", "set abandoned"].contains($0) },
            "a credential of the same name of another account stays as it is")
        let ended = try await Self.run(fixture, ["leave", "ana-ruiz"] + Self.said())
        #expect(ended.text.contains("keeps paper of 2 sets:"), "\(ended.text)")
        #expect(ended.text.contains("  AWS root / root password: g1m1 of set"))
        #expect(ended.text.contains("  Tenant / root password: g1m1 of set"))
        #expect((try Self.last(fixture)["holds"] as? [Any])?.count == 2)
        #expect(try await Self.status(fixture).text.components(separatedBy: "Ana Ruiz left on").count == 3)
        try await Self.expectVerified(fixture)
    }

    // MARK: - Replacing

    @Test("another person takes the place in every group; a reshare and the shredder end what was due")
    func replace() async throws {
        let fixture = try await Self.dealt.value.copy()
        let ended = try await Self.run(
            fixture,
            ["leave", "bo-chen", "--successor", "zoe", "--name", "Zoë Ek", "--container", "safe 9"] + Self.said())
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(try fixture.kinds.suffix(3) == ["policy changed", "custodian joined", "custodian left"])
        #expect(try Self.last(fixture)["successor"] as? String == "zoe")
        #expect(ended.errors.contains("custodian Zoë Ek of AWS root / root password added to Security: "))
        #expect(!ended.errors.contains("the policy still lists"))
        let waiting = try await Self.status(fixture)
        #expect(waiting.text.contains("Bo Chen left on \(Self.day(0)) and still keeps g1m2"), "\(waiting.text)")

        let sheets = fixture.scratch.file("codes.txt")
        let key = ["--binder", fixture.binder] + Self.said("Bo Chen left")
        let dealt = try await fixture.run(
            ["reshare", "--because", "people"] + key + [
                "--output", fixture.scratch.file("new"), "--no-read-back", sheets,
            ])
        try #require(dealt.code == 0, "\(dealt.errors)")
        let code = try #require(
            try await fixture.run(["who-can", "--binder", fixture.binder, "--json"]).text
                .split(separator: "\n").first { $0.contains("\"set\" :") }?.split(separator: "\"").last.map(String.init)
        )
        let retired = try await fixture.run(["reshare", "--retire-only", code, "--changed"] + key + [sheets])
        #expect(retired.code == 0, "\(retired.errors)")
        let over = try await Self.status(fixture)
        #expect(!over.text.contains("Bo Chen"), "\(over.text)")
        #expect(!over.text.contains("is not what the policy plans"), "\(over.text)")
        try await Self.expectVerified(fixture)
        try await Self.run(fixture, ["leave", "bo-chen", "--successor", "fay-lund"] + Self.said())
            .expectRefusal(4, "the policy plans no sheet for Bo Chen")
    }

    @Test("a place that a leaver left open is taken later, and the day that was set stays")
    func replaceLater() async throws {
        let fixture = try await Self.dealt.value.copy()
        let left = try await Self.run(
            fixture, ["leave", "bo-chen", "--on", Self.day(-1), "--deal-by", Self.day(5)] + Self.said())
        #expect(left.code == 0, "\(left.errors)")
        try await Self.run(fixture, ["leave", "bo-chen", "--successor", "fay-lund", "--on", Self.day(0)] + Self.said())
            .expectRefusal(4, "Bo Chen has left on")
        let ended = try await Self.run(fixture, ["leave", "bo-chen", "--successor", "fay-lund"] + Self.said())
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.text.contains("    by \(Self.day(5)): "), "\(ended.text)")
        #expect(ended.warningLines.contains { $0.contains("BG052 quorum-approves-itself") }, "\(ended.errors)")
        let entry = try Self.last(fixture)
        #expect(entry["left"] as? String == Self.day(-1))
        #expect(entry["successor"] as? String == "fay-lund")
    }

    @Test("one person gets no second sheet, nobody who left gets one, and nobody takes the own place")
    func replaceRefusals() async throws {
        let fixture = try await Self.dealt.value.copy()
        let before = try fixture.kinds
        func replace(_ old: String, _ new: String, _ flags: [String] = []) async throws -> Ended {
            try await Self.run(fixture, ["leave", old, "--successor", new] + flags + Self.said())
        }
        try await replace("bo-chen", "bo-chen").expectRefusal(64, "Bo Chen cannot be their own successor")
        try await replace("bo-chen", "ana-ruiz").expectRefusal(4, "Ana Ruiz keeps a sheet of AWS root / root password")
        try await replace("bo-chen", "zoe").expectRefusal(64, "nobody called zoe", hint: "--name")
        try await replace("zoe", "fay-lund").expectRefusal(64, "nobody called zoe")
        try await replace("bo-chen", "fay-lund", ["--name", "Fay"]).expectRefusal(64, "the policy already has fay-lund")
        try await replace("bo-chen", "zoe", ["--name", "ANA RUIZ"]).expectRefusal(4, "Ana Ruiz is the name of ana-ruiz")
        try await replace("bo-chen", "fay-lund", ["--site", "moon"]).expectRefusal(64, "the policy has no site moon")
        try await replace("bo-chen", "fay-lund", ["--container", "a\tb"]).expectRefusal(64, "--container")
        try await replace("fay-lund", "bo-chen").expectRefusal(4, "the policy plans no sheet for Fay Lund")
        try await Self.run(fixture, ["leave", "bo-chen", "--site", "hq", "--container", "safe 9"] + Self.said())
            .expectRefusal(64, "--site, --container: no successor is named", hint: "--successor")
        #expect(try fixture.kinds == before + ["refused", "refused", "refused"])
        try #require(try await Self.run(fixture, ["leave", "fay-lund"] + Self.said()).code == 0)
        try await replace("bo-chen", "fay-lund").expectRefusal(4, "Fay Lund leaves too, on")
    }

    // MARK: - The policy's file

    @Test("a policy that is not in force is not built upon, and what cannot be edited is left alone")
    func otherEdits() async throws {
        let fixture = try await Self.dealt.value.copy()
        let path = "\(fixture.binder)/policy.yaml"
        let policy = try Self.policy(fixture)
        try (policy + "# later\n").write(toFile: path, atomically: true, encoding: .utf8)
        let entries = try fixture.kinds.count
        try await Self.run(fixture, ["leave", "bo-chen"] + Self.said())
            .expectRefusal(
                4, "is not the policy in force", hint: "`breakglass policy --adopt --binder \(fixture.binder)`")
        #expect(try fixture.kinds.count == entries)
        #expect(try Self.policy(fixture) == policy + "# later\n")
        let place = try #require(policy.firstMatch(of: /person: bo-chen\n.*\n( *)container: .*\n/))
        let folded = policy.replacing(place.0, with: place.0.dropLast() + "\n\(place.1)  two\n")
        try folded.write(toFile: path, atomically: true, encoding: .utf8)
        let adopt = ["policy", "--adopt", "--binder", fixture.binder]
        try #require(try await fixture.run(adopt + Self.said()).code == 0)
        let before = try fixture.kinds.count
        try await Self.run(fixture, ["leave", "bo-chen", "--successor", "fay-lund", "--container", "x"] + Self.said())
            .expectRefusal(65, "cannot find the place to change in this layout", hint: "by hand, then")
        #expect(try fixture.kinds.count == before)
        #expect(try Self.policy(fixture) == folded)
    }

    @Test("of two who change the people at once, none undoes what the other did: the second runs it again")
    func atOnce() async throws {
        let base = try await Self.dealt.value
        var refusals = 0
        for _ in 0..<6 {
            let fixture = try base.copy()
            let ended = try await withThrowingTaskGroup(of: (String, Ended).self) { group in
                for id in ["kim", "lee", "max"] {
                    group.addTask {
                        let arguments = [
                            "people", "join", id, "--name", "Somebody \(id)", "--binder", fixture.binder,
                        ]
                        return (
                            id,
                            try await Program.ungated(
                                Program.path, arguments + Self.said(), environment: fixture.environment)
                        )
                    }
                }
                return try await group.reduce(into: [(String, Ended)]()) { $0.append($1) }
            }
            let policy = try Self.policy(fixture)
            for (id, ended) in ended {
                #expect(policy.contains("  - id: \(id)\n") == (ended.code == 0), "\(ended.errors)")
                guard ended.code != 0 else { continue }
                ended.expectRefusal(4, "policy.yaml", hint: "run")
                refusals += 1
            }
            #expect(ended.contains { $0.1.code == 0 })
            #expect(try fixture.kinds.count { $0 == "custodian joined" } == ended.count { $0.1.code == 0 })
            let adopt = try await fixture.run(["policy", "--adopt", "--binder", fixture.binder] + Self.said())
            #expect(adopt.errors.contains("already in force"), "the file is what the ledger holds: \(adopt.errors)")
            try await Self.expectVerified(fixture)
        }
        #expect(refusals > 0, "the programs met")
    }

    @Test("what was adopted by hand, or by adopt after a crash, is put on record by the command itself")
    func byHand() async throws {
        let fixture = try await Self.dealt.value.copy()
        let policy = try Self.policy(fixture)
        let left = policy.replacing("    name: Bo Chen\n", with: "    name: Bo Chen\n    left: \(Self.day(-2))\n")
        try left.write(toFile: "\(fixture.binder)/policy.yaml", atomically: true, encoding: .utf8)
        let adopt = ["policy", "--adopt", "--binder", fixture.binder]
        try #require(try await fixture.run(adopt + Self.said()).code == 0)
        let overdue = try await Self.status(fixture, ["--prometheus", "-"]).text
        #expect(overdue.contains("breakglass_duties{kind=\"leaver\",urgency=\"overdue\"} 1\n"))
        let ended = try await Self.run(fixture, ["leave", "bo-chen"] + Self.said())
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(try fixture.kinds.suffix(2) == ["policy changed", "custodian left"])
        #expect(try Self.last(fixture)["left"] as? String == Self.day(-2))
        #expect(try Self.policy(fixture) == left)
        let soon = try await Self.status(fixture, ["--prometheus", "-"]).text
        #expect(soon.contains("breakglass_duties{kind=\"leaver\",urgency=\"soon\"} 1\n"))
    }

    /// This program and the second verifier find nothing.
    private static func expectVerified(_ fixture: BinderFixture) async throws {
        let own = try await fixture.verify()
        #expect(own.code == 0, "\(own.text)")
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Vectors/verify_ledger.py").path
        let second = try await Program.run("/usr/bin/python3", [script, fixture.binder])
        #expect(second.code == 0, "\(second.text)\(second.errors)")
    }
}
