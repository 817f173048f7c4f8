// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Foundation
import Ledger
import MerkleLog
import SecretMemory
import SecretSharing
import Testing

@testable import ShareEnvelope
@testable import breakglass

@Suite("The report")
struct ReportTests {
    /// A binder with a use in it, and its report.
    private static func make() async throws -> (fixture: BinderFixture, page: String) {
        let fixture = try await BinderFixture.make()
        try #require(try await fixture.recover().code == 0)
        let ended = try await fixture.run([
            "report", "--binder", fixture.binder, "--output", fixture.scratch.file("report.html"),
        ])
        try #require(ended.code == 0, "\(ended.errors)")
        return (fixture, try fixture.scratch.text("report.html"))
    }

    private static func matches(_ pattern: String, in page: String) throws -> [String] {
        let expression = try NSRegularExpression(pattern: pattern)
        let whole = NSRange(page.startIndex..., in: page)
        return expression.matches(in: page, range: whole).compactMap { match in
            Range(match.range(at: 1), in: page).map { String(page[$0]) }
        }
    }

    @Test("is one page that loads nothing, and each of its links leads to something on it")
    func selfContained() async throws {
        let (fixture, page) = try await Self.make()
        let anchors = Set(try Self.matches(#"id="([^"]+)""#, in: page))
        let links = try Self.matches(#"href="([^"]+)""#, in: page)
        #expect(links.count > 8)
        for link in links { #expect(link.hasPrefix("#") && anchors.contains(String(link.dropFirst())), "\(link)") }
        for word in ["<script", "http://", "https://", "url(", "@import", "<img", "<iframe", "<link"] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(!page.contains(BinderFixture.password))
        #expect(try Self.matches("<article id=\"(entry-[0-9]+)\"", in: page).count == fixture.kinds.count)
        #expect(page.contains("the window ends at"))
        let again = try await fixture.run([
            "report", "--binder", fixture.binder, "--output", fixture.scratch.file("report.html"),
        ])
        again.expectRefusal(73, "already exists")
    }

    @Test("is well-formed, and says in words and landmarks what it shows")
    func wellFormed() async throws {
        let (_, page) = try await Self.make()
        var open: [String] = []
        let tags = try Self.matches("<(/?[a-z][a-z0-9]*)[^>]*>", in: page)
        for tag in tags where !["meta", "line", "rect"].contains(tag) {
            guard tag.hasPrefix("/") else {
                open.append(tag)
                continue
            }
            #expect(open.popLast() == String(tag.dropFirst()), "\(tag) ends what is open")
        }
        #expect(open.isEmpty)
        for part in [
            "<header>", "<nav aria-label=", "<main id=", "<footer", "lang=\"en\"", "<caption>", "scope=\"col\"",
        ] {
            #expect(page.contains(part), "\(part)")
        }
        for image in try Self.matches("<svg ([^>]+)>", in: page) {
            #expect(image.contains("role=\"img\"") && image.contains("aria-label=\"Sheets proven over time: "))
        }
    }

    @Test("shows the proof of each entry, as `ledger show --proof` gives it")
    func proofs() async throws {
        let (fixture, page) = try await Self.make()
        for index in try fixture.kinds.indices {
            let proof = try await fixture.run([
                "ledger", "show", "--binder", fixture.binder, "\(index)", "--proof", "-",
            ])
            #expect(page.contains(proof.text), "entry \(index)")
        }
    }

    @Test(
        "proves by a checkpoint that meets the policy of `ledger show --trust`, wherever one that holds the entry does")
    func trustedProofs() async throws {
        let (fixture, _) = try await Self.make()
        let trust = try await fixture.run(["ledger", "show", "--trust", "--binder", fixture.binder])
        let policy = try TrustPolicy(bytes: Array(trust.text.utf8))
        var meets: [Bool] = []
        for index in try fixture.kinds.indices {
            let proof = try await fixture.run([
                "ledger", "show", "--binder", fixture.binder, "\(index)", "--proof", "-",
            ])
            let checkpoint = try LogProof(bytes: Array(proof.text.utf8)).checkpoint
            meets.append((try? policy.verify(checkpoint)) != nil)
        }
        // One checkpoint that meets it holds every entry before it.
        let count = (meets.lastIndex(of: true) ?? -1) + 1
        #expect(count >= 4 && !meets.prefix(count).contains(false), "\(meets)")
    }

    @Test("a binder whose credential was never dealt says so, and shows no chart and no sheets")
    func undealt() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let report = try await fixture.run(["report", "--binder", fixture.binder, "--output", "-"])
        #expect(report.code == 0 && report.errors.isEmpty, "\(report.errors)")
        #expect(report.text.contains(">none in force</td>") && report.text.contains("No sheets are in force."))
        for word in ["<svg", "Who keeps what", "<h3>Drills", "LATE", "NO QUORUM"] {
            #expect(!report.text.contains(word), "\(word)")
        }
        #expect(report.text.contains("a sheet or a slip with <code>--printed</code>."))
    }

    @Test("markup and template signs in names are shown as what they are")
    func injection() async throws {
        let fixture = try await BinderFixture.make(deal: false)
        let ended = try await fixture.run([
            "ledger", "exception", "--binder", fixture.binder, "--expected", "<script>alert(1)</script>", "--happened",
            "{{ledger}} \"quoted\" & 'single'", "--decided", "</pre><h1>", "--by", "Dana Novak",
        ])
        try #require(ended.code == 0, "\(ended.errors)")
        let report = try await fixture.run(["report", "--binder", fixture.binder, "--output", "-"])
        #expect(report.code == 0, "\(report.errors)")
        #expect(!report.text.contains("<script>") && !report.text.contains("</pre><h1>"))
        #expect(report.text.contains("&lt;script&gt;") && report.text.contains("{{ledger}}"))
    }

    @Test("the chart has a bar for each 30 days: green while the proven sheets are a quorum")
    func chart() throws {
        let value = SecretBytes(copying: Array("correct horse".utf8).span)
        let credential = try Credential(fields: [CredentialField(kind: .secret, name: .known("password"), value: value)]
        )
        let plan = try SetPlan(
            label: .known("AWS root"), credential: nil,
            groups: [Manifest.Group(name: .known("Security"), threshold: Threshold(1, of: 2))], groupsNeeded: 1,
            isCiphertextApart: false)
        let set = try Dealer.deal(
            credential, plan: plan, created: 1_800_000_000, seed: CeremonySeed(dice: SecretBytes(zeroCount: 0)))
        let manifest = set.manifest
        let shares = manifest.rule.shareNumbers
        let custodians = shares.map { share in
            SetCreated.Custodian(share: share, name: .known("Keeper \(share)"), person: nil, sealed: false)
        }
        let key = try #require(LedgerKey(bytes: [UInt8](repeating: 5, count: 32)))
        let name = try #require(LedgerName(ledgerText: "example.com"))
        let events: [LedgerEvent] = [
            .binderOpened(BinderOpened(name: name, key: key, program: .known("test"))),
            .setCreated(SetCreated(manifest: manifest, custodians: custodians, program: .known("test"))),
            .sheetsReleased(SheetsReleased(set: manifest.identity, quorumsTried: 2, quorums: 2)),
            .sheetsReadBack(SheetsReadBack(set: manifest.identity, shares: [shares[0]])),
        ]
        let start = try #require(LedgerTime(posixSeconds: 1_800_000_000))
        var lines: [UInt8] = []
        for event in events { lines += try LedgerEntry(time: start, event: event).encodedLine() + [0x0A] }
        // The share that was scanned signs, or its paper is not proven.
        let asked = LogAudit(ledger: lines)
        let request = try #require(ConsentRequest(entry: 3, of: asked) { _ in nil })
        let consent = try request.cosign(
            [manifest.prove(set.shares[0])], of: manifest,
            proof: asked.tree.inclusionProof(of: 3, at: request.checkpoint.size), at: start.posixSeconds)
        lines += try LedgerEntry(time: start, event: .cosigned(consent)).encodedLine() + [0x0A]
        let log = LogAudit(ledger: lines)
        let charts = CoverageChart.charts(of: log, under: nil, until: start.adding(seconds: 181 * 86_400))
        let chart = try #require(charts.values.first)
        #expect(chart.bars.map { $0.color } == ["quorum", "quorum", "quorum", "few", "few", "few", "few"])
        #expect(chart.bars.map { $0.height } == [40, 40, 40, 1, 1, 1, 1], "one of two sheets, then none")
        #expect(chart.words.contains("at 4 of the points the proven sheets were not a quorum"))
        #expect(CoverageChart.charts(of: log, under: nil, until: start).isEmpty)
    }
}
