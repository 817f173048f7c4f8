// SPDX-License-Identifier: Apache-2.0
//
// Vectors/law holds a ledger for each rule of docs/LEDGER.md, with the judgement that the document asks for. They were
// written by another program from the document alone.

import Foundation
import MerkleLog
import ShareEnvelope
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("The rules of the ledger")
struct LawTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Vectors/law").standardizedFileURL
    private static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

    private struct Brought: Decodable {
        let printed: [String]
        let kept: [String]
        let trust: Bool
    }

    private static func content(_ name: String, _ file: String) -> [UInt8]? {
        FileManager.default.contents(atPath: folder.appending(path: "\(name)/\(file)").path).map { Array($0) }
    }

    private static func judgement(_ name: String) throws -> NSDictionary {
        let brought = try JSONDecoder().decode(Brought.self, from: Data(#require(content(name, "expected.json"))))
        var evidence = AuditEvidence()
        for code in brought.printed {
            if case .checkpoint(let read)? = try? PaperCode.read(Array(code.utf8).span) {
                evidence.printed.append(("paper", read))
            } else {
                evidence.unreadable.append(code)
            }
        }
        evidence.earlier = brought.kept.map { ($0, content(name, $0) ?? []) }
        if brought.trust {
            do { evidence.policy = try TrustPolicy(bytes: #require(content(name, "trust"))) } catch is MerkleLogError {
                evidence.unreadable.append("trust")
            }
        }
        let path = folder.appending(path: name).path(percentEncoded: false)
        let judged = try JSONEncoder().encode(Judgement(LedgerAudit(folder: path, evidence: evidence)))
        return try #require(JSONSerialization.jsonObject(with: judged) as? NSDictionary)
    }

    @Test("there is a ledger for each rule")
    func all() {
        let rules = Set(Self.names.compactMap { $0.split(separator: "-").first.map(String.init) })
        // A4's notes, and rules that only files or facts show, have ledgers under the name of what they show.
        let missing = AuditRule.allCases.map(\.rawValue).filter { !rules.contains($0) }
        #expect(missing == [], "\(missing)")
    }

    @Test("each is judged as the document says", arguments: names)
    func judged(name: String) throws {
        let data = Data(try #require(Self.content(name, "expected.json")))
        let expected = try #require(JSONSerialization.jsonObject(with: data) as? NSDictionary)
        let wanted = try #require(expected["judgement"] as? NSDictionary)
        let found = try Self.judgement(name)
        for (key, value) in wanted {
            let key = try #require(key as? String)
            // Facts that follow from a wrong entry are not to be relied on.
            if key == "facts", wanted["verdict"] as? String == "wrong" { continue }
            #expect(found[key] as? NSObject == value as? NSObject, "\(name): \(key): \(found[key] ?? "nothing")")
        }
    }
}
