// SPDX-License-Identifier: Apache-2.0

import MerkleLog

/// A ledger's file, and what its start says about it.
enum LedgerFolder {
    /// The most lines that are read: each costs time and memory, however short it is.
    static let lineLimit = 1_000_000

    /// The bytes of the ledger.
    ///
    /// - Returns: nothing where there is none.
    static func bytes(in folder: DurableFolder) throws(StoreFailure) -> [UInt8]? {
        guard let bytes = try folder.read(LedgerFiles.ledger, limit: LedgerFiles.ledgerLimit) else { return nil }
        let lines = bytes.count { $0 == 0x0A }
        guard lines <= lineLimit else {
            throw StoreFailure(
                "be read", "\(folder.path)/\(LedgerFiles.ledger)",
                because: "it has \(lines) lines, and at most \(lineLimit) are read")
        }
        return bytes
    }

    /// The latest time so far in a ledger.
    static func latestTime(in folder: DurableFolder) throws(StoreFailure) -> LedgerTime? {
        try LineTimes.latest(in: LedgerFiles.ledger, of: folder, limit: LedgerFiles.ledgerLimit)
    }

    /// The ledger's origin, made from its first line.
    static func origin(in folder: DurableFolder) throws(BinderError) -> LedgerOrigin {
        let bytes: [UInt8]?
        do throws(StoreFailure) {
            bytes = try folder.start(of: LedgerFiles.ledger, limit: LedgerEntry.lineLimit + 1)
        } catch { throw .store(error) }
        guard let bytes else { throw .noLedger(path: folder.path) }
        try LineEnds.check(bytes, in: folder.path)
        guard let end = bytes.firstIndex(of: 0x0A), let entry = try? LedgerEntry(line: Array(bytes[0..<end])),
            case .binderOpened(let opened) = entry.event
        else { throw .notALedger(path: folder.path) }
        return LedgerOrigin(name: opened.name, firstLine: Array(bytes[0..<end]))
    }
}
