// SPDX-License-Identifier: Apache-2.0
//
// Writes a ledger. The order of writes makes a crash harmless (docs/LEDGER.md, "Writing"):
//
//     1. checkpoint.next   the signed checkpoint of the tree with the new entry, synced
//     2. ledger.jsonl      the new line, synced: from here on the entry is part of the ledger
//     3. checkpoint        replaced by renaming checkpoint.next, folder synced
//     4. frontier          a cache
//
// After a crash, the lines after the last checkpoint are completed if they match checkpoint.next, and set aside if not.

package import CustodyPolicy
package import MerkleLog

/// The result of an append.
package struct Appended: Sendable {
    /// The entry's index, from 0.
    package let index: UInt64
    /// The checkpoint of the tree whose last entry it is.
    package let checkpoint: Checkpoint
    /// The ledger key's signature of that checkpoint; `nil` in a journal.
    package let logSignature: LedgerBytes?
    /// The proof that the entry is the last leaf of that tree.
    package let inclusion: InclusionProof
    /// The repairs that were needed first.
    package let repairs: [LedgerRepair]

    package init(
        index: UInt64, checkpoint: Checkpoint, logSignature: LedgerBytes?, inclusion: InclusionProof,
        repairs: [LedgerRepair]
    ) {
        self.index = index
        self.checkpoint = checkpoint
        self.logSignature = logSignature
        self.inclusion = inclusion
        self.repairs = repairs
    }
}

