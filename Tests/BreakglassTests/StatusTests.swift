// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Foundation
import Ledger
import ShareEnvelope
import Testing

@testable import Reports
@testable import breakglass

@Suite("status and who-can")
struct StatusTests {
    // MARK: - The program

    @Test("a new binder lacks its sheets; those that nobody read back, and a use, are told and shown by the exit code")
    func story() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let fresh = try await fixture.run(["status", "--binder", fixture.binder])
        #expect(fresh.code == 11, "\(fresh.errors)")
        #expect(
            fresh.text.contains(
                "no sheets of it are in force, so nobody can open it: `breakglass split --binder \(fixture.binder)`"))
        #expect(fresh.text.contains("\nFirst: deal the credential (AWS root / root password).\n"), "\(fresh.text)")
        #expect(try await fixture.split().code == 0)
        let dealt = try await fixture.run(["status", "--binder", fixture.binder])
        #expect(dealt.code == 11)
        #expect(dealt.text.hasPrefix("1 duty is overdue or open, and 2 due soon.\n"))
        #expect(dealt.text.contains("were never read back, all 2 of them"), "\(dealt.text)")
        #expect(dealt.text.contains("it has no night kit"), "\(dealt.text)")
        #expect(dealt.text.contains("nobody signed for 2 sheets of set "), "\(dealt.text)")
        #expect(
            dealt.text.contains(
                "Ana Ruiz (g1m1), Bo Chen (g1m2); hand each one over with `breakglass sheet receive --bag SERIAL --place "
                    + "PLACE SCAN --binder \(fixture.binder)`"), "\(dealt.text)")
    }

    @Test("after a use the window is open, and the JSON says the same as the text")
    func use() async throws {
        let fixture = try await BinderFixture.make()
        #expect(try await fixture.recover().code == 0)
        let text = try await fixture.run(["status", "--binder", fixture.binder])
        #expect(text.code == 11)
        #expect(text.text.contains("the window ends at"))
        #expect(
            text.text.contains(": somebody other than Dana Novak, who operated the machine, files it with"),
            "\(text.text)")
        let json = try await fixture.run(["status", "--json", "--binder", fixture.binder])
        #expect(json.code == 11)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any])
        let duties = try #require(object["duties"] as? [[String: Any]])
        #expect(
            duties.compactMap { $0["kind"] as? String } == ["open_window"],
            "both shares consented: their paper is whole")
        let credentials = try #require(object["credentials"] as? [[String: Any]])
        #expect(credentials.compactMap { $0["state"] as? String } == ["open"])
        #expect(text.text.hasPrefix(object["sentence"] as? String ?? "nothing"))
        #expect(text.text.contains("\nFirst: \(object["first"] as? String ?? "nothing").\n"))
    }

    @Test("a policy that is not adopted, and a ledger that was changed, are told")
    func policyAndLedger() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let policy = try fixture.scratch.text("binder/policy.yaml")
        try (policy + "# later\n").write(toFile: "\(fixture.binder)/policy.yaml", atomically: true, encoding: .utf8)
        let changed = try await fixture.run(["status", "--binder", fixture.binder])
        #expect(changed.code == 11)
        #expect(changed.text.contains("policy.yaml was changed but is not in force"), "\(changed.text)")
        let ledger = try fixture.scratch.text("binder/ledger.jsonl")
        try (ledger + "{}\n").write(toFile: "\(fixture.binder)/ledger.jsonl", atomically: true, encoding: .utf8)
        let broken = try await fixture.run(["status", "--binder", fixture.binder])
        #expect(broken.text.contains("an entry contradicts the ledger"), "\(broken.text)")
    }

    @Test("metrics go into the file whole, readable by a collector, and nothing is left beside it")
    func prometheusFile() async throws {
        let fixture = try await BinderFixture.make()
        let folder = fixture.scratch.file("metrics")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "old\n".write(toFile: "\(folder)/breakglass.prom", atomically: true, encoding: .utf8)
        let ended = try await fixture.run([
            "status", "--binder", fixture.binder, "--prometheus", "\(folder)/breakglass.prom",
        ])
        #expect(ended.code == 11, "the exit code is the status's")
        #expect(ended.output.isEmpty)
        let text = try String(contentsOfFile: "\(folder)/breakglass.prom", encoding: .utf8)
        let samples = try PrometheusText.parse(text)
        #expect(samples["breakglass_in_order"]?.first?.value == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["breakglass.prom"])
        let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/breakglass.prom")[.posixPermissions]
        #expect((mode as? Int).map { $0 & 0o444 } == 0o444)
        let printed = try await fixture.run(["status", "--binder", fixture.binder, "--prometheus", "-"])
        #expect(try PrometheusText.parse(printed.text).keys == samples.keys)
        let nowhere = try await fixture.run([
            "status", "--binder", fixture.binder, "--prometheus", fixture.scratch.file("none/x.prom"),
        ])
        nowhere.expectRefusal(73, "cannot be written")
    }

    @Test("who-can tells the people, today and before anything was dealt; an unknown account is no answer")
    func whoCan() async throws {
        let fixture = try await BinderFixture.make()
        let today = try await fixture.run(["who-can", "--binder", fixture.binder])
        #expect(today.code == 0)
        #expect(today.text.contains("nobody can open anything alone."))
        #expect(today.text.contains("  Together  Ana Ruiz + Bo Chen\n"), "\(today.text)")
        #expect(today.text.contains("at least 2 people; one way"))
        let before = try await fixture.run(["who-can", "--binder", fixture.binder, "--at", "2020-02-29"])
        #expect(before.text == "On 2020-02-29 no sheets of any credential were out.\n")
        let unknown = try await fixture.run(["who-can", "--binder", fixture.binder, "--account", "Azure"])
        unknown.expectRefusal(64, "no account Azure", hint: "AWS root")
        let noDay = try await fixture.run(["who-can", "--binder", fixture.binder, "--at", "2020-02-30"])
        noDay.expectRefusal(64, "is not a date")
        let json = try await fixture.run(["who-can", "--json", "--binder", fixture.binder, "--account", "AWS root"])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any])
        let set = try #require((object["sets"] as? [[String: Any]])?.first)
        #expect(set["fewest"] as? Int == 2)
        #expect(set["quorums"] as? [[String]] == [["Ana Ruiz", "Bo Chen"]])
        #expect(set["alone"] as? [String] == [])
    }

    @Test("ledger show filters by account, kind and day, and what refers to an account comes with it")
    func show() async throws {
        let fixture = try await BinderFixture.make()
        #expect(try await fixture.recover().code == 0)
        let review = try await fixture.run([
            "review", "--binder", fixture.binder, "--broke", "the portal", "--done", "restored a role", "--restored",
            "restarted", "--prevents", "a second portal", "--operated-by", "Dana Novak", "--alerts", "arrived", "--by",
            "Ana Ruiz",
        ])
        #expect(review.code == 0, "\(review.errors)")
        func kinds(_ flags: [String]) async throws -> [String] {
            let ended = try await fixture.run(["ledger", "show", "--binder", fixture.binder, "--json"] + flags)
            let list = try JSONSerialization.jsonObject(with: Data(ended.output)) as? [[String: Any]]
            return (list ?? []).compactMap { ($0["entry"] as? [String: Any])?["kind"] as? String }
        }
        let all = try fixture.kinds
        #expect(try await kinds([]) == all)
        #expect(try await kinds(["--account", "AWS root"]) == Array(all.dropFirst(2)))
        #expect(try await kinds(["--account", "Azure"]) == [])
        #expect(try await kinds(["--kind", "review filed"]) == ["review filed"])
        #expect(try await kinds(["--until", "2020-01-01"]) == [])
        #expect(try await kinds(["--since", "2020-01-01", "1"]) == ["policy changed"])
        let text = try await fixture.run(["ledger", "show", "--binder", fixture.binder])
        #expect(text.text.contains("Ana Ruiz reviewed the use of entry 4; alerts: arrived."), "\(text.text)")
    }

    @Test("a merged journal's entries stand in their place, under its account, and the status tells of them")
    func merged() async throws {
        let fixture = try await BinderFixture.make()
        let (config, elsewhere) = (fixture.scratch.file("config"), fixture.scratch.file("elsewhere"))
        try FileManager.default.moveItem(atPath: config, toPath: elsewhere)
        #expect(try await fixture.recover().code == 0)
        try FileManager.default.moveItem(atPath: elsewhere, toPath: config)
        let journal = fixture.scratch.file("breakglass-journal.jsonl")
        #expect(try await fixture.run(["ledger", "merge", "--binder", fixture.binder, journal]).code == 0)
        let shown = try await fixture.run([
            "ledger", "show", "--binder", fixture.binder, "--account", "AWS root", "--json",
        ])
        let list = try #require(try JSONSerialization.jsonObject(with: Data(shown.output)) as? [[String: Any]])
        #expect(
            list.compactMap { $0["index"] as? String } == ["2", "3", "4.1", "4.3", "4.4", "4.5"], "4.2 names no entry")
        let text = try await fixture.run(["ledger", "show", "--binder", fixture.binder, "4.5"])
        #expect(text.text.contains("The recovery of entry 4.1 ended: the credential was shown."), "\(text.text)")
        let status = try await fixture.run(["status", "--binder", fixture.binder])
        #expect(status.text.contains("1 journal was merged; entry 4, "), "\(status.text)")
        #expect(status.text.contains("by entry 4.1; the window ends at"), "\(status.text)")
    }

    // MARK: - Metrics

    @Test("labels with quotes, backslashes and every other character of a name come out as they went in")
    func escapedLabels() throws {
        let account = #"Say "no" \ größer {a="b"} # 🔑"#
        let life = BinderState()
        let report = StatusReport(
            ledger: #"a\b"#, entries: 3, state: life, policy: try policy(account),
            duties: DutyList(
                life, under: nil, at: .now, isPolicyRecorded: true), now: .now)
        let samples = try PrometheusText.parse(report.metrics)
        #expect(samples["breakglass_ledger_entries"]?.first?.labels == ["ledger": #"a\b"#])
        let states = try #require(samples["breakglass_credential_state"])
        #expect(Set(states.compactMap { $0.labels["account"] }) == [account])
        #expect(states.filter { $0.value == 1 }.compactMap { $0.labels["state"] } == ["none"])
        #expect(states.count == 8)
        #expect(samples["breakglass_duties"]?.reduce(0) { $0 + $1.value } == 1, "no policy is in force")
        #expect(samples["breakglass_duties"]?.count == Duty.Kind.allCases.count * 2)
    }

    private func policy(_ account: String) throws -> Policy {
        let escaped = account.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return try PolicyFile.parse(
            """
            version: 1
            organisation: Example Corp
            failure_modes: []
            sites: [{id: hq, name: Headquarters}]
            people: [{id: ana, name: Ana Ruiz}]
            accounts:
              - name: "\(escaped)"
                failure_modes: []
                approvers: []
                credentials:
                  - name: password
                    kind: password
                    groups:
                      - name: Security
                        threshold: 1
                        custodians: [{person: ana, site: hq, container: safe 1}]

            """)
    }

    @Test(
        "the parser of these tests is as strict as the format",
        arguments: [
            "a 1", "# HELP a b\na 1\n", "# HELP a b\n# TYPE a gauge\na{b=\"c} 1\n",
            "# HELP a b\n# TYPE a gauge\na{b=\"c\"} one\n", "# HELP a b\n# TYPE a gauge\na 1\na 2\n",
            "# HELP a b\n# TYPE a gauge\nb 1\n", "# HELP a b\n# TYPE a sometimes\na 1\n",
            "# HELP a b\n# TYPE a gauge\na{b=\"\\q\"} 1\n", "# HELP a b\n# TYPE a gauge\n# HELP a b\n# TYPE a gauge\n",
        ])
    func strictParser(_ text: String) {
        #expect(throws: PrometheusText.Wrong.self) { try PrometheusText.parse(text) }
    }
}

