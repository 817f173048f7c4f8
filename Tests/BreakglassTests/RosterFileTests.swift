// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Rosters in YAML")
struct RosterFileTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test("a roster with groups, thresholds and sealed custodians is dealt as it says")
    func roster() async throws {
        let file = try scratch.write(
            """
            # Who keeps what.
            account: AWS root, example.com
            groups_needed: 1
            groups:
              - name: Security
                threshold: 2
                custodians: [Ana Ruiz, Bo Chen]
              - name: Operations
                threshold: 1
                custodians:
                  - {name: "Dana Novak", sealed: false}
                  - name: 'Emeka Obi'
            """, "roster.yaml")
        let ended = try await split(file)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.errors.contains("any 2") || ended.errors.contains("all 2 in Security"), "\(ended.errors)")
        #expect(ended.errors.contains("sheet-g2m2.pdf  Emeka Obi, share 2 of 2 in Operations"))
    }

    @Test(
        "every mistake is told with its line and column",
        arguments: [
            ("account: x\ngroups:\n  - nmae: A\n", ":3:5: nmae is not a known key", "name, threshold, custodians"),
            ("account: x\nowner: y\ngroups: []\n", ":2:1: owner is not a known key", "account"),
            ("groups: []\n", ":1:1: account is missing", ""),
            ("account: x\n", ":1:1: groups is missing", ""),
            ("account: x\ngroups: many\n", ":2:9: groups is not a list", ""),
            ("account: [x]\ngroups: []\n", ":1:10: account is not text", ""),
            ("- x\n", ":1:1: a mapping is needed here", "account"),
            ("just words\n", ":1:1: a mapping is needed here", "account"),
            (
                "account: x\ngroups:\n  - name: A\n    threshold: two\n    custodians: [B]\n",
                ":4:16: threshold is not a number", ""
            ),
            ("account: x\ngroups:\n  - name: A\n    threshold: 1\n", ":3:5: custodians is missing", ""),
            (
                "account: x\ngroups:\n  - name: A\n    threshold: 1\n    custodians:\n      - {name: B, sealed: perhaps}\n",
                ":6:27: sealed is neither true nor false", ""
            ),
            (
                "account: x\ngroups:\n  - name: A\n    threshold: 1\n    custodians:\n      - {name: B, phone: 1}\n",
                ":6:19: phone is not a known key", "name, sealed"
            ),
            (
                "account: x\ngroups:\n  - name: A\n    threshold: 1\n    custodians: [\"a\\u202Eb\"]\n",
                ":5:18: a custodian's name holds the character U+202E", ""
            ),
            (
                "account: x\ngroups:\n  - name: A\n    threshold: 3\n    custodians: [B]\n",
                ":4:16: threshold is not a number from 1 to 1",
                ""
            ),
            (ten("threshold: 010"), ":4:16: threshold is not a number from 1 to 10", "plain decimal"),
            (ten("threshold: 0x2"), ":4:16: threshold is not a number from 1 to 10", "plain decimal"),
            (ten("threshold: 1_0"), ":4:16: threshold is not a number from 1 to 10", "plain decimal"),
            (ten("threshold: +2"), ":4:16: threshold is not a number from 1 to 10", "plain decimal"),
            (ten("threshold: \"2\""), ":4:16: threshold is not a number from 1 to 10", "plain decimal"),
            (ten("threshold: 1:30"), ":4:16: threshold is not a number from 1 to 10", "plain decimal"),
            ("groups_needed: 01\n" + ten("threshold: 2"), ":1:16: groups_needed is not a number", "plain decimal"),
            (
                "account: x\ngroups:\n  - name: A\n    threshold: 1\n    custodians: [B, \"  \"]\n",
                ":5:21: a custodian's name has no visible character", "visible"
            ),
            (
                "account: x\ngroups:\n  - name: A\n    threshold: 1\n    custodians: [B, \u{200B}]\n",
                ":5:21: a custodian's name has no visible character", "visible"
            ),
            (
                "account: x\ngroups:\n  - name: A\n    threshold: 1\n    custodians: [B, 2]\n",
                ":5:21: a custodian's name has no letter, so it names no person", "the person's name"
            ),
            (
                "account: x\ngroups:\n  - name: A\n    threshold: 1\n    custodians:\n      - {name: \"12\"}\n",
                ":6:16: name has no letter, so it names no person", "the person's name"
            ),
            ("account: \"\u{A0}\"\ngroups: []\n", ":1:10: account has no visible character", "visible"),
            (
                "account: x\ngroups:\n  - name: A\n    threshold: 1\n    custodians: [Ana Ruiz, ana ruiz]\n",
                "ana ruiz is named twice", "different names"
            ),
            ("account: x\ngroups: []\n", "no group of custodians is named", ""),
            ("account: x\naccount: y\ngroups: []\n", ": account appears twice", ""),
            ("account: [x\ngroups: []\n", "roster.yaml", ""), ("\tx: y\n", "roster.yaml", ""), ("", "is empty", ""),
            ("account: *nowhere\ngroups: []\n", ":1:10: * refers to something written elsewhere", "write it out"),
            ("a: &a [x]\nb: &b [*a, *a]\n? *b\n: 1\n", ":2:8: * refers to something written elsewhere", ""),
            // What would steer the terminal, or fill it, is not repeated.
            ("account: x\n\"\\e[2J\": y\ngroups: []\n", ":2:1: this key is not a known key", ""),
            ("account: x\n\(String(repeating: "k", count: 65)): y\n", ":2:1: this key is not a known key", ""),
            ("\"\\u202E\": x\n\"\\u202E\": y\n", ": this key appears twice", ""),
        ])
    func mistakes(text: String, words: String, hint: String) async throws {
        let ended = try await split(try scratch.write(text, "roster.yaml"))
        #expect([64, 65].contains(ended.code), "\(ended.errors)")
        ended.expectRefusal(ended.code, words, hint: hint)
        #expect(scratch.names == ["roster.yaml"])
    }

    /// Ten people, and how many of them it takes.
    private static func ten(_ threshold: String) -> String {
        "account: x\ngroups:\n  - name: A\n    \(threshold)\n    custodians: [\((0..<10).map { "P\($0)" }.joined(separator: ", "))]\n"
    }

    @Test("a roster of every encoding and line end that editors write is dealt as it says")
    func encodings() async throws {
        let text =
            "account: Acct\ngroups:\n  - name: Ops\n    threshold: 2\n    custodians:\n      - Chloé\n      - Bo\n"
        let windows = text.replacing("\n", with: "\r\n")
        let utf16 = Array(windows.utf16).flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        for bytes in [[0xEF, 0xBB, 0xBF] + Array(text.utf8), Array(windows.utf8), [0xFF, 0xFE] + utf16] {
            let ended = try await split(try scratch.write(bytes, "roster.yaml"))
            #expect(ended.code == 0, "\(ended.errors)")
            #expect(ended.errors.contains("sheet-g1m1.pdf  Chloé, share 1 of 2 in Ops"), "\(ended.errors)")
            try FileManager.default.removeItem(atPath: scratch.file("sheets"))
        }
    }

    @Test("a roster that is not there, is no text, or is far too long")
    func unreadable() async throws {
        try await split(scratch.file("nowhere.yaml")).expectRefusal(66, "nowhere.yaml cannot be read")
        try await split(try scratch.write([0xFF, 0xFE, 0x00], "bytes.yaml"))
            .expectRefusal(65, "begins as UTF-16 but is not UTF-16 to its end", hint: "UTF-8")
        try await split(try scratch.write(Array("a: b\n\u{FC}".unicodeScalars.map { UInt8($0.value) }), "latin.yaml"))
            .expectRefusal(65, "is not UTF-8 text: line 2", hint: "UTF-8")
        try await split(try scratch.write(String(repeating: "# x\n", count: 20_000), "long.yaml"))
            .expectRefusal(65, "has more than 64 KiB")
        try await split("/dev/zero").expectRefusal(65, "has more than 64 KiB")
    }

    private func split(_ roster: String) async throws -> Ended {
        try await Program.run(
            ["split", "--roster", roster, "--field-from", "p=-", "--output", scratch.file("sheets"), "--no-read-back"]
                + ["--journal", scratch.file("journal.jsonl")], input: "pw")
    }
}
