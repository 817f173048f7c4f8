// SPDX-License-Identifier: Apache-2.0
//
// A ledger made in memory, with a set whose shares really sign, so that tests can forge every part of it.

import Custody
import CustodyPolicy
package import Ledger
import MerkleLog
import SecretMemory
import SecretSharing
package import ShareEnvelope

/// A ledger as its owner writes it, and as whoever stole its key could write it anew.
package struct TestLedger {
    package static let name = LedgerName(ledgerText: "example.com")!
    package static let program = PublicText.known("breakglass test")
    package static let account = PublicText.known("AWS root")

    package let key: BinderKey
    package let set: DealtSet
    package private(set) var lines: [[UInt8]] = []
    private var frontier = TreeFrontier()
    private var clock: UInt64 = 1_795_000_000
    private var journal: JournalOpened?

    package init(key: BinderKey = .random(), set: DealtSet? = nil) throws {
        self.key = key
        self.set = try set ?? Self.deal()
        try add(.binderOpened(BinderOpened(name: Self.name, key: key.publicKey, program: Self.program)))
    }

    /// A journal of the same set, which no key signs.
    package init(journal: JournalOpened, of ledger: TestLedger) throws {
        key = ledger.key
        set = ledger.set
        self.journal = journal
        try add(.journalOpened(journal))
    }

    package static func deal(
        random: [UInt8]? = nil, label: PublicText = account, isPractice: Bool = false
    ) throws -> DealtSet {
        let none = SecretBytes(zeroCount: 0)
        let seed =
            if let random { CeremonySeed(random: SecretBytes(copying: random.span), dice: none) } else {
                CeremonySeed(dice: none)
            }
        let value = SecretBytes(copying: Array("correct horse".utf8).span)
        let credential = try Credential(fields: [
            CredentialField(kind: .secret, name: PublicText("password", limit: 255), value: value)
        ])
        let plan = try SetPlan(
            label: label, credential: nil,
            groups: [Manifest.Group(name: .known("Security"), threshold: Threshold(2, of: 3))], groupsNeeded: 1,
            isCiphertextApart: false, isPractice: isPractice)
        return try Dealer.deal(
            credential, plan: plan, created: 1_795_000_000, seed: seed)
    }

    package var origin: LedgerOrigin { LedgerOrigin(name: Self.name, firstLine: lines[0]) }

    /// Adds an entry.
    ///
    /// - Returns: what an append would have told.
    @discardableResult
    package mutating func add(_ event: LedgerEvent) throws -> (entry: LedgerEntry, appended: Appended) {
        clock += 60
        let entry = LedgerEntry(time: LedgerTime(posixSeconds: clock)!, event: event)
        let before = frontier
        lines.append(try entry.encodedLine())
        frontier.append(.leaf(lines[lines.count - 1]))
        let name = journal.map { KeyName($0) } ?? KeyName(origin)
        let signed = key.signed(Checkpoint(origin: name, size: frontier.size, root: frontier.root))
        return (
            entry,
            Appended(
                index: frontier.size.rawValue - 1, checkpoint: signed.checkpoint,
                logSignature: journal == nil ? LedgerBytes(signed.note.signatures[0].blob) : nil,
                inclusion: InclusionProof(lastAfter: before), repairs: [])
        )
    }

    /// Adds the set.
    package mutating func addSet() throws {
        let custodians = set.shares.map { share in
            SetCreated.Custodian(
                share: share.number, name: .known("Keeper \(share.number)"), person: nil, sealed: false)
        }
        try add(
            .setCreated(SetCreated(manifest: set.manifest, custodians: custodians, program: Self.program)))
        try add(.sheetsReleased(SheetsReleased(set: set.manifest.identity, quorumsTried: 3, quorums: 3)))
    }

    /// The shares, proven.
    package func shares(_ count: Int) throws -> [Share] {
        try set.shares.prefix(count).map { try set.manifest.prove($0) }
    }

    /// Adds a policy, whose lines are not read here.
    package mutating func addPolicy() throws {
        let lines = ["# a policy", "", "version: 1"].map { PolicyLine(ledgerText: $0)! }
        try add(
            .policyChanged(
                PolicyChanged(
                    by: .known("Ana Ruiz"), why: .known("the binder is opened"), changes: [], policy: lines)))
    }

    /// Adds one entry of each kind that needs no shares.
    package mutating func addOthers() throws {
        let opening = EntryPlace(4)
        try add(.sheetsReadBack(SheetsReadBack(set: set.manifest.identity, shares: set.manifest.rule.shareNumbers)))
        try add(
            .exception(
                CeremonyException(
                    about: opening, expected: .known("three sheets"), happened: .known("one was wet"),
                    decided: .known("it was dried"), by: .known("Ana Ruiz"), override: true)))
        try add(
            .countersigned(
                Countersigned(
                    exception: EntryPlace(UInt64(lines.count - 1)), by: .known("Bo Chen"),
                    statement: .known("I saw it"))))
        try add(
            .reviewFiled(
                ReviewFiled(
                    opening: opening, broke: .known("the portal"), done: .known("nothing but a login"),
                    restored: .known("by its vendor"), prevents: .known("a second portal"),
                    operatedBy: [.known("Dana Novak")], alerts: .late,
                    evidence: [.init(name: .known("trail.json"), digest: TreeHash.leaf([1]), bytes: 4_711)],
                    by: .known("Bo Chen"))))
        try addPeopleAndPapers()
        try add(
            .refused(Refused(act: .known("recover"), account: Self.account, why: .known("\"slow\" is convenience"))))
    }

    /// Adds somebody who comes, somebody who goes, and the papers of a ceremony.
    private mutating func addPeopleAndPapers() throws {
        let by = PublicText.known("Ana Ruiz")
        try add(
            .custodianJoined(
                CustodianJoined(person: .known("cy"), custodian: .known("Cy Young"), by: by, why: .known("new here"))))
        let held = CustodianLeft.Held(
            set: set.manifest.identity, shares: [set.manifest.rule.shareNumbers[0]],
            dealBy: CalendarDay(year: 2028, month: 2, day: 29)!)
        try add(
            .custodianLeft(
                CustodianLeft(
                    person: .known("bo"), custodian: .known("Bo Chen"),
                    left: CalendarDay(year: 2028, month: 2, day: 15)!, holds: [held], successor: .known("cy"), by: by,
                    why: .known("another job"))))
        for (paper, script) in [(PaperMade.Paper.script, nil), (.record, EntryPlace(UInt64(lines.count)))] {
            try add(
                .paperMade(
                    PaperMade(
                        paper: paper, ceremony: .recovery, account: Self.account, credential: nil, script: script,
                        file: PaperName(ledgerText: "\(paper.rawValue).pdf")!, digest: TreeHash.leaf([2]), by: by)))
        }
    }

    /// Adds a recovery with the consent of the first two shares.
    package mutating func addRecovery(_ reason: String) throws {
        let opened = RecoveryOpened(
            account: Self.account, credential: nil, failureMode: .known("idp-down"), normalPathDown: nil,
            reason: .known(reason), ticket: nil, operatedBy: nil, approvedBy: [], windowSeconds: 3600,
            set: set.manifest.identity, shares: set.manifest.rule.shareNumbers)
        let (entry, appended) = try add(.recoveryOpened(opened))
        let request = ConsentRequest(entry: entry, appended: appended)
        let shares = try shares(2)
        try add(.cosigned(try request.cosign(shares, of: set.manifest, proof: appended.inclusion, at: clock)))
        try add(
            .recoveryRevealed(
                RecoveryRevealed(
                    opening: appended.index, set: set.manifest.identity, shares: shares.map { $0.number }, field: nil,
                    until: nil)))
        try add(
            .recoveryClosed(
                RecoveryClosed(
                    opening: appended.index, outcome: .shown, set: set.manifest.identity,
                    shares: shares.map { $0.number }, detail: nil)))
    }

    /// A set and two recoveries.
    package static func sample() throws -> TestLedger {
        var ledger = try TestLedger()
        try ledger.addSet()
        try ledger.addRecovery("first")
        try ledger.addRecovery("second")
        return ledger
    }

    /// The ledger's file.
    package var bytes: [UInt8] { lines.flatMap { $0 + [0x0A] } }

    /// The signed checkpoint of so many entries, or of all.
    package func checkpoint(_ size: Int? = nil) throws -> [UInt8] { try signed(size).note.bytes }

    private func signed(_ size: Int?) throws -> SignedCheckpoint {
        let tree = MerkleTree(leaves: lines.prefix(size ?? lines.count).map { TreeHash.leaf($0) })
        return key.signed(
            Checkpoint(origin: KeyName(origin), size: tree.size, root: try tree.root(at: tree.size)))
    }

    /// What a slip of so many entries shows.
    package func paper(_ size: Int? = nil) throws -> CheckpointCode {
        try signed(size).checkpoint.paper(key: key.publicKey, origin: origin)!
    }

    /// The ledger with other lines, signed anew with the same key: what a thief of the key can do.
    package func rewritten(_ change: (inout [[UInt8]]) throws -> Void) rethrows -> TestLedger {
        var copy = self
        try change(&copy.lines)
        return copy
    }
}
