// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Randomness comes from the system, and nobody can choose it")
struct RandomnessTests {
    @Test("two splits of one credential to the same people have nothing in common but what is public and chosen")
    func splitsDiffer() async throws {
        let (plain, other) = (try await Deal.plain(), try await Deal.other())
        let manifests = try [plain, other].map { [UInt8](try Data(contentsOf: URL(filePath: $0.manifest))) }
        // Nonce and commitment; both sets have the same label and groups.
        #expect(manifests[0][5..<21] != manifests[1][5..<21])
        #expect(manifests[0].count == manifests[1].count)
        let keys = manifests.map { bytes in
            (0..<5).map { Array(bytes[(bytes.count - 34 - (5 - $0) * 32)...].prefix(32)) }
        }
        #expect(Set(keys[0] + keys[1]).count == 10)
        var words: [[String]] = []
        for deal in [plain, other] {
            for number in Deal.all { words.append(Array(try await deal.words(number).flatMap { $0 }.dropFirst(6))) }
        }
        #expect(Set(words).count == 10)
        for mine in words.prefix(5) {
            for theirs in words.suffix(5) {
                // Of 58 words that are 1 in 256 each some meet by chance; 12 do once in 10^16 pairs.
                #expect(zip(mine, theirs).count { $0 == $1 } < 12)
            }
        }
    }

    @Test("no option, and no variable of the environment, chooses the randomness")
    func cannotBeChosen() async throws {
        let help = try await Program.tool(Program.path, "--experimental-dump-help").lowercased()
        for word in ["seed-from", "deterministic", "rng", "random-"] { #expect(!help.contains(word), "\(word)") }
        let environment = [
            "BREAKGLASS_SEED": "1", "BREAKGLASS_RANDOM": "1", "SEED": "1", "SOURCE_DATE_EPOCH": "1",
            "SWIFT_DETERMINISTIC_HASHING": "1",
        ]
        let scratch = try Scratch()
        var manifests: Set<Data> = []
        for name in ["one", "two"] {
            let ended = try await Deal.split(
                [], to: scratch.file(name), journal: scratch.file("journal"), environment: environment)
            #expect(ended.code == 0, "\(ended.errors)")
            let manifest = try Data(contentsOf: URL(filePath: scratch.file("\(name)/manifest.bgm")))
            // What stands before the nonce is the same, the nonce and all keys after the groups are not.
            manifests.insert(manifest[5..<21])
        }
        #expect(manifests.count == 2)
    }

    @Test("where the system refuses randomness no sheet comes out")
    func sourceFails() async throws {
        let scratch = try Scratch()
        let ended = try await Program.run(
            "strace",
            ["-f", "-qq", "-o", "/dev/null", "-e", "trace=getrandom,openat", "-e", "inject=getrandom:error=EIO"]
                + [Program.path, "split"] + Deal.custodians
                + Deal.passwordField + ["--output", scratch.file("sheets"), "--no-read-back"]
                + ["--journal", scratch.file("journal")])
        #expect(ended.code == 70, "\(ended.errors)")
        #expect(!FileManager.default.fileExists(atPath: scratch.file("sheets")))
    }
}
