// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("At a terminal")
struct TerminalTests {
    let scratch: Scratch
    let journal: String
    let sheets: String

    init() throws {
        scratch = try Scratch()
        journal = scratch.file("journal.jsonl")
        sheets = scratch.file("sheets")
    }

    func recover(_ numbers: [String], _ flags: [String] = []) async throws -> [String] {
        let deal = try await Deal.plain()
        return ["recover", "--journal", journal, "--reason", "INC-1", "--operator", "Dana"] + flags
            + deal.sheets(numbers)
    }

    func split(_ flags: [String], _ fields: [String] = ["--field", "password"]) -> [String] {
        ["split", "--account", "x", "--group", "A:1", "--custodian", "A:Ana", "--custodian", "A:Bo"] + fields
            + ["--output", sheets, "--journal", journal] + flags
    }

    // MARK: - The credential

    @Test(
        "of several fields that are typed, `back` returns to the one before, and begins one that is typed twice again")
    func backToField() async throws {
        let screen = try await Screen()
        try await screen.start(split(["--no-read-back"], ["--field", "user name:text", "--field", "password"]))
        try await screen.wait(for: "`back` returns to the field before.")
        try await screen.waitForPrompt("user name:")
        try await screen.type("back")
        try await screen.wait(for: "This is the first field.")
        try await screen.waitForPrompt("user name:", asked: 2)
        try await screen.type("rot")
        try await screen.waitForPrompt("password (not shown):")
        try await screen.type("back")
        try await screen.waitForPrompt("user name:", asked: 3)
        try await screen.type("root")
        try await screen.waitForPrompt("password (not shown):", asked: 2)
        try await screen.type("a wrong one")
        try await screen.waitForPrompt("password once more:")
        try await screen.type("back")
        try await screen.waitForPrompt("password (not shown):", asked: 3)
        try await screen.type(Deal.password)
        try await screen.waitForPrompt("password once more:", asked: 2)
        try await screen.type(Deal.password)
        try await screen.expectEnd(0)
        for (field, value) in [("user name", "root"), ("password", Deal.password)] {
            let opened = try await Program.run(
                ["recover", "--journal", journal, "--reason", "x", sheets, "--field", field, "--output", "-"])
            #expect(opened.text == value, "\(opened.errors)")
        }
    }

    // MARK: - The reveal

    @Test("what a terminal showed is remembered over the starts and ends of programs, so that a leak would be seen")
    func memory() async throws {
        let screen = try await Screen()
        try await screen.start(line: "echo cana''ry-shown")
        try await screen.expectEnd(0)
        try await screen.start(line: "true")
        try await screen.expectEnd(0)
        #expect(try await screen.history().contains("canary-shown"))
        #expect(!(try await screen.text().contains("canary-shown")))
    }

    @Test("the credential is shown on the alternate screen, cleared by a key, and nowhere in what the terminal keeps")
    func reveal() async throws {
        let screen = try await Screen()
        try await screen.start(try await recover(["g1m1", "g1m2", "g2m1"]))
        try await screen.wait(for: "Type `show` to show the credential")
        try await screen.expectNowhere(Deal.password)
        try await screen.confirm("show")
        let shown = try await screen.wait(for: Deal.password)
        #expect(shown.contains("password"))
        #expect(shown.contains("any key clears it; cleared in "))
        // The evidence stands before the credential does.
        #expect(try scratch.text("journal.jsonl").contains(#""kind":"recovery revealed""#))
        try await screen.press("x")
        let cleared = try await screen.wait(for: "The screen is cleared")
        #expect(!cleared.contains(Deal.password))
        try await screen.expectNowhere(Deal.password)
        try await screen.confirm("again")
        try await screen.wait(for: Deal.password)
        try await screen.press("Space")
        try await screen.wait(until: "it is cleared, and asked for once more") {
            !$0.contains(Deal.password) && $0.components(separatedBy: "The screen is cleared").count > 2
        }
        try await screen.type("")
        try await screen.expectEnd(0)
        try await screen.expectNowhere(Deal.password)
        let evidence = try scratch.text("journal.jsonl")
        #expect(!evidence.contains(Deal.password))
    }

