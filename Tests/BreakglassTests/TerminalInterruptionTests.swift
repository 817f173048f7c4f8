// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Ctrl-C at every prompt.
extension TerminalTests {
    @Test(
        "Ctrl-C at a prompt of split ends with 130, the terminal as it was, and no sheet or folder left",
        arguments: [
            ("the credential", ["password (not shown):"]),
            ("the credential once more", ["password (not shown):|pw", "password once more:"]),
            ("a shown field", ["user:"]),
            ("dice", ["Dice (not shown):"]),
            (
                "a passphrase",
                ["password (not shown):|pw", "password once more:|pw", "Press Enter to generate a passphrase"]
            ),
            (
                "the passphrase once more",
                [
                    "password (not shown):|pw", "password once more:|pw", "Press Enter to generate|own words of six",
                    "Once more:",
                ]
            ),
            (
                "a made passphrase",
                [
                    "password (not shown):|pw", "password once more:|pw", "Press Enter to generate|",
                    "Press Enter when you have",
                ]
            ),
            (
                "the passphrase from the card",
                [
                    "password (not shown):|pw", "password once more:|pw", "Press Enter to generate|",
                    "Press Enter when you have|", "Type it from your card",
                ]
            ),
        ])
    func interruptedSplit(name: String, steps: [String]) async throws {
        let isDice = name == "dice"
        let isSealed = name.contains("passphrase")
        let flags = (isDice ? ["--dice"] : []) + (isSealed ? ["--seal", "Ana", "--allow-swap"] : [])
        let screen = try await Screen()
        try await screen.start(
            split(flags, name == "a shown field" ? ["--field", "user:text"] : ["--field", "password"]))
        try await follow(steps, on: screen)
        try await screen.press("C-c")
        try await screen.expectEnd(130)
        #expect(scratch.names.isEmpty, "\(scratch.names)")
    }

    @Test("Ctrl-C and Ctrl-D at the read-back keep the sheets, which are whole, and say that they are not read back")
    func interruptedReadBack() async throws {
        for (key, code) in [("C-c", 130), ("C-d", 6)] {
            let screen = try await Screen()
            try await screen.start(split([], Deal.passwordField))
            try await screen.wait(for: "Not read back yet: g1m1, g1m2")
            try await screen.wait(for: "Scan (a file or folder")
            try await screen.press(key)
            try await screen.wait(for: "exit=\(code).")
            try await screen.expectEnd(code)
            #expect(scratch.names == ["journal.jsonl", "sheets"])
            let evidence = try scratch.text("journal.jsonl")
            #expect(!evidence.contains(#""kind":"sheets read back""#))
            try FileManager.default.removeItem(atPath: sheets)
        }
    }

