// SPDX-License-Identifier: Apache-2.0
//
// Judges a log (a ledger or a journal) from its bytes alone and trusts nothing in it: the canonical form of each line,
// each cosignature, each reference from one entry to another, and what earlier entries require of later ones.

import Foundation
package import MerkleLog
import SecretSharing
package import ShareEnvelope

/// The content of one log, and what is wrong with it.
package struct LogAudit: Sendable {
    /// The entries, and what they refer to.
    package let replay: LedgerReplay
    /// What is wrong with the entries; `LedgerAudit` adds what depends on evidence from outside.
    package private(set) var findings: [AuditFinding] = []
    /// The rules for a journal that the log merges.
    private let rules: EntryRules

    /// How many entries the ledger's key signed. Entries after them do not count.
    package let signed: UInt64
    /// What is wrong with key changes, whatever paper there may be.
    private let keyFindings: [AuditFinding]
    /// The sets that have the authority of their credential, as far as the ledger alone shows.
    let succession: Succession
    let readings: PolicyReadings

    /// Judges a ledger and counts all of it as signed.
    package init(ledger bytes: [UInt8]) { self.init(ledger: bytes) { $0.size } }

    /// Judges a ledger.
    ///
    /// - Parameter checkpoints: the current checkpoint and the next one, where they exist.
    package init(ledger bytes: [UInt8], checkpoints: [[UInt8]]) {
        self.init(ledger: bytes) { replay in
            replay.signedSize(by: checkpoints.compactMap { try? SignedCheckpoint(bytes: $0) })
        }
    }

    private init(ledger bytes: [UInt8], signed: (LedgerReplay) -> UInt64) {
        var replay = LedgerReplay()
        let tail = replay.take(lines: bytes)
        self.init(replay, EntryRules(), at: nil, tornByteCount: tail, signed: signed(replay))
    }

    /// Judges a journal.
    ///
    /// - Parameter ledger: knows the manifests of sets that the journal may name.
    package init(journal bytes: [UInt8], in ledger: LogAudit? = nil) {
        let tail = bytes.count - (bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)
        let rules = ledger?.rules ?? EntryRules()
        self.init(
            LedgerReplay(journal: bytes, in: ledger?.replay), rules.forJournal, at: nil, tornByteCount: tail,
            signed: .max
        )
    }

    private init(
        _ replay: LedgerReplay, _ rules: EntryRules, at base: EntryPlace?, tornByteCount: Int, signed: UInt64
    ) {
        self.replay = replay
        self.signed = replay.origin == nil ? 0 : signed
        readings = PolicyReadings()
        // A log without a valid first line is judged no further.
        guard replay.origin != nil else {
            let first = replay.resolved(at: 0)?.place ?? replay.defects.first?.place
            findings = [AuditFinding(place: first ?? base, what: .noBeginning)]
            self.rules = rules
            keyFindings = []
            succession = Succession([], shown: .init(), readings)
            return
        }
        var rules = rules
        var findings: [AuditFinding] = []
        var defects = replay.defects[...]
        var before: ResolvedEntry?
        // Whether `before` is the line right before.
        var isBehind = false
        // The last piece of a journal that needs a next one.
        var open: EntryPlace?
        for index in 0..<replay.size {
            let resolved = replay.resolved(at: index)
            let piece = resolved?.piece
            if let place = open, !(piece?.isTaken ?? false) || piece?.isFirst == true {
                findings.append(AuditFinding(place: place, what: .journalOutOfOrder))
            }
            open = piece?.isPart == true ? resolved?.place : nil
            guard let entry = resolved else {
                if let line = defects.popFirst() {
                    let place = base.map { EntryPlace($0.index, inJournal: index) } ?? line.place
                    findings.append(AuditFinding(place: place, what: .notAnEntry(line.defect)))
                }
                isBehind = false
                continue
            }
            if let before, entry.time < before.time {
                let place = base.map { EntryPlace($0.index, inJournal: index) } ?? entry.place
                findings.append(AuditFinding(place: place, what: .timeRunsBack))
            }
            // Entries that a journal repeats when it is merged again are judged where they are repeated.
            let place = base.map { EntryPlace($0.index, inJournal: index) } ?? entry.place
            for what in rules.take(entry, at: index, after: isBehind ? before : nil) {
                findings.append(AuditFinding(place: place, what: what))
            }
            if case .piece(.last(let journal)) = entry.detail {
                let audit = LogAudit(
                    journal.log, rules.forJournal, at: entry.place, tornByteCount: journal.tornByteCount, signed: .max)
                findings += audit.findings
                findings += journal.faults.compactMap { $0.finding }.map { AuditFinding(place: entry.place, what: $0) }
                if journal.faults.isEmpty { rules.takeSets(of: audit.rules) }
            }
            before = entry
            isBehind = true
        }
        if let open { findings.append(AuditFinding(place: open, what: .journalOutOfOrder)) }
        if tornByteCount > 0 { findings.append(AuditFinding(place: base, what: .tornTail(byteCount: tornByteCount))) }
        let relevant = replay.ledgerOrigin == nil ? [] : replay.entries.filter(Succession.needs)
        succession = Succession(relevant.filter { $0.index < signed }, shown: .init(), readings)
        // Findings that no paper could change.
        let changesKey = relevant.contains { $0.event.kind == .keyChanged }
        keyFindings = changesKey ? Succession(relevant, shown: .init(size: .max), readings).keyFindings : []
        self.findings = findings
        self.rules = rules
    }
}

