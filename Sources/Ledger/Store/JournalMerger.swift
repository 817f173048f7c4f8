// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import ShareEnvelope

/// Turns a journal into the entries that merge it into a ledger, byte for byte.
package struct JournalMerger: Sendable {
    /// The bytes in one piece. Base64 makes 4 characters of 3 bytes; the rest of the line holds the other members.
    private static let pieceByteCount = 45_000

    /// The journal's own name.
    package let name: JournalName
    /// The entries that merge it; empty if the ledger already holds all of it.
    package let events: [LedgerEvent]
    /// How many of the journal's entries the ledger does not hold yet.
    package let newEntryCount: Int
    /// How many bytes after the last complete line are left out.
    package let tornByteCount: Int

    /// Reads a journal.
    ///
    /// - Parameter path: the journal's path, for errors.
    /// - Throws: `BinderError.badJournal` with the line, from 1; `.wrongJournal`, `.foreignJournal`, `.rewrittenJournal`.
    package init(_ content: [UInt8], of path: String, into ledger: LogAudit, _ state: BinderState) throws(BinderError) {
        let whole = Frontier(of: content)
        let bytes = Array(content[0..<whole.byteCount])
        tornByteCount = content.count - whole.byteCount
        let entries = try Self.entries(bytes, of: path)
        guard case .journalOpened(let opened)? = entries.first?.event else {
            throw .badJournal(path: path, line: 1, .notAnEntry("it does not open a journal"))
        }
        let audit = LogAudit(journal: bytes, in: ledger)
        if let fault = audit.findings.first(where: { !$0.isWarning }) { throw .wrongJournal(path: path, fault) }
        if let origin = opened.ledger, origin != ledger.ledgerOrigin { throw .foreignJournal(path: path, origin) }
        if let before = state.lastMerge(of: opened.journal) {
            let isLater =
                before.entries <= audit.size
                && TreeSize(before.entries).flatMap { try? audit.tree.root(at: $0) } == before.root
            guard isLater || Self.isEarlier(entries, opened.journal, ledger, state) else {
                throw .rewrittenJournal(path: path)
            }
        }
        name = opened.journal
        newEntryCount = max(0, entries.count - (state.journals[opened.journal]?.count ?? 0))
        guard newEntryCount > 0 else {
            events = []
            return
        }
        let count = (bytes.count + Self.pieceByteCount - 1) / Self.pieceByteCount
        events = (0..<count).map { piece in
            let end = min((piece + 1) * Self.pieceByteCount, bytes.count)
            return .journalMerged(
                JournalMerged(
                    journal: opened.journal, entries: whole.tree.size.rawValue, root: whole.tree.root, part: piece + 1,
                    parts: count, content: LedgerBytes(Array(bytes[piece * Self.pieceByteCount..<end]))))
        }
    }

    /// Whether these are the first entries of a journal as it was merged: a copy that was saved before it grew.
    private static func isEarlier(
        _ entries: [LedgerEntry], _ journal: JournalName, _ ledger: LogAudit, _ state: BinderState
    ) -> Bool {
        let places = state.journals[journal] ?? []
        guard entries.count <= places.count else { return false }
        let merged = Dictionary(ledger.placedEntries.map { ($0.place, $0.entry) }) { first, _ in first }
        return zip(entries, places).allSatisfy { $0 == merged[$1] }
    }

    private static func entries(_ bytes: [UInt8], of path: String) throws(BinderError) -> [LedgerEntry] {
        var entries: [LedgerEntry] = []
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            do { entries.append(try LedgerEntry(line: Array(line))) } catch {
                throw .badJournal(path: path, line: entries.count + 1, error)
            }
        }
        return entries
    }
}
