// SPDX-License-Identifier: Apache-2.0
//
// Joins the pieces in which a ledger holds a merged record, and checks that the record is the one that they name
// (docs/LEDGER.md, R3 to R6).

import MerkleLog

/// The consecutive pieces of a record so far.
struct RecordPieces: Sendable {
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
    mutating func take(_ event: RecordMerged, behind before: LedgerEvent?) -> Piece {
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

extension RecordMerged {
    /// Whether it is the next piece after another entry.
    func follows(_ before: LedgerEvent?) -> Bool {
        guard case .recordMerged(let last)? = before else { return false }
        return last.record == record && last.part + 1 == part && last.parts == parts
    }
}

extension UnfoldedRecord {
    /// Why a record is not the one that the ledger says it merged, or must not be merged.
    ///
    /// - Parameters:
    ///   - event: the entry of its last piece.
    ///   - origin: the ledger's.
    ///   - before: the record's size and root when it was last merged.
    static func faults(
        of log: LedgerReplay, as event: RecordMerged, in origin: LedgerOrigin?,
        before: (size: TreeSize, root: TreeHash)?
    ) -> [Fault] {
        guard case .recordOpened(let opened)? = log.entry(at: 0)?.event else { return [.noBeginning] }
        var faults: [Fault] = []
        let root = try? log.tree.root(at: log.tree.size)
        if opened.record != event.record || log.size != event.entries || root != event.root { faults.append(.other) }
        if let named = opened.ledger, named != origin { faults.append(.foreign) }
        if let before, (try? log.tree.root(at: before.size)) != before.root { faults.append(.rewritten) }
        return faults
    }
}
