// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Foundation
import Ledger
import MerkleLog
import SecretMemory
import SecretSharing
import Testing

@testable import Reports
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
}
