// SPDX-License-Identifier: Apache-2.0

import Foundation
import LedgerFixtures
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("A copy whose line ends were converted")
struct LineEndsTests {
    @Test("a file with a line in CRLF is told from one in LF, and from what is merely broken")
    func told() {
        for text in ["{}\n{}\n", "{}", "", "\n", "\r", "{}\r{}\n", "{}\n\r"] {
            #expect(!LineEnds.areConverted(in: Array(text.utf8)))
        }
        for text in ["{}\r\n{}\r\n", "{}\r\n", "{}\n{}\r\n{}\n", "{\r}\n{}\r\n"] {
            #expect(LineEnds.areConverted(in: Array(text.utf8)))
        }
    }

    @Test("it is refused as what it is wherever a ledger is opened, and nothing in it changes")
    func refused() throws {
        let folder = try StoreFolder(entries: 3)
        let ledger = "\(folder.path)/\(LedgerFiles.ledger)"
        let converted = try String(contentsOfFile: ledger, encoding: .utf8).replacing("\n", with: "\r\n")
        try Data(converted.utf8).write(to: URL(filePath: ledger))
        let error = BinderError.convertedLineEnds(path: ledger)
        let binder = BinderFolder(path: folder.path)
        #expect(throws: error) { _ = try binder.read() }
        #expect(throws: error) { _ = try binder.origin() }
        #expect(throws: error) { try binder.checkLineEnds() }
        let audit = try LedgerAudit(folder: folder.path, evidence: AuditEvidence())
        #expect(!audit.isWhole, "the law judges what is there: no line is in the one form")
        #expect(throws: error) { _ = try LedgerStore(path: folder.path, key: folder.key) }
        #expect(try Data(contentsOf: URL(filePath: ledger)) == Data(converted.utf8))
    }

    @Test(
        "a checkpoint whose line ends alone were converted is named, and nothing that it signs is set aside",
        arguments: [LedgerFiles.checkpoint, LedgerFiles.nextCheckpoint])
    func checkpoints(name: String) throws {
        let folder = try StoreFolder(entries: 3)
        let old = try #require(folder.bytes(LedgerFiles.checkpoint))
        try folder.append("more")
        // As after a crash: the newest line waits for its checkpoint to take its place.
        if name == LedgerFiles.nextCheckpoint {
            try folder.write(try #require(folder.bytes(LedgerFiles.checkpoint)), name)
            try folder.write(old, LedgerFiles.checkpoint)
        }
        let text = String(decoding: try #require(folder.bytes(name)), as: UTF8.self)
        try folder.write(Array(text.replacing("\n", with: "\r\n").utf8), name)
        let ledger = folder.bytes(LedgerFiles.ledger)
        let error = BinderError.convertedLineEnds(path: folder.file(name))
        let binder = BinderFolder(path: folder.path)
        #expect(throws: error) { _ = try binder.read() }
        #expect(throws: error) { _ = try binder.checkpoint() }
        #expect(throws: error) { try binder.checkLineEnds() }
        #expect(throws: error) { try folder.append("yet more") }
        #expect(folder.bytes(LedgerFiles.ledger) == ledger)
    }

    @Test("one converted line among others is named as that")
    func oneLine() throws {
        let folder = try StoreFolder(entries: 3)
        var lines = try #require(folder.bytes(LedgerFiles.ledger)).split(separator: 0x0A).map { Array($0) }
        lines[1].append(0x0D)
        try folder.write(lines.flatMap { $0 + [0x0A] }, LedgerFiles.ledger)
        let error = BinderError.convertedLineEnds(path: folder.file(LedgerFiles.ledger))
        #expect(throws: error) { _ = try BinderFolder(path: folder.path).read() }
        #expect(throws: error) { try BinderFolder(path: folder.path).checkLineEnds() }
    }
}
