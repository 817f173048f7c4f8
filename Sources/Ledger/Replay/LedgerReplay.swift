// SPDX-License-Identifier: Apache-2.0
//
// One pass over a log (a ledger or a journal): it decodes lines, resolves references, checks signatures and unfolds
// journals, each once. What is wrong, who holds what and what is due are folds over the result.

import CustodyPolicy
package import MerkleLog
package import SecretSharing
package import ShareEnvelope

/// The entries of one log with all references resolved, before they are judged.
package struct LedgerReplay: Sendable {
    /// A line that is not an entry.
    struct Defect: Sendable {
        let place: EntryPlace
        let defect: EntryDefect
    }

    /// What a journal's log knows about the ledger that it is merged into.
    private struct Frame {
        /// The place of the ledger's entry that merged it; `nil` for a journal that is not merged.
        var base: EntryPlace?
        /// The places of the entries that an earlier merge added.
        var known: [EntryPlace] = []
        /// When the ledger merged it.
        var effective: LedgerTime?
    }

    /// The log's origin, once its first line was read.
    package private(set) var origin: KeyName?
    /// The ledger's origin; `nil` for a journal.
    package private(set) var ledgerOrigin: LedgerOrigin?
    /// The keys that sign the ledger's checkpoints; journals have none.
    package private(set) var keys: KeyHistory?
    /// The tree of all lines.
    package private(set) var tree = MerkleTree()
    /// All entries that could be read, in order; the entries of a journal follow the one that merged it.
    package private(set) var entries: [ResolvedEntry] = []
    /// The lines that are not entries.
    private(set) var defects: [Defect] = []

    /// The position of each line's entry in ``entries``; -1 for a line that is not an entry.
    private var positions: [Int32] = []
    private var manifests: [SetIdentity: Manifest] = [:]
    private var custodians: [SetIdentity: [ShareNumber: PublicText]] = [:]
    private var signatures: [EntryPlace: Signatures] = [:]
    /// The sets that the log itself created.
    private var created: Set<SetIdentity> = []
    /// Which journal created a set first; `nil` for the ledger.
    private var creators: [SetIdentity: JournalName?] = [:]
    /// The positions of the entries of journals in ``entries``.
    private var inJournals: [EntryPlace: Int] = [:]
    /// The latest time so far.
    private var latest: LedgerTime?
    private let frame: Frame?
    private var journal: JournalName?
    private var pieces = JournalPieces()
    private var merged: [JournalName: (places: [EntryPlace], size: TreeSize, root: TreeHash)] = [:]

    /// An empty ledger.
    package init() { frame = nil }

    /// A journal, alone or as a ledger would merge it.
    ///
    /// - Parameter ledger: knows the manifests of sets that the journal may name.
    init(journal bytes: [UInt8], in ledger: LedgerReplay? = nil) {
        self.init(bytes, Frame(), ledger)
    }

    private init(_ bytes: [UInt8], _ frame: Frame, _ ledger: LedgerReplay?) {
        self.frame = frame
        if let ledger {
            manifests = ledger.manifests
            custodians = ledger.custodians
            creators = ledger.creators
        }
        take(lines: bytes)
    }

    /// How many lines there are.
    package var size: UInt64 { UInt64(positions.count) }

    /// The entry of a line; `nil` beyond the end, and for a line that is not an entry.
    package func entry(at index: UInt64) -> LedgerEntry? { resolved(at: index)?.entry }

    func resolved(at index: UInt64) -> ResolvedEntry? {
        guard index < size, case let position = positions[Int(index)], position >= 0 else { return nil }
        return entries[Int(position)]
    }

    /// The manifest of a set that an entry holds.
    package func manifest(of set: SetIdentity) -> Manifest? { manifests[set] }

    /// The manifests that entries hold.
    var allManifests: [Manifest] { Array(manifests.values) }

    /// The shares that signed an entry; `nil` if none did.
    package func signatures(of place: EntryPlace) -> Signatures? { signatures[place] }

    /// How strongly an entry is backed.
    package func strength(of place: EntryPlace) -> Strength {
        signatures[place].map { $0.isQuorum ? .agreed : .signed } ?? .said
    }

    /// The checkpoint of the first `size` lines.
    package func checkpoint(at size: UInt64) -> Checkpoint? {
        guard let origin, let size = TreeSize(size), let root = try? tree.root(at: size) else { return nil }
        return Checkpoint(origin: origin, size: size, root: root)
    }

    private func place(_ index: UInt64) -> EntryPlace {
        guard let frame else { return EntryPlace(index) }
        return index < UInt64(frame.known.count) ? frame.known[Int(index)] : placeHere(index)
    }

    private func placeHere(_ index: UInt64) -> EntryPlace {
        frame?.base.map { EntryPlace($0.index, inJournal: index) } ?? EntryPlace(index)
    }

    // MARK: - Lines

    /// Takes all complete lines.
    ///
    /// - Returns: how many bytes follow the last line end.
    @discardableResult
    mutating func take(lines bytes: [UInt8]) -> Int {
        let count = bytes.count { $0 == 0x0A }
        positions.reserveCapacity(positions.count + count)
        entries.reserveCapacity(entries.count + count)
        var start = 0
        while let end = ByteSearch.first(0x0A, in: bytes, from: start) {
            take(line: Array(bytes[start..<end]))
            start = end + 1
        }
        return bytes.count - start
    }

    /// Takes the next line.
    package mutating func take(line: [UInt8]) {
        let index = size
        tree.append(.leaf(line))
        let entry: LedgerEntry
        do throws(EntryDefect) { entry = try LedgerEntry(line: line) } catch {
            positions.append(-1)
            // A defect has its place where the journal is merged now, even among lines that an earlier merge added.
            defects.append(Defect(place: placeHere(index), defect: error))
            return
        }
        if index == 0 { begin(entry, line) }
        latest = latest.map { max($0, entry.time) } ?? entry.time
        // A journal's entries are known from the entry that merged it.
        let own = latest ?? entry.time
        let effective = frame?.effective ?? own
        let detail = self.detail(of: entry, at: index)
        let (about, missing) = resolve(entry.event.body.references, from: index, bringing: detail)
        positions.append(Int32(entries.count))
        entries.append(
            ResolvedEntry(
                place: place(index), entry: entry, effective: effective, deadlineStart: min(own, effective),
                journal: journal, about: about,
                missing: missing, counts: counts(entry.event), detail: detail))
        settle(entry.event, detail, at: index)
    }

    private mutating func begin(_ entry: LedgerEntry, _ line: [UInt8]) {
        if case .binderOpened(let opened) = entry.event, frame == nil {
            let name = LedgerOrigin(name: opened.name, firstLine: line)
            ledgerOrigin = name
            origin = KeyName(name)
            keys = KeyHistory(opened.key)
        }
        if case .journalOpened(let opened) = entry.event, frame != nil {
            origin = KeyName(opened)
            journal = opened.journal
        }
    }

    /// What the entry carries besides its plain members.
    private mutating func detail(of entry: LedgerEntry, at index: UInt64) -> ResolvedEntry.Detail {
        switch entry.event {
        case .setCreated(let event): manifest(event.manifest, of: event.set)
        case .recoveryNamed(let event): event.manifest.map { manifest($0, of: event.set) } ?? .none
        case .cosigned(let event): .answer(check(event, at: index))
        case .journalMerged(let event): .piece(unfold(event, at: index))
        case .binderOpened, .keyChanged, .policyChanged, .sheetsReleased, .sheetsReadBack, .setAbandoned, .setRetired,
            .recoveryOpened, .recoveryRevealed, .recoveryClosed, .refused, .exception, .countersigned, .reviewFiled,
            .drillOpened, .rehearsed, .drillClosed, .reshareOpened, .sheetReceived, .sheetDestroyed, .sheetLost,
            .custodianJoined, .custodianLeft, .paperMade, .journalOpened:
            .none
        }
    }

    private mutating func manifest(_ bytes: LedgerBytes, of set: SetIdentity) -> ResolvedEntry.Detail {
        let isOfAnotherSet = SHA256Digest.of(bytes.bytes) != set.bytes
        guard let manifest = try? Manifest(encoded: bytes.bytes) else {
            return .badManifest(BadManifest(set: set, isOfAnotherSet: isOfAnotherSet, isOutOfForm: true))
        }
        guard !isOfAnotherSet else {
            return .badManifest(BadManifest(set: set, isOfAnotherSet: true, isOutOfForm: false))
        }
        manifests[set] = manifest
        return .manifest(manifest)
    }

    /// Applies what the entry changes for those that follow it.
    private mutating func settle(_ event: LedgerEvent, _ detail: ResolvedEntry.Detail, at index: UInt64) {
        if case .setCreated(let created) = event {
            // A set that another log created before is not created here. A journal that is merged again repeats its own
            // sets.
            if creators[created.set] == nil || frame != nil && creators[created.set] == journal {
                self.created.insert(created.set)
                creators[created.set] = .some(journal)
            }
            for custodian in created.custodians {
                custodians[created.set, default: [:]][custodian.share] = custodian.name
            }
        }
        // The new key counts at once, because it signs the checkpoint of this entry. The next entry must hold the
        // consent.
        if case .keyChanged(let change) = event { keys?.change(to: change.key, at: index) }
        if case .piece(.last(let journal)) = detail { take(journal) }
    }

    /// Whether facts may follow from an entry. In a journal, it must be of a kind that journals may hold; if it says what
    /// became of a set, the journal must have created that set.
    private func counts(_ event: LedgerEvent) -> Bool {
        guard frame != nil else { return true }
        return switch event {
        case .sheetsReleased(let event): created.contains(event.set)
        case .sheetsReadBack(let event): created.contains(event.set)
        case .setAbandoned(let event): created.contains(event.set)
        case .binderOpened, .keyChanged, .policyChanged, .setCreated, .setRetired, .recoveryOpened, .recoveryNamed,
            .cosigned, .recoveryRevealed, .recoveryClosed, .refused, .exception, .countersigned, .reviewFiled,
            .drillOpened, .rehearsed, .drillClosed, .reshareOpened, .sheetReceived, .sheetDestroyed, .sheetLost,
            .custodianJoined, .custodianLeft, .paperMade, .journalOpened, .journalMerged:
            event.kind.body.standsInJournals
        }
    }

    // MARK: - References

    private func resolve(
        _ references: [EntryReference], from index: UInt64, bringing detail: ResolvedEntry.Detail
    ) -> (about: EntryPlace?, missing: [EntryReference]) {
        var about: EntryPlace?
        var missing: [EntryReference] = []
        for reference in references {
            let (isThere, place) = find(reference, from: index, bringing: detail)
            if !isThere { missing.append(reference) }
            about = about ?? place
        }
        return (about, missing)
    }

    private func find(
        _ reference: EntryReference, from index: UInt64, bringing detail: ResolvedEntry.Detail
    ) -> (isThere: Bool, place: EntryPlace?) {
        /// An entry before this one in the same log.
        func earlier(_ other: UInt64, _ fits: (LedgerEvent) -> Bool) -> (Bool, EntryPlace?) {
            guard other < index, let found = resolved(at: other), fits(found.event) else { return (false, nil) }
            return (true, found.place)
        }
        func anywhere(_ place: EntryPlace, _ fits: (LedgerEvent) -> Bool) -> (Bool, EntryPlace?) {
            guard let found = entry(at: place), fits(found.event) else { return (false, nil) }
            return (true, found.place)
        }
        switch reference {
        case .set(let set): return (manifests[set] != nil, nil)
        case .opening(let other): return earlier(other) { if case .recoveryOpened = $0 { true } else { false } }
        case .drill(let other): return earlier(other) { if case .drillOpened = $0 { true } else { false } }
        case .use(let place): return anywhere(place) { if case .recoveryOpened = $0 { true } else { false } }
        case .overridden(let place):
            return anywhere(place) {
                switch $0.kind {
                case .exception, .policyChanged: true
                default: false
                }
            }
        case .script(let place):
            // A ceremony's record belongs to a script of the same log: both are made only where the ledger can be
            // written.
            guard place.inJournal == nil else { return (false, nil) }
            return earlier(place.index) {
                if case .paperMade(let made) = $0 { made.paper == .script } else { false }
            }
        case .answered:
            guard case .answer(let answer) = detail else { return (false, nil) }
            return (true, answer.place)
        case .anything(let place): return (true, place)
        }
    }

    /// An entry of the ledger, or of a merged journal.
    private func entry(at place: EntryPlace) -> ResolvedEntry? {
        guard place.inJournal != nil else { return resolved(at: place.index) }
        return inJournals[place].map { entries[$0] }
    }

    // MARK: - Signatures

    private mutating func check(_ event: Cosigned, at index: UInt64) -> ResolvedAnswer {
        var answer = ResolvedAnswer(set: event.set)
        guard event.size >= 1, event.size <= index, let size = TreeSize(event.size), let origin else {
            answer.flaws.append(.early)
            return answer
        }
        let shares = event.signatures.map { $0.share }
        guard !shares.isEmpty, zip(shares, shares.dropFirst()).allSatisfy({ $0 < $1 }) else {
            answer.flaws.append(.unordered)
            return answer
        }
        let checkpoint = Checkpoint(origin: origin, size: size, root: event.root)
        if let signature = event.logSignature, !isLogSignature(signature, of: checkpoint) {
            answer.flaws.append(.forgedLogSignature)
        }
        answer.isOfAnotherTree = (try? tree.root(at: size)) != event.root
        answer.isSignedByKey = event.logSignature != nil && !answer.flaws.contains(.forgedLogSignature)
        let answered = resolved(at: event.size - 1)
        let asked = answered?.event.asked.flatMap { $0.set == event.set ? $0 : nil }
        answer.isRightBehind = event.size == index
        for signed in event.signatures {
            guard let key = manifests[event.set]?.key(of: signed.share) else {
                answer.flaws.append(.unknown(signed.share))
                continue
            }
            guard let cosignature = Cosignature(time: signed.at, signature: signed.signature.bytes),
                cosignature.verify(checkpoint, publicKey: key.bytes)
            else {
                answer.flaws.append(.forged(signed.share))
                continue
            }
            answer.witnesses.append((signed.share, custodians[event.set]?[signed.share], signed.at))
            guard asked?.shares.contains(signed.share) == true else {
                answer.flaws.append(.notAsked(signed.share))
                continue
            }
            // A share that signed another tree consented to another entry.
            guard !answer.isOfAnotherTree, let latest else { continue }
            let claimed = LedgerTime(posixSeconds: signed.at) ?? .last
            answer.signers.append(
                ResolvedAnswer.Signer(
                    share: signed.share, at: min(claimed, frame?.effective ?? latest), claimed: signed.at))
        }
        guard let answered, !answer.signers.isEmpty else { return answer }
        if type(of: answered.event.body).signed == .next, !answer.isRightBehind {
            answer.signers = []
            return answer
        }
        answer.place = answered.place
        // If one share signed the entry several times, the first signature counts.
        let known = signatures[answered.place]?.times ?? [:]
        answer.signers.removeAll { known[$0.share] != nil }
        answer.isQuorum = note(answer.signers, of: event.set, under: answered.place)
        return answer
    }

    /// Whether a signature is by the ledger's key of the tree's size. A journal has no key.
    private func isLogSignature(_ signature: LedgerBytes, of checkpoint: Checkpoint) -> Bool {
        guard let key = keys?.key(at: checkpoint.size.rawValue) else { return false }
        let signed = SignedCheckpoint(checkpoint, signatures: [key.line(signature, checkpoint.origin)])
        return (try? signed.note.verify(with: [key.verifier(checkpoint.origin)])) != nil
    }

    /// Notes which shares signed an entry. The first signature of a share counts.
    ///
    /// - Returns: whether all shares that signed it so far are a quorum.
    private mutating func note(
        _ signers: [ResolvedAnswer.Signer], of set: SetIdentity, under place: EntryPlace
    ) -> Bool {
        var all = signatures[place] ?? Signatures(set: set)
        for signer in signers where all.times[signer.share] == nil { all.times[signer.share] = signer.at }
        all.isQuorum = manifests[set]?.rule.isMet(by: Array(all.times.keys)) ?? false
        signatures[place] = all
        return all.isQuorum
    }

    // MARK: - Journals

    private mutating func unfold(_ event: JournalMerged, at index: UInt64) -> JournalPiece {
        guard frame == nil else { return .outOfOrder }
        let content: [UInt8]
        switch pieces.take(event, behind: index > 0 ? entry(at: index - 1)?.event : nil) {
        case .outOfOrder: return .outOfOrder
        case .part: return .part
        case .whole(let bytes): content = bytes
        }
        let before = merged[event.journal]
        let frame = Frame(base: EntryPlace(index), known: before?.places ?? [], effective: latest)
        let log = LedgerReplay(content, frame, self)
        return .last(
            UnfoldedJournal(
                log, places: (0..<log.size).map { log.place($0) },
                newCount: max(0, Int(log.size) - (before?.places.count ?? 0)),
                tornByteCount: content.count - (content.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0),
                faults: UnfoldedJournal.faults(
                    of: log, as: event, in: ledgerOrigin, before: before.map { ($0.size, $0.root) })))
    }

    /// Appends the new entries of a journal after the entry that merged it.
    private mutating func take(_ journal: UnfoldedJournal) {
        let log = journal.log
        guard journal.faults.isEmpty, let name = log.journal, let root = try? log.tree.root(at: log.tree.size) else {
            return
        }
        // Entries that an earlier merge added count once, as they were then.
        for entry in log.entries where inJournals[entry.place] == nil {
            inJournals[entry.place] = entries.count
            entries.append(entry)
        }
        for (place, theirs) in log.signatures { signatures[place] = theirs }
        manifests.merge(log.manifests) { mine, _ in mine }
        custodians.merge(log.custodians) { mine, _ in mine }
        creators.merge(log.creators) { mine, _ in mine }
        merged[name] = (journal.places, log.tree.size, root)
    }
}

extension Manifest {
    /// The verification key of a share; `nil` for a share that the set does not have.
    package func key(of number: ShareNumber) -> VerificationKey? {
        rule.shareNumbers.firstIndex(of: number).map { verificationKeys[$0] }
    }
}

extension KeyName {
    /// A journal's origin: the ledger's, or `breakglass` if it is not known, then `/journal/` and the journal's name.
    package init(_ journal: JournalOpened) {
        let ledger = journal.ledger?.ledgerText ?? "breakglass"
        guard let name = KeyName("\(ledger)/journal/\(journal.journal.ledgerText)") else {
            preconditionFailure("an origin is a key's name")
        }
        self = name
    }
}
