// SPDX-License-Identifier: Apache-2.0
//
// Ledgers whose entries contradict each other, each signed by the ledger's own key, and good ones of the same kinds.

import LedgerFixtures
import MerkleLog
import SecretSharing
import ShareEnvelope

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

extension LedgerVector {
    private static let text = PublicText.known("Ana Ruiz")

    private static func vector(
        _ name: String, _ why: String, _ good: TestLedger, isWhole: Bool = false,
        _ write: (inout TestLedger) throws -> Void
    ) throws -> LedgerVector {
        var ledger = good
        try write(&ledger)
        return LedgerVector(
            name: name, why: why, ledger: ledger.bytes, checkpoint: try ledger.checkpoint(), isWhole: isWhole)
    }

    static func contradictions(_ good: TestLedger) throws -> [LedgerVector] {
        try openings(good) + created(good) + journals(good) + besides(good) + spares(good) + forms(good)
    }

    private static func created(
        _ set: Manifest, practice: SetIdentity? = nil, spare: ShareNumber? = nil
    ) -> LedgerEvent {
        let custodians = set.rule.shareNumbers.map { share in
            SetCreated.Custodian(
                share: share, name: .known("Keeper \(share)"), person: nil, sealed: false, isSpare: share == spare)
        }
        return .setCreated(
            SetCreated(
                manifest: set, practice: practice, custodians: custodians, program: TestLedger.program))
    }

    private static func practice(_ start: UInt8 = 0x50) throws -> Manifest {
        try TestLedger.deal(random: bytes(start), isPractice: true).manifest
    }

    private static func openings(_ good: TestLedger) throws -> [LedgerVector] {
        let opening = UInt64(good.lines.count - 4)
        let set = good.set.manifest
        let practice = try practice()
        let revealed = RecoveryRevealed(
            opening: opening, set: set.identity, shares: Array(set.rule.shareNumbers.prefix(2)), field: nil, until: nil)
        func opened(_ set: Manifest) -> LedgerEvent {
            .recoveryOpened(
                RecoveryOpened(
                    account: set.label, credential: nil, failureMode: nil, normalPathDown: nil, reason: text,
                    ticket: nil, operatedBy: nil, approvedBy: [], windowSeconds: nil, set: set.identity,
                    shares: set.rule.shareNumbers, isPractice: true))
        }
        return [
            try vector("named-after-revelation", "a practice set is named for what was revealed before", good) {
                try $0.add(created(practice, practice: set.identity))
                try $0.add(.recoveryNamed(RecoveryNamed(opening: opening, manifest: practice, isKnown: true)))
            },
            try vector("revealed-twice", "one opening is revealed twice", good) {
                try $0.add(.recoveryRevealed(revealed))
            },
            try vector("revealed-another-set", "another set is revealed than the opening is of", good) { ledger in
                try ledger.add(created(practice, practice: set.identity))
                try ledger.add(opened(practice))
                try ledger.add(
                    .recoveryRevealed(
                        RecoveryRevealed(
                            opening: UInt64(ledger.lines.count - 1), set: set.identity, shares: [], field: nil,
                            until: nil)))
            },
            try vector("named-under-another-account", "a set is named under an account that is not its label", good) {
                try $0.add(opened(set))
                let named = RecoveryNamed(
                    opening: UInt64($0.lines.count - 1), manifest: practice, isKnown: false)
                try $0.add(.recoveryNamed(named))
                $0 = $0.rewritten { edit(&$0, "\"account\":\"AWS root\"", "\"account\":\"AWS door\"") }
            },
        ]
    }

    /// Changes a part of the last line.
    private static func edit(_ lines: inout [[UInt8]], _ part: String, _ changed: String) {
        let line = String(decoding: lines[lines.count - 1], as: UTF8.self)
        lines[lines.count - 1] = Array(line.replacing(part, with: changed).utf8)
    }

    private static func created(_ good: TestLedger) throws -> [LedgerVector] {
        let set = good.set.manifest
        let practice = try practice()
        let other = try TestLedger.deal(random: bytes(0x60)).manifest
        let later = try Self.practice(0x70)
        return [
            try vector("good-practice", "a practice set, marked as one", good, isWhole: true) {
                try $0.add(created(practice, practice: set.identity))
            },
            try vector("dealt-twice", "one set is created twice", good) { try $0.add(created(set)) },
            try vector("dealt-under-another-account", "a set's account is not its manifest's label", good) {
                try $0.add(created(other))
                $0 = $0.rewritten { edit(&$0, "\"account\":\"AWS root\"", "\"account\":\"AWS door\"") }
            },
            try vector("dealt-under-another-credential", "a set's credential is not its manifest's", good) {
                try $0.add(created(other))
                $0 = $0.rewritten {
                    edit(&$0, "\"account\":\"AWS root\"", "\"account\":\"AWS root\",\"credential\":\"root password\"")
                }
            },
            try vector(
                "practice-without-flag", "a set whose manifest is no practice set says that it is for practice", good
            ) {
                try $0.add(created(other, practice: set.identity))
            },
            try vector("flag-without-practice", "a practice set does not say what it is for", good) {
                try $0.add(created(practice))
            },
            try vector("practice-for-itself", "a practice set is for itself", good) {
                try $0.add(created(practice, practice: practice.identity))
            },
            try vector("practice-for-practice", "a practice set is for a practice set", good) {
                try $0.add(created(practice, practice: set.identity))
                try $0.add(created(later, practice: practice.identity))
            },
        ]
    }

