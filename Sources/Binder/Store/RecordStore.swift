// SPDX-License-Identifier: Apache-2.0
//
// Writes a record: what stands in for a ledger that is missing, full, read-only or without its key. It is one file of
// lines with a tree and an origin of its own; the shares that take part cosign it, and `ledger merge` takes it in.

public import MerkleLog
public import ShareEnvelope

/// A record that entries can be appended to.
public final class RecordStore: Sendable {
    /// The file.
    public let path: String
    private let folder: DurableFolder
    private let file: String
    private let opened: RecordOpened

    /// Goes on with a record, or names a new one; its file is made when the first entry is written.
    ///
    /// - Throws: `BinderError.store`, `.badRecord` for a file that is no record.
    public init(path: String, ledger: LedgerOrigin?, program: PublicText) throws(BinderError) {
        self.path = path
        let slash = path.lastIndex(of: "/")
        file = slash.map { String(path[path.index(after: $0)...]) } ?? path
        let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let content: [UInt8]?
        do throws(StoreFailure) {
            folder = try DurableFolder(path: parent, mode: 0o600)
            content = try folder.read(file)
        } catch { throw .store(error) }
        if let content, let end = content.firstIndex(of: 0x0A) {
            opened = try Self.opening(Array(content[0..<end]), of: path)
        } else {
            opened = RecordOpened(record: RecordName(), ledger: ledger, program: program)
        }
    }

    private static func opening(_ line: [UInt8], of path: String) throws(BinderError) -> RecordOpened {
        let entry: LedgerEntry
        do { entry = try LedgerEntry(line: line) } catch { throw .badRecord(path: path, line: 1, error) }
        guard case .recordOpened(let opened) = entry.event else {
            throw .badRecord(path: path, line: 1, .notAnEntry("it does not open a record"))
        }
        return opened
    }

    /// The record's origin.
    public var origin: KeyName { KeyName(opened) }
    /// The record's own name.
    public var name: RecordName { opened.record }

    /// Appends an entry and returns once it is on disk.
    ///
    /// - Throws: `BinderError`; then the entry is not part of the record.
    public func append(_ entry: LedgerEntry) throws(BinderError) -> Appended {
        try folder.whileLocked { () throws(BinderError) in
            let content: [UInt8]
            do throws(StoreFailure) { content = try folder.read(file) ?? [] } catch { throw .store(error) }
            var frontier = Frontier(of: content)
            var repairs: [LedgerRepair] = []
            if frontier.byteCount < content.count {
                let tail = Array(content[frontier.byteCount...])
                repairs.append(try TornTail(name: "\(file).set-aside").move(tail, from: file, in: folder))
            }
            if frontier.tree.size.rawValue == 0 {
                try write(LedgerEntry(time: entry.time, event: .recordOpened(opened)), after: &frontier)
            }
            for told in repairs.compactMap({ $0.entry(at: entry.time) }) { try write(told, after: &frontier) }
            let before = frontier.tree
            try write(entry, after: &frontier)
            let checkpoint = Checkpoint(origin: origin, size: frontier.tree.size, root: frontier.tree.root)
            return Appended(
                index: checkpoint.size.rawValue - 1, checkpoint: checkpoint, logSignature: nil,
                inclusion: InclusionProof(lastAfter: before), repairs: repairs)
        }
    }

    private func write(_ entry: LedgerEntry, after frontier: inout Frontier) throws(BinderError) {
        let line: [UInt8]
        do { line = try entry.encodedLine() } catch { throw .entry(error) }
        do { try folder.append(line + [0x0A], to: file, after: frontier.byteCount) } catch { throw .store(error) }
        frontier.append(line)
    }

    /// All bytes of the record as it is now.
    ///
    /// - Throws: `BinderError.store`.
    public func content() throws(BinderError) -> [UInt8] {
        do throws(StoreFailure) { return try folder.read(file) ?? [] } catch { throw .store(error) }
    }
}
