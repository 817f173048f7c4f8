// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A word in the place of a command that is not one.
struct MistypedCommand {
    /// No command's name is longer.
    private static let nameLimit = 14

    /// The word; `nil` if it may be part of a share, which no message repeats.
    let word: String?
    /// The command that was probably meant, as it is typed.
    let meant: String?

    /// Finds the first word of a command line that should be a command and is not one.
    ///
    /// - Parameter root: the program, whose commands are looked for.
    /// - Returns: `nil` if every word in the place of a command is one, or an option.
    init?(in words: some Sequence<String>, of root: any ParsableCommand.Type) {
        var command = root
        var path = root.configuration.commandName ?? ""
        for word in words {
            let subcommands = command.configuration.subcommands.filter { $0.configuration.shouldDisplay }
            guard !subcommands.isEmpty else { return nil }
            if let next = subcommands.first(where: { $0.configuration.commandName == word }) {
                command = next
                path += " \(word)"
                continue
            }
            guard word != "help", word.first != "-" else { return nil }
            guard word.count <= Self.nameLimit, word.allSatisfy({ "a"..."z" ~= $0 || $0 == "-" }) else {
                self.word = nil
                meant = nil
                return
            }
            self.word = word
            meant = subcommands.compactMap { $0.configuration.commandName }
                .map { (name: $0, edits: Array($0).difference(from: Array(word)).count) }
                .filter { $0.edits <= max(2, word.count / 2) }.min { $0.edits < $1.edits }
                .map { "\(path) \($0.name)" }
            return
        }
        return nil
    }
}
