// SPDX-License-Identifier: Apache-2.0

import Custody
package import CustodyPolicy
import Foundation
import Glibc
package import Ledger
import MerkleLog
import ShareEnvelope

/// A binder of a few entries in a folder of its own, which is removed when the value dies.
package final class StoreFolder {
    package let path: String
    package let key = BinderKey.random()
    package let store: LedgerStore

    package init(entries: Int = 3, isOnDisk: Bool = true) throws {
        let shelf = isOnDisk ? FileManager.default.temporaryDirectory : URL(filePath: "/dev/shm")
        path = shelf.appending(path: "binder-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let opened = BinderOpened(name: TestLedger.name, key: key.publicKey, program: TestLedger.program)
        let line = try LedgerEntry(time: Self.time(0), event: .binderOpened(opened)).encodedLine()
        var tree = TreeFrontier()
        tree.append(.leaf(line))
        let origin = KeyName(LedgerOrigin(name: TestLedger.name, firstLine: line))
        let signed = key.signed(Checkpoint(origin: origin, size: tree.size, root: tree.root))
        try Data(line + [0x0A]).write(to: URL(filePath: "\(path)/ledger.jsonl"))
        try Data(signed.note.bytes).write(to: URL(filePath: "\(path)/checkpoint"))
        store = try LedgerStore(path: path, key: key)
        for number in 1..<entries { try append("entry \(number)") }
    }

    deinit {
        unsafe chmod(path, 0o755)
        try? FileManager.default.removeItem(atPath: path)
    }

    package static func time(_ seconds: UInt64) -> LedgerTime { LedgerTime(posixSeconds: 1_795_000_000 + seconds)! }

    @discardableResult
    package func append(_ why: String) throws -> Appended {
        try store.append(LedgerEntry(time: Self.time(60), event: Self.event(why)))
    }

    package static func event(_ why: String) -> LedgerEvent {
        .refused(Refused(act: .known("test"), account: nil, why: .known(why)))
    }

    package func file(_ name: String) -> String { "\(path)/\(name)" }
    package func bytes(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: file(name)).map { Array($0) }
    }
    package func write(_ bytes: [UInt8], _ name: String) throws { try Data(bytes).write(to: URL(filePath: file(name))) }
    package func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: file(name)) }
    package var names: Set<String> {
        get throws { Set(try FileManager.default.contentsOfDirectory(atPath: path)) }
    }

    /// What an auditor without any other witness finds.
    package func audit() throws -> LedgerAudit { try LedgerAudit(folder: path, evidence: AuditEvidence()) }
}
