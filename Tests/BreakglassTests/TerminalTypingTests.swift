// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What is typed: words, codes, passphrases, dice.
extension TerminalTests {
    @Test("what is hidden is not echoed, and two different entries are asked for again")
    func hiddenEntry() async throws {
        let screen = try await Screen()
        try await screen.start(split(["--no-read-back"]))
        try await screen.wait(for: "password (not shown):")
        // An end here would leave what is typed next to the shell, and to its history.
        try await screen.type("")
        try await screen.wait(for: "It is empty. Try again; Ctrl-D gives up.")
        try await screen.type("canary-one")
        try await screen.wait(for: "password once more:")
        try await screen.type("canary-two")
        try await screen.wait(for: "They do not match")
        // Ctrl-U takes the line back, the backspace a character of two bytes.
        try await screen.type("canary-wrong\u{15}canary-threé\u{7F}e")
        try await screen.wait(until: "it is asked for again") {
            $0.components(separatedBy: "password once more:").count > 2
        }
        try await screen.type("canary-three")
        try await screen.wait(for: "exit=0.")
        try await screen.expectEnd(0)
        let back = try await Program.run(
            ["recover", "--journal", journal, "--reason", "x", sheets, "--field", "password", "--output", "-"])
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
        try await screen.confirm("words")
        try await screen.wait(for: "eight a row")
        try await screen.waitForPrompt("A")
        var wrong = rows[0]
        wrong[2] = "zzzz"
        try await screen.type(wrong.joined(separator: " "))
        try await screen.wait(for: "row A, word 3 is not in the list")
        try await screen.type("able acid")
        try await screen.wait(for: "row A has 2 words instead of 8")
        try await screen.type("back")
        try await screen.wait(for: "row A is the first row")
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
        try await screen.type("z")
        try await screen.wait(for: "That is not the letter of a row: they are A to H.")
        try await screen.type("h")
        try await screen.waitForPrompt("H")
        try await screen.type(right[7].joined(separator: " "))
        try await screen.wait(until: "only the illegible word is left") { text in
            text.components(separatedBy: "type a row's letter to redo it").count > 3
        }
        try await screen.type("")
        try await screen.wait(for: "share g1m3 is whole")
        let history = try await screen.history()
        #expect(!history.contains(rows[3].joined(separator: " ")), "words are a share: nothing of them may stay")
        try await screen.wait(for: "Type `show` to show the credential")
        try await screen.confirm("quit")
        try await screen.expectEnd(130)
    }

    @Test("a sheet put aside counts no more, and again when it is given again")
    func dropAndRetry() async throws {
        let deal = try await Deal.plain()
        let screen = try await Screen()
        try await screen.start(try await recover(["g1m1", "g1m2", "g2m1"]))
        try await screen.wait(for: "Type `show` to show the credential")
        try await screen.confirm("drop g1m2")
        try await screen.wait(for: "share g1m2 is put aside")
        try await screen.wait(for: "1 of 2 needed  (g1m1)")
        try await screen.confirm("drop g1m2")
        try await screen.wait(for: "share g1m2 is not here")
        try await screen.confirm("drop g1")
        try await screen.wait(for: "shares have names such as g1m1")
        // What is neither a command nor a path that leads somewhere is not said again.
        try await screen.type("/nowhere/at/all.pdf")
        try await screen.wait(for: "there is no such file")
        try await screen.expectNowhere("/nowhere/at")
        try await screen.type(deal.sheet("g1m3"))
        try await screen.wait(for: "share g1m3 is whole")
        try await screen.wait(for: "Type `show` to show the credential")
        try await screen.confirm("show")
        try await screen.wait(for: Deal.password)
        try await screen.press("x")
        try await screen.wait(for: "The screen is cleared")
        try await screen.type("")
        try await screen.expectEnd(0)
        #expect(try scratch.text("journal.jsonl").contains(#"["g1m1","g1m3","g2m1"]"#))
    }

    @Test("a command that a reader sends is not obeyed; the same one typed by hand is")
    func commandFromReader() async throws {
        _ = try await Deal.plain()
        let screen = try await Screen()
        try await screen.start(try await recover(["g1m1", "g2m1"]))
        try await screen.waitForPrompt("Sheet:")
        for (index, command) in ["quit\n", "drop g1m1\n", "exit\n", "words\n", "back\n"].enumerated() {
            try await Task.sleep(for: .milliseconds(700))
            try await screen.send(command)
            try await screen.wait(until: "\(command) is told to be typed") {
                $0.components(separatedBy: "That came too fast for a hand.").count > index + 1
            }
        }
        // A code can hold what ends a line, a program or an input, too.
        try await Task.sleep(for: .milliseconds(700))
        try await screen.send("ab\u{4}\u{3}cd\n")
        try await screen.wait(for: "there is no such file")
        try await screen.confirm("drop g1m1")
        try await screen.wait(for: "share g1m1 is put aside")
        try await screen.confirm("quit")
        try await screen.expectEnd(130)
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
        try await screen.confirm("quit")
        try await screen.expectEnd(130)
    }

