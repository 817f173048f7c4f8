// SPDX-License-Identifier: Apache-2.0
//
// Readers, pastes and held keys at the prompt that shows a credential. The reader is played byte by byte, as a keyboard
// wedge sends it.

import Foundation
import SecretMemory
import Testing

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
            try await screen.wait(for: "share g1m2 is here already")
        }
        try await Task.sleep(for: .seconds(1))
        #expect(try !scratch.text("record.jsonl").contains("recovery revealed"))
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
