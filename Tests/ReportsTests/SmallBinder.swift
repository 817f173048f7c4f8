// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Foundation
import Ledger
import MerkleLog
import SecretMemory
import SecretSharing
import ShareEnvelope
import Testing

/// A binder in memory: a policy, and one set with three custodians whose sheets were released.
struct SmallBinder {
    static let account = PublicText.known("AWS root, example.com")
    static let credential = PublicText.known("root password")
    private static let start: UInt64 = 1_800_000_000

    let manifest: Manifest
    private let dealt: DealtSet
    private var lines: [UInt8] = []
    private var day = 0
    private var count: UInt64 = 0

    /// Deals a set of the account.
    static func deal(isPractice: Bool = false, credential: PublicText = Self.credential) throws -> DealtSet {
        let value = SecretBytes(copying: Array("correct horse".utf8).span)
        let plan = try SetPlan(
            label: Self.account, credential: credential,
            groups: [Manifest.Group(name: .known("Security"), threshold: Threshold(2, of: 3))], groupsNeeded: 1,
            isCiphertextApart: false, isPractice: isPractice)
        return try Dealer.deal(
            try Credential(fields: [CredentialField(kind: .secret, name: .known("password"), value: value)]),
            plan: plan, created: Self.start, seed: CeremonySeed(dice: SecretBytes(zeroCount: 0)))
    }

    init() throws {
        dealt = try Self.deal()
        manifest = dealt.manifest
        let name = try #require(LedgerName(ledgerText: "example.com"))
        let key = try #require(LedgerKey(bytes: [UInt8](repeating: 5, count: 32)))
        try add(.binderOpened(BinderOpened(name: name, key: key, program: .known("test"))))
        try add(
            .policyChanged(
                PolicyChanged(
                    by: .known("Dana Novak"), why: .known("first"), changes: [],
                    policy: try PolicyLine.lines(of: Self.policy))))
        try release(manifest)
    }

    /// Writes that a set was dealt to the three people and released.
    mutating func release(_ manifest: Manifest, practiceFor real: SetIdentity? = nil) throws {
        let people = [("ana", "Ana Ruiz"), ("bo", "Bo Chen"), ("chidi", "Chidi Eze")]
        let custodians = zip(manifest.rule.shareNumbers, people).map { share, person in
            SetCreated.Custodian(share: share, name: .known(person.1), person: .known(person.0), sealed: false)
        }
        try add(
            .setCreated(
                SetCreated(manifest: manifest, practice: real, custodians: custodians, program: .known("test"))))
        try add(.sheetsReleased(SheetsReleased(set: manifest.identity, quorumsTried: 3, quorums: 3)))
    }

    /// Has two shares consent to the newest entry, which asks for them; those of the first set unless another is given.
    mutating func consent(_ other: DealtSet? = nil, afterDays days: Int = 0) throws {
        day += days
        let set = other ?? dealt
        let checkpoint = try #require(log.newestCheckpoint)
        let at = try now.posixSeconds
        let message = Cosignature.message(of: checkpoint, at: at)
        let signatures = try set.shares.prefix(2).map { share in
            Cosigned.Signature(
                share: share.number, at: at,
                signature: LedgerBytes(try set.manifest.prove(share).signature(over: message, under: set.manifest)))
        }
        try add(
            .cosigned(
                Cosigned(
                    size: checkpoint.size.rawValue, root: checkpoint.root, set: set.manifest.identity,
                    logSignature: nil, signatures: signatures)))
    }

    /// Adopts a policy that plans one more credential of the account, with the same custodians.
    mutating func plan(_ credential: PublicText) throws {
        let start = try #require(Self.policy.range(of: "      - name: root password"))
        let planned = Self.policy[start.lowerBound...]
        let policy = Self.policy + planned.replacing("root password", with: credential.description)
        try add(
            .policyChanged(
                PolicyChanged(
                    by: .known("Dana Novak"), why: .known("one more"), changes: [],
                    policy: try PolicyLine.lines(of: policy))))
    }

    /// Adds an entry, so many days after the one before it.
    @discardableResult
    mutating func add(_ event: LedgerEvent, afterDays days: Int = 0) throws -> UInt64 {
        day += days
        lines += try LedgerEntry(time: now, event: event).encodedLine() + [0x0A]
        count += 1
        return count - 1
    }

