// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Binder

@Suite("A copy whose line ends were converted")
struct LineEndsTests {
    @Test("a ledger in CRLF is told from one in LF, and from what is merely broken")
    func told() {
        for text in ["{}\n{}\n", "{}", "", "\n", "{}\n{}\r\n", "\r"] {
            #expect(!LineEnds.areConverted(in: Array(text.utf8)))
        }
        for text in ["{}\r\n{}\r\n", "{}\r\n"] { #expect(LineEnds.areConverted(in: Array(text.utf8))) }
    }

    @Test("it is refused as what it is wherever a ledger is opened, and nothing in it changes")
    func refused() throws {
        let folder = try StoreFolder(entries: 3)
        let ledger = "\(folder.path)/\(LedgerFiles.ledger)"
        let converted = try String(contentsOfFile: ledger, encoding: .utf8).replacing("\n", with: "\r\n")
        try Data(converted.utf8).write(to: URL(filePath: ledger))
        let error = BinderError.convertedLineEnds(path: folder.path)
        let binder = BinderFolder(path: folder.path)
        #expect(throws: error) { _ = try binder.read() }
        #expect(throws: error) { _ = try binder.origin() }
        #expect(throws: error) { _ = try LedgerAudit(folder: folder.path, evidence: AuditEvidence()) }
        #expect(throws: error) { _ = try LedgerStore(path: folder.path, key: folder.key) }
        #expect(try Data(contentsOf: URL(filePath: ledger)) == Data(converted.utf8))
    }
}
