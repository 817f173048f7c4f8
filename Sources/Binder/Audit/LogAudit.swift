// SPDX-License-Identifier: Apache-2.0
//
// Recomputes a log, a ledger or a record, from its bytes alone and believes nothing in it: every line's one form, the
// tree, every cosignature against the manifests, and every reference from one entry to another.

import Foundation
public import MerkleLog
import SecretSharing
public import ShareEnvelope

/// What the bytes of one log amount to.
public struct LogAudit: Sendable {
    /// The log's name, once its first line could be read.
    public private(set) var origin: KeyName?
    /// The keys that sign the ledger's checkpoints; records have none.
    public private(set) var keys: KeyHistory?
    /// The ledger's origin.
    public private(set) var ledgerOrigin: LedgerOrigin?
    /// The entries, in order; nothing where a line is none.
    public private(set) var entries: [LedgerEntry?] = []
    /// The tree of all lines.
    public private(set) var tree = MerkleTree()
    /// What is wrong.
    public private(set) var findings: [AuditFinding] = []
    /// Shares that vouch for the log, as its own entries show.
    public private(set) var witnesses: [AuditWitness] = []

    private var manifests: [SetIdentity: Manifest] = [:]
    private var custodians: [SetIdentity: [ShareNumber: PublicText]] = [:]
    /// Who consented, by the opening and the set.
    private var consents: [UInt64: [SetIdentity: Set<ShareNumber>]] = [:]
    private var rules = EntryRules()
    private let isRecord: Bool
    private let base: EntryPlace?
    /// What follows from so many first entries: however many keys a ledger changes, it is replayed once.
    private var keyState = BinderState()
    private var keyStateSize: UInt64 = 0
    private var keyPolicy: (place: EntryPlace, policy: Policy?)?
    /// The pieces of the record that is being taken in.
    private var pieces: [[UInt8]] = []
    /// The records that were taken in, as they were when they last were.
    private var merged: [RecordName: (size: TreeSize, root: TreeHash)] = [:]

    /// Recomputes a ledger.
    public init(ledger: [UInt8]) { self.init(bytes: ledger, at: nil, manifests: [:], custodians: [:], rules: nil) }

    /// Recomputes a record.
    ///
    /// - Parameter ledger: knows manifests that the record may speak of.
    public init(record: [UInt8], in ledger: LogAudit? = nil) {
        self.init(
            bytes: record, at: nil, manifests: ledger?.manifests ?? [:], custodians: ledger?.custodians ?? [:],
            rules: (ledger?.rules ?? EntryRules()).forRecord)
    }

    private init(
        bytes: [UInt8], at base: EntryPlace?, manifests: [SetIdentity: Manifest],
        custodians: [SetIdentity: [ShareNumber: PublicText]], rules: EntryRules?
    ) {
        self.base = base
        isRecord = rules != nil
        self.rules = rules ?? EntryRules()
        self.manifests = manifests
        self.custodians = custodians
        var start = 0
        while start < bytes.count, let end = bytes[start...].firstIndex(of: 0x0A) {
            take(Array(bytes[start..<end]))
            start = end + 1
        }
        checkPieces(before: nil)
        if case .keyChanged? = entries.last??.event { find(size - 1, .unfoundedKeyChange) }
        if start < bytes.count { find(nil, .tornTail(byteCount: bytes.count - start)) }
        if entries.isEmpty || origin == nil { find(nil, .noBeginning) }
    }

    /// How many entries there are.
    public var size: UInt64 { UInt64(entries.count) }

    /// The checkpoint of all its lines.
    public var newestCheckpoint: Checkpoint? { checkpoint(at: size) }

    /// The checkpoint of so many first lines.
    public func checkpoint(at size: UInt64) -> Checkpoint? {
        guard let origin, let size = TreeSize(size), let root = try? tree.root(at: size) else { return nil }
        return Checkpoint(origin: origin, size: size, root: root)
    }