/// A strict reader of the text format of Prometheus, version 0.0.4, as far as gauges go: every metric has its HELP and
/// TYPE before its samples, once, all samples stand together, and none comes twice.
enum PrometheusText {
    struct Sample {
        let labels: [String: String]
        let value: Double
    }

    struct Wrong: Error {
        let line: String
    }

    static func parse(_ text: String) throws -> [String: [Sample]] {
        guard text.hasSuffix("\n") else { throw Wrong(line: "no line end") }
        var samples: [String: [Sample]] = [:]
        var helped: String?
        var current: String?
        for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.split(separator: " ", maxSplits: 3)
            if line.hasPrefix("# HELP "), words.count == 4 {
                helped = String(words[2])
                continue
            }
            if line.hasPrefix("# TYPE "), words.count == 4 {
                let name = String(words[2])
                guard helped == name, words[3] == "gauge", samples[name] == nil else { throw Wrong(line: "\(line)") }
                current = name
                samples[name] = []
                continue
            }
            let (name, sample) = try sample(line)
            guard name == current, samples[name]?.contains(where: { $0.labels == sample.labels }) == false else {
                throw Wrong(line: "\(line)")
            }
            samples[name]?.append(sample)
        }
        return samples
    }

    private static func sample(_ line: Substring) throws -> (String, Sample) {
        var rest = line
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        rest = rest.dropFirst(name.count)
        var labels: [String: String] = [:]
        if rest.first == "{" {
            repeat {
                rest = rest.dropFirst()
                let label = rest.prefix { $0.isASCII && ($0.isLetter || $0 == "_") }
                rest = rest.dropFirst(label.count)
                guard !label.isEmpty, rest.hasPrefix("=\"") else { throw Wrong(line: "\(line)") }
                rest = rest.dropFirst(2)
                labels[String(label)] = try value(&rest, line)
            } while rest.first == ","
            guard rest.first == "}" else { throw Wrong(line: "\(line)") }
            rest = rest.dropFirst()
        }
        guard !name.isEmpty, rest.first == " ", let value = Double(rest.dropFirst()) else {
            throw Wrong(line: "\(line)")
        }
        return (String(name), Sample(labels: labels, value: value))
    }

    private static func value(_ rest: inout Substring, _ line: Substring) throws -> String {
        var value = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return value
            case "\\":
                guard let escaped = rest.popFirst(), let meant = ["\\": "\\", "\"": "\"", "n": "\n"][escaped] else {
                    throw Wrong(line: "\(line)")
                }
                value += meant
            default: value.append(character)
            }
        }
        throw Wrong(line: "\(line)")
    }
}
