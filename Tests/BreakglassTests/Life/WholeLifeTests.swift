// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("The whole life of one credential")
struct WholeLifeTests {
    @Test(
        "from the first split over drills, turnover, an emergency and its review to the new credential and the auditor")
    func oneCredential() async throws {
        let scratch = try Scratch()
        let verifier = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Vectors/verify_ledger.py").standardized.path
        try await LifeScript(named: "one-credential.life").play(
            in: scratch,
            words: [
                "VERIFIER": { verifier },
                "SET": {
                    let shown = try await Program.run(["inspect", scratch.file("sheets/manifest.bgm")])
                    let line = try #require(shown.text.split(separator: "\n").first { $0.hasPrefix("Set ") })
                    return String(try #require(line.split(separator: " ").dropFirst().first))
                },
            ], ledger: "binder/ledger.jsonl")
    }
}
