// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import MerkleLog
import ShareEnvelope

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

/// A binder of a few entries in a folder of its own, which is removed when the value dies.
final class StoreFolder {
    let path: String
    let key = BinderKey.random()
    let store: LedgerStore

    init(entries: Int = 3, isOnDisk: Bool = true) throws {
        let shelf = isOnDisk ? FileManager.default.temporaryDirectory : URL(filePath: "/dev/shm")
        path = shelf.appending(path: "binder-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let opened = BinderOpened(name: TestLedger.name, key: key.publicKey, program: TestLedger.program)
        try LedgerStore.begin(
            in: DurableFolder(path: path), with: LedgerEntry(time: Self.time(0), event: .binderOpened(opened)), key: key
        )
        store = try LedgerStore(path: path, key: key)
        for number in 1..<entries { try append("entry \(number)") }
    }

    deinit {
        chmod(path, 0o755)
        try? FileManager.default.removeItem(atPath: path)
    }

    static func time(_ seconds: UInt64) -> LedgerTime { LedgerTime(posixSeconds: 1_795_000_000 + seconds)! }

    @discardableResult
    func append(_ why: String) throws -> Appended {
        try store.append(LedgerEntry(time: Self.time(60), event: Self.event(why)))
    }

    static func event(_ why: String) -> LedgerEvent {
        .refused(Refused(act: .known("test"), account: nil, why: .known(why)))
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }
    func bytes(_ name: String) -> [UInt8]? { FileManager.default.contents(atPath: file(name)).map { Array($0) } }
    func write(_ bytes: [UInt8], _ name: String) throws { try Data(bytes).write(to: URL(filePath: file(name))) }
    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: file(name)) }
    var names: Set<String> {
        get throws { Set(try FileManager.default.contentsOfDirectory(atPath: path)) }
    }

    /// What an auditor without any other witness finds.
    func audit() throws -> LedgerAudit { try LedgerAudit(folder: path, evidence: AuditEvidence()) }
}
