// SPDX-License-Identifier: Apache-2.0
//
// What happened in the full binder, and who there is.

import Foundation
import MerkleLog
import SecretSharing
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger
@testable import ShareEnvelope

extension FullBinder {
    /// Writes all of it.
    func tell() throws {
        try day(429)
        let first = try deal(Self.account, Self.password, Self.wide)
        let code = try deal(Self.account, Self.code, Self.platform)
        let token = try deal(Self.entra, Self.token, Self.security)
        try day(425)
        for (member, person) in Self.wide.flatMap({ $0.2 }).enumerated() {
            try add(
                .sheetReceived(
                    SheetReceived(
                        set: first.manifest.identity, share: first.shares[member].number, custodian: .known(person.1),
                        person: .known(person.0), bag: .known("B-\(100 + member)"), place: .known("by hand"))),
                signedBy: [member], of: first)
        }
        try day(340)
        try drill(first, .byMail, answers: [0, 1, 2, 3, 4], findings: "All answered within two days.")
        try day(339)
        try drill(code, .inPerson, answers: [0, 1], findings: nil)
        try day(338)
        try drill(token, .inPerson, answers: [0, 1, 2], findings: nil)
        try day(250)
        try drill(
            first, .rehearsal, answers: [0, 2, 4], findings: "The bag of Chidi Eze was hard to open.", seconds: 1_873)
        try day(200)
        let opening = try use(
            first, Self.account, Self.password, signedBy: [0, 1, 3],
            "The portal answers 503 since 02:10, and nobody can sign in.", ticket: "INC-1042")
        try day(198)
        try add(
            .reviewFiled(
                ReviewFiled(
                    opening: EntryPlace(opening), broke: .known("The identity provider's certificate had expired."),
                    done: .known("The federation was switched to the spare certificate."),
                    restored: .known("Sign-in works again since 06:40."),
                    prevents: .known("The certificate's end is watched now."), operatedBy: [.known("Dana Novak")],
                    alerts: .arrived,
                    by: .known("Emeka Obi"))))
        try day(197)
        let second = try deal(Self.account, Self.password, Self.wide)
        try retire(first, for: second, rotated: true, "the password was changed after its use", signedBy: [])
        try day(150)
        try drill(
            second, .byMail, answers: [0, 1, 3], findings: "Chidi Eze and Femi Ode did not answer; both were ill.")
        let third = try tellOfTurnover(second)
        try day(100)
        try drill(code, .inPerson, answers: [0, 1], findings: "Both sheets are in their bags.")
        try tellOfAutumn(third)
        try tellOfTheField(token)
    }

    /// A sheet is lost, and the credential dealt anew.
    private func tellOfTurnover(_ second: DealtSet) throws -> DealtSet {
        try day(120)
        try add(
            .sheetLost(
                SheetLost(
                    set: second.manifest.identity, share: second.shares[4].number,
                    happened: .known("The safe was under water."), by: .known("Femi Ode"))))
        let exception = try add(
            .exception(
                CeremonyException(
                    about: nil, expected: .known("two witnesses at a reshare"), happened: .known("one was there"),
                    decided: .known("to go on"), by: Self.who, override: true))
        ).place
        try add(
            .countersigned(
                Countersigned(
                    exception: EntryPlace(exception), by: .known("Emeka Obi"),
                    statement: .known("I was told of it on the phone"))))
        try add(
            .reshareOpened(
                ReshareOpened(
                    set: second.manifest.identity, shares: second.shares.map { $0.number }, by: Self.who,
                    why: .known("a sheet is lost"))), signedBy: [0, 1, 3], of: second)
        let third = try deal(Self.account, Self.password, Self.wide)
        try retire(second, for: third, rotated: false, "dealt anew after a loss", signedBy: [0, 1, 3])
        for member in [0, 1] {
            try add(
                .sheetDestroyed(
                    SheetDestroyed(
                        set: second.manifest.identity, share: second.shares[member].number,
                        how: .known("cross-cut shredder"), by: .known("Emeka Obi"))), signedBy: [member], of: second)
        }
        try add(.refused(Refused(act: .known("recover"), account: Self.account, why: .known("no second approver"))))
        return third
    }

    private func tellOfAutumn(_ third: DealtSet) throws {
        try day(60)
        let text = Self.policy(interval: "90 d")
        try add(
            .policyChanged(
                PolicyChanged(
                    by: Self.who, why: .known("drills every quarter"),
                    changes: [.known("AWS root, example.com: drill_every was 120 d, is 90 d")],
                    policy: try PolicyLine.lines(of: text))))
        try Data(text.utf8).write(to: URL(filePath: "\(path)/policy.yaml"))
        try day(20)
        try drill(third, .byMail, answers: [0, 1, 3, 4], findings: "Chidi Eze was travelling.")
    }

