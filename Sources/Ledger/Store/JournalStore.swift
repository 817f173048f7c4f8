// SPDX-License-Identifier: Apache-2.0
//
// Writes a journal, which takes the place of a ledger that is missing, full, read-only or without its key. It is one
// file of lines with its own tree and origin. The shares that take part cosign it, and `ledger merge` merges it.

package import CustodyPolicy
import MerkleLog
package import ShareEnvelope

/// A journal that entries can be appended to.
package final class JournalStore: Sendable {
    /// The most bytes that are read from a journal.
    package static let byteLimit = 16 << 20

    /// The file.
    package let path: String
    private let folder: DurableFolder
    private let file: String
    /// The first entry of the journal, unless another program writes it first.
    private let draft: JournalOpened

    /// Continues a journal, or names a new one. Its file is made when the first entry is written.
    ///
    /// - Throws: `BinderError.unwritableJournal`; `.unreadableJournal`; `.badJournal` for a file that is not a journal;
    ///   `.foreignJournal`.
    package init(path: String, ledger: LedgerOrigin?, program: PublicText) throws(BinderError) {
        self.path = path
        let slash = path.lastIndex(of: "/")
        file = slash.map { String(path[path.index(after: $0)...]) } ?? path
        let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        draft = JournalOpened(journal: JournalName(), ledger: ledger, program: program)
        do { folder = try DurableFolder(path: parent, mode: 0o600) } catch { throw Self.failure(error, path) }
        if let opened = try opening(of: content()), let ledger, let other = opened.ledger, other != ledger {
            throw .foreignJournal(path: path, other)
        }
    }

    /// The first entry of a journal; `nil` for an empty one.
    private func opening(of content: [UInt8]) throws(BinderError) -> JournalOpened? {
        guard !content.isEmpty else { return nil }
        let entry: LedgerEntry
        do { entry = try LedgerEntry(line: Array(content.prefix { $0 != 0x0A })) } catch {
            throw .badJournal(path: path, line: 1, error)
        }
        guard case .journalOpened(let opened) = entry.event else {
            throw .badJournal(path: path, line: 1, .notAnEntry("it does not open a journal"))
        }
        return opened
    }

    /// The latest time so far; `nil` if it has no entry.
    ///
    /// - Throws: `BinderError`.
    package func latestTime() throws(BinderError) -> LedgerTime? { LineTimes.latest(in: try content()) }

    /// Appends an entry, and returns once it is on disk.
    ///
    /// - Throws: `BinderError`; the entry is not part of the journal then.
    package func append(_ entry: LedgerEntry) throws(BinderError) -> Appended {
        try append { _ in entry }.appended
    }

    /// Appends an entry that is made from its own index, even if other programs write at the same time.
    func append(
        _ make: (UInt64) -> LedgerEntry
    ) throws(BinderError) -> (entry: LedgerEntry, appended: Appended) {
        try folder.whileLocked(turnstile: file) { () throws(BinderError) in
            let content = try content()
            var frontier = Frontier(of: content)
            let opened = frontier.byteCount == 0 ? nil : try opening(of: content)
            var repairs: [LedgerRepair] = []
            if frontier.byteCount < content.count {
                let tail = Array(content[frontier.byteCount...])
                repairs.append(try TornTail(name: "\(file).set-aside").move(tail, from: file, in: folder))
            }
            let time = make(frontier.tree.size.rawValue).time
            if opened == nil {
                try write(LedgerEntry(time: time, event: .journalOpened(draft)), after: &frontier)
            }
            for told in repairs.compactMap({ $0.entry(at: time) }) { try write(told, after: &frontier) }
            let before = frontier.tree
            let entry = make(before.size.rawValue)
            try write(entry, after: &frontier)
            let checkpoint = Checkpoint(
                origin: KeyName(opened ?? draft), size: frontier.tree.size, root: frontier.tree.root)
            let appended = Appended(
                index: checkpoint.size.rawValue - 1, checkpoint: checkpoint, logSignature: nil,
                inclusion: InclusionProof(lastAfter: before), repairs: repairs)
            return (entry, appended)
        }
    }

    private func write(_ entry: LedgerEntry, after frontier: inout Frontier) throws(BinderError) {
        let line: [UInt8]
        do { line = try entry.encodedLine() } catch { throw .entry(error) }
        do { try folder.append(line + [0x0A], to: file, after: frontier.byteCount) } catch {
            throw Self.failure(error, path)
        }
        frontier.append(line)
    }

    private func content() throws(BinderError) -> [UInt8] {
        do { return try folder.read(file, limit: Self.byteLimit) ?? [] } catch {
            throw .unreadableJournal(error.of("be read", path))
        }
    }

    /// The error for a failure before or while an entry is written.
    private static func failure(_ error: StoreFailure, _ path: String) -> BinderError {
        .unwritableJournal(error.of("be written", path))
    }
}
