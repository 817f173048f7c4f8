// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("At a terminal")
struct TerminalTests {
    let scratch: Scratch
    let record: String
    let sheets: String

    init() throws {
        scratch = try Scratch()
        record = scratch.file("record.jsonl")
        sheets = scratch.file("sheets")
    }

    private func recover(_ numbers: [String], _ flags: [String] = []) async throws -> [String] {
        let deal = try await Deal.plain()
        return ["recover", "--record", record, "--reason", "INC-1"] + flags + deal.sheets(numbers)
    }

    private func split(_ flags: [String], _ fields: [String] = ["--field", "password"]) -> [String] {
        ["split", "--account", "x", "--group", "A:1", "--custodian", "A:Ana", "--custodian", "A:Bo"] + fields
            + ["--output", sheets, "--record", record] + flags
    }

    // MARK: - The reveal

    @Test("the credential is shown on the alternate screen, cleared by a key, and nowhere in what the terminal keeps")
    func reveal() async throws {
        let screen = try await Screen()
        try await screen.start(try await recover(["g1m1", "g1m2", "g2m1"]))
        try await screen.wait(for: "Enter shows the credential")
        try await screen.expectNowhere(Deal.password)
        try await screen.type("")
        let shown = try await screen.wait(for: Deal.password)
        #expect(shown.contains("password"))
        #expect(shown.contains("any key clears it; cleared in "))
        // The evidence stands before the credential does.
        #expect(try scratch.text("record.jsonl").contains(#""kind":"recovery revealed""#))
        try await screen.press("x")
        let cleared = try await screen.wait(for: "The screen is cleared")
        #expect(!cleared.contains(Deal.password))
        try await screen.expectNowhere(Deal.password)
        try await screen.type("again")
        try await screen.wait(for: Deal.password)
        try await screen.press("Space")
        try await screen.wait(until: "it is cleared") { !$0.contains(Deal.password) && $0.contains("cleared") }
        try await screen.type("")
        try await screen.expectEnd(0)
        try await screen.expectNowhere(Deal.password)
        let evidence = try scratch.text("record.jsonl")
        #expect(!evidence.contains(Deal.password))
    }

