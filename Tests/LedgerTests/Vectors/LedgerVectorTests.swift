// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("Ledger vectors")
struct LedgerVectorTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Vectors/ledger").standardizedFileURL
    private static var isWriting: Bool { ProcessInfo.processInfo.environment["BREAKGLASS_VECTORS"] == "write" }

    @Test("each vector is judged as it should be")
    func judged() throws {
        for vector in try LedgerVector.all() {
            #expect(vector.audit.isWhole == vector.isWhole, "\(vector.name): \(vector.audit.findings)")
        }
    }

    @Test("the files are what the code makes")
    func madeAgain() throws {
        for vector in try LedgerVector.all() {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            var files = [
                ("ledger.jsonl", Data(vector.ledger)),
                ("expected.json", try encoder.encode(vector.expectation) + Data("\n".utf8)),
            ]
            if let checkpoint = vector.checkpoint { files.append(("checkpoint", Data(checkpoint))) }
            for (name, data) in files {
                let file = Self.folder.appending(path: "\(vector.name)/\(name)")
                if Self.isWriting {
                    try FileManager.default.createDirectory(
                        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                    try data.write(to: file)
                } else {
                    #expect(try Data(contentsOf: file) == data, "\(vector.name)/\(name)")
                }
            }
        }
        let names = Set(try FileManager.default.contentsOfDirectory(atPath: Self.folder.path))
            .subtracting(["kinds.json"])
        #expect(try names == Set(LedgerVector.all().map { $0.name }))
    }
}
