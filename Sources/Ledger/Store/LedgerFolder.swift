// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
import MerkleLog

/// Reads a ledger's files.
enum LedgerFolder {
    /// The most lines that are read. Each costs time and memory, however short it is.
    static let lineLimit = 1_000_000

    /// The bytes of the ledger.
    ///
    /// - Returns: `nil` if there is no ledger.
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

    /// A ledger with the checkpoints that belong to it.
    struct Snapshot {
        /// The ledger's bytes; `nil` if there is no ledger.
        let ledger: [UInt8]?
        /// The newest signed checkpoint, or why it cannot be read.
        let checkpoint: Result<[UInt8]?, StoreFailure>
        /// The checkpoint that was about to replace it.
        let next: [UInt8]?
    }

    /// Reads a ledger without locking it. Another program may append meanwhile: if the checkpoints change while the
    /// ledger is read, both are read again.
    static func snapshot(in folder: DurableFolder) throws(StoreFailure) -> Snapshot {
        var checkpoints = checkpoints(in: folder)
        var ledger: [UInt8]?
        for _ in 0..<16 {
            ledger = try bytes(in: folder)
            let before = checkpoints
            checkpoints = self.checkpoints(in: folder)
            if (try? checkpoints.newest.get()) == (try? before.newest.get()), checkpoints.next == before.next { break }
        }
        return Snapshot(ledger: ledger, checkpoint: checkpoints.newest, next: checkpoints.next)
    }

    private static func checkpoints(
        in folder: DurableFolder
    ) -> (newest: Result<[UInt8]?, StoreFailure>, next: [UInt8]?) {
        let newest: Result<[UInt8]?, StoreFailure>
        do throws(StoreFailure) {
            newest = .success(try folder.read(LedgerFiles.checkpoint, limit: LedgerFiles.checkpointLimit))
        } catch { newest = .failure(error) }
        let next = try? folder.read(LedgerFiles.nextCheckpoint, limit: LedgerFiles.checkpointLimit)
        return (newest, next)
    }

    /// The latest time so far in a ledger.
    static func latestTime(in folder: DurableFolder) throws(StoreFailure) -> LedgerTime? {
        try LineTimes.latest(in: LedgerFiles.ledger, of: folder, limit: LedgerFiles.ledgerLimit)
    }

    /// The ledger's origin, derived from its first line.
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

extension LineEnds {
    /// Refuses a ledger whose line ends were converted.
    static func check(_ ledger: [UInt8], in folder: String) throws(BinderError) {
        guard !areConverted(in: ledger) else { throw .convertedLineEnds(path: "\(folder)/\(LedgerFiles.ledger)") }
    }

    /// Refuses checkpoints whose line ends were converted: no signature is valid over them.
    static func checkCheckpoints(in folder: DurableFolder) throws(BinderError) {
        for name in [LedgerFiles.checkpoint, LedgerFiles.nextCheckpoint] {
            let bytes = (try? folder.read(name, limit: LedgerFiles.checkpointLimit)).flatMap { $0 }
            guard !areConverted(in: bytes ?? []) else { throw .convertedLineEnds(path: "\(folder.path)/\(name)") }
        }
    }
}
