// SPDX-License-Identifier: Apache-2.0
//
// Joins the pieces in which a ledger holds a merged journal, and checks that the journal is the one that they name
// (docs/LEDGER.md, J3 to J6).

import MerkleLog

/// The consecutive pieces of a journal so far.
struct JournalPieces: Sendable {
    /// The result of taking a piece.
    enum Piece {
        /// It does not follow the one before.
        case outOfOrder
        /// More must follow.
        case part
        /// It is the last one; the value joins all of them.
        case whole([UInt8])
    }

    private var contents: [[UInt8]] = []

    /// Takes the next piece.
    ///
    /// - Parameter before: the entry before it.
    mutating func take(_ event: JournalMerged, behind before: LedgerEvent?) -> Piece {
        if event.part == 1 { contents = [] }
        guard event.part >= 1, event.part <= event.parts, event.part == contents.count + 1,
            event.part == 1 || event.follows(before)
        else {
            // No piece can continue from one that does not follow.
            contents = []
            return .outOfOrder
        }
        contents.append(event.content.bytes)
        guard event.part == event.parts else { return .part }
        defer { contents = [] }
        return .whole(contents.flatMap { $0 })
    }
}

extension JournalMerged {
    /// Whether it is the next piece after another entry.
    func follows(_ before: LedgerEvent?) -> Bool {
        guard case .journalMerged(let last)? = before else { return false }
        return last.journal == journal && last.part + 1 == part && last.parts == parts
    }
}

extension UnfoldedJournal {
    /// Why a journal is not the one that the ledger says it merged, or must not be merged.
    ///
    /// - Parameters:
    ///   - event: the entry of its last piece.
    ///   - origin: the ledger's.
    ///   - before: the journal's size and root when it was last merged.
    static func faults(
        of log: LedgerReplay, as event: JournalMerged, in origin: LedgerOrigin?,
        before: (size: TreeSize, root: TreeHash)?
    ) -> [Fault] {
        guard case .journalOpened(let opened)? = log.entry(at: 0)?.event else { return [.noBeginning] }
        var faults: [Fault] = []
        let root = try? log.tree.root(at: log.tree.size)
        if opened.journal != event.journal || log.size != event.entries || root != event.root { faults.append(.other) }
        if let named = opened.ledger, named != origin { faults.append(.foreign) }
        if let before, (try? log.tree.root(at: before.size)) != before.root { faults.append(.rewritten) }
        return faults
    }
}
