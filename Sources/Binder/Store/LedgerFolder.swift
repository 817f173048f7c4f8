// SPDX-License-Identifier: Apache-2.0

import MerkleLog

/// What the start of a ledger's file says about it.
enum LedgerFolder {
    /// The ledger's origin, made from its first line.
    static func origin(in folder: DurableFolder) throws(BinderError) -> LedgerOrigin {
        let bytes: [UInt8]?
        do throws(StoreFailure) {
            bytes = try folder.start(of: LedgerFiles.ledger, limit: LedgerEntry.lineLimit + 1)
        } catch { throw .store(error) }
        guard let bytes else { throw .noLedger(path: folder.path) }
        guard let end = bytes.firstIndex(of: 0x0A), let entry = try? LedgerEntry(line: Array(bytes[0..<end])),
            case .binderOpened(let opened) = entry.event
        else { throw .notALedger(path: folder.path) }
        return LedgerOrigin(name: opened.name, firstLine: Array(bytes[0..<end]))
    }
}