    /// The manifest of a set, as an entry holds it.
    public func manifest(of set: SetIdentity) -> Manifest? { manifests[set] }

    private func place(_ index: UInt64) -> EntryPlace {
        base.map { EntryPlace($0.index, inRecord: index) } ?? EntryPlace(index)
    }

    private mutating func find(_ index: UInt64?, _ what: AuditFinding.What) {
        findings.append(AuditFinding(place: index.map { place($0) } ?? base, what: what))
    }

    // MARK: - Entries

    private mutating func take(_ line: [UInt8]) {
        let index = size
        tree.append(.leaf(line))
        do throws(EntryDefect) {
            let entry = try LedgerEntry(line: line)
            if let last = entries.last(where: { $0 != nil }), let last, entry.time < last.time {
                find(index, .timeRunsBack)
            }
            entries.append(entry)
            if index == 0 { begin(entry, line) }
            check(entry, at: index)
        } catch {
            entries.append(nil)
            find(index, .notAnEntry(error))
        }
    }

    private mutating func begin(_ entry: LedgerEntry, _ line: [UInt8]) {
        switch entry.event {
        case .binderOpened(let opened) where !isRecord:
            let name = LedgerOrigin(name: opened.name, firstLine: line)
            ledgerOrigin = name
            origin = KeyName(name)
            keys = KeyHistory(opened.key)
        case .recordOpened(let opened) where isRecord: origin = KeyName(opened)
        default: break
        }
    }

    private mutating func check(_ entry: LedgerEntry, at index: UInt64) {
        guard rules.allows(entry.event.kind) else { return find(index, .fault(.notForRecords(entry.event.kind))) }
        checkPieces(before: entry.event)
        defer {
            let before = index > 0 ? entries[Int(index) - 1]?.event : nil
            if let fault = rules.take(entry.event, at: index, after: before, manifests: manifests) {
                find(index, .fault(fault))
            }
        }
        if index > 0, case .keyChanged(let change)? = entries[Int(index) - 1]?.event {
            check(change, at: index - 1, consent: entry)
        }
        switch entry.event {
        case .binderOpened, .recordOpened: if index > 0 { find(index, .opensAgain) }
        case .setCreated(let event):
            take(manifest: event.manifest, of: event.set, at: index)
            if let practised = event.practice { refer(to: practised, from: index) }
            for keeper in event.keepers { custodians[event.set, default: [:]][keeper.share] = keeper.custodian }
        case .recoveryNamed(let event):
            if let bytes = event.manifest { take(manifest: bytes, of: event.set, at: index) }
            refer(to: event.set, from: index)
            refer(to: event.opening, from: index)
        case .cosigned(let event): check(event, at: index)
        case .recoveryRevealed(let event):
            refer(to: event.opening, from: index)
            checkConsent(event, at: index)
        case .recoveryClosed(let event): refer(to: event.opening, from: index)
        case .sheetsLetOut(let event): refer(to: event.set, from: index)
        case .sheetsReadBack(let event): refer(to: event.set, from: index)
        case .setAbandoned(let event): refer(to: event.set, from: index)
        case .setRetired(let event): refer(to: event.set, from: index)
        case .drillOpened(let event): refer(to: event.set, from: index)
        case .reshareOpened(let event): refer(to: event.set, from: index)
        case .sheetReceived(let event): refer(to: event.set, from: index)
        case .sheetDestroyed(let event): refer(to: event.set, from: index)
        case .sheetLost(let event): refer(to: event.set, from: index)
        case .custodianLeft(let event): for held in event.holds { refer(to: held.set, from: index) }
        case .paperMade(let event): if let script = event.script { refer(toScript: script, from: index) }
        case .rehearsed(let event): refer(toDrill: event.drill, from: index)
        case .drillClosed(let event): refer(toDrill: event.drill, from: index)
        case .recordMerged(let event): merge(event, at: index)
        // Counts at once, so that the signature of its own checkpoint is the new key's; the next entry must found it.
        case .keyChanged(let event): keys?.change(to: event.key, at: index)
        case .policyChanged, .refused, .exception, .countersigned, .reviewFiled, .custodianJoined, .recoveryOpened:
            break
        }
    }

