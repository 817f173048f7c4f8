// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TerminalDialogue

@Suite("A terminal without UTF-8 gets plain ASCII")
struct ScreenLettersTests {
    @Test("every sign that the program draws has an ASCII form")
    func signs() {
        #expect(ScreenLetters.ascii.spelled("2 × 3 … — “yes” · ≤ 4 – 5") == "2 x 3 ... - \"yes\" * <= 4 - 5")
        #expect(ScreenLetters.ascii.spelled("■■□ █░") == "##. #.")
        #expect(ScreenLetters.ascii.spelled("\u{FFFD}") == "?")
    }

    @Test("names of people are shown as they are")
    func names() {
        for letters in [ScreenLetters.ascii, .western, .all] {
            #expect(letters.spelled("Chloé Martin, Юлия, 山田") == "Chloé Martin, Юлия, 山田")
        }
    }

    @Test("a terminal that shows all letters gets all signs")
    func all() {
        let text = "“2 × 3 …” — ■□"
        #expect(ScreenLetters.all.spelled(text) == text)
    }

    @Test("the kernel's console keeps the signs of its alphabet")
    func western() {
        #expect(ScreenLetters.western.spelled("2 × 3 …") == "2 × 3 ...")
    }
}
