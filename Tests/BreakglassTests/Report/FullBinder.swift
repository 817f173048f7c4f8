// SPDX-License-Identifier: Apache-2.0
//
// A binder after fourteen months of everything, written through the library with times of the past: what a report has to
// show at its fullest.

import Foundation
import MerkleLog
import SecretMemory
import SecretSharing
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger
@testable import ShareEnvelope

/// A binder with three credentials, whose shares really sign.
final class FullBinder {
    private let scratch: Scratch
    private let key = BinderKey.random()
    /// The end of the story: noon of yesterday, far from any midnight.
    let end: LedgerTime
    var path: String { scratch.file("binder") }
    let store: LedgerStore
    var clock: LedgerTime

    static let who = PublicText.known("Dana Novak")
    static let account = PublicText.known("AWS root, example.com")
    static let password = PublicText.known("root password")
    static let code = PublicText.known("one-time password")
    static let entra = PublicText.known("Entra emergency 1")
    static let token = PublicText.known("security key PIN")

    private init() throws {
        scratch = try Scratch()
        let today = LedgerTime.now.posixSeconds / 86_400 * 86_400
        end = try #require(LedgerTime(posixSeconds: today - 43_200))
        clock = end
        let name = try #require(LedgerName(ledgerText: "example.com"))
        let folder = BinderFolder(path: scratch.file("binder"))
        let first = try #require(LedgerTime(posixSeconds: end.posixSeconds - 430 * 86_400))
        _ = try folder.create(
            BinderOpened(name: name, key: key.publicKey, program: .known("breakglass 0.1.0")), key: key,
            policy: PolicyChanged(
                by: Self.who, why: .known("the binder is opened"), changes: [],
                policy: try PolicyLine.lines(of: Self.policy())),
            instructions: [("README.txt", Array("A binder.\n".utf8))], at: first)
        store = try LedgerStore(path: folder.path, key: key)
    }

    /// A binder that stays as it is.
    struct Made: Sendable {
        let scratch: Scratch
        let key: BinderKey
        /// The end of the story.
        let end: LedgerTime
        var path: String { scratch.file("binder") }
    }

    /// The binder, made once for all tests that only read it.
    static func shared() async throws -> Made { try await task.value }

    private static let task = Task {
        let binder = try FullBinder()
        try binder.tell()
        return Made(scratch: binder.scratch, key: binder.key, end: binder.end)
    }

    // MARK: - Entries

    /// Sets the clock to so many days before the end.
    func day(_ days: Int, hours: Int = 0) throws {
        let past = UInt64(days * 86_400 - hours * 3_600)
        clock = try #require(LedgerTime(posixSeconds: end.posixSeconds - past))
    }

    @discardableResult
    func add(_ event: LedgerEvent) throws -> (place: UInt64, request: ConsentRequest, proof: InclusionProof) {
        let entry = LedgerEntry(time: clock, event: event)
        let appended = try store.append(entry)
        clock = clock.adding(seconds: 90)
        return (appended.index, ConsentRequest(entry: entry, appended: appended), appended.inclusion)
    }

    /// Adds an entry, and the signatures of these members of a set, by their place in it.
    @discardableResult
    func add(_ event: LedgerEvent, signedBy members: [Int], of set: DealtSet) throws -> UInt64 {
        let (place, request, proof) = try add(event)
        guard !members.isEmpty else { return place }
        let shares = try members.map { try set.manifest.prove(set.shares[$0]) }
        try add(.cosigned(request.cosign(shares, of: set.manifest, proof: proof, at: clock.posixSeconds)))
        return place
    }

    func deal(
        _ account: PublicText, _ credential: PublicText, _ groups: [(String, Int, [(String, String)])]
    ) throws -> DealtSet {
        let value = SecretBytes(copying: Array("correct horse battery staple".utf8).span)
        let plan = try SetPlan(
            label: account, credential: credential,
            groups: groups.map { name, needed, people in
                Manifest.Group(name: .known(name), threshold: try Threshold(needed, of: people.count))
            }, groupsNeeded: groups.count, isCiphertextApart: false)
        let set = try Dealer.deal(
            try Credential(fields: [CredentialField(kind: .secret, name: .known("password"), value: value)]),
            plan: plan, created: clock.posixSeconds, seed: CeremonySeed(dice: SecretBytes(zeroCount: 0)))
        try BinderFolder(path: path).keep(set.manifest, set.ciphertext)
        let custodians = zip(set.shares, groups.flatMap { $0.2 }).map { share, person in
            SetCreated.Custodian(
                share: share.number, name: .known(person.1), person: .known(person.0), sealed: person.0 == "bo")
        }
        try add(
            .setCreated(
                SetCreated(
                    manifest: set.manifest, custodians: custodians,
                    program: .known("breakglass 0.1.0"))))
        try add(.sheetsReleased(SheetsReleased(set: set.manifest.identity, quorumsTried: 6, quorums: 6)))
        try add(
            .sheetsReadBack(
                SheetsReadBack(set: set.manifest.identity, shares: set.shares.map { $0.number })),
            signedBy: Array(set.shares.indices), of: set)
        return set
    }

    func drill(
        _ set: DealtSet, _ way: DrillOpened.Way, answers: [Int], findings: String?, seconds: UInt64? = nil,
        closes: Bool = true
    ) throws {
        let all = set.shares.map { $0.number }
        let place = try add(
            .drillOpened(
                DrillOpened(
                    set: set.manifest.identity, shares: all, nonce: DrillNonce(), way: way,
                    expires: clock.adding(seconds: 7 * 86_400), by: Self.who)), signedBy: answers, of: set)
        let proven = answers.map { all[$0] }
        if let seconds {
            try add(
                .rehearsed(
                    Rehearsed(
                        drill: place, set: set.manifest.identity, shares: proven, quorumsTried: 6, quorums: 6,
                        seconds: seconds)))
        }
        guard closes else { return }
        try add(
            .drillClosed(
                DrillClosed(
                    drill: place, proven: proven, unproven: all.filter { !proven.contains($0) },
                    findings: findings.map { .known($0) }, by: Self.who)))
    }

    func use(
        _ set: DealtSet, _ account: PublicText, _ credential: PublicText, signedBy members: [Int], _ reason: String,
        ticket: String
    ) throws -> UInt64 {
        let numbers = members.map { set.shares[$0].number }
        let place = try add(
            .recoveryOpened(
                RecoveryOpened(
                    account: account, credential: credential, failureMode: .known("idp-down"),
                    normalPathDown: .known("two people failed to sign in"), reason: .known(reason),
                    ticket: .known(ticket), operatedBy: Self.who, approvedBy: [.known("Emeka Obi")],
                    windowSeconds: 14_400, set: set.manifest.identity, shares: set.shares.map { $0.number })),
            signedBy: members, of: set)
        try add(
            .recoveryRevealed(
                RecoveryRevealed(
                    opening: place, set: set.manifest.identity, shares: numbers, field: .known("password"),
                    until: clock.adding(seconds: 14_400))))
        try add(
            .recoveryClosed(
                RecoveryClosed(
                    opening: place, outcome: .shown, set: set.manifest.identity, shares: numbers, detail: nil)))
        return place
    }

    func retire(_ set: DealtSet, for successor: DealtSet, rotated: Bool, _ why: String, signedBy: [Int]) throws {
        try add(
            .setRetired(
                SetRetired(
                    set: set.manifest.identity, successor: successor.manifest.identity, rotated: rotated, by: Self.who,
                    why: .known(why), shares: signedBy.isEmpty ? nil : set.shares.map { $0.number })),
            signedBy: signedBy, of: set)
    }
}
