// SPDX-License-Identifier: Apache-2.0
//
// A ledger that scripts and records are made from, without a file: an account of so many groups, and names that strain a
// page where they are asked for.

import Ceremonies
import CustodyPolicy
import Foundation
import Ledger
import MerkleLog
import SecretMemory
import SecretSharing
import ShareEnvelope

struct PaperLedger {
    /// Names of people, groups and the account.
    enum Names: String, CaseIterable, Sendable {
        case plain, longest, widest, arabic, japanese

        func stretched(_ text: String, _ limit: Int) -> String {
            let pattern: String
            switch self {
            case .plain: return text
            case .longest: pattern = text + " of a long name that goes on and on to the end of what is allowed"
            case .widest: pattern = text + " " + String(repeating: "W", count: limit)
            case .arabic: pattern = "خالد بن عبد الرحمن " + text
            case .japanese: pattern = "緊急時対応担当 東京本社 " + text
            }
            var kept = pattern
            while kept.utf8.count > limit { kept.removeLast() }
            return kept.trimmingCharacters(in: .whitespaces)
        }
    }

    let account: String
    let dealt: DealtSet
    private(set) var entries: [LedgerEntry] = []
    private var clock: UInt64 = 1_795_500_000
    private let sizes: [(needed: Int, total: Int)]
    private let names: Names

    /// A binder with a policy, and nothing dealt.
    init(
        groups sizes: [(needed: Int, total: Int)] = [(2, 3), (1, 2)], names: Names = .plain,
        kind: String = "password", apart: Bool = false
    ) throws {
        self.sizes = sizes
        self.names = names
        account = names.stretched("AWS root", 64)
        let value = SecretBytes(copying: Array("correct horse".utf8).span)
        let credential = try Credential(fields: [
            CredentialField(kind: .secret, name: PublicText("password", limit: 255), value: value)
        ])
        let plan = try SetPlan(
            label: PublicText(account, limit: 64), credential: .known("root password"),
            groups: sizes.enumerated().map { index, size in
                Manifest.Group(
                    name: .known(Self.group(index, names)), threshold: try Threshold(size.needed, of: size.total))
            }, groupsNeeded: sizes.count, isCiphertextApart: apart)
        dealt = try Dealer.deal(
            credential, plan: plan, created: 1_795_500_000, seed: CeremonySeed(dice: SecretBytes(zeroCount: 0)))
        let key = LedgerKey(bytes: [UInt8](repeating: 5, count: 32))!
        add(
            .binderOpened(
                BinderOpened(name: LedgerName(ledgerText: "example.com")!, key: key, program: .known("test"))))
        add(
            .policyChanged(
                PolicyChanged(
                    by: .known("Dana Novak"), why: .known("first"), changes: [],
                    policy: try PolicyLine.lines(of: policyText(kind: kind)))))
    }

    @discardableResult
    mutating func add(_ event: LedgerEvent) -> UInt64 {
        clock += 60
        entries.append(LedgerEntry(time: LedgerTime(posixSeconds: clock)!, event: event))
        return UInt64(entries.count - 1)
    }

    var manifest: Manifest { dealt.manifest }

    var log: LogAudit { LogAudit(ledger: entries.flatMap { (try? $0.encodedLine() + [0x0A]) ?? [] }) }

    var state: BinderState { BinderState(of: log) }

    var now: LedgerTime { LedgerTime(posixSeconds: clock + 60)! }
    var name: CredentialName { CredentialName(account: .known(account), credential: .known("root password")) }
    var shares: [ShareNumber] { manifest.rule.shareNumbers }

    private static func group(_ index: Int, _ names: Names) -> String { "\(index + 1) " + names.stretched("Group", 28) }

    // MARK: - What happens

    mutating func deal(_ manifest: Manifest? = nil) {
        let manifest = manifest ?? self.manifest
        let custodians = shares.enumerated().map { index, share in
            SetCreated.Custodian(
                share: share, name: .known(person(index)), person: .known("p\(index + 1)"), sealed: index == 1)
        }
        add(
            .setCreated(
                SetCreated(
                    manifest: manifest, custodians: custodians, program: .known("test")))
        )
        add(.sheetsReleased(SheetsReleased(set: manifest.identity, quorumsTried: 6, quorums: 6)))
    }

