// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@testable import breakglass

/// A command that a document says to type, or that it mentions.
struct WrittenCommand {
    let program: WrittenProgram
    /// The line of the document on which it begins.
    let line: Int
    /// The words after the program's name.
    let words: [String]
    /// It stands in running text, where a command may be named without its arguments.
    let isMention: Bool

    /// The commands that a text says to type.
    static func typed(_ text: String, line: Int) -> [WrittenCommand] {
        commands(in: text, line: line, isMention: false)
    }

    /// The commands that a text in a sentence mentions: with the program's name, or without it if a subcommand or an
    /// option follows.
    static func mentioned(_ text: String, line: Int) -> [WrittenCommand] {
        let words = text.split(separator: " ").map(String.init)
        guard words.count > 1 else { return [] }
        if WrittenProgram(rawValue: words[0]) != nil { return commands(in: text, line: line, isMention: true) }
        for program in WrittenProgram.allCases {
            guard let command = program.command(words[0]) else { continue }
            let isSubcommand = command.configuration.subcommands.contains { $0.configuration.commandName == words[1] }
            guard words[1].hasPrefix("-") || isSubcommand else { return [] }
            return commands(in: "\(program.rawValue) \(text)", line: line, isMention: true)
        }
        return []
    }

    private static func commands(in text: String, line: Int, isMention: Bool) -> [WrittenCommand] {
        let shell = ShellText(text)
        return WrittenProgram.allCases.flatMap { program in
            shell.arguments(of: program).map {
                WrittenCommand(program: program, line: line, words: $0, isMention: isMention)
            }
        }
    }

    /// What is wrong with it; `nil` if the program takes it.
    var fault: String? {
        var words = words
        if isMention, words.last == "…" { words.removeLast() }
        let asksForHelp = words.first == "help"
        if asksForHelp { words.removeFirst() }
        if let mistyped = MistypedCommand(in: words, of: program.root) {
            return "there is no command \(mistyped.word ?? "of that name")"
        }
        if isMention || asksForHelp, isName(words) { return nil }
        let isWhole = isMention && program.understood.contains { fault(of: words + $0) == nil }
        return isWhole ? nil : fault(of: words)
    }

    private func fault(of words: [String]) -> String? {
        do {
            _ = try program.root.parseAsRoot(words)
            return nil
        } catch {
            return program.root.exitCode(for: error).isSuccess ? nil : program.root.message(for: error)
        }
    }

    /// Whether these words are the name of a command, and nothing else.
    private func isName(_ words: [String]) -> Bool {
        var command = program.root
        for word in words {
            guard let next = command.configuration.subcommands.first(where: { $0.configuration.commandName == word })
            else { return false }
            command = next
        }
        return true
    }
}

extension WrittenCommand: CustomStringConvertible {
    var description: String { ([program.rawValue] + words).joined(separator: " ") }
}
