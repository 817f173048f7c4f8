// SPDX-License-Identifier: Apache-2.0
//
// A binder in a folder of its own, with a policy and one dealt set whose shares can sign: for ceremonies that write.

import Ceremonies
import CustodyPolicy
import Foundation
import Ledger
import LedgerFixtures
import SecretMemory
import SecretSharing
import ShareEnvelope

final class TurnoverBinder {
    let path: String
    let folder: BinderFolder
    let store: LedgerStore
    private let dealt: DealtSet

    /// Deals the root password to Ana, Bo and Chidi, two of whom open it.
    init(spare: Bool = false) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "turnover-\(UUID().uuidString)").path
        folder = BinderFolder(path: path)
        let key = BinderKey.random()
        let policy = PolicyChanged(
            by: .known("Dana Novak"), why: .known("first"), changes: [],
            policy: try PolicyLine.lines(of: Self.policy(spare: spare)))
        _ = try folder.create(
            BinderOpened(name: LedgerName(ledgerText: "example.com")!, key: key.publicKey, program: .known("test")),
            key: key, policy: policy, instructions: [], at: .now)
        store = try LedgerStore(path: path, key: key)
        let value = SecretBytes(copying: Array("correct horse".utf8).span)
        let plan = try SetPlan(
            label: .known("AWS root"), credential: .known("root password"),
            groups: [Manifest.Group(name: .known("Security"), threshold: try Threshold(2, of: 3))], groupsNeeded: 1,
            isCiphertextApart: false)
        dealt = try Dealer.deal(
            try Credential(fields: [
                CredentialField(kind: .secret, name: PublicText("password", limit: 255), value: value)
            ]), plan: plan, created: 1_795_500_000, seed: CeremonySeed(dice: SecretBytes(zeroCount: 0)))
        let people = [("ana", "Ana Ruiz"), ("bo", "Bo Chen"), ("chidi", "Chidi Eze")]
        let custodians = zip(shares, people).enumerated().map { index, pair in
            SetCreated.Custodian(
                share: pair.0, name: .known(pair.1.1), person: .known(pair.1.0), sealed: false,
                isSpare: spare && index == 2)
        }
        try open().append(
            .setCreated(SetCreated(manifest: manifest, custodians: custodians, program: .known("test"))))
        try open().append(.sheetsReleased(SheetsReleased(set: manifest.identity, quorumsTried: 3, quorums: 3)))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var manifest: Manifest { dealt.manifest }
    var shares: [ShareNumber] { manifest.rule.shareNumbers }

    /// The binder as it is now.
    func open() throws -> OpenBinder { try OpenBinder(folder, store) { _ in } }

    /// The set as the ledger has it now.
    func set() throws -> SetHistory { try open().state.set(manifest.identity)! }

    /// A custodian's sheet, by the index of its share.
    func sheet(_ index: Int) throws -> SheetInHand {
        let share = dealt.shares.first { $0.number == shares[index] }!
        return SheetInHand(of: try set(), manifest, try manifest.prove(share))
    }

    /// Records that a sheet is destroyed; returns the place of the entry.
    func destroy(_ index: Int) throws -> EntryPlace {
        let sheet = try sheet(index)
        _ = try open().append(
            .sheetDestroyed(
                SheetDestroyed(
                    set: manifest.identity, share: shares[index], how: .known("shredder"), by: .known("Fay Lund"))),
            signedBy: [sheet.share], of: manifest)
        return try set().sheets[shares[index]]!.destroyed!.place
    }

    /// The kinds of all entries after the first so many.
    func kinds(after count: Int = 0) throws -> [String] {
        try open().log.placedEntries.dropFirst(count).map { $0.entry.event.kind.rawValue }
    }

    /// Answers as the command line gives them.
    static func answers(attended: Bool = false, _ given: [AnswerKey: String]) -> Answers {
        var answers = Answers(isAttended: attended)
        for (key, text) in given { answers.give(key, text) }
        return answers
    }

    private static func policy(spare: Bool) -> String {
        CustodyLedger.policy([
            ("approvers: [emeka]", "approvers: [fay]"),
            (
                "  - {id: emeka, name: Emeka Obi}\n",
                "  - {id: emeka, name: Emeka Obi}\n  - {id: fay, name: Fay Lund}\n  - {id: boris, name: Boris Ek}\n"
            ),
            ("container: box 3}", "container: box 3\(spare ? ", spare: true" : "")}"),
        ])
    }
}
