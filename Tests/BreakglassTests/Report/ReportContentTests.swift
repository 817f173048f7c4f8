// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger
@testable import Reports
@testable import breakglass

@Suite("What a report tells of a full binder")
struct ReportContentTests {
    private static func content() async throws -> (content: ReportContent, log: LogAudit) {
        let made = try await FullBinder.shared()
        let folder = BinderFolder(path: made.path)
        let copy = try BinderCopy(of: folder, withPapers: false)
        let audit = LedgerAudit(copy, of: folder)
        let content = ReportContent(copy, BinderState(of: audit.log), audit, now: made.end.adding(seconds: 60))
        return (content, audit.log)
    }

    private static func day(_ days: Int, _ content: ReportContent) async throws -> String {
        let end = try await FullBinder.shared().end.posixSeconds
        return Moment(try #require(LedgerTime(posixSeconds: end - UInt64(days * 86_400)))).day
    }

    @Test("each claim names an entry that stands on the page: proofs, duties, uses, drills, sets, policy, witnesses")
    func claims() async throws {
        let (content, log) = try await Self.content()
        let anchors = Set(content.entries.map(\.anchor))
        #expect(anchors.count == log.placedEntries.count)
        let sheets = content.credentials.flatMap { $0.groups.flatMap(\.sheets) }
        #expect(sheets.count == 10)
        let claims =
            sheets.map(\.entry) + content.duties.map(\.entry) + content.credentials.flatMap { $0.uses.map(\.entry) }
            + content.credentials.flatMap { $0.drills.map(\.entry) } + content.credentials.map(\.dealt)
            + content.credentials.flatMap { $0.sets.map(\.entry) } + content.witnesses.map(\.entry)
            + [content.facts.first { $0.name == "Policy" }?.entry]
        #expect(claims.count > 50)
        for claim in claims { #expect(anchors.contains(try #require(claim).anchor)) }
        #expect(Set(sheets.compactMap(\.how)) == ["drill by mail", "drill in person", "read back", "recovery"])
        #expect(content.entries.filter { $0.proof == nil }.map(\.place) == (0...5).map { "73.\($0)" })
    }

    @Test("every entry is a part of one ceremony, and what a journal tells stands at the time at which it happened")
    func timeline() async throws {
        let (content, log) = try await Self.content()
        let parts = content.ceremonies.flatMap { $0.steps.map(\.entry.anchor) }
        #expect(Set(parts) == Set(content.entries.map(\.anchor)) && parts.count == log.placedEntries.count)
        #expect(content.ceremonies.map(\.time.machine) == content.ceremonies.map(\.time.machine).sorted(by: >))
        let anchors = Set(content.ceremonies.map(\.anchor))
        #expect(anchors.count == content.ceremonies.count)
        #expect(content.entries.allSatisfy { $0.ceremony.map(anchors.contains) == true })
        let kinds = Dictionary(grouping: content.ceremonies) { $0.kind }.mapValues(\.count)
        #expect(
            kinds == [
                "Binder opened": 1, "Policy": 2, "Split": 5, "Receipt": 5, "Drill by mail": 4, "Drill in person": 3,
                "Rehearsal": 1, "Recovery": 2, "Retirement": 2, "Loss": 1, "Override": 1, "Reshare": 1,
                "Destruction": 2, "Refused": 1, "Journal merged": 1,
            ])
    }

    @Test("a recovery is told from its reason to its review, with window, operator, approval and consent")
    func recovery() async throws {
        let (content, _) = try await Self.content()
        let recoveries = content.ceremonies.filter { $0.kind == "Recovery" }
        let (field, told) = (recoveries[0], recoveries[1])
        #expect(told.about == "AWS root, example.com / root password")
        #expect(told.sentence.hasSuffix("The portal answers 503 since 02:10, and nobody can sign in."))
        let facts = Dictionary(uniqueKeysWithValues: told.facts.map { ($0.name, $0) })
        #expect(facts["Ticket"]?.value == "INC-1042" && facts["Operator"]?.value == "Dana Novak")
        #expect(facts["Failure mode"]?.value == "idp-down: The identity provider is down")
        #expect(facts["Approved by"]?.value == "Emeka Obi")
        #expect(facts["Consent"]?.value == "Ana Ruiz (g1m1), Bo Chen (g1m2), Gus Lindqvist-Hämäläinen (g2m1)")
        #expect(facts["Shown"]?.value.contains(", its password, for use until ") == true)
        #expect(facts["Review"]?.value == "\(try await Self.day(198, content)), by Emeka Obi")
        #expect(facts["Prevention"]?.value == "The certificate's end is watched now.")
        for name in ["Consent", "Shown", "Review"] { #expect(facts[name]?.entry != nil, "\(name)") }
        #expect(told.facts.allSatisfy { !$0.isBad })
        #expect(field.steps.map(\.entry.place) == (1...5).map { "73.\($0)" })
        #expect(field.facts.filter(\.isBad).map(\.value) == ["none; it was due by \(try await Self.day(4, content))"])
        let use = try #require(content.credentials[2].uses.first)
        #expect(!use.isReviewed && use.review.hasPrefix("none, due by") && use.ceremony == field.anchor)
    }

    @Test("a drill is told with its way, who proved what, how long a recovery took, findings, and when the next is due")
    func drills() async throws {
        let (content, _) = try await Self.content()
        let rehearsal = try #require(content.ceremonies.first { $0.kind == "Rehearsal" })
        #expect(
            rehearsal.facts.first { $0.name == "Recovered in" }?.value.hasPrefix("31 min 13 s, from the challenge")
                == true)
        let mail = try #require(
            content.ceremonies.first { $0.kind == "Drill by mail" && $0.about?.hasPrefix("AWS") == true })
        let facts = Dictionary(uniqueKeysWithValues: mail.facts.map { ($0.name, $0) })
        #expect(facts["Not proven"]?.value == "Chidi Eze (g1m3)" && facts["Not proven"]?.isBad == true)
        #expect(facts["Findings"]?.value == "Chidi Eze was travelling.")
        #expect(facts["Next due"]?.value == (try await Self.day(30, content)), "of the sheet that waits longest")
        #expect(content.ceremonies.filter { $0.facts.contains { $0.name == "Next due" } }.count == 3, "the newest ones")
        let rows = content.credentials[0].drills
        #expect(rows.map(\.way) == ["by mail", "by mail", "rehearsal", "by mail"])
        #expect(rows.map(\.result) == ["4 of 5", "3 of 5", "3 of 5", "5 of 5"])
        #expect(rows.map(\.duration) == ["—", "—", "31 min 13 s", "—"])
        #expect(content.credentials[2].drills[0].result == "1 of 3, still open")
    }

    @Test("each group's health: needed, in hand, proven, and how many more can be lost")
    func quorums() async throws {
        let (content, _) = try await Self.content()
        #expect(
            content.credentials.map { $0.groups.map { "\($0.name): \($0.health)" } } == [
                [
                    "Security: needs 2 of 3; 3 in hand, 2 proven; can lose 1 more",
                    "Operations: needs 1 of 2; 2 in hand, 2 proven; can lose 1 more",
                ], ["Platform: needs 2 of 2; 2 in hand, 0 proven; can lose none"],
                ["Security: needs 2 of 3; 3 in hand, 2 proven; can lose 1 more"],
            ])
        #expect(content.credentials.map { $0.groups.map(\.isShort) } == [[false, false], [true], [false]])
        #expect(content.credentials.map(\.isQuorumProven) == [true, false, true])
    }
}