    /// Has shares sign the entry before.
    mutating func sign(_ signing: [ShareNumber]) {
        let checkpoint = log.newestCheckpoint!
        let message = Cosignature.message(of: checkpoint, at: clock)
        let signatures = dealt.shares.filter { signing.contains($0.number) }.map { share in
            guard let proven = try? manifest.prove(share) else { fatalError("a dealt share is whole") }
            return Cosigned.Signature(
                share: share.number, at: clock,
                signature: LedgerBytes(proven.signature(over: message, under: manifest)))
        }
        add(
            .cosigned(
                Cosigned(
                    size: UInt64(entries.count), root: checkpoint.root, set: manifest.identity, logSignature: nil,
                    signatures: signatures)))
    }

    mutating func receive(_ share: ShareNumber, bag: String) {
        add(
            .sheetReceived(
                SheetReceived(
                    set: manifest.identity, share: share, custodian: .known(person(shares.firstIndex(of: share)!)),
                    person: nil, bag: .known(bag), place: .known("Safe of \(share)"))))
        sign([share])
    }

    mutating func exception(about place: EntryPlace? = nil, override: Bool = false) -> UInt64 {
        add(
            .exception(
                CeremonyException(
                    about: place, expected: .known("a whole bag"), happened: .known("the bag was torn"),
                    decided: .known("a new bag"), by: .known("Dana Novak"), override: override)))
    }

    /// Writes that a script was made, and gives its place.
    mutating func publish(_ script: CeremonyScript) throws -> EntryPlace {
        let index = add(
            .paperMade(
                PaperMade(
                    paper: .script, ceremony: script.ceremony, account: .known(script.account),
                    credential: .known(script.credential!), script: nil, file: PaperName(ledgerText: "script.pdf")!,
                    digest: TreeHash.leaf([1]), by: .known("Dana Novak"))))
        return EntryPlace(index)
    }

    func script(
        _ ceremony: PaperMade.Ceremony, roles: [(role: ScriptRole, name: String)] = [],
        materials: [(name: String, serial: String)] = [], vaultSheet: Bool = false, practice: Bool = false
    ) throws -> ScriptDraft {
        try ScriptDraft(
            ScriptRequest(
                ceremony: ceremony, name: name, isPractice: practice, hasVaultSheet: vaultSheet, roles: roles,
                materials: materials, place: names.stretched("Room 4", 128), on: "2026-12-01 09:00 CET",
                by: names.stretched("Dana Novak", 64), program: "breakglass test"), of: log, state, at: now)
    }

    // MARK: - The policy

    /// The name of a custodian: each has one of his or her own.
    private func person(_ index: Int) -> String { "\(index + 1) " + names.stretched("Keeper", 60) }

    private func policyText(kind: String) -> String {
        let count = sizes.reduce(0) { $0 + $1.total }
        var lines = [
            "version: 1", "organisation: \"\(names.stretched("Example Corp", 64))\"",
        ]
        if names != .plain {
            let place = names.stretched("Safe 2", 64)
            lines += ["emergency:"] + ["binder", "keys", "machine"].map { "  \($0): \"\(place)\"" }
        }
        lines += [
            "failure_modes:",
            "  - {id: idp-down, means: The identity provider is down, normal_path: The portal, shown_by: Two people try}",
            "  - {id: mfa-down, means: The second factor is down, normal_path: The app}",
            "sites:", "  - {id: hq, name: \"\(names.stretched("Headquarters", 64))\"}", "people:",
        ]
        let contact = names.stretched("+34 600", 128)
        lines += (0..<count).map { "  - {id: p\($0 + 1), name: \"\(person($0))\", contact: \"\(contact)\"}" }
        lines += [
            "  - {id: fay, name: \"\(names.stretched("Fay Lund", 64))\", contact: \"\(names.stretched("+34 600", 128))\"}",
            "accounts:", "  - name: \"\(account)\"", "    failure_modes: [idp-down, mfa-down]",
            "    approvers: [fay]", "    window: 4 h", "    review_within: 5 d", "    credentials:",
            "      - name: root password", "        kind: \(kind)", "        groups:",
        ]
        var number = 0
        for (index, size) in sizes.enumerated() {
            lines += [
                "          - name: \"\(Self.group(index, names))\"", "            threshold: \(size.needed)",
                "            custodians:",
            ]
            for _ in 0..<size.total {
                number += 1
                let sealed = number == 2 ? ", sealed: true" : ""
                lines.append(
                    "              - {person: p\(number), site: hq, container: \"\(names.stretched("safe \(number)", 64))\"\(sealed)}"
                )
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The name of the custodian of a share.
    func custodian(of share: ShareNumber) -> String { person(shares.firstIndex(of: share)!) }
}
