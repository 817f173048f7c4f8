// SPDX-License-Identifier: Apache-2.0
//
// Two things that tests want of the library as a program of its own:
//
//     LedgerProbe FOLDER KEY COUNT NAME   appends so many entries to a ledger, one by one
//     LedgerProbe ROOT                    judges the ledger in each folder of ROOT, in the order of their names, with what
//                                         its brought.json or expected.json says was brought: one line of JSON for each

import CustodyPolicy
import Foundation
import Ledger
import MerkleLog
import SecretMemory
import ShareEnvelope

/// What somebody brings to a judgement.
struct Brought: Decodable {
    let printed: [String]?
    let kept: [String]?
    let trust: Bool?
}

/// A judgement, and how long it took.
struct Timed: Encodable {
    let judgement: Judgement
    let seconds: Double

    private enum Key: CodingKey {
        case seconds
    }

    func encode(to encoder: any Encoder) throws {
        try judgement.encode(to: encoder)
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(seconds, forKey: .seconds)
    }
}

func judge(_ folder: URL) throws -> Timed {
    func content(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: folder.appending(path: name).path).map { Array($0) }
    }
    var evidence = AuditEvidence()
    if let data = content("brought.json") ?? content("expected.json") {
        let brought = try JSONDecoder().decode(Brought.self, from: Data(data))
        for code in brought.printed ?? [] {
            if case .checkpoint(let read)? = try? PaperCode.read(Array(code.utf8).span) {
                evidence.printed.append(("the paper at \(read.size) entries", read))
            } else {
                evidence.unreadable.append(code)
            }
        }
        for name in brought.kept ?? [] { evidence.earlier.append((name, content(name) ?? [])) }
        if brought.trust == true {
            if let policy = try? TrustPolicy(bytes: content("trust") ?? []) {
                evidence.policy = policy
            } else {
                evidence.unreadable.append("trust")
            }
        }
    }
    let start = clock()
    let audit = try LedgerAudit(folder: folder.path(percentEncoded: false), evidence: evidence)
    let judgement = Judgement(audit)
    return Timed(judgement: judgement, seconds: Double(clock() - start) / Double(CLOCKS_PER_SEC))
}

func judgeAll(in root: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for name in try FileManager.default.contentsOfDirectory(atPath: root).sorted() {
        let folder = URL(filePath: root).appending(path: name, directoryHint: .isDirectory)
        guard FileManager.default.fileExists(atPath: folder.appending(path: "ledger.jsonl").path) else { continue }
        print(String(decoding: try encoder.encode(judge(folder)), as: UTF8.self))
    }
}

let arguments = CommandLine.arguments
if arguments.count == 2 {
    do { try judgeAll(in: arguments[1]) } catch {
        print(error)
        exit(74)
    }
    exit(0)
}
guard arguments.count == 5, let count = Int(arguments[3]), let data = FileManager.default.contents(atPath: arguments[2])
else { exit(64) }
let bytes = Array(data)
guard let key = BinderKey(file: SecretBytes(copying: bytes.span)) else { exit(65) }
do {
    let store = try LedgerStore(path: arguments[1], key: key)
    for number in 0..<count {
        let refused = Refused(act: .known("append"), account: nil, why: .known("\(arguments[4]) \(number)"))
        let entry = LedgerEntry(time: LedgerTime(Date()), event: .refused(refused))
        _ = try store.append(entry)
    }
} catch {
    print(error)
    exit(74)
}
