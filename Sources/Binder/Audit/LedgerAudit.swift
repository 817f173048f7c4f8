// SPDX-License-Identifier: Apache-2.0
//
// Holds a binder against everything that vouches for it: its checkpoint, what custodians have on paper and in files,
// and the files that lie beside the ledger.

import Foundation
public import MerkleLog
import SecretSharing
public import ShareEnvelope

/// What a custodian or an auditor brings to an audit.
public struct AuditEvidence: Sendable {
    /// Checkpoints from sheets and slips, with a name for each.
    public var printed: [(name: String, checkpoint: CheckpointCode)] = []
    /// Checkpoint files that somebody kept, with a name for each.
    public var earlier: [(name: String, bytes: [UInt8])] = []
    /// Whom to believe.
    public var policy: TrustPolicy?

    /// Nothing beside the binder itself.
    public init() {}
}

/// What is left of a ledger's word once it was held against its witnesses.
public struct LedgerAudit: Sendable {
    /// The ledger itself.
    public let log: LogAudit
    /// Everything that is wrong.
    public private(set) var findings: [AuditFinding]
    /// Everybody who vouches for the ledger as it is.
    public private(set) var witnesses: [AuditWitness] = []
    /// The size of the checkpoint in place.
    public private(set) var checkpointSize: UInt64?
    /// The largest tree that satisfies the trust policy, and who cosigned it.
    public private(set) var trusted: (size: UInt64, names: [String])?

    /// Audits the binder in a folder.
    ///
    /// - Throws: `BinderError.store`, `.noLedger`.
    public init(folder path: String, evidence: AuditEvidence) throws(BinderError) {
        let ledger: [UInt8]?
        let checkpoint: [UInt8]?
        do throws(StoreFailure) {
            let folder = try DurableFolder(path: path)
            ledger = try LedgerFolder.bytes(in: folder)
            checkpoint = try folder.read(LedgerFiles.checkpoint, limit: LedgerFiles.checkpointLimit)
        } catch { throw .store(error) }
        guard let ledger else { throw .noLedger(path: path) }
        guard !LineEnds.areConverted(in: ledger) else { throw .convertedLineEnds(path: path) }
        self.init(ledger: ledger, checkpoint: checkpoint, evidence: evidence)
        checkFiles(in: path)
    }

    /// Audits a copy of the binder in a folder.
    public init(_ copy: BinderCopy, of folder: BinderFolder) {
        self.init(ledger: copy.ledger, checkpoint: copy.checkpoint, evidence: AuditEvidence())
        checkFiles(in: folder.path)
    }

    /// Audits a ledger's bytes.
    public init(ledger: [UInt8], checkpoint: [UInt8]?, evidence: AuditEvidence) {
        log = LogAudit(ledger: ledger)
        findings = log.findings
        witnesses = log.witnesses.filter { [log] in log.has($0) }
        check(checkpoint: checkpoint)
        for (name, code) in evidence.printed { check(code, called: name) }
        for (name, bytes) in evidence.earlier { check(file: bytes, called: name) }
        if let policy = evidence.policy { check(policy, checkpoint) }
    }

    /// Whether nothing is wrong.
    public var isWhole: Bool { findings.allSatisfy { $0.isWarning } }

    /// The witnesses that saw another ledger.
    public var contradictions: [AuditWitness] {
        findings.compactMap { finding in if case .rewritten(let witness) = finding.what { witness } else { nil } }
    }

    /// Up to which entry somebody vouches for the ledger as it is, besides its own key.
    public var vouchedSize: UInt64 {
        witnesses.filter { $0.who != .ledgerKey }.map { $0.size }.max() ?? 0
    }

    /// The first entry that cannot be believed any more: somebody saw another ledger, and nobody else vouches from here
    /// on. The ledger's own key counts for nothing: whoever changed the ledger may hold it.
    public var firstDoubtful: UInt64? {
        guard let first = contradictions.map({ $0.size }).min() else { return nil }
        return witnesses.filter { $0.who != .ledgerKey && $0.size < first }.map { $0.size }.max() ?? 0
    }