    /// A recovery away from the binder, whose journal is merged, and a drill that is still open.
    private func tellOfTheField(_ token: DealtSet) throws {
        try day(9)
        let journal = try #require(JournalName(ledgerText: "0123456789abcdef0123456789abcdef"))
        let opened = RecoveryOpened(
            account: Self.entra, credential: Self.token, failureMode: .known("idp-down"), normalPathDown: nil,
            reason: .known("No administrator can sign in."), ticket: .known("INC-1107"), operatedBy: Self.who,
            approvedBy: [.known("Emeka Obi")], windowSeconds: 14_400, set: nil, shares: [])
        let numbers = token.shares.prefix(2).map { $0.number }
        let begun = JournalOpened(journal: journal, ledger: store.origin, program: .known("breakglass 0.1.0"))
        let events: [LedgerEvent] = [
            .journalOpened(begun),
            .recoveryOpened(opened),
            .recoveryNamed(RecoveryNamed(opening: 1, manifest: token.manifest, isKnown: true)),
        ]
        var lines: [[UInt8]] = []
        func write(_ event: LedgerEvent) throws {
            lines.append(try LedgerEntry(time: clock, event: event).encodedLine())
            clock = clock.adding(seconds: 60)
        }
        for event in events { try write(event) }
        let tree = MerkleTree(leaves: lines.map { TreeHash.leaf($0) })
        let name = KeyName(begun)
        let request = ConsentRequest(
            entry: try LedgerEntry(line: lines[2]),
            appended: Appended(
                index: 2, checkpoint: Checkpoint(origin: name, size: tree.size, root: try tree.root(at: tree.size)),
                logSignature: nil, inclusion: try tree.inclusionProof(of: 2, at: tree.size), repairs: []))
        let shares = try token.shares.prefix(2).map { try token.manifest.prove($0) }
        try write(
            .cosigned(
                request.cosign(
                    shares, of: token.manifest, proof: try tree.inclusionProof(of: 2, at: tree.size),
                    at: clock.posixSeconds)))
        try write(
            .recoveryRevealed(
                RecoveryRevealed(
                    opening: 1, set: token.manifest.identity, shares: numbers, field: nil,
                    until: clock.adding(seconds: 14_400))))
        try write(
            .recoveryClosed(
                RecoveryClosed(
                    opening: 1, outcome: .shown, set: token.manifest.identity, shares: numbers, detail: nil)))
        let all = MerkleTree(leaves: lines.map { TreeHash.leaf($0) })
        try day(8)
        try add(
            .journalMerged(
                JournalMerged(
                    journal: journal, entries: UInt64(lines.count), root: try all.root(at: all.size), part: 1, parts: 1,
                    content: LedgerBytes(lines.flatMap { $0 + [0x0A] }))))
        try day(2)
        try drill(token, .byMail, answers: [0], findings: nil, closes: false)
    }

    // MARK: - Who there is

    private static let wide: [(String, Int, [(String, String)])] = [
        ("Security", 2, [("ana", "Ana Ruiz"), ("bo", "Bo Chen"), ("chidi", "Chidi Eze")]),
        ("Operations", 1, [("gus", "Gus Lindqvist-Hämäläinen"), ("femi", "Femi Ode")]),
    ]
    private static let platform: [(String, Int, [(String, String)])] = [
        ("Platform", 2, [("ivy", "Ivy Tan"), ("jon", "Jón Árnason")])
    ]
    private static let security: [(String, Int, [(String, String)])] = [
        ("Security", 2, [("ana", "Ana Ruiz"), ("bo", "Bo Chen"), ("chidi", "Chidi Eze")])
    ]

    /// The policy.
    static func policy(interval: String = "120 d") -> String {
        func groups(_ groups: [(String, Int, [(String, String)])]) -> String {
            groups.map { name, needed, people in
                "          - name: \(name)\n            threshold: \(needed)\n            custodians:\n"
                    + people.map {
                        "              - {person: \($0.0), site: \($0.0 == "chidi" ? "bank" : "hq"), container: safe \($0.0)}\n"
                    }
                    .joined()
            }.joined()
        }
        func head(_ name: String) -> String {
            "  - name: \(name)\n    failure_modes: [idp-down]\n    approvers: [emeka]\n    window: 4 h\n"
                + "    review_within: 5 d\n    drill_every: \(interval)\n    credentials:\n"
        }
        let people = [
            ("ana", "Ana Ruiz"), ("bo", "Bo Chen"), ("chidi", "Chidi Eze"), ("gus", "Gus Lindqvist-Hämäläinen"),
            ("femi", "Femi Ode"), ("ivy", "Ivy Tan"), ("jon", "Jón Árnason"), ("emeka", "Emeka Obi"),
            ("dana", "Dana Novak"),
        ]
        return """
            version: 1
            organisation: Example Corp
            failure_modes:
              - {id: idp-down, means: The identity provider is down, normal_path: The portal}
            sites:
              - {id: hq, name: Headquarters}
              - {id: bank, name: "Bank vault, 12 Long Street"}
            people:

            """ + people.map { "  - {id: \($0.0), name: \($0.1)}\n" }.joined() + "accounts:\n"
                + head("\"\(account)\"") + "      - name: \(password)\n        kind: password\n        groups:\n"
                + groups(wide) + "      - name: \(code)\n        kind: one-time-password\n        groups:\n"
                + groups(platform) + head("\(entra)")
                + "      - name: \(token)\n        kind: password\n        groups:\n" + groups(security)
    }
}