    @Test("the screen is cleared after ninety seconds without a key")
    func patience() async throws {
        let screen = try await Screen()
        try await screen.start(try await recover(["g1m1", "g1m2", "g2m1"]))
        try await screen.wait(for: "Enter shows the credential")
        try await screen.type("")
        let shown = try await screen.wait(for: Deal.password)
        let start = ContinuousClock.now
        #expect(
            shown.contains("cleared in 90 s") || shown.contains("cleared in 89 s") || shown.contains("cleared in 88 s"))
        try await screen.wait(for: "cleared in 45 s", within: .seconds(70))
        try await screen.wait(for: Deal.password)
        let cleared = try await screen.wait(for: "The screen is cleared", within: .seconds(80))
        #expect(ContinuousClock.now - start > .seconds(80))
        #expect(!cleared.contains(Deal.password))
        try await screen.expectNowhere(Deal.password)
        try await screen.type("")
        try await screen.expectEnd(0)
    }

    @Test("a hung-up or killed terminal program clears the credential first")
    func killedWhileShown() async throws {
        for signal in ["TERM", "HUP", "INT", "QUIT"] {
            let screen = try await Screen()
            try await screen.start(try await recover(["g1m1", "g1m2", "g2m1"]))
            try await screen.wait(for: "Enter shows the credential")
            try await screen.type("")
            try await screen.wait(for: Deal.password)
            // This program's own process, by the name of its record, which no other test uses.
            let pid = try await Program.tool("pgrep", "-f", "^\(Program.path) recover --record \(record)")
                .trimmingCharacters(in: .newlines)
            try #require(Int(pid) != nil, "\(pid)")
            try await Program.tool("kill", "-\(signal)", pid)
            let codes = ["TERM": 143, "HUP": 129, "INT": 130, "QUIT": 131]
            try await screen.expectEnd(codes[signal] ?? -1)
            try await screen.expectNowhere(Deal.password)
        }
    }

    @Test("fields are shown one after the other, the one-time password as the current code with its countdown")
    func oneTimePassword() async throws {
        let seed = try scratch.write("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "seed.txt")
        let dealt = try await Program.run(
            split(
                ["--no-read-back", "--allow-one-set"],
                ["--field-from", "password=-", "--field-from", "code:otp=\(seed)"]),
            input: "first\nsecond line")
        #expect(dealt.code == 0, "\(dealt.errors)")
        let screen = try await Screen()
        try await screen.start(["recover", "--record", record, "--reason", "x", "\(sheets)/sheet-g1m1.pdf"])
        try await screen.wait(for: "Enter shows the credential")
        try await screen.type("")
        let first = try await screen.wait(for: "second line")
        #expect(first.contains("field 1 of 2"))
        #expect(first.contains("any key goes on"))
        try await screen.press("Enter")
        let code = try await screen.wait(for: "more seconds")
        #expect(code.contains("field 2 of 2"))
        #expect(!code.contains("second line"))
        #expect(!code.contains("GEZD"))
        let line = try #require(code.split(separator: "\n").first { $0.contains("more seconds") })
        #expect(line.prefix(6).allSatisfy { $0.isNumber }, "\(line)")
        // The countdown goes on by itself.
        try await screen.wait(until: "the countdown moves") { text in
            text.contains("more seconds") && !text.contains(line.dropFirst(6))
        }
        let before = Int(Date().timeIntervalSince1970)
        let shown = try await screen.text()
        let now = Int(Date().timeIntervalSince1970)
        var expected: [String] = []
        for time in [before - 2, before, now] {
            expected.append(
                try await Program.tool(
                    "oathtool", "--totp", "-N", "@\(time)", "3132333435363738393031323334353637383930"
                ).trimmingCharacters(in: .newlines))
        }
        #expect(expected.contains { shown.contains($0) }, "\(expected)\n\(shown)")
        try await screen.press("q")
        try await screen.wait(for: "The screen is cleared")
        try await screen.press("C-c")
        try await screen.expectEnd(130)
        try await screen.expectNowhere("second line")
    }

    @Test("a value that would steer the terminal is shown as what it is")
    func steering() async throws {
        let value: [UInt8] = Array("before\u{1B}[2Jafter\u{7}\u{8}".utf8) + [0xFF, 0x9B] + Array("end".utf8)
        let dealt = try await Program.run(
            split(["--no-read-back"], ["--field-from", "password=-"]), input: value)
        #expect(dealt.code == 0, "\(dealt.errors)")
        let screen = try await Screen()
        try await screen.start(["recover", "--record", record, "--reason", "x", "\(sheets)/sheet-g1m1.pdf"])
        try await screen.wait(for: "Enter shows the credential")
        try await screen.type("")
        let shown = try await screen.wait(for: "before")
        #expect(shown.contains(#"before\x1B[2Jafter\x07\x08\xFF\x9Bend"#), "\(shown)")
        try await screen.press("C-c")
        try await screen.wait(for: "The screen is cleared")
        try await screen.press("C-d")
        try await screen.expectEnd(0)
    }

    // MARK: - Ctrl-C at every prompt

    @Test(
        "Ctrl-C at a prompt of split ends with 130, the terminal as it was, and no sheet or folder left",
        arguments: [
            ("the credential", ["password (not shown):"]),
            ("the credential once more", ["password (not shown):|pw", "password once more:"]),
            ("a shown field", ["user:"]),
            ("dice", ["Dice (not shown):"]),
            (
                "a passphrase",
                ["password (not shown):|pw", "password once more:|pw", "Press Enter to have a passphrase"]
            ),
            (
                "the passphrase once more",
                ["password (not shown):|pw", "password once more:|pw", "Press Enter to have|own words", "Once more:"]
            ),
            (
                "a made passphrase",
                [
                    "password (not shown):|pw", "password once more:|pw", "Press Enter to have|",
                    "Press Enter when it is",
                ]
            ),
            (
                "the passphrase from the card",
                [
                    "password (not shown):|pw", "password once more:|pw", "Press Enter to have|",
                    "Press Enter when it is|", "Type it from your card",
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
            try await screen.start(split([], ["--generate", "password"]))
            try await screen.wait(for: "Not read back yet: g1m1, g1m2")
            try await screen.wait(for: "Scan (a file or folder")
            try await screen.press(key)
            try await screen.wait(for: "exit=\(code).")
            try await screen.expectEnd(code)
            #expect(scratch.names == ["record.jsonl", "sheets"])
            let evidence = try scratch.text("record.jsonl")
            #expect(!evidence.contains(#""kind":"sheets read back""#))
            try FileManager.default.removeItem(atPath: sheets)
        }
    }

    @Test(
        "Ctrl-C at a prompt of recover ends with 130, the terminal as it was, and is recorded",
        arguments: [
            ("the reason", ["Reason and ticket:"], []), ("a sheet", ["Sheet:"], ["g1m1"]),
            ("the credential", ["Enter shows the credential"], ["g1m1", "g1m2", "g2m1"]),
            ("words", ["Sheet:|words", "A"], ["g1m1"]),
            ("a later row of words", ["Sheet:|words", "A|able acid also apex aqua arch atom aunt", "B"], ["g1m1"]),
            (
                "the end", ["Enter shows the credential|", "any key clears it|", "Enter ends; `again`"],
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
        let line = try scratch.text("record.jsonl")
        #expect(line.contains("recovery revealed") == (name == "the end"), "\(line)")
        #expect(line.contains(#""outcome":"given up""#) && line.contains(#""detail":"interrupted""#), "\(line)")
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
        try FileManager.default.removeItem(atPath: record)
        let screen = try await Screen()
        try await screen.start(
            ["recover", "--record", record, "--reason", "INC-1", "--allow-swap", "\(sheets)/sheet-g1m1.pdf"])
        let prompt = "Passphrase of share g1m1 (not shown"
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
        let record = try scratch.text("record.jsonl")
        let kinds = record.split(separator: "\n").compactMap { $0.firstMatch(of: /"kind":"([a-z ]+)"/)?.1 }
        #expect(kinds == ["record opened", "recovery opened", "recovery closed"], "\(record)")
        for part in [#""outcome":"given up""#, #""detail":"interrupted""#, #""reason":"INC-1""#] {
            #expect(record.contains(part), "\(record)")
        }
        #expect(!record.contains("canary") && !record.contains(Deal.password))
        #expect(scratch.names == ["passphrase", "record.jsonl", "sheets"])
    }

    /// Waits for each prompt and types the answer behind the bar, if there is one.
    private func follow(_ steps: [String], on screen: Screen) async throws {
        for step in steps {
            let parts = step.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            try await screen.waitForPrompt(parts[0])
            if parts.count > 1 { try await screen.type(parts[1]) }
        }
    }

    @Test("Ctrl-C while sheets are drawn leaves none, and no child process")
    func interruptedDrawing() async throws {
        var arguments = ["split", "--account", "x", "--group", "A:2"]
        for index in 1...32 { arguments += ["--custodian", "A:Keeper \(index)"] }
        let screen = try await Screen()
        try await screen.start(
            arguments + ["--generate", "password", "--output", sheets, "--record", record, "--no-read-back"])
        try await screen.wait(for: "Drawing and reading back")
        #expect(scratch.names.count == 2)
        #expect(scratch.names[0].contains("partial"))
        try await screen.press("C-c")
        try await screen.expectEnd(130)
        #expect(scratch.names == ["record.jsonl"])
        #expect(try scratch.text("record.jsonl").contains(#""kind":"set abandoned""#))
    }

    // MARK: - Typing

    @Test("what is hidden is not echoed, and two different entries are asked for again")
    func hiddenEntry() async throws {
        let screen = try await Screen()
        try await screen.start(split(["--no-read-back"]))
        try await screen.wait(for: "password (not shown):")
        try await screen.type("canary-one")
        try await screen.wait(for: "password once more:")
        try await screen.type("canary-two")
        try await screen.wait(for: "The two are not the same")
        // Ctrl-U takes the line back, the backspace a character of two bytes.
        try await screen.type("canary-wrong\u{15}canary-threé\u{7F}e")
        try await screen.wait(until: "it is asked for again") {
            $0.components(separatedBy: "password once more:").count > 2
        }
        try await screen.type("canary-three")
        try await screen.wait(for: "exit=0.")
        try await screen.expectEnd(0)
        let back = try await Program.run(
            ["recover", "--record", record, "--reason", "x", sheets, "--field", "password", "--output", "-"])
        #expect(back.text == "canary-three")
        try await screen.expectNowhere("canary")
    }

    @Test("the words of a sheet, with a wrong word pointed out, a row taken back, and healed ones told")
    func typedWords() async throws {
        let deal = try await Deal.plain()
        let right = try await deal.words("g1m3")
        var rows = right
        let screen = try await Screen()
        try await screen.start(try await recover(["g1m1", "g2m1"]))
        try await screen.wait(for: "Sheet:")
        try await screen.type("words")
        try await screen.wait(for: "eight a row")
        try await screen.waitForPrompt("A")
        var wrong = rows[0]
        wrong[2] = "zzzz"
        try await screen.type(wrong.joined(separator: " "))
        try await screen.wait(for: "word 3 is none of the list")
        try await screen.type("able acid")
        try await screen.wait(for: "that row has 2 words instead of 8")
        try await screen.type(rows[1].joined(separator: " "))
        try await screen.waitForPrompt("B")
        try await screen.type("back")
        rows[6][7] = "?"
        rows[7][0] = rows[7][0] == "able" ? "acid" : "able"
        for (index, row) in rows.enumerated() {
            let letter = Character(UnicodeScalar(UInt8(0x41 + index)))
            try await screen.waitForPrompt(String(letter))
            try await screen.type(row.joined(separator: " "))
        }
        try await screen.wait(for: "row G, word 8 is healed: the sheet should show")
        try await screen.wait(for: "row H, word 1 is healed: the sheet should show")
        try await screen.type("h")
        try await screen.waitForPrompt("H")
        try await screen.type(right[7].joined(separator: " "))
        try await screen.wait(until: "only the illegible word is left") { text in
            text.components(separatedBy: "the letter of a row types it again").count > 2
        }
        try await screen.type("")
        try await screen.wait(for: "share g1m3 is whole")
        let history = try await screen.history()
        #expect(!history.contains(rows[3].joined(separator: " ")), "words are a share: nothing of them may stay")
        try await screen.wait(for: "Enter shows the credential")
        try await screen.type("quit")
        try await screen.expectEnd(130)
    }

    @Test("a sheet put aside counts no more, and again when it is given again")
    func dropAndRetry() async throws {
        let deal = try await Deal.plain()
        let screen = try await Screen()
        try await screen.start(try await recover(["g1m1", "g1m2", "g2m1"]))
        try await screen.wait(for: "Enter shows the credential")
        try await screen.type("drop g1m2")
        try await screen.wait(for: "share g1m2 is put aside")
        try await screen.wait(for: "1 of 2 needed  (g1m1)")
        try await screen.type("drop g1m2")
        try await screen.wait(for: "share g1m2 is not here")
        try await screen.type("drop it")
        try await screen.wait(for: "shares are called g1m1")
        try await screen.type("/nowhere/at/all.pdf")
        try await screen.wait(for: "there is no such file")
        try await screen.type(deal.sheet("g1m3"))
        try await screen.wait(for: "share g1m3 is whole")
        try await screen.wait(for: "Enter shows the credential")
        try await screen.type("")
        try await screen.wait(for: Deal.password)
        try await screen.press("x")
        try await screen.wait(for: "The screen is cleared")
        try await screen.type("")
        try await screen.expectEnd(0)
        #expect(try scratch.text("record.jsonl").contains(#"["g1m1","g1m3","g2m1"]"#))
    }

    @Test("a share's code from a handheld reader is not echoed")
    func handheldReader() async throws {
        let deal = try await Deal.plain()
        let code = try await deal.shareCode("g1m2")
        let screen = try await Screen()
        try await screen.start(try await recover(["g1m1"]))
        try await screen.wait(for: "Sheet:")
        try await screen.type(code.lowercased())
        try await screen.wait(for: "share g1m2 is whole")
        let history = try await screen.history().lowercased()
        #expect(!history.contains(code.lowercased().dropFirst(4).prefix(12)))
        // Whatever a line without a share's start holds is not said again by an error.
        try await screen.type(String(code.dropFirst(10)))
        try await screen.wait(for: "there is no such file")
        try await screen.type("quit")
        try await screen.expectEnd(130)
    }

    @Test("a made passphrase is shown until it is written down, typed from the card, and opens the sheet again")
    func passphraseDialogue() async throws {
        let screen = try await Screen()
        try await screen.start(
            split(["--no-read-back", "--seal", "Ana", "--allow-swap"], ["--generate", "password"]))
        try await screen.wait(for: "Press Enter to have a passphrase made")
        try await screen.type("")
        let shown = try await screen.wait(for: "Press Enter when it is written")
        let lines = shown.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        let passphrase = try #require(
            lines.first { $0.split(separator: " ").count == 6 && !$0.contains(",") && !$0.contains(".") })
        try await screen.type("")
        try await screen.wait(until: "the passphrase is gone") {
            $0.contains("Type it from your card") && !$0.contains(passphrase)
        }
        try await screen.type("not what the card says")
        try await screen.wait(for: "Press Enter when it is written")
        try await screen.type("")
        try await screen.wait(for: "Type it from your card")
        try await screen.type(passphrase)
        try await screen.wait(for: "exit=0.")
        try await screen.expectNowhere(passphrase)
        for file in scratch.everyFile where !file.hasSuffix("sheets") {
            let bytes = try Data(contentsOf: URL(filePath: file))
            #expect(bytes.range(of: Data(passphrase.utf8)) == nil, "\(file)")
        }

        try await screen.start(
            ["recover", "--record", record, "--reason", "x", "--allow-swap", "\(sheets)/sheet-g1m1.pdf"])
        try await screen.wait(for: "Passphrase of share g1m1 (not shown")
        try await screen.type("a wrong one")
        try await screen.wait(for: "the passphrase does not open share g1m1")
        try await screen.wait(until: "it is asked for again") {
            $0.components(separatedBy: "Passphrase of share g1m1").count > 2
        }
        try await screen.type(passphrase)
        try await screen.wait(for: "Enter shows the credential")
        try await screen.expectNowhere(passphrase)
        try await screen.press("C-c")
        try await screen.expectEnd(130)
    }

    @Test("a sealed sheet may stay locked, and the dialogue goes on without it")
    func leftLocked() async throws {
        let passphrase = try scratch.write("six words of her own", "passphrase")
        let dealt = try await Program.run(
            split(
                ["--no-read-back", "--seal", "Ana", "--allow-swap", "--passphrase-from", "g1m1=\(passphrase)"],
                ["--generate", "password"]))
        #expect(dealt.code == 0, "\(dealt.errors)")
        let screen = try await Screen()
        try await screen.start(
            ["recover", "--record", record, "--reason", "x", "--allow-swap", "\(sheets)/sheet-g1m1.pdf"])
        try await screen.wait(for: "Passphrase of share g1m1 (not shown; empty leaves it locked)")
        try await screen.type("")
        try await screen.wait(for: "Sheet:")
        try await screen.type("\(sheets)/sheet-g1m2.pdf")
        try await screen.wait(for: "Enter shows the credential")
        try await screen.press("C-c")
        try await screen.expectEnd(130)
    }

    @Test("printed sheets are asked for until each has been scanned, wrong scans are told, and the end is recorded")
    func readBack() async throws {
        let other = try await Deal.plain()
        let screen = try await Screen()
        try await screen.start(split(["--vault-sheet"], ["--generate", "password"]))
        try await screen.wait(for: "Not read back yet: g1m1, g1m2, vault")
        try await screen.type("/nowhere.png")
        try await screen.wait(for: "/nowhere.png cannot be read")
        try await screen.type(other.sheet("g2m2"))
        try await screen.wait(for: "no share of this set")
        try await screen.type(other.sheet("g1m1"))
        try await screen.wait(for: "share g1m1: its share is not the one that was dealt")
        // A file that was drawn here proves nothing about paper.
        try await screen.type("\(sheets)/sheet-g1m2.pdf")
        try await screen.wait(for: "is a drawn file, not a s")
        let scans = try Scratch()
        for name in ["sheet-g1m1", "sheet-g1m2", "vault"] {
            try await Program.tool(
                "pdftoppm", "-r", "200", "-gray", "-png", "\(sheets)/\(name).pdf", scans.file(name))
        }
        let bo = try #require(scans.names.first { $0.hasPrefix("sheet-g1m2") })
        try await screen.type(scans.file(bo))
        try await screen.wait(for: "Not read back yet: g1m1, vault")
        try await screen.type(scans.path)
        try await screen.wait(for: "Done: every printed sheet is whole.")
        try await screen.expectEnd(0)
        #expect(try scratch.text("record.jsonl").contains(#""kind":"sheets read back""#))
    }

    @Test("dice are not shown, anything but 1 to 6 is refused, and few of them are told")
    func dice() async throws {
        let screen = try await Screen()
        try await screen.start(split(["--dice", "--no-read-back"], ["--generate", "password"]))
        try await screen.wait(for: "Dice (not shown):")
        try await screen.type("1234 5671")
        try await screen.wait(for: "a die shows 1 to 6, and character 8 is none of them")
        try await screen.expectEnd(65)
        // Another screen: on this one the prompt stands already, before the next program is there to hide what is typed.
        let other = try await Screen()
        try await other.start(split(["--dice", "--no-read-back"], ["--generate", "password"]))
        try await other.wait(for: "Dice (not shown):")
        try await other.type("61616 61616 61616")
        try await other.wait(for: "15 rolls add less than 128 bits")
        try await other.wait(for: "exit=0.")
        try await other.expectNowhere("61616")
        try await other.expectEnd(0)
    }
}