    private mutating func take(manifest bytes: LedgerBytes, of set: SetIdentity, at index: UInt64) {
        guard let manifest = try? Manifest(encoded: bytes.bytes), manifest.identity == set else {
            return find(index, .wrongManifest(set))
        }
        manifests[set] = manifest
    }

    private mutating func refer(to set: SetIdentity, from index: UInt64) {
        if manifests[set] == nil { find(index, .danglingReference("set \(set.code)")) }
    }

    private mutating func refer(to opening: UInt64, from index: UInt64) {
        guard opening < index, case .recoveryOpened? = entries[Int(opening)]?.event else {
            return find(index, .danglingReference("entry \(opening)"))
        }
    }

    private mutating func refer(toDrill drill: UInt64, from index: UInt64) {
        guard drill < index, case .drillOpened? = entries[Int(drill)]?.event else {
            return find(index, .danglingReference("entry \(drill)"))
        }
    }

    /// A record follows a script of the same log: both are made where the ledger can be written.
    private mutating func refer(toScript place: EntryPlace, from index: UInt64) {
        guard place.inRecord == nil, place.index < index, case .paperMade(let made)? = entries[Int(place.index)]?.event,
            made.paper == .script
        else { return find(index, .danglingReference("entry \(place)")) }
    }

    // MARK: - Keys

    /// A key takes over only with the consent, in the very next entry, of a quorum of the set that the policy names.
    private mutating func check(_ change: KeyChanged, at index: UInt64, consent entry: LedgerEntry) {
        guard keys != nil, case .cosigned(let event) = entry.event, event.size == index + 1, event.set == change.set,
            let manifest = manifests[change.set], manifest.rule.isMet(by: event.signatures.map { $0.share }),
            keyQuorum(before: index) == change.set
        else { return find(index, .unfoundedKeyChange) }
    }

    private mutating func keyQuorum(before index: UInt64) -> SetIdentity? {
        while keyStateSize < index {
            if let entry = entries[Int(keyStateSize)] { keyState.apply(entry, at: keyStateSize) }
            keyStateSize += 1
        }
        guard let version = keyState.policy else { return nil }
        if keyPolicy?.place != version.place { keyPolicy = (version.place, keyState.readPolicy) }
        return keyPolicy?.policy.flatMap { keyState.keyQuorum(under: $0) }?.identity
    }

    // MARK: - Cosignatures

    private mutating func check(_ event: Cosigned, at index: UInt64) {
        guard event.size >= 1, event.size <= index, let size = TreeSize(event.size), let origin else {
            return find(index, .earlyCosignature(size: event.size))
        }
        let checkpoint = Checkpoint(origin: origin, size: size, root: event.root)
        if let key = keys?.key(at: event.size), let signature = event.logSignature {
            let signed = SignedCheckpoint(checkpoint, signatures: [key.line(signature, origin)])
            if (try? signed.note.verify(with: [key.verifier(origin)])) == nil { find(index, .forgedLogSignature) }
        }
        for signed in event.signatures {
            guard let manifest = manifests[event.set], let key = manifest.key(of: signed.share) else {
                find(index, .unknownCosigner(event.set, signed.share))
                continue
            }
            guard let cosignature = Cosignature(time: signed.at, signature: signed.signature.bytes),
                cosignature.verify(checkpoint, publicKey: key.bytes)
            else {
                find(index, .forgedCosignature(event.set, signed.share))
                continue
            }
            let witness = AuditWitness(
                who: .share(
                    event.set, signed.share, custodian: custodians[event.set]?[signed.share], at: signed.at),
                size: event.size, root: event.root)
            witnesses.append(witness)
            if (try? tree.root(at: size)) != event.root { find(index, .rewritten(witness)) }
            takeConsent(of: signed.share, of: event.set, to: event.size - 1, from: index)
        }
    }