/// A ledger that entries can be appended to.
package final class LedgerStore: Sendable {
    /// The folder.
    package let path: String
    /// The ledger's origin.
    package let origin: LedgerOrigin
    private let folder: DurableFolder
    private let signer: BinderKey
    /// The key that signed the current checkpoint: the signer's key, except during a key change.
    private let standing: LedgerKey
    private let name: KeyName

    /// Opens the ledger of a binder.
    ///
    /// - Throws: `BinderError`.
    package convenience init(path: String, key: BinderKey) throws(BinderError) {
        let folder: DurableFolder
        do { folder = try DurableFolder(path: path) } catch { throw .store(error) }
        try self.init(folder: folder, key: key)
    }

    init(folder: DurableFolder, key: BinderKey, standing: LedgerKey? = nil) throws(BinderError) {
        path = folder.path
        origin = try LedgerFolder.origin(in: folder)
        self.folder = folder
        signer = key
        self.standing = standing ?? key.publicKey
        name = KeyName(origin)
    }

    /// Changes the ledger's key: the change and the consent of a quorum are written together, or neither is.
    ///
    /// - Parameters:
    ///   - standing: the key that signed the current checkpoint; its private half may be lost.
    ///   - consent: lets the quorum sign the tree that ends with the change.
    /// - Returns: the result of appending the first of the two entries.
    /// - Throws: `BinderError`; nothing has changed then.
    package static func change(
        _ change: KeyChanged, of path: String, from standing: LedgerKey, to key: BinderKey, at time: LedgerTime,
        consent: (ConsentRequest, InclusionProof) throws(ConsentError) -> Cosigned
    ) throws(BinderError) -> Appended {
        let folder: DurableFolder
        do { folder = try DurableFolder(path: path) } catch { throw .store(error) }
        let store = try LedgerStore(folder: folder, key: key, standing: standing)
        return try store.append(LedgerEntry(time: time, event: .keyChanged(change)), signedBy: consent)
    }

    /// Appends an entry together with the signatures of the shares that it asks: both are written, or neither is.
    ///
    /// - Parameter consent: lets the shares sign the tree that ends with the entry.
    /// - Returns: the result of appending the first of the two entries.
    /// - Throws: `BinderError`; neither is part of the ledger then.
    package func append(
        _ entry: LedgerEntry, signedBy consent: (ConsentRequest, InclusionProof) throws(ConsentError) -> Cosigned
    ) throws(BinderError) -> Appended {
        try append(entry) { appended throws(BinderError) in
            do throws(ConsentError) {
                return .cosigned(try consent(ConsentRequest(entry: entry, appended: appended), appended.inclusion))
            } catch { throw .noConsent(error) }
        }
    }

    /// Appends an entry, and returns once it and its checkpoint are on disk.
    ///
    /// - Throws: `BinderError`; the entry is not part of the ledger then.
    package func append(_ entry: LedgerEntry) throws(BinderError) -> Appended {
        try append { _ in entry }.appended
    }

    /// Appends an entry that is made from its own index, even if other programs write at the same time.
    func append(
        _ make: (UInt64) -> LedgerEntry
    ) throws(BinderError) -> (entry: LedgerEntry, appended: Appended) {
        try folder.whileLocked(turnstile: LedgerFiles.ledger) { () throws(BinderError) in
            let (settled, repairs) = try settle()
            var frontier = settled
            let time = make(frontier.tree.size.rawValue).time
            for told in repairs.compactMap({ $0.entry(at: time) }) {
                _ = try write([Self.line(of: told)], after: &frontier)
            }
            let before = frontier.tree
            let entry = make(before.size.rawValue)
            let signed = try write([Self.line(of: entry)], after: &frontier)
            let appended = Appended(
                index: signed.checkpoint.size.rawValue - 1, checkpoint: signed.checkpoint,
                logSignature: LedgerBytes(signed.note.signatures[0].blob),
                inclusion: InclusionProof(lastAfter: before), repairs: repairs)
            return (entry, appended)
        }
    }

    /// The latest time so far.
    ///
    /// - Throws: `BinderError.store`.
    package func latestTime() throws(BinderError) -> LedgerTime? {
        do throws(StoreFailure) { return try LedgerFolder.latestTime(in: folder) } catch { throw .store(error) }
    }

    /// The ledger key's signature of a checkpoint; `nil` for a checkpoint of another ledger.
    package func signature(of checkpoint: Checkpoint) -> LedgerBytes? {
        guard checkpoint.origin == name else { return nil }
        return LedgerBytes(signer.signed(checkpoint).note.signatures[0].blob)
    }

    private static func line(of entry: LedgerEntry) throws(BinderError) -> [UInt8] {
        do { return try entry.encodedLine() } catch { throw .entry(error) }
    }

    /// Appends entries directly after one another, all or none.
    ///
    /// - Parameter prepare: runs once no other program can write, before anything is appended. If it throws, nothing is
    ///   appended.
    /// - Returns: the repairs that were needed first.
    /// - Throws: `BinderError`; none is part of the ledger then.
    package func append(
        together events: [LedgerEvent], at time: LedgerTime, prepare: () throws(BinderError) -> Void = {}
    ) throws(BinderError) -> [LedgerRepair] {
        guard !events.isEmpty else { return [] }
        let lines = try events.map { event throws(BinderError) in
            try Self.line(of: LedgerEntry(time: time, event: event))
        }
        return try folder.whileLocked(turnstile: LedgerFiles.ledger) { () throws(BinderError) in
            try prepare()
            let (settled, repairs) = try settle()
            var frontier = settled
            let told = try repairs.compactMap { $0.entry(at: time) }
                .map { told throws(BinderError) in try Self.line(of: told) }
            _ = try write(told + lines, after: &frontier)
            return repairs
        }
    }

    /// Appends an entry together with a second one that is made from the tree that ends with the first: both are
    /// written, or neither is.
    ///
    /// - Parameter answer: makes the second entry.
    /// - Throws: `BinderError`, and what the answer throws; neither is part of the ledger then.
    func append(
        _ entry: LedgerEntry, answeredBy answer: (Appended) throws(BinderError) -> LedgerEvent
    ) throws(BinderError) -> Appended {
        let line = try Self.line(of: entry)
        return try folder.whileLocked(turnstile: LedgerFiles.ledger) { () throws(BinderError) in
            let (settled, repairs) = try settle()
            var frontier = settled
            // The same write holds the entries about repairs: the old key would have to sign a checkpoint before these
            // entries.
            let told = try repairs.compactMap { $0.entry(at: entry.time) }
                .map { told throws(BinderError) in try Self.line(of: told) }
            var before = settled
            for line in told { before.append(line) }
            var asking = before
            asking.append(line)
            let asked = signer.signed(Checkpoint(origin: name, size: asking.tree.size, root: asking.tree.root))
            let appended = Appended(
                index: asked.checkpoint.size.rawValue - 1, checkpoint: asked.checkpoint,
                logSignature: LedgerBytes(asked.note.signatures[0].blob),
                inclusion: InclusionProof(lastAfter: before.tree), repairs: repairs)
            let second = try Self.line(of: LedgerEntry(time: entry.time, event: answer(appended)))
            _ = try write(told + [line, second], after: &frontier)
            return appended
        }
    }

    // MARK: - Writing

    /// Takes the four steps for some lines, which are written together or not at all.
    private func write(_ lines: [[UInt8]], after frontier: inout Frontier) throws(BinderError) -> SignedCheckpoint {
        let end = frontier.byteCount
        for line in lines { frontier.append(line) }
        let signed = signer.signed(Checkpoint(origin: name, size: frontier.tree.size, root: frontier.tree.root))
        do throws(StoreFailure) {
            try folder.replace(LedgerFiles.nextCheckpoint, with: signed.note.bytes)
            try folder.append(lines.flatMap { $0 + [0x0A] }, to: LedgerFiles.ledger, after: end)
            try folder.rename(LedgerFiles.nextCheckpoint, to: LedgerFiles.checkpoint)
        } catch { throw .store(error) }
        // The entry is part of the ledger. If the frontier cannot be written, the next append makes it again.
        try? folder.replace(LedgerFiles.frontier, with: frontier.file, isDurable: false)
        return signed
    }

    /// Writes the first line of a new ledger and its checkpoint.
    static func begin(in folder: DurableFolder, with entry: LedgerEntry, key: BinderKey) throws(BinderError) {
        let line = try Self.line(of: entry)
        guard case .binderOpened(let opened) = entry.event else { throw .notALedger(path: folder.path) }
        let origin = LedgerOrigin(name: opened.name, firstLine: line)
        var frontier = Frontier()
        frontier.append(line)
        let checkpoint = Checkpoint(origin: KeyName(origin), size: frontier.tree.size, root: frontier.tree.root)
        do throws(StoreFailure) {
            try folder.append(line + [0x0A], to: LedgerFiles.ledger, after: 0)
            try folder.replace(LedgerFiles.checkpoint, with: key.signed(checkpoint).note.bytes)
            try folder.replace(LedgerFiles.frontier, with: frontier.file, isDurable: false)
        } catch { throw .store(error) }
    }

    // MARK: - After a crash

    /// Makes ledger and checkpoint agree, and returns where the next line goes.
    private func settle() throws(BinderError) -> (Frontier, [LedgerRepair]) {
        let checkpoint = try readCheckpoint(LedgerFiles.checkpoint)
        let length: Int
        let cached: Frontier?
        do throws(StoreFailure) {
            length = try folder.byteCount(of: LedgerFiles.ledger)
            cached = try folder.read(LedgerFiles.frontier, limit: 65_536).flatMap { Frontier(file: $0) }
        } catch { throw .store(error) }
        if let cached, let checkpoint, cached.byteCount == length, cached.tree.size == checkpoint.size,
            cached.tree.root == checkpoint.root
        {
            return (cached, [])
        }
        return try settleSlowly(checkpoint)
    }

    private func settleSlowly(_ checkpoint: Checkpoint?) throws(BinderError) -> (Frontier, [LedgerRepair]) {
        let ledger: [UInt8]
        do throws(StoreFailure) {
            ledger = try LedgerFolder.bytes(in: folder) ?? []
        } catch { throw .store(error) }
        guard let checkpoint else { throw .noCheckpoint(path: path) }
        let frontier = Frontier(of: ledger, limit: checkpoint.size.rawValue)
        guard frontier.tree.size == checkpoint.size, frontier.tree.root == checkpoint.root else {
            throw .rewritten(path: path)
        }
        guard frontier.byteCount < ledger.count else { return (frontier, []) }
        // Do not set aside what a converted checkpoint would complete.
        try LineEnds.checkCheckpoints(in: folder)
        try LineEnds.check(ledger, in: path)
        if let next = try? readCheckpoint(LedgerFiles.nextCheckpoint), next.size > checkpoint.size {
            let whole = Frontier(of: ledger)
            if whole.byteCount == ledger.count, whole.tree.size == next.size, whole.tree.root == next.root {
                do throws(StoreFailure) {
                    try folder.rename(LedgerFiles.nextCheckpoint, to: LedgerFiles.checkpoint)
                } catch { throw .store(error) }
                return (whole, [.completed(index: next.size.rawValue - 1)])
            }
        }
        let tail = Array(ledger[frontier.byteCount...])
        return (frontier, [try TornTail(name: "set-aside").move(tail, from: LedgerFiles.ledger, in: folder)])
    }

    private func readCheckpoint(_ file: String) throws(BinderError) -> Checkpoint? {
        let bytes: [UInt8]?
        do throws(StoreFailure) { bytes = try folder.read(file, limit: LedgerFiles.checkpointLimit) } catch {
            throw .store(error)
        }
        guard let bytes else { return nil }
        guard !LineEnds.areConverted(in: bytes) else { throw .convertedLineEnds(path: "\(path)/\(file)") }
        let signed: SignedCheckpoint
        do { signed = try SignedCheckpoint(bytes: bytes) } catch {
            throw .badCheckpoint(path: "\(path)/\(file)", error)
        }
        guard signed.checkpoint.origin == name, standing.isSigner(of: signed.note, as: name) else {
            throw .foreignCheckpoint(path: "\(path)/\(file)")
        }
        return signed.checkpoint
    }
}