    private mutating func find(_ what: AuditFinding.What) { findings.append(AuditFinding(place: nil, what: what)) }

    // MARK: - Witnesses

    private mutating func check(checkpoint bytes: [UInt8]?) {
        guard let bytes else { return find(.noCheckpoint) }
        do throws(MerkleLogError) {
            let signed = try SignedCheckpoint(bytes: bytes)
            guard let origin = log.origin, let key = log.keys?.key(at: signed.checkpoint.size.rawValue) else { return }
            guard signed.checkpoint.origin == origin else {
                return find(.otherOrigin(signed.checkpoint.origin.description))
            }
            do { _ = try signed.note.verify(with: [key.verifier(origin)]) } catch { return find(.unsigned(error)) }
            checkpointSize = signed.checkpoint.size.rawValue
            take(
                AuditWitness(who: .ledgerKey, size: signed.checkpoint.size.rawValue, root: signed.checkpoint.root))
            if signed.checkpoint.size.rawValue < log.size {
                find(.beyondCheckpoint(count: log.size - signed.checkpoint.size.rawValue))
            }
        } catch { find(.badCheckpoint(error)) }
    }

    private mutating func check(_ code: CheckpointCode, called name: String) {
        guard let ledger = log.ledgerOrigin, let keys = log.keys, let root = TreeHash(bytes: code.root) else { return }
        guard keys.key(at: code.size).digest(ledger) == code.keyDigest else { return find(.otherOrigin(name)) }
        take(AuditWitness(who: .paper(name), size: code.size, root: root))
    }

    private mutating func check(file bytes: [UInt8], called name: String) {
        do throws(MerkleLogError) {
            let signed = try SignedCheckpoint(bytes: bytes)
            guard let origin = log.origin, let key = log.keys?.key(at: signed.checkpoint.size.rawValue) else { return }
            guard signed.checkpoint.origin == origin else { return find(.otherOrigin(name)) }
            do { _ = try signed.note.verify(with: [key.verifier(origin)]) } catch { return find(.unsigned(error)) }
            take(
                AuditWitness(
                    who: .file(name), size: signed.checkpoint.size.rawValue, root: signed.checkpoint.root))
        } catch { find(.badCheckpoint(error)) }
    }

    /// Takes a witness for or against the ledger.
    private mutating func take(_ witness: AuditWitness) {
        if log.has(witness) {
            witnesses.append(witness)
        } else if witness.size > log.size {
            find(.cut(size: witness.size, found: log.size))
            find(.rewritten(witness))
        } else {
            find(.rewritten(witness))
        }
    }

    // MARK: - Trust policies

    /// Finds the largest tree that enough of the policy's witnesses cosigned.
    private mutating func check(_ policy: TrustPolicy, _ checkpoint: [UInt8]?) {
        guard let origin = log.origin, let known = log.keys?.verifiers(origin) else { return }
        var last = MerkleLogError.quorumNotMet
        let newest = checkpoint.flatMap { try? SignedCheckpoint(bytes: $0) }
        for candidate in log.cosignedCheckpoints.reversed() + (newest.map { [$0] } ?? []) {
            do throws(MerkleLogError) {
                let names = try policy.verify(candidate, known: known)
                if (trusted?.size ?? 0) <= candidate.checkpoint.size.rawValue {
                    trusted = (candidate.checkpoint.size.rawValue, names)
                }
            } catch { last = error }
        }
        if trusted == nil { find(.policyNotMet(last)) }
    }

    // MARK: - Files

    /// Holds manifests, ciphertexts and the policy against what the ledger says of them.
    private mutating func checkFiles(in path: String) {
        guard let folder = try? DurableFolder(path: path) else { return }
        var policy: PolicyChanged?
        for case .some(let entry) in log.entries {
            switch entry.event {
            case .setCreated(let event): check(event, in: folder)
            case .policyChanged(let event): policy = event
            default: break
            }
        }
        let file = (try? folder.read(LedgerFiles.policy, limit: PolicyFile.byteLimit)).flatMap { $0 }
        if let policy, file != Array(PolicyLine.text(policy.policy).utf8) { find(.policyNotRecorded) }
    }

