// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TerminalDialogue

@Suite("Text is wrapped at words")
struct WrappedTextTests {
    private func lines(_ text: String, _ columns: Int, hang: Int? = nil, room: Int = 0) -> [String] {
        WrappedText(text, columns: columns, hang: hang, room: room).lines
    }

    @Test("no line is wider than the window, and no word is lost or broken")
    func widths() {
        let text = "Each of the 12 smallest quorums recovers the credential from the drawn sheets."
        for columns in 20...120 {
            let lines = lines(text, columns)
            #expect(lines.allSatisfy { $0.count <= columns }, "\(columns): \(lines)")
            #expect(lines.joined(separator: " ") == text)
            #expect(lines.count == 1 || columns < text.count)
        }
    }

    @Test("text that fits stays as it is, with its spaces")
    func short() {
        for text in ["", "  g1m1   Ana Ruiz,  safe 1", "Which entry: ", "\nNext", "a\n", "   "] {
            #expect(WrappedText(text, columns: 30).text == text)
        }
    }

    @Test("a line exactly as wide as the window is one line")
    func exact() {
        #expect(lines("twelve chars", 12) == ["twelve chars"])
        #expect(lines("twelve chars", 11) == ["twelve", "chars"])
    }

    @Test("continued lines stand under the text of a list, of a name, or of a numbered name")
    func hanging() {
        #expect(lines("  1  one two three four", 14) == ["  1  one two", "     three", "     four"])
        #expect(lines("Opens    two of the three", 20) == ["Opens    two of the", "         three"])
        #expect(
            lines("1  Reason    the account is locked again", 27)
                == ["1  Reason    the account is", "             locked again"])
        #expect(lines("   one two three", 10) == ["   one two", "   three"])
        #expect(lines("one two three", 8) == ["one two", "three"])
    }

    @Test("a name that takes half of the window does not push its text to the edge")
    func wideNames() {
        #expect(lines("A name of many words  one two", 22) == ["A name of many words", "one two"])
        #expect(lines("breakglass: warning: one two", 24, hang: 21) == ["breakglass: warning: one", "  two"])
    }

    @Test("an error's lines stand under its words")
    func errors() {
        let lines = lines("breakglass: error: there is no such file in this folder", 40, hang: 19)
        #expect(lines == ["breakglass: error: there is no such file", "                   in this folder"])
    }

    @Test("commands in backticks, set codes, paths and a set's words are never broken")
    func whole() {
        let copied = [
            "`breakglass review 12 --changed`", "ABCD-EFGH-IJKL-MNOP", "/home/ana/binder/policy.yaml",
            "(able acid also apex).",
        ]
        for text in copied {
            for columns in 32...60 {
                let lines = lines("Now comes \(text) and then more of the text that was here before.", columns)
                #expect(lines.contains { $0.contains(text) }, "\(columns): \(lines)")
            }
        }
    }

    @Test("words that look like a set's are an ordinary sentence when there are fewer than four")
    func fewWords() {
        #expect(lines("they also have help and more", 14) == ["they also have", "help and more"])
    }

    @Test("64 digits are never broken in 80 columns, however far their message is indented")
    func digests() {
        let digits = String(repeating: "0123456789abcdef", count: 4)
        for hang in 0...40 {
            for text in ["its SHA-256 is \(digits), and the", "this file:     \(digits)", "a  b \(digits)"] {
                let lines = lines(text, 80, hang: hang)
                #expect(lines.allSatisfy { $0.count <= 80 } && lines.contains { $0.contains(digits) }, "\(lines)")
            }
        }
        #expect(
            lines("file.pdf has the SHA-256 \(digits) and not the other", 80, hang: 18) == [
                "file.pdf has the SHA-256", String(repeating: " ", count: 16) + digits,
                String(repeating: " ", count: 18) + "and not the other",
            ])
    }

    @Test("what is wider than the window stands on a line of its own")
    func tooWide() {
        let code = String(repeating: "A2", count: 20)
        #expect(lines("Code  \(code) now", 20) == ["Code", "      \(code)", "      now"])
    }

    /// What a shell makes of lines that were copied: a backslash takes the line's end away.
    private func typed(_ lines: [String]) -> String {
        lines.joined(separator: "\n").replacing("\\\n", with: "").split { $0 == " " || $0 == "\n" }
            .joined(separator: " ")
    }

    @Test("a code that is wider than the window breaks between its groups alone")
    func wideCodes() throws {
        let groups = (0..<25).map { "AB\($0 % 6 + 2)\($0 / 6 + 2)" }
        let code = groups.joined(separator: "-")
        for columns in 20...120 {
            for text in ["Slip     \(code)", "         \(code)", "the code is \(code), and it continues"] {
                let lines = lines(text, columns)
                #expect(lines.allSatisfy { $0.count <= columns }, "\(columns): \(lines)")
                #expect(groups.allSatisfy { group in lines.contains { $0.contains(group) } }, "\(columns): \(lines)")
                #expect(lines.map { $0.trimmingPrefix { $0 == " " } }.joined().contains(code), "\(columns): \(lines)")
            }
        }
        #expect(lines("Slip     \(code)", 80).allSatisfy { !$0.hasPrefix("A") }, "it stays under its first line")
    }

    @Test("a command that is wider than the window breaks between its words, and a shell reads it as one")
    func wideCommands() {
        let path = "/media/dana/a-stick-with-a-long-name/binder"
        let command = "breakglass review 12 --changed --by 'Dana Novak of the platform team' --binder \(path)"
        let text = "nothing was signed; `\(command)`, then `breakglass status`"
        for columns in 24...140 {
            let lines = lines(text, columns, hang: 4)
            #expect(typed(lines) == text, "\(columns): \(lines)")
            for whole in ["--changed", "'Dana Novak of the platform team'", path, "`breakglass status`"] {
                #expect(lines.contains { $0.contains(whole) }, "\(columns): \(lines)")
            }
            if columns >= 60 { #expect(lines.allSatisfy { $0.count <= columns }, "\(columns): \(lines)") }
        }
        #expect(
            lines(text, 80, hang: 4) == [
                "nothing was signed;",
                "    `breakglass review 12 --changed --by 'Dana Novak of the platform team' \\",
                "        --binder \(path)`, then",
                "    `breakglass status`",
            ])
    }

    @Test("a code in a command that no line has room for breaks between its groups, without spaces for the shell")
    func wideCodesInCommands() {
        let code = (0..<25).map { _ in "ABCD" }.joined(separator: "-")
        let text = "`breakglass ledger verify --printed \(code) --binder binder` finds the entry"
        for columns in 40...120 {
            let lines = lines(text, columns, hang: 6)
            #expect(typed(lines) == text, "\(columns): \(lines)")
            #expect(lines.allSatisfy { $0.count <= columns }, "\(columns): \(lines)")
            let bare = lines.joined(separator: " ").split { " \\`-".contains($0) }.filter {
                $0.allSatisfy(\.isUppercase)
            }
            #expect(bare.count == 25 && bare.allSatisfy { $0 == "ABCD" }, "\(columns): \(lines)")
        }
    }

    @Test("a path, a URL and an option are no code, and stay in one piece")
    func noCodes() {
        for word in [
            "https://example.com/ABCD-EFGH-IJKL-MNOP-QRST", "/dev/shm/ABCD-EFGH-IJKL-MNOP-QRST",
            "--ABCD-EFGH-IJKL-MNOP",
            "sheet-g1m1-of-a-set-with-a-name", "'ABCD-EFGH-IJKL-MNOP-QRST'",
        ] {
            #expect(lines("See \(word) now", 12) == ["See", word, "now"])
        }
    }

    @Test("a backtick without another one does not glue the text together")
    func loneBacktick() {
        #expect(lines("one ` two three", 9) == ["one ` two", "three"])
    }

    @Test("a prompt keeps its last space and leaves room for the answer")
    func prompts() {
        #expect(lines("Who opens it: ", 40, room: 12) == ["Who opens it: "])
        #expect(lines("Which of the entries is meant: ", 36, room: 12) == ["Which of the entries is", "meant: "])
    }

    @Test("wide letters count as two columns, and marks as none")
    func columns() {
        #expect(ScreenColumns.count("Chloé") == 5)
        #expect(ScreenColumns.count("Chloe\u{301}") == 5)
        #expect(ScreenColumns.count("山田") == 4)
        #expect(lines("山田 花子", 8) == ["山田", "花子"])
    }
}
