// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Ceremonies

@Suite("Words of commands in scripts")
struct CommandLineWordTests {
    /// What shells read, what joins letters into one character, and letters.
    private static let scalars = Array(
        "'\"\\$`;&|<>()*?[]{}~#!= \n-aé漢\u{200D}\u{0301}\u{FE0F}\u{00AD}\u{0600}".unicodeScalars)

    private static func word(_ generator: inout SystemRandomNumberGenerator) -> String {
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

    @Test("a shell takes the lines on paper as the one command that they are")
    func lines() async throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20 {
            // A name of a policy has no line ends.
            let words = (0..<12).map { _ in Self.word(&generator).replacing("\n", with: "") }
            let command = "printf %s\\\\0 " + words.map { CommandLineWord.quoted($0) }.joined(separator: " ")
            let paper = CommandLines(command, width: 40).lines.joined(separator: "\n")
            let ended = try await Program.run("sh", ["-c", paper])
            #expect(
                ended.output.split(separator: 0, omittingEmptySubsequences: false).dropLast().map(Array.init)
                    == words.map { Array($0.utf8) }, "\(paper)")
        }
    }
}