    /// Adds the statement of a recovery.
    @discardableResult
    mutating func statement(
        by person: String, set: SetIdentity? = nil, credential: PublicText = Self.credential,
        isPractice: Bool = false, window: UInt64? = 3_600, afterDays days: Int = 1
    ) throws -> UInt64 {
        try add(
            .recoveryOpened(
                RecoveryOpened(
                    account: Self.account, credential: credential, failureMode: nil, normalPathDown: nil,
                    reason: .known("the portal answers 503"), ticket: .known("INC-1042"),
                    operatedBy: .known(person), approvedBy: [.known("Emeka Obi")], windowSeconds: window,
                    set: set ?? manifest.identity, shares: Array(manifest.rule.shareNumbers.prefix(2)),
                    isPractice: isPractice)), afterDays: days)
    }

    /// Adds a use by an operator, and its end.
    mutating func use(by person: String) throws -> UInt64 {
        let place = try statement(by: person)
        try show(place)
        return place
    }

    /// Adds that the set was shown, and the end of the recovery.
    mutating func show(_ place: UInt64) throws {
        let shares = Array(manifest.rule.shareNumbers.prefix(2))
        let set = manifest.identity
        try add(
            .recoveryRevealed(RecoveryRevealed(opening: place, set: set, shares: shares, field: nil, until: nil)))
        try add(
            .recoveryClosed(RecoveryClosed(opening: place, outcome: .shown, set: set, shares: shares, detail: nil)))
    }

    /// Adds the review of a use.
    mutating func review(
        _ place: UInt64, by reviewer: String, usedBy users: [String], verdict: ReviewFiled.Verdict? = nil,
        follows: String? = nil
    ) throws {
        try add(
            .reviewFiled(
                ReviewFiled(
                    opening: EntryPlace(place), broke: .known("the portal"), done: .known("a role was restored"),
                    restored: .known("restarted"), prevents: .known("a second portal"),
                    operatedBy: users.map { .known($0) }, alerts: .arrived, evidence: [],
                    result: verdict.map { _ in TreeHash.leaf([1]) }, verdict: verdict,
                    follows: follows.map { .known($0) }, by: .known(reviewer))),
            afterDays: 1)
    }

    /// The time of the newest entry.
    var now: LedgerTime {
        get throws { try #require(LedgerTime(posixSeconds: UInt64(Int64(Self.start) + Int64(day) * 86_400))) }
    }

    /// A time after all entries.
    var end: LedgerTime { get throws { try #require(LedgerTime(posixSeconds: Self.start + 1_000 * 86_400)) } }

    /// The audit of the ledger, without any evidence from outside.
    var audit: LedgerAudit { LedgerAudit(ledger: lines, checkpoint: nil, evidence: AuditEvidence()) }

    var log: LogAudit { LogAudit(ledger: lines) }
    var state: BinderState { BinderState(of: log) }

    private static let policy = """
        version: 1
        organisation: Example Corp
        failure_modes: []
        sites:
          - {id: hq, name: Headquarters in the old part of the town}
          - {id: bank, name: Bank vault}
        people:
          - {id: ana, name: Ana Ruiz}
          - {id: bo, name: Bo Chen}
          - {id: chidi, name: Chidi Eze}
          - {id: dana, name: Dana Novak}
          - {id: emeka, name: Emeka Obi}
        accounts:
          - name: "AWS root, example.com"
            failure_modes: []
            approvers: [emeka]
            window: 4 h
            review_within: 5 d
            drill_every: 90 d
            networks: [192.0.2.0/24]
            cloud:
              provider: aws
              accounts: ["111122223333"]
              identities: ["arn:aws:iam::111122223333:root"]
              endpoints: [vpce-0a1b2c3d4e5f60718]
              alerts: [security@example.com]
              alert_within: 5 min
            credentials:
              - name: root password
                kind: password
                groups:
                  - name: Security
                    threshold: 2
                    custodians:
                      - {person: ana, site: hq, container: the green safe beside the window}
                      - {person: bo, site: hq, container: safe 2}
                      - {person: chidi, site: bank, container: box 3}

        """
}