extension UnfoldedJournal.Fault {
    /// The finding; `nil` where the audit of the journal itself finds it.
    fileprivate var finding: AuditFinding.What? {
        switch self {
        case .noBeginning: nil
        case .other: .wrongJournal
        case .foreign: .foreignJournal
        case .rewritten: .rewrittenJournal
        }
    }
}

extension LedgerReplay {
    /// How many lines from the start the ledger's key signed, by these checkpoints or by those that shares cosigned.
    func signedSize(by checkpoints: [SignedCheckpoint]) -> UInt64 {
        let given = checkpoints.filter { isOwn($0) }.map { $0.checkpoint.size.rawValue }
        let cosigned = entries.compactMap { entry -> UInt64? in
            guard entry.journal == nil, let answer = entry.answer, answer.isSignedByKey, !answer.isOfAnotherTree,
                case .cosigned(let event) = entry.event
            else { return nil }
            return event.size
        }
        return (given + cosigned).max() ?? 0
    }

    /// Whether a checkpoint matches these lines and is signed by the ledger's key of its size.
    func isOwn(_ signed: SignedCheckpoint) -> Bool {
        guard let origin, signed.checkpoint.origin == origin,
            let key = keys?.key(at: signed.checkpoint.size.rawValue), key.isSigner(of: signed.note, as: origin)
        else { return false }
        return has(signed.checkpoint.root, at: signed.checkpoint.size.rawValue)
    }

    /// Whether the first `size` lines have this root.
    func has(_ root: TreeHash, at size: UInt64) -> Bool {
        TreeSize(size).flatMap { try? tree.root(at: $0) } == root
    }
}

extension LogAudit {
    /// What is wrong with the entries, whatever evidence there may be.
    package var faults: [AuditFinding] { (findings + keyFindings).filter { !$0.isWarning } }
    /// The log's origin, once its first line was read.
    package var origin: KeyName? { replay.origin }
    /// The keys that sign the ledger's checkpoints; journals have none.
    package var keys: KeyHistory? { replay.keys }
    /// The ledger's origin; `nil` for a journal.
    package var ledgerOrigin: LedgerOrigin? { replay.ledgerOrigin }
    /// The tree of all lines.
    package var tree: MerkleTree { replay.tree }
    /// How many entries there are.
    package var size: UInt64 { replay.size }
    /// The checkpoint of all its lines.
    package var newestCheckpoint: Checkpoint? { replay.checkpoint(at: size) }
    /// The checkpoint of the first `size` lines.
    package func checkpoint(at size: UInt64) -> Checkpoint? { replay.checkpoint(at: size) }
    /// The manifest of a set that an entry holds.
    package func manifest(of set: SetIdentity) -> Manifest? { replay.manifest(of: set) }
    /// The entry of a line; `nil` beyond the end, and for a line that is not an entry.
    package func entry(at index: UInt64) -> LedgerEntry? { replay.entry(at: index) }
    /// The entries from which facts may follow: those that the ledger's key signed, including those of merged journals.
    package var facts: some Sequence<ResolvedEntry> {
        let signed = signed
        return replay.entries.lazy.filter { $0.counts && $0.index < signed }
    }
    /// How many lines of the ledger its key did not sign.
    package var unsignedCount: UInt64 { size - min(signed, size) }
    /// All signed entries, each with its place; those of merged journals follow the entry that merged them.
    package var placedEntries: [(place: EntryPlace, entry: LedgerEntry)] {
        replay.entries.filter { $0.index < signed }.map { ($0.place, $0.entry) }
    }
}
