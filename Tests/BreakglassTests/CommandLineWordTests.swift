// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Ceremonies
@testable import Custody

@Suite("Words of commands in scripts")
struct CommandLineWordTests {
    /// What shells read, what joins letters into one character, and letters.
    private static let scalars = Array(
        "'\"\\$`;&|<>()*?[]{}~#!= -aé漢\u{200D}\u{0301}\u{FE0F}\u{00AD}\u{0600}".unicodeScalars)
    /// What no line of text holds.
    private static let unprinted = Array("\n\t\u{1B}\u{7F}\u{85}\u{202E}\u{FEFF}".unicodeScalars)

    private static func word(
        _ generator: inout SystemRandomNumberGenerator, of scalars: [Unicode.Scalar] = scalars
    ) -> String {
        var word = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...12, using: &generator) {
            word.append(scalars.randomElement(using: &generator) ?? "a")
        }
        return String(word)
    }

    @Test("a shell gives every text back as it was", arguments: ["sh", "bash"])
    func shell(_ name: String) async throws {
        var generator = SystemRandomNumberGenerator()
        let words =
            [
                "x\"\u{200D};touch PWN;\"\u{200D}", "`\u{200D}touch PWN`\u{200D}", "'\u{200D};touch PWN;'\u{200D}",
                "$\u{200D}(id)",
            ]
            + (0..<400).map { _ in Self.word(&generator) }
        let scratch = try Scratch()
        let line = "printf '%s\\0' " + words.map { CommandLineWord.quoted($0) }.joined(separator: " ")
        let ended = try await Program.run(name, ["-c", line], in: scratch.path)
        #expect(ended.code == 0, "\(ended.errors)")
        let given = ended.output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
        #expect(given.map(Array.init) == words.map { Array($0.utf8) })
        #expect(scratch.names.isEmpty)
    }

    @Test("a word that begins with an equals sign is quoted, because zsh would look for a program of that name")
    func equals() {
        #expect(CommandLineWord.quoted("=ls") == "'=ls'" && CommandLineWord.quoted("a=b") == "a=b")
    }

    @Test("line ends and what else is not printed stand in no command, and bash gives them back")
    func unprinted() async throws {
        var generator = SystemRandomNumberGenerator()
        let words =
            ["\n", "a\n", "\r\n'7"]
            + (0..<400).map { _ in
                Self.word(&generator, of: Self.scalars + Self.unprinted)
            }
        let paths = words.map { CommandLineWord.path($0) }
        let printed = words.map { CommandLineWord.quoted($0) } + paths
        #expect(printed.allSatisfy { !$0.unicodeScalars.contains(where: Self.unprinted.contains) })
        #expect(paths.allSatisfy { !$0.unicodeScalars.contains("`") && $0.unicodeScalars.first != "-" })
        let scratch = try Scratch()
        let ended = try await Program.run(
            "bash", ["-c", "printf '%s\\0' " + printed.joined(separator: " ")], in: scratch.path)
        let given = ended.output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
        let expected = words + words.map { $0.unicodeScalars.first == "-" ? "./\($0)" : $0 }
        #expect(given.map(Array.init) == expected.map { Array($0.utf8) })
    }

    @Test("a shell takes the lines on paper as the one command that they are")
    func lines() async throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20 {
            let words = (0..<12).map { _ in Self.word(&generator) }
            let command = "printf %s\\\\0 " + words.map { CommandLineWord.quoted($0) }.joined(separator: " ")
            let paper = CommandLines(command, width: 40).lines.joined(separator: "\n")
            let ended = try await Program.run("sh", ["-c", paper])
            #expect(
                ended.output.split(separator: 0, omittingEmptySubsequences: false).dropLast().map(Array.init)
                    == words.map { Array($0.utf8) }, "\(paper)")
        }
    }
}