    private static func journals(_ good: TestLedger) throws -> [LedgerVector] {
        let set = good.set.manifest
        func merged(_ name: String, _ why: String, _ event: LedgerEvent) throws -> LedgerVector {
            let journal = JournalName(ledgerText: String(repeating: "ef", count: 16))!
            var written = try TestLedger(
                journal: JournalOpened(journal: journal, ledger: good.origin, program: TestLedger.program), of: good)
            try written.add(event)
            let log = LogAudit(journal: written.bytes)
            return try vector(name, why, good) {
                try $0.add(
                    .journalMerged(
                        JournalMerged(
                            journal: journal, entries: log.size, root: log.tree.root(at: log.tree.size), part: 1,
                            parts: 1,
                            content: LedgerBytes(written.bytes))))
            }
        }
        let policy = ["version: 1"].map { PolicyLine(ledgerText: $0)! }
        return [
            try merged(
                "journal-with-policy", "a journal changes the policy",
                .policyChanged(PolicyChanged(by: text, why: text, changes: [], policy: policy))),
            try merged(
                "journal-with-retirement", "a journal retires a set",
                .setRetired(SetRetired(set: set.identity, successor: nil, rotated: true, by: text, why: text))),
            try merged(
                "journal-with-foreign-set", "a journal abandons a set that it did not deal",
                .setAbandoned(SetAbandoned(set: set.identity, why: text))),
            try merged("journal-with-known-set", "a journal deals a set that the ledger has", created(set)),
        ]
    }

    private static func besides(_ good: TestLedger) throws -> [LedgerVector] {
        func opened(_ credential: String, reason: String = "down", beside: Int? = nil) -> LedgerEvent {
            .recoveryOpened(
                RecoveryOpened(
                    account: TestLedger.account, credential: .known(credential), failureMode: .known("idp-down"),
                    normalPathDown: nil, reason: .known(reason), ticket: nil, operatedBy: nil, approvedBy: [],
                    windowSeconds: nil, set: nil, shares: [], beside: beside.map { UInt64($0) }))
        }
        let index = good.lines.count
        return [
            try vector("good-beside", "two credentials opened in one ceremony", good, isWhole: true) {
                try $0.add(opened("password"))
                try $0.add(opened("seed", beside: index))
            },
            try vector("beside-later", "an opening stands beside one that is not directly before it", good) {
                try $0.add(opened("password"))
                try $0.add(.refused(Refused(act: text, account: nil, why: text)))
                try $0.add(opened("seed", beside: index))
            },
            try vector("beside-another-reason", "an opening stands beside one for another reason", good) {
                try $0.add(opened("password"))
                try $0.add(opened("seed", reason: "curiosity", beside: index))
            },
            try vector("beside-the-same", "an opening stands beside one of the same credential", good) {
                try $0.add(opened("password"))
                try $0.add(opened("password", beside: index))
            },
        ]
    }

    private static func spares(_ good: TestLedger) throws -> [LedgerVector] {
        let set = try TestLedger.deal(random: bytes(0x60))
        let shares = set.manifest.rule.shareNumbers
        func lost(_ share: ShareNumber) -> LedgerEvent {
            .sheetLost(SheetLost(set: set.manifest.identity, share: share, happened: text, by: text))
        }
        func received(_ share: Int, replaces: ShareNumber?, _ ledger: inout TestLedger) throws {
            let (entry, appended) = try ledger.add(
                .sheetReceived(
                    SheetReceived(
                        set: set.manifest.identity, share: shares[share], custodian: text, person: nil, bag: nil,
                        place: nil, replaces: replaces)))
            let consent = try ConsentRequest(entry: entry, appended: appended).cosign(
                [set.manifest.prove(set.shares[share])], of: set.manifest, proof: appended.inclusion,
                at: entry.time.posixSeconds)
            try ledger.add(.cosigned(consent))
        }
        return [
            try vector("good-spare", "a spare takes the place of a lost sheet", good, isWhole: true) {
                try $0.add(created(set.manifest, spare: shares[2]))
                try $0.add(lost(shares[1]))
                try received(2, replaces: shares[1], &$0)
            },
            try vector("spare-for-nothing", "a spare takes the place of a sheet that was found again", good) {
                try $0.add(created(set.manifest, spare: shares[2]))
                try $0.add(lost(shares[1]))
                try received(1, replaces: nil, &$0)
                try received(2, replaces: shares[1], &$0)
            },
            try vector("no-spare", "a sheet that is no spare takes the place of a lost one", good) {
                try $0.add(created(set.manifest, spare: shares[2]))
                try $0.add(lost(shares[1]))
                try received(0, replaces: shares[1], &$0)
            },
        ]
    }

    private static func forms(_ good: TestLedger) throws -> [LedgerVector] {
        let statement = LedgerEvent.recoveryOpened(
            RecoveryOpened(
                account: nil, credential: nil, failureMode: nil, normalPathDown: nil, reason: text, ticket: nil,
                operatedBy: nil, approvedBy: [], windowSeconds: 7, set: nil, shares: [], isPractice: true))
        let exception = LedgerEvent.exception(
            CeremonyException(
                about: EntryPlace(3), expected: text, happened: text, decided: text, by: text, override: false))
        return try [
            ("number-too-large", statement, "\"window_seconds\":7", "\"window_seconds\":9223372036854775808"),
            ("mark-false", statement, "\"practice\":true", "\"practice\":false"),
            ("place-too-large", exception, "\"about\":\"3\"", "\"about\":\"3.18446744073709551616\""),
            ("half-surrogate", exception, "\"expected\":\"Ana Ruiz\"", "\"expected\":\"\\ud800\""),
            ("kind-list", exception, "{\"kind\":\"exception\"", "{\"kind\":[]"),
        ].map { name, event, part, changed in
            try vector(name, "a value has another form: \(changed)", good) {
                try $0.add(event)
                $0 = $0.rewritten { edit(&$0, part, changed) }
            }
        }
    }
}
