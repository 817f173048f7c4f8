// SPDX-License-Identifier: Apache-2.0
//
// Checks a binder against everything that vouches for it: its checkpoint, what custodians have on paper and in files,
// and the files next to the ledger. Vouching starts from paper (docs/LEDGER.md, section 13, "Vouching").

package import CustodyPolicy
import Foundation
package import MerkleLog
import SecretSharing
package import ShareEnvelope

/// The evidence that a custodian or an auditor provides for an audit.
package struct AuditEvidence: Sendable {
    /// Checkpoints from sheets and slips, with a name for each.
    package var printed: [(name: String, checkpoint: CheckpointCode)] = []
    /// Checkpoint files that someone kept, with a name for each.
    package var earlier: [(name: String, bytes: [UInt8])] = []
    /// Codes that fail their own check.
    package var misread: [String] = []
    /// The names of policies that cannot be read.
    package var unreadable: [String] = []
    /// The trust policy, if one was provided.
    package var policy: TrustPolicy?

    /// No evidence besides the binder itself.
    package init() {}
}

/// The result of checking a ledger against its witnesses.
package struct LedgerAudit: Sendable {
    /// The ledger itself.
    package let log: LogAudit
    /// Everything that was found.
    package private(set) var findings: [AuditFinding]
    /// Every witness of the ledger's own root at some size: its own key, anchors, and shares of anchored sets.
    package private(set) var witnesses: [AuditWitness] = []
    /// Shares that saw the ledger's own root, of sets that only this ledger vouches for: they do not count.
    package private(set) var madeUp: [AuditWitness] = []
    /// The anchors and the shares of anchored sets that saw another root.
    package private(set) var contradictions: [AuditWitness] = []
    /// The sets that someone outside vouches for (V2).
    package private(set) var anchored: Set<SetIdentity> = []
    /// How many entries the ledger's key signed.
    package private(set) var signed: UInt64
    /// How many entries someone outside vouches for.
    package private(set) var vouched: UInt64 = 0
    /// The size of the largest tree that satisfies the trust policy, and the witnesses that cosigned it.
    package private(set) var trusted: (size: UInt64, names: [String])?
    /// What follows from the ledger, with the authority that the evidence shows.
    package private(set) var state: BinderState
    /// The credential whose quorum may change the ledger's key, and the set that may do so.
    package private(set) var keyRule: (name: CredentialName?, set: SetIdentity?) = (nil, nil)

    /// Audits the binder in a folder.
    ///
    /// - Throws: `BinderError.store`, `.noLedger`.
    package init(folder path: String, evidence: AuditEvidence) throws(BinderError) {
        let snapshot: LedgerFolder.Snapshot
        let checkpoint: [UInt8]?
        do throws(StoreFailure) {
            snapshot = try LedgerFolder.snapshot(in: try DurableFolder(path: path))
            checkpoint = try snapshot.checkpoint.get()
        } catch { throw .store(error) }
        guard let ledger = snapshot.ledger else { throw .noLedger(path: path) }
        self.init(ledger: ledger, checkpoint: checkpoint, next: snapshot.next, evidence: evidence)
        checkFiles(in: path)
    }

    /// Audits a copy of the binder in a folder.
    package init(_ copy: BinderCopy, of folder: BinderFolder) {
        self.init(ledger: copy.ledger, checkpoint: copy.checkpoint, next: copy.next, evidence: AuditEvidence())
        checkFiles(in: folder.path)
    }

    /// Audits a ledger's bytes.
    package init(ledger: [UInt8], checkpoint: [UInt8]?, next: [UInt8]? = nil, evidence: AuditEvidence) {
        let files = evidence.earlier.map { $0.bytes }
        log = LogAudit(ledger: ledger, checkpoints: [checkpoint, next].compactMap { $0 } + files)
        findings = log.findings
        signed = log.signed
        state = BinderState()
        guard log.origin != nil else { return }
        let own = check(checkpoint: checkpoint, next: next)
        var anchors = Anchors()
        for (name, code) in evidence.printed { take(code, called: name, into: &anchors) }
        for (name, bytes) in evidence.earlier { take(file: bytes, called: name, into: &anchors) }
        for name in evidence.misread { find(.misreadCode(name)) }
        for name in evidence.unreadable { find(.unreadableEvidence(name)) }
        if let policy = evidence.policy {
            anchors.sets = log.replay.sets(namedBy: policy)
            check(policy, own)
        }
        grow(from: anchors)
    }

    private mutating func find(_ what: AuditFinding.What, at place: EntryPlace? = nil) {
        findings.append(AuditFinding(place: place, what: what))
    }

    // MARK: - What follows

    /// Whether nothing is wrong and no evidence disagrees.
    package var isWhole: Bool { verdict == .vouched || verdict == .consistent }

    /// The verdict on the ledger as a whole.
    package var verdict: AuditVerdict {
        if findings.contains(where: { $0.level == .wrong }) { return .wrong }
        if findings.contains(where: { $0.level == .disputed }) { return .disputed }
        return vouched > 0 ? .vouched : .consistent
    }

    /// The credential of a set, under the policy that was in force when it was dealt.
    func name(of set: SetHistory) -> CredentialName {
        log.readings.name(of: set.created, under: state.policies.last { $0.place < set.place }?.change)
    }

    /// The first entry that can differ from what anchors, or shares of anchored sets, saw; `nil` if none saw another
    /// root.
    package var firstDoubtful: UInt64? {
        guard let first = contradictions.map({ $0.size }).min() else { return nil }
        return witnesses.filter { $0.who != .ledgerKey && $0.size < first }.map { $0.size }.max() ?? 0
    }

    /// How many entries can be believed.
    package var believed: UInt64 {
        let wrong = findings.filter { $0.level == .wrong }.compactMap { $0.place?.index }
        return ([vouched, signed] + (firstDoubtful.map { [$0] } ?? []) + wrong).min() ?? 0
    }

    // MARK: - The ledger's own checkpoints

    /// Checks the binder's own checkpoints, and returns `checkpoint` if nothing is wrong with it.
    private mutating func check(checkpoint bytes: [UInt8]?, next: [UInt8]?) -> SignedCheckpoint? {
        guard let origin = log.origin else { return nil }
        var standing: SignedCheckpoint?
        if let bytes {
            do throws(MerkleLogError) {
                let note = try SignedCheckpoint(bytes: bytes)
                if check(note, origin) { standing = note }
            } catch {
                find(.badCheckpoint(error))
            }
        } else {
            find(.noCheckpoint)
        }
        let next = next.flatMap { try? SignedCheckpoint(bytes: $0) }.flatMap { log.replay.isOwn($0) ? $0 : nil }
        if log.unsignedCount > 0 {
            find(.unsignedLines(count: log.unsignedCount), at: EntryPlace(signed))
        } else if let next, let own = witnesses.first?.size, own < signed, signed == next.checkpoint.size.rawValue {
            find(.interrupted(count: signed - own))
        }
        return standing
    }

    private mutating func check(_ note: SignedCheckpoint, _ origin: KeyName) -> Bool {
        let (size, root) = (note.checkpoint.size.rawValue, note.checkpoint.root)
        guard note.checkpoint.origin == origin, let key = log.keys?.key(at: size) else {
            find(.otherOrigin(note.checkpoint.origin.description))
            return false
        }
        do throws(MerkleLogError) { _ = try note.note.verify(with: [key.verifier(origin)]) } catch {
            find(.unsigned(error))
            return false
        }
        guard log.replay.has(root, at: size) else {
            find(size > log.size ? .cut(size: size, found: log.size) : .otherLines(size: size))
            return false
        }
        witnesses.append(AuditWitness(who: .ledgerKey, size: size, root: root))
        return true
    }

    // MARK: - Anchors

    /// The evidence from outside that vouching starts from.
    private struct Anchors {
        var witnesses: [AuditWitness] = []
        var sets: Set<SetIdentity> = []
    }

    private mutating func take(_ code: CheckpointCode, called name: String, into anchors: inout Anchors) {
        guard let ledger = log.ledgerOrigin, let keys = log.keys, let root = TreeHash(bytes: code.root) else { return }
        guard keys.key(at: code.size).digest(ledger) == code.keyDigest else { return find(.foreignEvidence(name)) }
        let witness = AuditWitness(who: .paper(name), size: code.size, root: root)
        anchors.witnesses.append(witness)
        if !log.replay.has(root, at: code.size) { find(.paperDisagrees(witness)) }
    }

    private mutating func take(file bytes: [UInt8], called name: String, into anchors: inout Anchors) {
        guard let origin = log.origin else { return }
        guard let signed = try? SignedCheckpoint(bytes: bytes) else { return find(.unreadableEvidence(name)) }
        let (size, root) = (signed.checkpoint.size.rawValue, signed.checkpoint.root)
        guard signed.checkpoint.origin == origin, let keys = log.keys else { return find(.foreignEvidence(name)) }
        guard keys.key(at: size).isSigner(of: signed.note, as: origin) else {
            let isOfOurs = keys.reigns.contains { $0.key.isSigner(of: signed.note, as: origin) }
            return find(isOfOurs ? .foreignEvidence(name) : .unreadableEvidence(name))
        }
        let witness = AuditWitness(who: .file(name), size: size, root: root)
        anchors.witnesses.append(witness)
        if !log.replay.has(root, at: size) { find(.fileDisagrees(witness)) }
    }

    /// A valid signature by a share of some set.
    private struct Standing {
        let place: EntryPlace
        let set: SetIdentity
        let witness: AuditWitness
        let isOwn: Bool
        let isSigned: Bool
    }

    /// Extends vouching from the anchors until nothing is added (V2).
    private mutating func grow(from anchors: Anchors) {
        let own = anchors.witnesses.filter { log.replay.has($0.root, at: $0.size) }
        let standing = self.standing
        let relevant = log.replay.entries.filter(Succession.needs)
        let shown = Succession.Shown(size: own.map { $0.size }.max() ?? 0, sets: anchors.sets)
        let succession = Succession(relevant.filter { $0.index < signed }, shown: shown, log.readings)
        vouched = shown.size
        while true {
            anchored = succession.anchored(covered: vouched)
            let covering = standing.filter { $0.isOwn && $0.isSigned && anchored.contains($0.set) }
            let more = covering.map { $0.witness.size }.max() ?? 0
            guard more > vouched else { break }
            vouched = more
        }
        keyRule = (succession.keyRule, succession.keySet)
        state = BinderState(of: log, authorities: succession.authorities)
        findings += succession.findings + FactFindings(state).findings
        if relevant.contains(where: { $0.event.kind == .keyChanged }) {
            findings += Succession(relevant, shown: shown, log.readings).keyFindings
        }
        let byShares = standing.filter { anchored.contains($0.set) }
        witnesses += own + byShares.filter { $0.isOwn && $0.isSigned }.map { $0.witness }
        madeUp = standing.filter { $0.isOwn && $0.isSigned && !anchored.contains($0.set) }.map { $0.witness }
        contradictions =
            anchors.witnesses.filter { !log.replay.has($0.root, at: $0.size) }
            + byShares.filter { !$0.isOwn }.map { $0.witness }
        for made in standing.filter({ !anchored.contains($0.set) }).firsts(by: \.set) {
            find(.madeUpWitness(made.set), at: made.place)
        }
        if own.isEmpty { find(.noAnchor) }
    }

    private var standing: [Standing] {
        log.replay.entries.flatMap { entry -> [Standing] in
            guard entry.journal == nil, let answer = entry.answer, case .cosigned(let event) = entry.event else {
                return []
            }
            return answer.witnesses.map { signer in
                Standing(
                    place: entry.place, set: event.set,
                    witness: AuditWitness(
                        who: .share(event.set, signer.share, custodian: signer.custodian, at: signer.at),
                        size: event.size, root: event.root),
                    isOwn: !answer.isOfAnotherTree, isSigned: entry.index < signed)
            }
        }
    }

    // MARK: - Trust policies

    /// Finds the largest tree that enough of the policy's witnesses cosigned.
    private mutating func check(_ policy: TrustPolicy, _ checkpoint: SignedCheckpoint?) {
        guard let origin = log.origin, let keys = log.keys else { return }
        // Where the policy asks for no witness, the checkpoint is enough; cosignatures count only in lines of the ledger.
        let newest =
            policy.asksForWitnesses
            ? nil : checkpoint.map { (size: $0.checkpoint.size.rawValue, signers: Set<NoteVerifier>()) }
        for tree in log.cosignedTrees + (newest.map { [$0] } ?? []) {
            let key = keys.key(at: tree.size).verifier(origin)
            guard policy.logs.isEmpty || policy.logs.contains(key), let names = policy.names(among: tree.signers),
                (trusted?.size ?? 0) <= tree.size
            else { continue }
            trusted = (tree.size, names)
        }
        if trusted == nil { find(.quorumNotMet) }
    }

    // MARK: - Files

    /// Compares the files of manifests, ciphertexts and the policy with the ledger.
    private mutating func checkFiles(in path: String) {
        guard log.origin != nil, let folder = try? DurableFolder(path: path) else { return }
        var policy: PolicyChanged?
        for entry in log.facts where entry.journal == nil {
            if case .setCreated(let event) = entry.event, let manifest = entry.manifest {
                check(event, manifest, in: folder)
            }
            if case .policyChanged(let event) = entry.event { policy = event }
        }
        let file = (try? folder.read(LedgerFiles.policy, limit: PolicyFile.byteLimit)).flatMap { $0 }
        if let policy, file != Array(PolicyLine.text(policy.policy).utf8) { find(.policyNotRecorded) }
    }

    private mutating func check(_ event: SetCreated, _ manifest: Manifest, in folder: DurableFolder) {
        let name = "\(LedgerFiles.manifests)/\(event.set.hexadecimal)"
        switch Self.content(of: "\(name).bgm", in: folder) {
        case nil: find(.missingFile("\(name).bgm"))
        case let kept? where kept != manifest.encoded: find(.otherManifestFile("\(name).bgm"))
        case _?: break
        }
        let ciphertext = Self.content(of: "\(name).bgc", in: folder)
        if manifest.isCiphertextApart, ciphertext != nil {
            find(.wrongCiphertextFile("\(name).bgc", reason: "the locked credential of this set must be kept apart"))
        } else if let ciphertext, (try? manifest.ciphertext(ciphertext)) == nil {
            find(.wrongCiphertextFile("\(name).bgc", reason: "it does not match its manifest"))
        }
    }
}

extension LedgerAudit {
    /// What a file has; nothing at all for one that is too large or no regular file, which fits no set.
    private static func content(of name: String, in folder: DurableFolder) -> [UInt8]? {
        do { return try folder.read(name, limit: LedgerFiles.manifestLimit) } catch { return [] }
    }
}

extension Sequence {
    /// The first element for each key.
    fileprivate func firsts<Key: Hashable>(by key: (Element) -> Key) -> [Element] {
        var seen: Set<Key> = []
        return filter { seen.insert(key($0)).inserted }
    }
}