    /// A share consents to the entry that ends the tree which it cosigned, if that entry asks for it.
    private mutating func takeConsent(
        of share: ShareNumber, of set: SetIdentity, to answered: UInt64, from index: UInt64
    ) {
        let event = entries[Int(answered)]?.event
        guard let asked = event?.asked, asked.set == set, asked.shares.contains(share) else {
            return find(index, .notAsked(set, share))
        }
        let opening = if case .recoveryNamed(let named) = event { named.opening } else { answered }
        consents[opening, default: [:]][set, default: []].insert(share)
        if case .sheetReceived = event { rules.takeSignature(of: share, of: set, under: answered) }
    }

    private mutating func checkConsent(_ event: RecoveryRevealed, at index: UInt64) {
        let missing = event.shares.filter { consents[event.opening]?[event.set]?.contains($0) != true }
        if !missing.isEmpty { find(index, .withoutConsent(missing)) }
    }

    // MARK: - Records

    private mutating func merge(_ event: RecordMerged, at index: UInt64) {
        if event.part == 1 { pieces = [] }
        guard event.part >= 1, event.part <= event.parts, event.part == pieces.count + 1,
            event.part == 1 || Self.isNext(event, after: entries[Int(index) - 1]?.event)
        else { return find(index, .recordOutOfOrder) }
        pieces.append(event.content.bytes)
        guard event.part == event.parts else { return }
        let record = LogAudit(
            bytes: pieces.flatMap { $0 }, at: place(index), manifests: manifests, custodians: custodians,
            rules: rules.forRecord)
        findings += record.findings
        guard case .recordOpened(let opened)? = record.entries.first??.event, opened.record == event.record,
            record.size == event.entries, (try? record.tree.root(at: record.tree.size)) == event.root
        else { return find(index, .wrongRecord) }
        if let ledger = opened.ledger, ledger != ledgerOrigin { find(index, .foreignRecord) }
        if let before = merged[event.record], (try? record.tree.root(at: before.size)) != before.root {
            find(index, .rewrittenRecord)
        }
        merged[event.record] = (record.tree.size, event.root)
        manifests.merge(record.manifests) { mine, _ in mine }
        rules.takeSets(of: record.rules)
    }

    private static func isNext(_ event: RecordMerged, after before: LedgerEvent?) -> Bool {
        guard case .recordMerged(let last) = before else { return false }
        return last.record == event.record && last.part + 1 == event.part && last.parts == event.parts
    }

    /// A record of which pieces are missing was not written by an honest program: all stand together, or none does.
    private mutating func checkPieces(before event: LedgerEvent?) {
        guard case .recordMerged(let last)? = entries.dropLast(event == nil ? 0 : 1).last??.event,
            last.part < last.parts
        else { return }
        if case .recordMerged(let next)? = event, Self.isNext(next, after: .recordMerged(last)) { return }
        find(size - (event == nil ? 1 : 2), .recordOutOfOrder)
    }
}

extension Manifest {
    /// The verification key of a share; nothing for a share that the set does not have.
    func key(of number: ShareNumber) -> VerificationKey? {
        rule.shareNumbers.firstIndex(of: number).map { verificationKeys[$0] }
    }
}

extension KeyName {
    /// A record's origin: the ledger's, or `breakglass` where none is known, then `/record/` and the record's name.
    init(_ record: RecordOpened) {
        let ledger = record.ledger?.ledgerText ?? "breakglass"
        guard let name = KeyName("\(ledger)/record/\(record.record.ledgerText)") else {
            preconditionFailure("an origin is a key's name")
        }
        self = name
    }
}
