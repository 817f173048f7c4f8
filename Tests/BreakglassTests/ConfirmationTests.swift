// SPDX-License-Identifier: Apache-2.0
//
// Readers, pastes and held keys at the prompt that shows a credential. The reader is played byte by byte, as a keyboard
// wedge sends it.

import Foundation
import SecretMemory
import Testing

@testable import TerminalDialogue
@testable import breakglass

@Suite("A step that cannot be taken back")
struct ConfirmationTests {
    private let start = ContinuousClock.now

    /// Whether keys at these times, in milliseconds after the prompt, look typed by hand.
    private func looksTyped(_ times: [Int]) -> Bool {
        var rhythm = TypingRhythm(start: start)
        for time in times { rhythm.note(start + .milliseconds(time)) }
        return rhythm.looksTypedByHand
    }

    @Test("is confirmed by keys that come one by one, after a pause")
    func hands() {
        #expect(looksTyped([900, 1_050, 1_180, 1_400, 1_600]))
        // A fast typist, whose fingers roll over two of the keys.
        #expect(looksTyped([700, 780, 815, 900, 990]))
        #expect(looksTyped([60_000, 61_000, 90_000, 90_100, 95_000]))
    }

    @Test("is not confirmed by keys as a reader, a paste or a held key brings them", arguments: [0, 1, 8, 16, 25, 50])
    func machines(gap: Int) {
        #expect(!looksTyped((0..<5).map { 2_000 + $0 * gap }))
        // Only the Enter comes by hand, or only the first letter.
        #expect(!looksTyped((0..<4).map { 2_000 + $0 * gap } + [5_000]) || gap > 30)
        #expect(!looksTyped([1_000] + (0..<4).map { 2_000 + $0 * gap }) || gap > 30)
    }

    @Test("is not confirmed by keys that were typed before the prompt, or at once after it")
    func early() {
        #expect(!looksTyped([-400, -300, -200, -100, 600]))
        #expect(!looksTyped([100, 250, 400, 550, 700]))
        #expect(!looksTyped([]))
    }

    private func confirms(_ line: String) -> Bool {
        Confirmation.show.matches(SecretBytes(copying: Array(line.utf8).span))
    }

    @Test("takes its word in any case and with blanks around it, and no other")
    func words() {
        for line in ["show", "Show", " show ", "SHOW\t"] { #expect(confirms(line)) }
        for line in ["", "sho", "shows", "show show", "s how", "again", "\u{13}\u{8}\u{F}\u{17}"] {
            #expect(!confirms(line), "\(line)")
        }
    }
}

/// A reader at the prompt that shows the credential.
extension TerminalTests {
    @Test(
        "no suffix of a handheld reader, no word that it types, and no paste shows the credential; a hand does",
        arguments: ["\r", "\n", "\r\n", "\r\r", "\n\n", "\t", "\r\n\r\n", "\r\t"])
    func wedge(suffix: String) async throws {
        let deal = try await Deal.plain()
        let screen = try await Screen()
        try await screen.start(try await recover(["g1m1", "g2m1"]))
        try await screen.wait(for: "Sheet:")
        try await screen.send(try await deal.shareCode("g1m2") + suffix)
        try await screen.wait(for: "Type `show` to show the credential")
        let keys = ["", "show", "SHOW", "\u{1B}[200~show\u{1B}[201~", "\r\r\r", "show\rshow"]
        for text in keys + [try await deal.shareCode("g1m2")] { try await screen.send(text + suffix) }
        // A Tab ends codes alone.
        if !suffix.hasSuffix("\t") {
            try await screen.wait(for: "That came too fast for a hand.")
            try await screen.wait(for: "share g1m2 is already here")
        }
        try await Task.sleep(for: .seconds(1))
        #expect(try !scratch.text("journal.jsonl").contains("recovery revealed"))
        try await screen.expectNowhere(Deal.password)
        try await screen.press("C-u")
        try await screen.confirm("show")
        try await screen.wait(for: Deal.password)
        // Nor does any of it show it once more.
        try await screen.send("x" + suffix)
        try await screen.wait(for: "The screen is cleared")
        try await screen.send("again\r")
        try await screen.wait(until: "the word is refused") { text in
            text.components(separatedBy: "The screen is cleared").count > 2
        }
        // An Enter that comes at once after a line is the rest of a reader's suffix.
        try await Task.sleep(for: .milliseconds(500))
        try await screen.type("")
        try await screen.expectEnd(0)
        try await screen.expectNowhere(Deal.password)
    }
}

/// A reader at the prompts that sign.
extension TerminalTests {
    /// Everything that a reader or a paste types at a prompt for a word.
    private func read(_ code: String, _ word: String, into screen: Screen) async throws {
        for keys in [code, word, "\u{1B}[200~\(word)\u{1B}[201~", ""] { try await screen.send(keys + "\r\n") }
        try await screen.wait(for: "That came too fast for a hand.")
        try await Task.sleep(for: .seconds(1))
        try await screen.press("C-u")
    }

    @Test("no reader and no paste signs that a sheet is destroyed; a hand does")
    func wedgeDestroys() async throws {
        let fixture = try await BinderFixture.make()
        let code = try await Deal(folder: fixture.scratch.file("sheets")).shareCode("g1m1")
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start([
            "sheet", "destroy", "--binder", fixture.binder, "--how", "cross-cut", "--by", "Dana Novak", "--override",
            "the paper is wet",
        ])
        try await screen.wait(for: "Sheet:")
        try await screen.send(code + "\r\n")
        try await screen.wait(for: "Type `destroy` to sign that")
        try await read(code, "destroy", into: screen)
        #expect(try !fixture.kinds.contains("sheet destroyed"))
        try await screen.confirm("destroy")
        try await screen.expectEnd(0)
        #expect(try fixture.kinds.suffix(2) == ["sheet destroyed", "cosigned"])
    }

    @Test("no reader and no paste signs the answer to a drill; a hand does")
    func wedgeAnswers() async throws {
        let fixture = try await BinderFixture.make()
        let deal = Deal(folder: fixture.scratch.file("sheets"))
        let code = try await deal.shareCode("g1m1")
        let sheet = try fixture.scratch.write(try await deal.codes("g1m1").joined(separator: "\n") + "\n", "sheet.txt")
        let opened = try await fixture.run(["drill", "mail", "--binder", fixture.binder, "--by", "Dana Novak"])
        try #require(opened.code == 0, "\(opened.errors)")
        let letter = "\(fixture.binder)/papers/letter-\(try fixture.kinds.count - 1).txt"
        let answer = scratch.file("answer.pdf")
        let screen = try await Screen(variables: fixture.environment)
        try await screen.start(["drill", "answer", letter, sheet, "--output", answer])
        try await screen.wait(for: "type `sign`; Ctrl-D cancels:")
        try await read(code, "sign", into: screen)
        #expect(!FileManager.default.fileExists(atPath: answer))
        try await screen.confirm("sign")
        try await screen.expectEnd(0)
        #expect(FileManager.default.fileExists(atPath: answer))
    }
}
