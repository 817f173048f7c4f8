// SPDX-License-Identifier: Apache-2.0
//
// A binder on disk with a policy of one credential, and a desk that plays the people at a dealing.

import Custody
import CustodyPolicy
import Ledger
import SecretMemory
import SecretSharing
import SheetScanning
import Synchronization

@testable import Ceremonies
@testable import ShareEnvelope

/// A binder of two custodians, of whom both are needed; one of their shares may be sealed.
struct DealingBinder {
    let scratch: Scratch
    let binder: OpenBinder

    init(sealed: Bool = false, account: String = "AWS root") throws {
        scratch = try Scratch(in: "/dev/shm")
        let folder = BinderFolder(path: scratch.file("binder"))
        let key = BinderKey.random()
        let text = try Policy.template(
            organisation: .known("Example Corp"), account: .known(account), credential: .known("root password"),
            groups: [
                Policy.NewGroup(
                    name: .known("Security"), threshold: try Threshold(2, of: 2),
                    custodians: [
                        Policy.NewCustodian(
                            name: .known("Ana Ruiz"), site: .known("Headquarters"), container: .known("safe 1"),
                            isSealed: sealed),
                        Policy.NewCustodian(
                            name: .known("Bo Chen"), site: .known("Branch"), container: .known("safe 2")),
                    ])
            ], approvers: [.known("Fay Lund")])
        _ = try folder.create(
            BinderOpened(
                name: LedgerName(ledgerText: "example.com")!, key: key.publicKey, program: .known("breakglass test")),
            key: key,
            policy: PolicyChanged(
                by: .known("Dana Novak"), why: .known("first"), changes: [], policy: try PolicyLine.lines(of: text)),
            instructions: [], at: LedgerTime.now)
        binder = try OpenBinder(folder, try LedgerStore(path: folder.path, key: key)) { _ in }
    }

    private init(_ scratch: Scratch, _ binder: OpenBinder) {
        self.scratch = scratch
        self.binder = binder
    }

    /// The same binder with what was written since.
    func again() throws -> DealingBinder { DealingBinder(scratch, try binder.again()) }

    /// The only credential.
    var life: CredentialStatus { binder.state.lives(under: binder.policy)[0] }

    /// The kinds of the ledger's entries, in order.
    var kinds: [String] {
        get throws { try binder.again().log.placedEntries.map { $0.entry.event.kind.rawValue } }
    }

    /// The split of its credential.
    func split(_ fields: [FieldSource] = DealingBinder.password, isOverriding: Bool = false) -> Split {
        Split(
            .policy(binder.policy!, binder.state, sealing: []), fields, isOverriding: isOverriding,
            leavesSeedUntried: false)
    }

    /// The dealing of its credential, as the policy plans it.
    func dealing(_ succession: Dealing.Succession, passage: Passage = .open, readsBack: Bool = true) throws -> Dealing {
        Dealing(
            to: try Roster(of: life.name, under: binder.policy!)!,
            DealingEvidence(binder.evidence, passage: passage, program: .known("breakglass test")), succession,
            style: SheetStyle(paper: .a4, format: .pdf, isAnonymous: false, secondsFromUTC: 0, version: "test"),
            isCiphertextApart: false, readsBack: readsBack, executable: Sample.program)
    }

    static let password = [FieldSource(name: .known("password"), kind: .secret, origin: .prompt)]
    static let generated = [FieldSource(name: .known("password"), kind: .secret, origin: .generated)]
}

/// What went wrong at the desk.
struct DeskFailure: DealingFailure, Equatable {
    var message: String
    var error: CeremonyError?

    init(_ error: CeremonyError) {
        self.error = error
        message = "\(error)"
    }

    init(_ message: String) { self.message = message }

    func adding(_ words: String, hint: String) -> DeskFailure {
        var failure = self
        failure.message += "; " + words
        return failure
    }
}

/// People who do what a test says, and remember what they were asked.
final class ScriptedDesk: DealingDesk {
    /// What happened, in order.
    private(set) var steps: [String] = []
    /// The sheets that were delivered.
    private(set) var delivered: [DrawnSheet] = []
    /// What the set's sheets show, once they are out.
    private(set) var face: SheetFace?
    var failsToDeliver = false
    /// Of how many sheets scans are given.
    var scans = 2
    var isSet = true
    var failsToShow = false
    /// What each generated password said to do if nobody confirms it.
    private(set) var remedies: [String] = []
    /// What was said of sheets that nobody reads back.
    private(set) var unproven: String?
    /// What is undone if the program is ended from outside.
    private(set) var undo: [Int: @Sendable () throws(BinderError) -> Void] = [:]
    private var undoCount = 0
    /// Called when the sheets are delivered, with what would be undone then.
    var whenDelivered: (ScriptedDesk) -> Void = { _ in }

    func passphrase(
        of custodian: PublicText, _ number: ShareNumber, in manifest: Manifest
    ) throws(DeskFailure) -> SecretBytes {
        steps.append("passphrase of \(custodian)")
        return Sample.secret("six words of their own making")
    }

    func deliver(_ sheets: OutgoingSheets) async throws(DeskFailure) {
        steps.append("deliver")
        whenDelivered(self)
        if failsToDeliver { throw DeskFailure("the disk is full") }
        delivered = sheets.sheets
        face = sheets.paper.face
    }

    func readBack(_ printed: PrintedSheets) async throws(DeskFailure) {
        steps.append("read back \(printed.missing.joined(separator: ", "))")
        let scanner = SheetScanner(executable: Sample.program)
        for sheet in delivered.prefix(scans) {
            for file in sheet.files {
                guard let codes = try? await scanner.codes(inDrawn: file.bytes.duplicate()) else {
                    throw DeskFailure("the scanner fails")
                }
                _ = printed.take(codes)
            }
        }
        if !printed.isWhole { throw DeskFailure("given up") }
    }

    func show(_ password: GeneratedPassword) throws(DeskFailure) {
        steps.append("show \(password.field.name)")
        remedies.append(password.remedy)
        if failsToShow { throw DeskFailure("interrupted") }
    }

    func isSet(_ password: GeneratedPassword) throws(DeskFailure) -> Bool {
        steps.append("ask whether it is set")
        return isSet
    }

    func tell(_ event: DealingEvent) {
        switch event {
        case .dealt: steps.append("dealt")
        case .sealing(let custodian): steps.append("sealing the share of \(custodian)")
        case .sealed: steps.append("sealed")
        case .drawn(let done, let all, _): if done == all { steps.append("drawn") }
        case .tried(let tried, let all): steps.append("tried \(tried) of \(all)")
        case .delivered: steps.append("delivered")
        case .ended(.retired(_, let isChanged), by: _): steps.append(isChanged ? "retired as changed" : "retired")
        case .ended(.abandoned, by: _): steps.append("abandoned")
        case .ended(.waitsForMerge, by: _): steps.append("waits")
        case .readBack: steps.append("whole")
        case .notReadBack(let set):
            steps.append("not read back")
            unproven = set.notReadBack
        case .unwritten(let error): steps.append("unwritten \(error)")
        }
    }

    func onInterruption(_ undo: @escaping @Sendable () throws(BinderError) -> Void) -> () -> Void {
        undoCount += 1
        let number = undoCount
        self.undo[number] = undo
        return { self.undo[number] = nil }
    }
}
