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

@Suite("An entry in words")
struct EntryWordingTests {
    /// One entry of each kind, with every member that it can have.
    private static func entries() throws -> [LedgerEntry] {
        let account = PublicText.known("AWS root")
        let value = SecretBytes(copying: Array("correct horse".utf8).span)
        let credential = try Credential(fields: [
            CredentialField(kind: .secret, name: .known("password"), value: value)
        ])
        let seed = CeremonySeed(
            random: SecretBytes(copying: [UInt8](repeating: 7, count: 32).span), dice: SecretBytes(zeroCount: 0))
        let plan = try SetPlan(
            label: account, credential: .known("root password"),
            groups: [Manifest.Group(name: .known("Security"), threshold: Threshold(1, of: 2))], groupsNeeded: 1,
            isCiphertextApart: false)
        let manifest = try Dealer.deal(credential, plan: plan, created: 1_800_000_000, seed: seed).manifest
        let set = manifest.identity
        let shares = manifest.rule.shareNumbers
        let root = TreeHash.leaf([1])
        let journal = try #require(JournalName(ledgerText: "00112233445566778899aabbccddeeff"))
        let name = try #require(LedgerName(ledgerText: "example.com"))
        let until = try #require(LedgerTime("2027-01-15T16:00:00Z"))
        let ana = PublicText.known("Ana Ruiz")
        let events: [LedgerEvent] = [
            .binderOpened(
                BinderOpened(
                    name: name, key: try #require(LedgerKey(bytes: [UInt8](repeating: 5, count: 32))),
                    program: .known("breakglass 0.1.0"))),
            .policyChanged(
                PolicyChanged(
                    by: ana, why: .known("Bo joins"),
                    changes: [.known("person bo: added"), .known("site hq: renamed")],
                    policy: try PolicyLine.lines(of: "version: 1\n\n# nothing\n"))),
            .setCreated(
                SetCreated(
                    manifest: manifest, practice: set,
                    custodians: [
                        SetCreated.Custodian(share: shares[0], name: ana, person: .known("ana"), sealed: true),
                        SetCreated.Custodian(
                            share: shares[1], name: .known("Bo Chen"), person: nil, sealed: false, isSpare: true),
                    ], program: .known("breakglass 0.1.0"))),
            .sheetsReleased(SheetsReleased(set: set, quorumsTried: 1, quorums: 2)),
            .sheetsReadBack(SheetsReadBack(set: set, shares: shares)),
            .setAbandoned(SetAbandoned(set: set, why: .known("the printer jammed"))),
            .setRetired(
                SetRetired(
                    set: set, successor: set, rotated: false, by: ana, why: .known("Bo has left"), shares: shares)),
            .recoveryOpened(
                RecoveryOpened(
                    account: account, credential: .known("root password"), failureMode: .known("idp-down"),
                    normalPathDown: .known("two people failed"), reason: .known("the portal answers 503"),
                    ticket: .known("INC-4711"), operatedBy: ana, approvedBy: [.known("Fay Lund"), .known("Gil Or")],
                    windowSeconds: 14_400, set: set, shares: shares, beside: 6, isPractice: true)),
            .recoveryNamed(RecoveryNamed(opening: 7, manifest: manifest, isKnown: false)),
            .cosigned(
                Cosigned(
                    size: 8, root: root, set: set, logSignature: LedgerBytes([UInt8](repeating: 3, count: 64)),
                    signatures: [
                        Cosigned.Signature(
                            share: shares[1], at: 1_800_000_900,
                            signature: LedgerBytes([UInt8](repeating: 4, count: 64)))
                    ])),
            .recoveryRevealed(
                RecoveryRevealed(opening: 7, set: set, shares: [shares[1]], field: .known("password"), until: until)),
            .recoveryClosed(
                RecoveryClosed(
                    opening: 7, outcome: .givenUp, set: set, shares: [shares[1]], detail: .known("nobody answered"))),
            .refused(Refused(act: .known("recover"), account: account, why: .known("no ticket is named"))),
            .exception(
                CeremonyException(
                    about: EntryPlace(7, inJournal: 2), expected: .known("a ticket"), happened: .known("none is named"),
                    decided: .known("to go on"), by: ana, override: true)),
            .countersigned(
                Countersigned(exception: EntryPlace(13), by: .known("Fay Lund"), statement: .known("it was right"))),
            .reviewFiled(
                ReviewFiled(
                    opening: EntryPlace(7), broke: .known("the portal"), done: .known("a role was restored"),
                    restored: .known("restarted"), prevents: .known("a second portal"),
                    operatedBy: [ana, .known("Bo Chen")], alerts: .late,
                    evidence: [ReviewFiled.Evidence(name: .known("trail.json"), digest: root, bytes: 4_711)],
                    result: root, verdict: .backdoor, follows: .known("the key is deleted"), by: ana)),
            .journalOpened(
                JournalOpened(
                    journal: journal, ledger: LedgerOrigin(ledgerText: "example.com/0123456789abcdef"),
                    program: .known("breakglass 0.1.0"))),
            .journalMerged(
                JournalMerged(
                    journal: journal, entries: 6, root: root, part: 2, parts: 3,
                    content: LedgerBytes([UInt8](repeating: 9, count: 90)))),
            .keyChanged(
                KeyChanged(
                    key: try #require(LedgerKey(bytes: [UInt8](repeating: 6, count: 32))), set: set, shares: shares,
                    by: ana, why: .known("the laptop was lost"))),
            .drillOpened(
                DrillOpened(
                    set: set, shares: shares,
                    nonce: try #require(DrillNonce(ledgerText: "000102030405060708090a0b0c0d0e0f")), way: .byMail,
                    expires: until, by: ana)),
            .rehearsed(
                Rehearsed(drill: 19, set: set, shares: shares, quorumsTried: 2, quorums: 3, seconds: 61)),
            .drillClosed(
                DrillClosed(
                    drill: 19, proven: [shares[0]], unproven: [shares[1]], findings: .known("one sheet is creased"),
                    result: root, alerts: [DrillClosed.TestedAlert(channel: .known("the topic"), inTime: .no)],
                    by: ana)),
            .reshareOpened(ReshareOpened(set: set, shares: shares, by: ana, why: .known("Bo leaves"))),
            .sheetReceived(
                SheetReceived(
                    set: set, share: shares[1], custodian: .known("Bo Chen"), person: .known("bo"),
                    bag: .known("B-17"), place: .known("Safe 3"), replaces: shares[0])),
            .sheetDestroyed(
                SheetDestroyed(set: set, share: shares[1], how: .known("cross-cut shredder"), by: ana)),
            .sheetLost(SheetLost(set: set, share: shares[0], happened: .known("the safe burned"), by: ana)),
            .custodianJoined(
                CustodianJoined(person: .known("cy"), custodian: .known("Cy Young"), by: ana, why: .known("new here"))),
            .custodianLeft(
                CustodianLeft(
                    person: .known("bo"), custodian: .known("Bo Chen"), left: try #require(CalendarDay("2027-02-01")),
                    holds: [.init(set: set, shares: shares, dealBy: try #require(CalendarDay("2027-02-15")))],
                    successor: .known("cy"), by: ana, why: .known("another job"))),
            .paperMade(
                PaperMade(
                    paper: .record, ceremony: .recovery, account: account, credential: .known("root password"),
                    script: EntryPlace(27), file: try #require(PaperName(ledgerText: "record-28.pdf")), digest: root,
                    by: ana)),
        ]
        return try events.enumerated().map { index, event in
            LedgerEntry(time: try #require(LedgerTime(posixSeconds: 1_800_000_000 + UInt64(index))), event: event)
        }
    }

    /// Every string, number and flag in a line's JSON, with the names above it.
    private static func leaves(_ value: Any, _ path: [String] = []) -> [(path: [String], value: String)] {
        switch value {
        case let members as [String: Any]: members.flatMap { leaves($1, path + [$0]) }
        case let list as [Any]: list.flatMap { leaves($0, path) }
        case let number as NSNumber where number.objCType.pointee == 99: [(path, number.boolValue ? "yes" : "no")]
        default: [(path, "\(value)")]
        }
    }

    @Test("there is an entry of every kind, and everything that its line holds is shown")
    func everyValue() throws {
        let entries = try Self.entries()
        #expect(
            entries.map(\.event.kind)
                == EntryKind.allCases.filter { kind in entries.contains { $0.event.kind == kind } })
        #expect(Set(entries.map(\.event.kind)) == Set(EntryKind.allCases))
        for (index, entry) in entries.enumerated() {
            let text = EntryWording(place: EntryPlace(UInt64(index)), entry: entry).lines.joined(separator: "\n")
            let json = try JSONSerialization.jsonObject(with: Data(entry.encodedLine()))
            for leaf in Self.leaves(json) {
                switch leaf.path.last {
                // Bytes of which the digest stands for the rest; what they say is shown in words.
                case "manifest", "content":
                    let bytes = try #require(Data(base64Encoded: leaf.value))
                    let digest = SHA256Digest.of(Array(bytes)).map { String(format: "%02x", $0) }.joined()
                    #expect(text.contains("\(bytes.count) bytes, SHA-256 \(digest)"), "\(entry.event.kind)")
                case "sealed": #expect(text.contains("sealed"), "\(entry.event.kind)")
                case "spare": #expect(text.contains("spare"), "\(entry.event.kind)")
                default:
                    #expect(
                        leaf.value.isEmpty || text.contains(leaf.value),
                        "\(entry.event.kind), \(leaf.path): \(leaf.value)")
                }
            }
        }
    }

    @Test("members that are left out are not shown, and empty lists are")
    func leftOut() throws {
        let time = try #require(LedgerTime(posixSeconds: 1_800_000_000))
        let entry = LedgerEntry(
            time: time,
            event: .recoveryOpened(
                RecoveryOpened(
                    account: nil, credential: nil, failureMode: nil, normalPathDown: nil, reason: .known("fire"),
                    ticket: nil, operatedBy: nil, approvedBy: [], windowSeconds: nil, set: nil, shares: [])))
        #expect(
            EntryWording(place: EntryPlace(3, inJournal: 1), entry: entry).lines == [
                "3.1  2027-01-15T08:00:00Z  recovery opened", "    Someone asked to open what the sheets open: fire",
                "      reason       fire", "      approved by  none", "      shares       none",
            ])
    }

    @Test("the text of every kind, once read by a person, stays as it is")
    func golden() throws {
        let blocks = try Self.entries().enumerated().map { index, entry in
            EntryWording(place: EntryPlace(UInt64(index)), entry: entry).lines.joined(separator: "\n")
        }
        let text = blocks.joined(separator: "\n\n") + "\n"
        #expect(text == EntryGolden.text)
    }
}
