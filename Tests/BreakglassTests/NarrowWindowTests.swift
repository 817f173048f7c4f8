// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("At a narrow window")
struct NarrowWindowTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test("an error is broken between words, continues under its words, and keeps a command whole")
    func errors() async throws {
        let screen = try await Screen(columns: 60)
        try await screen.start(line: "cd '\(scratch.path)' && '\(Program.path)' ledger show")
        let shown = try await screen.wait(for: "exit=66.")
        #expect(
            shown.contains(
                """
                breakglass: error: no binder is named, and this folder is
                                   not one
                breakglass: hint: --binder FOLDER, or
                                  `breakglass init FOLDER` for a new one
                """), "\(shown)")
    }

    @Test("the commands in the help of init fit in 80 columns, so that no line ends within a quoted word")
    func help() async throws {
        let ended = try await Program.run(["init", "--help"])
        let example = ended.text.split(separator: "\n").drop { !$0.hasPrefix("  breakglass init") }
            .prefix { $0.hasPrefix("  ") }
        #expect(example.count > 3)
        for line in example { #expect(line.filter { $0 == "\"" }.count.isMultiple(of: 2), "\(line)") }
        #expect(example.dropLast().allSatisfy { $0.hasSuffix(" \\") })
    }

    @Test("a file and a pipe get each error on one line")
    func pipes() async throws {
        let screen = try await Screen(columns: 60)
        let error = scratch.file("error")
        try await screen.start(line: "cd '\(scratch.path)' && '\(Program.path)' ledger show 2> '\(error)'")
        try await screen.wait(for: "exit=66.")
        #expect(
            try scratch.text("error").hasSuffix(
                """
                breakglass: error: no binder is named, and this folder is not one
                breakglass: hint: --binder FOLDER, or `breakglass init FOLDER` for a new one

                """))
    }

    @Test("a terminal without UTF-8 gets the program's signs in ASCII")
    func ascii() async throws {
        let screen = try await Screen()
        let arguments = "recover --field password --output '\(scratch.file("password"))' < /dev/null"
        for (locale, hint) in [("C", "--reason ... FILES"), ("C.UTF-8", "--reason … FILES")] {
            try await screen.start(line: "LC_ALL=\(locale) '\(Program.path)' \(arguments)")
            try await screen.wait(for: hint)
            try await screen.expectEnd(64)
        }
    }

    @Test("a prompt that is wrapped is still there once an answer over several lines is deleted")
    func prompts() async throws {
        let screen = try await Screen(columns: 40)
        let arguments = ["split", "--account", "x", "--group", "A:1", "--custodian", "A:Ana", "--custodian", "A:Bo"]
        try await screen.start(
            arguments + ["--field", "a name of many words for this field:text", "--output", scratch.file("sheets")]
                + ["--journal", scratch.file("journal.jsonl")])
        try await screen.waitForPrompt("a name of many words for this field:")
        try await screen.send(String(repeating: "answer ", count: 12))
        try await screen.wait(for: "answer answer")
        try await screen.press("C-u")
        try await screen.wait(until: "the answer is gone and the prompt is not") {
            !$0.contains("answer") && Screen.holds($0, "a name of many words for this field:")
        }
        try await screen.press("C-c")
        try await screen.expectEnd(130)
    }
}
