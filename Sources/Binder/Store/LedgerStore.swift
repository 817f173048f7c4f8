// SPDX-License-Identifier: Apache-2.0
//
// Writes a ledger. The order of writes is what makes a crash harmless (docs/LEDGER.md, "Writing"):
//
//     1. checkpoint.next   the signed checkpoint of the tree with the new entry, synced
//     2. ledger.jsonl      the new line, synced: from here on the entry stands
//     3. checkpoint        takes its place by renaming checkpoint.next, folder synced
//     4. frontier          a cache
//
// After a crash a whole last line is either what checkpoint.next says, and is completed, or is set aside.

public import MerkleLog

/// What an append did.
public struct Appended: Sendable {
    /// The entry's index, from 0.
    public let index: UInt64
    /// The checkpoint of the tree whose last entry it is.
    public let checkpoint: Checkpoint
    /// The log key's signature of that checkpoint; none in a record.
    public let logSignature: LedgerBytes?
    /// That the entry is the last leaf of that tree.
    public let inclusion: InclusionProof
    /// What had to be mended before.
    public let repairs: [LedgerRepair]
}

/// A ledger that entries can be appended to.
public final class LedgerStore: Sendable {
    /// The folder.
    public let path: String
    /// The ledger's origin.
    public let origin: LedgerOrigin
    private let folder: DurableFolder
    private let key: BinderKey
    private let name: KeyName

    /// Opens the ledger of a binder.
    ///
    /// - Throws: `BinderError`.
    public convenience init(path: String, key: BinderKey) throws(BinderError) {
        let folder: DurableFolder
        do { folder = try DurableFolder(path: path) } catch { throw .store(error) }
        try self.init(folder: folder, key: key)
    }

    init(folder: DurableFolder, key: BinderKey) throws(BinderError) {
        path = folder.path
        origin = try LedgerFolder.origin(in: folder)
        self.folder = folder
        self.key = key
        name = KeyName(origin)
    }

    /// Appends an entry and returns once it and its checkpoint are on disk.
    ///
    /// - Throws: `BinderError`; then the entry is not part of the ledger.
    public func append(_ entry: LedgerEntry) throws(BinderError) -> Appended {
        let line = try Self.line(of: entry)
        return try folder.whileLocked { () throws(BinderError) in
            let (settled, repairs) = try settle()
            var frontier = settled
            for told in repairs.compactMap({ $0.entry(at: entry.time) }) {
                _ = try write(Self.line(of: told), after: &frontier)
            }
            let before = frontier.tree
            let signed = try write(line, after: &frontier)
            return Appended(
                index: signed.checkpoint.size.rawValue - 1, checkpoint: signed.checkpoint,
                logSignature: LedgerBytes(signed.note.signatures[0].blob),
                inclusion: InclusionProof(lastAfter: before), repairs: repairs)
        }
    }

    private static func line(of entry: LedgerEntry) throws(BinderError) -> [UInt8] {
        do { return try entry.encodedLine() } catch { throw .entry(error) }
    }

    // MARK: - Writing

    /// Takes the four steps for one line.
    private func write(_ line: [UInt8], after frontier: inout Frontier) throws(BinderError) -> SignedCheckpoint {
        let end = frontier.byteCount
        frontier.append(line)
        let signed = key.signed(Checkpoint(origin: name, size: frontier.tree.size, root: frontier.tree.root))
        do throws(StoreFailure) {
            try folder.replace(LedgerFiles.nextCheckpoint, with: signed.note.bytes)
            try folder.append(line + [0x0A], to: LedgerFiles.ledger, after: end)
            try folder.rename(LedgerFiles.nextCheckpoint, to: LedgerFiles.checkpoint)
        } catch { throw .store(error) }
        // The entry stands; a frontier that cannot be written is made anew by the next append.
        try? folder.replace(LedgerFiles.frontier, with: frontier.file, isDurable: false)
        return signed
    }

    /// The first line of a new ledger and its checkpoint.
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

    /// Brings ledger and checkpoint together, and says where the next line goes.
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
        do throws(StoreFailure) { ledger = try folder.read(LedgerFiles.ledger) ?? [] } catch { throw .store(error) }
        guard let checkpoint else { throw .noCheckpoint(path: path) }
        let frontier = Frontier(of: ledger, limit: checkpoint.size.rawValue)
        guard frontier.tree.size == checkpoint.size, frontier.tree.root == checkpoint.root else {
            throw .rewritten(path: path)
        }
        guard frontier.byteCount < ledger.count else { return (frontier, []) }
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
        do throws(StoreFailure) { bytes = try folder.read(file, limit: 1 << 20) } catch { throw .store(error) }
        guard let bytes else { return nil }
        let signed: SignedCheckpoint
        do { signed = try SignedCheckpoint(bytes: bytes) } catch {
            throw .badCheckpoint(path: "\(path)/\(file)", error)
        }
        guard signed.checkpoint.origin == name, key.isSigner(of: signed, as: name) else {
            throw .foreignCheckpoint(path: "\(path)/\(file)")
        }
        return signed.checkpoint
    }
}
