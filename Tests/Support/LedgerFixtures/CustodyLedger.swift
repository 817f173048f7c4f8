// SPDX-License-Identifier: Apache-2.0
//
// The state of a binder, entry by entry, with a clock that tests set.

package import Custody
package import CustodyPolicy
package import Ledger
import MerkleLog
import SecretMemory
package import SecretSharing
package import ShareEnvelope
import Synchronization

/// A binder's state as entries make it, without a file.
package struct CustodyLedger {
    package static let account = PublicText.known("AWS root")
    package static let password = PublicText.known("root password")
    package static let seed = PublicText.known("one-time password")
    /// What a command about the password needs to name it, beside the one-time password.
    package static let naming = " --account 'AWS root' --credential 'root password'"
    /// 2027-03-01T00:00:00Z.
    package static let start = LedgerTime("2027-03-01T00:00:00Z")!

    package private(set) var state: BinderState
    package private(set) var replay = LedgerReplay()
    package var now = start
    private var known = 0
    private static let key = BinderKey.random()
    /// The shares of every set that was dealt here, so that they can sign.
    private static let dealt = Mutex<[SetIdentity: DealtSet]>([:])

    package init(until: LedgerTime? = nil) {
        state = BinderState(before: until)
        add(
            .binderOpened(
                BinderOpened(name: TestLedger.name, key: Self.key.publicKey, program: TestLedger.program)))
    }

    /// So many days, hours and minutes after the start.
    package static func time(_ days: Int, hours: Int = 0, minutes: Int = 0) -> LedgerTime {
        start.adding(seconds: UInt64(days * 86_400 + hours * 3_600 + minutes * 60))
    }

    /// Adds an entry at the clock's time.
    @discardableResult
    package mutating func add(_ event: LedgerEvent) -> UInt64 {
        guard let line = try? LedgerEntry(time: now, event: event).encodedLine() else { fatalError("no entry") }
        replay.take(line: line)
        for entry in replay.entries[known...] { state.apply(entry) }
        known = replay.entries.count
        return replay.size - 1
    }

    /// The same entries again, but for those after a time.
    package func replayed(until: LedgerTime) -> BinderState {
        var state = BinderState(before: until)
        for entry in replay.entries { state.apply(entry) }
        return state
    }

    /// Has shares sign an entry, the last one unless another is named.
    package mutating func sign(
        _ shares: [ShareNumber], of manifest: Manifest, entry index: UInt64? = nil, at time: LedgerTime? = nil
    ) {
        let size = (index ?? replay.size - 1) + 1
        guard let checkpoint = replay.checkpoint(at: size), let set = Self.dealt.withLock({ $0[manifest.identity] })
        else { fatalError("no such entry, or no such set") }
        let at = (time ?? now).posixSeconds
        let message = Cosignature.message(of: checkpoint, at: at)
        let signatures = set.shares.filter { shares.contains($0.number) }.map { share in
            guard let proven = try? set.manifest.prove(share) else { fatalError("a dealt share is whole") }
            return Cosigned.Signature(
                share: share.number, at: at,
                signature: LedgerBytes(proven.signature(over: message, under: set.manifest)))
        }
        add(
            .cosigned(
                Cosigned(
                    size: size, root: checkpoint.root, set: manifest.identity, logSignature: nil,
                    signatures: signatures)))
    }

    /// Merges a journal that holds these entries.
    package mutating func merge(_ events: [LedgerEvent]) throws {
        let digits = String(replay.size, radix: 16)
        let name = JournalName(ledgerText: String(repeating: "a", count: 32 - digits.count) + digits)!
        let opened = LedgerEvent.journalOpened(
            JournalOpened(journal: name, ledger: nil, program: TestLedger.program))
        var tree = TreeFrontier()
        var bytes: [UInt8] = []
        for event in [opened] + events {
            let line = try LedgerEntry(time: now, event: event).encodedLine()
            tree.append(.leaf(line))
            bytes += line + [0x0A]
        }
        add(
            .journalMerged(
                JournalMerged(
                    journal: name, entries: tree.size.rawValue, root: tree.root, part: 1, parts: 1,
                    content: LedgerBytes(bytes))))
    }

    // MARK: - Policies

    package static func policy(_ edits: [(String, String)] = []) -> String {
        edits.reduce(policyText) { $0.replacing($1.0, with: $1.1) }
    }

    private static let policyText = """
        version: 1
        organisation: Example Corp
        failure_modes:
          - {id: idp-down, means: The identity provider is down, normal_path: The portal}
        sites:
          - {id: hq, name: Headquarters}
          - {id: bank, name: Bank vault}
        people:
          - {id: ana, name: Ana Ruiz}
          - {id: bo, name: Bo Chen}
          - {id: chidi, name: Chidi Eze}
          - {id: dana, name: Dana Levi}
          - {id: emeka, name: Emeka Obi}
        accounts:
          - name: AWS root
            failure_modes: [idp-down]
            approvers: [emeka]
            window: 4 h
            review_within: 5 d
            drill_every: 90 d
            credentials:
              - name: root password
                kind: password
                groups:
                  - name: Security
                    threshold: 2
                    custodians:
                      - {person: ana, site: hq, container: safe 1}
                      - {person: bo, site: hq, container: safe 2}
                      - {person: chidi, site: bank, container: box 3}
              - name: one-time password
                kind: one-time-password
                groups:
                  - name: Platform
                    threshold: 2
                    custodians:
                      - {person: dana, site: hq, container: safe 4}
                      - {person: emeka, site: bank, container: box 5}

        """

    package mutating func adopt(_ text: String = CustodyLedger.policy()) throws {
        add(
            .policyChanged(
                PolicyChanged(
                    by: .known("Dana Levi"), why: .known("first"), changes: [], policy: try PolicyLine.lines(of: text)))
        )
    }

    package var policy: Policy? { state.policy.flatMap { try? PolicyFile.parse($0.text) } }

    // MARK: - Sets

    package static func deal(
        _ groups: [(String, Int, Int)] = [("Security", 2, 3)], needed: Int? = nil, account: PublicText = account,
        credential name: PublicText? = password, apart: Bool = false, isPractice: Bool = false
    ) throws -> Manifest {
        let value = SecretBytes(copying: Array("correct horse".utf8).span)
        let credential = try Credential(fields: [
            CredentialField(kind: .secret, name: PublicText("password", limit: 255), value: value)
        ])
        let plan = try SetPlan(
            label: account, credential: name,
            groups: groups.map { name, needed, total in
                Manifest.Group(name: .known(name), threshold: try Threshold(needed, of: total))
            }, groupsNeeded: needed ?? groups.count, isCiphertextApart: apart,
            isPractice: isPractice)
        let set = try Dealer.deal(
            credential, plan: plan, created: 1_800_000_000, seed: CeremonySeed(dice: SecretBytes(zeroCount: 0)))
        dealt.withLock { $0[set.manifest.identity] = set }
        return set.manifest
    }

    /// Writes that a set was dealt to people; each is `id` or `id=Name`.
    package mutating func create(
        _ manifest: Manifest, to people: [String] = ["ana", "bo", "chidi"]
    ) {
        let names = ["ana": "Ana Ruiz", "bo": "Bo Chen", "chidi": "Chidi Eze", "dana": "Dana Levi"]
        let custodians = zip(manifest.rule.shareNumbers, people).map { share, person in
            SetCreated.Custodian(
                share: share, name: .known(names[person] ?? "Emeka Obi"), person: .known(person), sealed: false)
        }
        add(
            .setCreated(
                SetCreated(manifest: manifest, custodians: custodians, program: .known("test"))))
    }

    package mutating func released(_ manifest: Manifest) {
        add(.sheetsReleased(SheetsReleased(set: manifest.identity, quorumsTried: 3, quorums: 3)))
    }

    package mutating func readBack(_ manifest: Manifest, _ shares: [ShareNumber]? = nil) {
        let shares = shares ?? manifest.rule.shareNumbers
        add(.sheetsReadBack(SheetsReadBack(set: manifest.identity, shares: shares)))
        sign(shares, of: manifest)
    }

    package mutating func retire(_ manifest: Manifest, rotated: Bool, successor: Manifest? = nil) {
        add(
            .setRetired(
                SetRetired(
                    set: manifest.identity, successor: successor?.identity, rotated: rotated, by: .known("Dana Levi"),
                    why: .known("dealt anew"))))
    }

    /// A set that is dealt, let out and read back.
    package mutating func deal(
        to people: [String] = ["ana", "bo", "chidi"], groups: [(String, Int, Int)] = [("Security", 2, 3)],
        credential: PublicText? = password
    ) throws -> Manifest {
        let manifest = try Self.deal(groups, credential: credential)
        create(manifest, to: people)
        released(manifest)
        readBack(manifest)
        return manifest
    }

    /// A ledger in order, its set, and a practice set beside it.
    package static func withPractice() throws -> (ledger: CustodyLedger, set: Manifest, practice: Manifest) {
        var (ledger, set) = try inOrder()
        let practice = try deal(isPractice: true)
        ledger.add(
            .setCreated(
                SetCreated(manifest: practice, practice: set.identity, custodians: [], program: .known("test"))))
        ledger.released(practice)
        return (ledger, set, practice)
    }

    /// The policy and a good set of each of its credentials.
    package static func inOrder() throws -> (ledger: CustodyLedger, set: Manifest) {
        var ledger = CustodyLedger()
        try ledger.adopt()
        let set = try ledger.deal()
        _ = try ledger.deal(to: ["dana", "emeka"], groups: [("Platform", 2, 2)], credential: seed)
        return (ledger, set)
    }

    // MARK: - Recoveries

    package mutating func open(
        _ manifest: Manifest?, account: PublicText? = account, credential: PublicText? = password,
        reason: String = "the portal answers 503", beside: UInt64? = nil, window hours: Int? = 4
    ) -> UInt64 {
        add(
            .recoveryOpened(
                RecoveryOpened(
                    account: account, credential: credential, failureMode: .known("idp-down"),
                    normalPathDown: .known("two people failed"), reason: .known(reason),
                    ticket: .known("INC-1"), operatedBy: .known("Dana Levi"), approvedBy: [.known("Emeka Obi")],
                    windowSeconds: hours.map { UInt64($0) * 3_600 }, set: manifest?.identity,
                    shares: manifest?.rule.shareNumbers ?? [],
                    beside: beside)))
    }

    package mutating func reveal(_ manifest: Manifest, _ opening: UInt64, window hours: Int? = 4) {
        add(
            .recoveryRevealed(
                RecoveryRevealed(
                    opening: opening, set: manifest.identity, shares: Array(manifest.rule.shareNumbers.prefix(2)),
                    field: nil, until: hours.map { now.adding(seconds: UInt64($0) * 3_600) })))
    }

    package mutating func close(_ opening: UInt64, _ outcome: RecoveryClosed.Outcome = .shown) {
        add(.recoveryClosed(RecoveryClosed(opening: opening, outcome: outcome, set: nil, shares: [], detail: nil)))
    }

    /// Opened, revealed and closed at the clock's time.
    package mutating func use(_ manifest: Manifest, window hours: Int? = 4) -> UInt64 {
        let opening = open(manifest, window: hours)
        reveal(manifest, opening, window: hours)
        close(opening)
        return opening
    }

    package mutating func review(_ opening: UInt64) {
        add(
            .reviewFiled(
                ReviewFiled(
                    opening: EntryPlace(opening), broke: .known("the portal"), done: .known("restored it"),
                    restored: .known("restarted"), prevents: .known("a second one"),
                    operatedBy: [.known("Dana Levi")], alerts: .arrived, by: .known("Dana Levi"))))
    }

    // MARK: - What follows

    package func life(_ credential: PublicText? = password) -> CredentialStatus? {
        state.lives(under: policy).first { $0.name == CredentialName(account: Self.account, credential: credential) }
    }

    package func word(_ credential: PublicText? = password) -> String {
        life(credential)?.state(at: now).word ?? "no life"
    }

    /// What is due, but for the night kits and the receipts, which ``nightKits`` and ``receipts`` have.
    package func duties(isPolicyRecorded: Bool = true, faults: Int = 0) -> [Duty] {
        DutyList(state, under: policy, at: now, isPolicyRecorded: isPolicyRecorded, faults: faults).duties
            .filter { $0.kind != .nightKit && $0.kind != .receipt }
    }

    /// The duties about night kits.
    package var nightKits: [Duty] {
        DutyList(state, under: policy, at: now, isPolicyRecorded: true).duties.filter { $0.kind == .nightKit }
    }

    /// The duties about receipts.
    package var receipts: [Duty] {
        DutyList(state, under: policy, at: now, isPolicyRecorded: true).duties.filter { $0.kind == .receipt }
    }

    /// Writes that the night kit of an account was made.
    @discardableResult
    package mutating func makeNightKit(of account: PublicText = account) -> UInt64 {
        add(
            .paperMade(
                PaperMade(
                    paper: .nightKit, ceremony: .recovery, account: account, credential: nil, script: nil,
                    file: PaperName(ledgerText: "night.pdf")!, digest: TreeHash.leaf([3]), by: .known("Dana Levi"))))
    }

    /// The kinds of duties, each with its urgency: `review overdue`.
    package var due: [String] { duties().map { "\($0.kind.rawValue) \($0.urgency.rawValue)" } }
}