    private mutating func check(_ event: SetCreated, in folder: DurableFolder) {
        let name = "\(LedgerFiles.manifests)/\(event.set.hexadecimal)"
        guard let manifest = try? Manifest(encoded: event.manifest.bytes) else { return }
        let kept = (try? folder.read("\(name).bgm", limit: LedgerFiles.manifestLimit)).flatMap { $0 }
        if kept == nil {
            find(.missingFile("\(name).bgm"))
        } else if kept != manifest.encoded {
            find(.wrongFile("\(name).bgm", reason: "it is another"))
        }
        let ciphertext = (try? folder.read("\(name).bgc", limit: LedgerFiles.manifestLimit)).flatMap { $0 }
        if manifest.isCiphertextApart, ciphertext != nil {
            find(.wrongFile("\(name).bgc", reason: "the locked credential of this set must be kept apart"))
        } else if let ciphertext, (try? manifest.ciphertext(ciphertext)) == nil {
            find(.wrongFile("\(name).bgc", reason: "it is another"))
        }
    }
}

extension LogAudit {
    /// Whether the log, as it is, continues what paper shows of it.
    public func continues(_ code: CheckpointCode) -> Bool {
        guard let root = TreeHash(bytes: code.root) else { return false }
        return has(AuditWitness(who: .paper(""), size: code.size, root: root))
    }

    /// Whether the log, as it is, is what the witness saw.
    func has(_ witness: AuditWitness) -> Bool {
        guard let size = TreeSize(witness.size), let root = try? tree.root(at: size) else { return false }
        return root == witness.root
    }

    /// The checkpoints that shares cosigned, each with all its signatures, from the smallest.
    var cosignedCheckpoints: [SignedCheckpoint] {
        guard let origin else { return [] }
        var signatures: [Checkpoint: [NoteSignature]] = [:]
        for case .cosigned(let event)? in entries.map({ $0?.event }) {
            guard let size = TreeSize(event.size), (try? tree.root(at: size)) == event.root else { continue }
            let checkpoint = Checkpoint(origin: origin, size: size, root: event.root)
            let lines = self.signatures(of: event)
            signatures[checkpoint, default: []] += lines.filter { signatures[checkpoint]?.contains($0) != true }
        }
        return signatures.sorted { $0.key.size < $1.key.size }.map { SignedCheckpoint($0.key, signatures: $0.value) }
    }

    /// Those among them that the ledger's own key signed too, as a proof needs them.
    public var signedCheckpoints: [SignedCheckpoint] {
        guard let origin, let keys else { return [] }
        return cosignedCheckpoints.filter { signed in
            let key = keys.key(at: signed.checkpoint.size.rawValue)
            return key.isSigner(of: signed.note, as: origin)
        }
    }

    /// The signature lines of an entry: the ledger's own, then the shares'.
    private func signatures(of event: Cosigned) -> [NoteSignature] {
        guard let origin else { return [] }
        var lines: [NoteSignature] = []
        if let key = keys?.key(at: event.size), let signature = event.logSignature {
            lines.append(key.line(signature, origin))
        }
        for signed in event.signatures {
            guard let key = manifest(of: event.set)?.key(of: signed.share),
                let name = KeyName(cosigner: signed.share, of: event.set, origin: origin),
                let cosignature = Cosignature(time: signed.at, signature: signed.signature.bytes)
            else { continue }
            lines.append(cosignature.noteSignature(name: name, publicKey: key.bytes))
        }
        return lines
    }
}

extension KeyName {
    /// The name of a share's key: `<origin>/set/<32 hex of identity>/g<g>m<m>`.
    init?(cosigner share: ShareNumber, of set: SetIdentity, origin: KeyName) {
        self.init("\(origin)/set/\(set.hexadecimal.prefix(32))/\(share)")
    }
}
