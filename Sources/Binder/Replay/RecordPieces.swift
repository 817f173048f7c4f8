// SPDX-License-Identifier: Apache-2.0
//
// How the pieces in which a ledger takes in a record become the record, and whether it is the one that they say
// (docs/LEDGER.md, R3 to R6).

import MerkleLog

/// The pieces of a record that follow each other so far.
struct RecordPieces: Sendable {
    /// What a piece makes.
    enum Piece {
        /// It does not follow the one before.
        case outOfOrder
        /// More must follow.
        case part
        /// It is the last one; all of them together.
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
            // Nothing goes on from a piece that does not follow.
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
    /// Whether it is the piece behind another one.
    func follows(_ before: LedgerEvent?) -> Bool {
        guard case .recordMerged(let last)? = before else { return false }
        return last.record == record && last.part + 1 == part && last.parts == parts
    }
}

extension UnfoldedRecord {
    /// How a record is not the one that the ledger says it took in, or not to be taken in.
    ///
    /// - Parameters:
    ///   - event: the entry of its last piece.
    ///   - origin: the ledger's.
    ///   - before: the record as it was when it was merged before.
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