    @Test("a made passphrase is shown until it is written down, typed from the card, and opens the sheet again")
    func passphraseDialogue() async throws {
        let screen = try await Screen()
        try await screen.start(
            split(["--no-read-back", "--seal", "Ana", "--allow-swap"], Deal.passwordField))
        try await screen.wait(for: "Press Enter to generate a passphrase")
        try await screen.type("short")
        try await screen.wait(for: "anyone who finds the sheet could guess it")
        try await screen.type("one of her own")
        try await screen.wait(for: "Once more:")
        try await screen.type("one of his own")
        try await screen.wait(for: "They do not match.")
        try await screen.type("")
        let shown = try await screen.wait(for: "Press Enter when you have written it")
        let lines = shown.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        let passphrase = try #require(
            lines.first { $0.split(separator: " ").count == 6 && !$0.contains(",") && !$0.contains(".") })
        try await screen.type("")
        try await screen.wait(until: "the passphrase is gone") {
            $0.contains("Type it from your card") && !$0.contains(passphrase)
        }
        try await screen.type("not what the card says")
        try await screen.wait(for: "Press Enter when you have written it")
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
            ["recover", "--journal", journal, "--reason", "x", "--operator", "Dana", "--allow-swap"]
                + ["\(sheets)/sheet-g1m1.pdf"])
        try await screen.wait(for: "Passphrase of share g1m1")
        try await screen.type("a wrong one")
        try await screen.wait(for: "the passphrase does not open share g1m1")
        try await screen.wait(until: "it is asked for again") {
            $0.components(separatedBy: "Passphrase of share g1m1").count > 2
        }
        try await screen.type(passphrase)
        try await screen.wait(for: "Type `show` to show the credential")
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
                Deal.passwordField))
        #expect(dealt.code == 0, "\(dealt.errors)")
        let screen = try await Screen()
        try await screen.start(
            ["recover", "--journal", journal, "--reason", "x", "--operator", "Dana", "--allow-swap"]
                + ["\(sheets)/sheet-g1m1.pdf"])
        try await screen.wait(for: "(not shown; empty leaves it locked)")
        try await screen.type("")
        try await screen.wait(for: "Sheet:")
        try await screen.type("\(sheets)/sheet-g1m2.pdf")
        try await screen.wait(for: "Type `show` to show the credential")
        try await screen.press("C-c")
        try await screen.expectEnd(130)
    }

    @Test("printed sheets are asked for until each has been scanned, wrong scans are told, and the end is recorded")
    func readBack() async throws {
        let other = try await Deal.plain()
        let screen = try await Screen()
        try await screen.start(split(["--vault-sheet"], Deal.passwordField))
        try await screen.wait(for: "Not read back yet: g1m1, g1m2, vault")
        try await screen.type("/nowhere.png")
        try await screen.wait(for: "no such file or folder")
        try await screen.type(other.sheet("g2m2"))
        try await screen.wait(for: "no share of this set")
        try await screen.type(other.sheet("g1m1"))
        try await screen.wait(for: "share g1m1: it is a sheet of set")
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
        #expect(try scratch.text("journal.jsonl").contains(#""kind":"sheets read back""#))
    }

    @Test("dice are not shown, a line with anything but 1 to 6 does not count, and fewer than 50 throws are asked on")
    func dice() async throws {
        let screen = try await Screen()
        try await screen.start(split(["--dice", "--no-read-back"], Deal.passwordField))
        try await screen.wait(for: "Dice (not shown):")
        try await screen.type("1234 5671")
        try await screen.wait(for: "character 8 is something else")
        try await screen.type("61616 61616 61")
        try await screen.wait(for: "Dice (not shown, 12 of 50 so far):")
        try await screen.type("")
        try await screen.wait(for: "50 throws are needed, and 12 are here: throw 38 more.")
        try await screen.type(String(repeating: "61616 ", count: 7) + "616")
        try await screen.wait(for: "Dice (not shown, 50 so far, enough; Enter alone ends):")
        try await screen.type("61616 61616")
        try await screen.wait(for: "Dice (not shown, 60 so far, enough; Enter alone ends):")
        try await screen.type("")
        try await screen.wait(for: "60 throws are accepted")
        try await screen.wait(for: "exit=0.")
        try await screen.expectNowhere("61616")
        try await screen.expectEnd(0)
    }

    @Test("giving up before 50 throws makes nothing")
    func fewDice() async throws {
        let screen = try await Screen()
        try await screen.start(split(["--dice", "--no-read-back"], Deal.passwordField))
        try await screen.wait(for: "Dice (not shown):")
        try await screen.type("61616 61616 61")
        try await screen.wait(for: "12 of 50 so far")
        try await screen.press("C-d")
        try await screen.wait(for: "fewer than 50 throws were typed; nothing was created")
        try await screen.expectEnd(130)
        #expect(scratch.names.isEmpty)
    }
}