    @Test(
        "Ctrl-C at a prompt of recover ends with 130, the terminal as it was, and is recorded",
        arguments: [
            ("the reason", ["What happened, with the ticket"], []), ("a sheet", ["Sheet:"], ["g1m1"]),
            ("the credential", ["Type `show` to show the credential"], ["g1m1", "g1m2", "g2m1"]),
            ("words", ["Sheet:^words", "A"], ["g1m1"]),
            ("a later row of words", ["Sheet:^words", "A|able acid also apex aqua arch atom aunt", "B"], ["g1m1"]),
            (
                "the end", ["Type `show`^show", "any key clears it|", "Enter ends; `again`"],
                ["g1m1", "g1m2", "g2m1"]
            ),
        ])
    func interruptedRecover(name: String, steps: [String], numbers: [String]) async throws {
        let screen = try await Screen()
        var arguments = try await recover(numbers)
        if name == "the reason" { arguments.removeAll { ["--reason", "INC-1"].contains($0) } }
        try await screen.start(arguments)
        try await follow(steps, on: screen)
        try await screen.press("C-c")
        try await screen.expectEnd(130)
        try await screen.expectNowhere(Deal.password)
        guard name != "the reason" else { return #expect(scratch.names.isEmpty) }
        let line = try scratch.text("journal.jsonl")
        #expect(line.contains("recovery revealed") == (name == "the end"), "\(line)")
        // What was shown counts as shown, however it ended.
        let outcome = name == "the end" ? #""outcome":"shown""# : #""outcome":"given up""#
        #expect(line.contains(outcome) && line.contains(#""detail":"interrupted""#), "\(line)")
    }

    @Test(
        "Ctrl-C at the passphrase prompt of recover, with half of it typed, leaves no word of it, and is recorded",
        arguments: ["at once", "after a wrong one"])
    func interruptedPassphrase(when: String) async throws {
        let passphrase = try scratch.write("canary passphrase", "passphrase")
        let dealt = try await Program.run(
            split(
                ["--no-read-back", "--seal", "Ana", "--allow-swap", "--passphrase-from", "g1m1=\(passphrase)"],
                ["--field-from", "password=-"]), input: Array(Deal.password.utf8))
        #expect(dealt.code == 0, "\(dealt.errors)")
        try FileManager.default.removeItem(atPath: journal)
        let screen = try await Screen()
        try await screen.start(
            ["recover", "--journal", journal, "--reason", "INC-1", "--operator", "Dana", "--allow-swap"]
                + ["\(sheets)/sheet-g1m1.pdf"])
        let prompt = "Passphrase of share g1m1"
        try await screen.wait(for: prompt)
        if when == "after a wrong one" {
            try await screen.type("canary-wrong")
            try await screen.wait(for: "the passphrase does not open share g1m1")
            try await screen.wait(until: "it is asked for again") { $0.components(separatedBy: prompt).count > 2 }
        }
        try await screen.press("c", "a", "n", "a", "r", "y", "Space", "p", "a", "C-c")
        try await screen.expectEnd(130)
        try await screen.expectNowhere("canary")
        try await screen.expectNowhere(Deal.password)
        let journal = try scratch.text("journal.jsonl")
        let kinds = journal.split(separator: "\n").compactMap { $0.firstMatch(of: /"kind":"([a-z ]+)"/)?.1 }
        #expect(kinds == ["journal opened", "recovery opened", "recovery closed"], "\(journal)")
        for part in [#""outcome":"given up""#, #""detail":"interrupted""#, #""reason":"INC-1""#] {
            #expect(journal.contains(part), "\(journal)")
        }
        #expect(!journal.contains("canary") && !journal.contains(Deal.password))
        #expect(scratch.names == ["journal.jsonl", "passphrase", "sheets"])
    }

    /// Waits for each prompt and types the answer behind the bar, if there is one, or by hand the word behind the caret.
    private func follow(_ steps: [String], on screen: Screen) async throws {
        for step in steps {
            let byHand = step.contains("^")
            let parts = step.split(separator: byHand ? "^" : "|", maxSplits: 1, omittingEmptySubsequences: false)
                .map(String.init)
            try await screen.waitForPrompt(parts[0])
            guard parts.count > 1 else { continue }
            if byHand { try await screen.confirm(parts[1]) } else { try await screen.type(parts[1]) }
        }
    }

    @Test("Ctrl-C while sheets are drawn leaves none, and no child process")
    func interruptedDrawing() async throws {
        var arguments = ["split", "--account", "x", "--group", "A:2"]
        for index in 1...32 { arguments += ["--custodian", "A:Keeper \(index)"] }
        let screen = try await Screen()
        try await screen.start(
            arguments + Deal.passwordField + ["--output", sheets, "--journal", journal, "--no-read-back"])
        try await screen.wait(for: "Drawing and reading back")
        #expect(scratch.names.count == 2)
        #expect(scratch.names[0].contains("partial"))
        try await screen.press("C-c")
        try await screen.expectEnd(130)
        #expect(scratch.names == ["journal.jsonl"])
        #expect(try scratch.text("journal.jsonl").contains(#""kind":"set abandoned""#))
    }
}
