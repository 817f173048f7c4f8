// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@testable import breakglass
@testable import glasswatch

/// A program of this project that documents say to run.
enum WrittenProgram: String, CaseIterable {
    case breakglass, glasswatch

    /// Its command line.
    var root: any ParsableCommand.Type {
        switch self {
        case .breakglass: Breakglass.self
        case .glasswatch: Glasswatch.self
        }
    }

    /// What a sentence may leave out although the program asks for it each time: what is expected, and which log.
    var understood: [[String]] {
        switch self {
        case .breakglass: []
        case .glasswatch: [["--openings", "openings.json", "LOGS"], ["--expect", "accounts.json", "LOGS"]]
        }
    }

    /// Its command of this name.
    func command(_ name: String) -> (any ParsableCommand.Type)? {
        root.configuration.subcommands.first { $0.configuration.commandName == name }
    }

    /// The options of its commands, such as `--json`.
    var options: Set<String> {
        Set(
            Self.leaves(of: root).flatMap {
                root.helpMessage(for: $0, includeHidden: true, columns: 200)
                    .matches(of: /--[a-z][a-z-]*/).map { String($0.output) }
            })
    }

    /// The options that its command of this name takes, with those of the commands below it.
    func options(of name: String) -> Set<String> {
        guard let command = command(name) else { return [] }
        return Set(
            Self.leaves(of: command).flatMap {
                root.helpMessage(for: $0, includeHidden: true, columns: 200).split(separator: "\n")
                    .compactMap { $0.firstMatch(of: /^ +(?:-[a-z], )?(--[a-z][a-z-]*)/).map { String($0.output.1) } }
            })
    }

    private static func leaves(of command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
        let below = command.configuration.subcommands
        return below.isEmpty ? [command] : below.flatMap(leaves)
    }
}
