// SPDX-License-Identifier: Apache-2.0
//
// That a walled child can do nothing is tried in Tests/IsolationTests; here, that the program's own children are walled.

import Foundation
import Testing

@Suite("The program's children")
struct WorkerWallTests {
    @Test(
        "give up capabilities, files and calls before they read a byte, and open nothing afterwards but fonts to draw")
    func walls() async throws {
        let scratch = try Scratch()
        let passphrase = try scratch.write("six words of her own", "passphrase")
        let trace = scratch.file("trace")
        let calls = "execve,capset,landlock_create_ruleset,landlock_restrict_self,seccomp,read,pread64,open,openat"
        let traced = ["-f", "-qq", "-o", trace, "-e", "trace=\(calls)", Program.path]
        let common = ["--journal", scratch.file("journal.jsonl"), "--allow-swap"]
        let split = try await Program.run(
            "strace",
            traced + ["split"] + Deal.custodians + ["--field-from", "password=-", "--seal", "Ana Ruiz"]
                + ["--passphrase-from", "g1m1=\(passphrase)", "--output", scratch.file("sheets"), "--no-read-back"]
                + common, input: Array("pw".utf8))
        #expect(split.code == 0, "\(split.errors)")

        var processes: [String: [String]] = [:]
        for line in try scratch.text("trace").split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2 else { continue }
            processes[String(parts[0]), default: []].append(parts[1].trimmingCharacters(in: .whitespaces))
        }
        var seen: Set<String> = []
        for calls in processes.values {
            guard let start = calls.firstIndex(where: { $0.hasPrefix("execve(") && $0.contains(#""worker""#) }),
                let kind = ["decode", "draw", "stretch"].first(where: { calls[start].contains("\"\($0)\"") })
            else { continue }
            seen.insert(kind)
            let own = calls[start...]
            let filter = try #require(
                own.firstIndex { $0.hasPrefix("seccomp(SECCOMP_SET_MODE_FILTER") && $0.hasSuffix("= 0") })
            let before = own[..<filter]
            #expect(before.contains { $0.hasPrefix("capset(") && $0.hasSuffix("= 0") })
            let hasLandlock = before.contains { $0.hasPrefix("landlock_create_ruleset(NULL") && !$0.contains("= -1") }
            #expect(hasLandlock == before.contains { $0.hasPrefix("landlock_restrict_self(") && $0.hasSuffix("= 0") })
            #expect(!before.contains { $0.hasPrefix("read(0,") || $0.hasPrefix("pread64(0,") })
            let opened = own[filter...].filter { $0.hasPrefix("open") && !$0.contains("= -1") }
            #expect(opened.allSatisfy { kind == "draw" && $0.contains("/fonts/") }, "\(kind): \(opened)")
        }
        #expect(seen == ["decode", "draw", "stretch"])
    }
}
