// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Ledger
import MerkleLog
import SecretMemory
import SecretSharing
import Testing

@testable import Reports
@testable import ShareEnvelope

@Suite("The chart of proven sheets")
struct CoverageChartTests {
    @Test("has a bar for each 30 days: green while the proven sheets are a quorum")
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
