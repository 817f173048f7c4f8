// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@testable import breakglass

/// A command of the program that a document says to type, or that it mentions.
struct WrittenCommand {
    /// The line of the document on which it begins.
    let line: Int
    /// The words after the program's name.
    let words: [String]
    /// It stands in running text, where a command may be named without its arguments.
    let isMention: Bool

    /// The commands that a text says to type.
    static func typed(_ text: String, line: Int) -> [WrittenCommand] {
        ShellText(text).arguments.map { WrittenCommand(line: line, words: $0, isMention: false) }
    }

    /// The commands that a text in a sentence mentions: with the program's name, or without it if a subcommand or an
    /// option follows.
    static func mentioned(_ text: String, line: Int) -> [WrittenCommand] {
        let words = text.split(separator: " ").map(String.init)
        guard words.count > 1 else { return [] }
        let named = words[0] == "breakglass" ? Array(words.dropFirst()) : words
        let isShort = words[0] != "breakglass"
        let command = Self.command(named[0])
        if isShort {
            guard let command else { return [] }
            let isSubcommand = command.configuration.subcommands.contains { $0.configuration.commandName == words[1] }
            guard words[1].hasPrefix("-") || isSubcommand else { return [] }
        }
        return ShellText(isShort ? "breakglass \(text)" : text).arguments.map {
            WrittenCommand(line: line, words: $0, isMention: true)
        }
    }

    private static func command(_ name: String) -> (any ParsableCommand.Type)? {
        Breakglass.configuration.subcommands.first { $0.configuration.commandName == name }
    }

    /// What is wrong with it; `nil` if the program takes it.
    var fault: String? {
        var words = words
        if isMention, words.last == "…" { words.removeLast() }
        let asksForHelp = words.first == "help"
        if asksForHelp { words.removeFirst() }
        if let mistyped = MistypedCommand(in: words, of: Breakglass.self) {
            return "there is no command \(mistyped.word ?? "of that name")"
        }
        if isMention || asksForHelp, Self.isName(words) { return nil }
        do {
            _ = try Breakglass.parseAsRoot(words)
            return nil
        } catch {
            return Breakglass.exitCode(for: error).isSuccess ? nil : Breakglass.message(for: error)
        }
    }

    /// Whether these words are the name of a command, and nothing else.
    private static func isName(_ words: [String]) -> Bool {
        var command: any ParsableCommand.Type = Breakglass.self
        for word in words {
            guard let next = command.configuration.subcommands.first(where: { $0.configuration.commandName == word })
            else { return false }
            command = next
        }
        return true
    }
}

extension WrittenCommand: CustomStringConvertible {
    var description: String { (["breakglass"] + words).joined(separator: " ") }
}