    @Test("the screen is cleared after ninety seconds without a key")
    func patience() async throws {
        let screen = try await Screen()
        try await screen.start(try await recover(["g1m1", "g1m2", "g2m1"]))
        try await screen.wait(for: "Type `show` to show the credential")
        // From before the word, and to after the clearing: however late this test sees either, the time between is no
        // shorter than the credential's.
        let start = ContinuousClock.now
        try await screen.confirm("show")
        let shown = try await screen.wait(for: Deal.password)
        let first = try #require(Self.secondsLeft(shown))
        #expect((1...90).contains(first))
        // The count goes down, and what it counts for stays.
        let later = try await screen.wait(until: "the seconds go down") {
            Self.secondsLeft($0).map { $0 < first } ?? true
        }
        #expect(later.contains(Deal.password) || later.contains("The screen is cleared"))
        let cleared = try await screen.wait(for: "The screen is cleared")
        #expect(ContinuousClock.now - start >= .seconds(90))
        #expect(!cleared.contains(Deal.password))
        try await screen.expectNowhere(Deal.password)
        try await screen.type("")
        try await screen.expectEnd(0)
    }

    /// What the screen says of how long it will show what it shows.
    private static func secondsLeft(_ screen: String) -> Int? {
        screen.firstMatch(of: /cleared in ([0-9]+) s/).flatMap { Int($0.1) }
    }

    @Test("a hung-up or killed terminal program clears the credential first")
    func killedWhileShown() async throws {
        for signal in ["TERM", "HUP", "INT", "QUIT"] {
            let screen = try await Screen()
            try await screen.start(try await recover(["g1m1", "g1m2", "g2m1"]))
            try await screen.wait(for: "Type `show` to show the credential")
            try await screen.confirm("show")
            try await screen.wait(for: Deal.password)
            // This program's own process, by the name of its journal, which no other test uses.
            let pid = try await Program.tool("pgrep", "-f", "^\(Program.path) recover --journal \(journal)")
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
        let oneTime = OneTimeCode(secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        let seed = try scratch.write(oneTime.enrolment, "seed.txt")
        let dealt = try await Program.run(
            split(
                ["--no-read-back", "--allow-one-set"],
                ["--field-from", "password=-", "--field-from", "code:otp=\(seed)"]),
            code: oneTime, input: "first\nsecond line")
        #expect(dealt.code == 0, "\(dealt.errors)")
        let screen = try await Screen()
        try await screen.start(
            ["recover", "--journal", journal, "--reason", "x", "--operator", "Dana", "\(sheets)/sheet-g1m1.pdf"])
        try await screen.wait(for: "Type `show` to show the credential")
        try await screen.confirm("show")
        let start = Date()
        let first = try await screen.wait(for: "second line")
        #expect(first.contains("field 1 of 2"))
        #expect(first.contains("any key continues"))
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
        let shown = try await screen.text()
        let expected = try await oneTime.codes(since: start)
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
        try await screen.start(
            ["recover", "--journal", journal, "--reason", "x", "--operator", "Dana", "\(sheets)/sheet-g1m1.pdf"])
        try await screen.wait(for: "Type `show` to show the credential")
        try await screen.confirm("show")
        let shown = try await screen.wait(for: "before")
        #expect(
            shown.contains("|before<ESC>[2Jafter<U+0007><U+0008><byte FF><byte 9B>end|"), "\(shown)")
        #expect(shown.contains("22 characters, 22 bytes, between the bars."), "\(shown)")
        try await screen.press("C-c")
        try await screen.wait(for: "The screen is cleared")
        try await screen.press("C-d")
        try await screen.expectEnd(0)
    }
}
