// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FoundationEssentials
import Watch
import WatchExports

extension Engine: ExpressibleByArgument {}

/// `glasswatch export`.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write what other engines need to look for the same.",
        subcommands: [SQL.self, Sigma.self, Patterns.self])

    /// `glasswatch export sql`.
    struct SQL: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sql", abstract: "Write SQL that finds the events and the changes of emergency identities.")

        @Option(help: ArgumentHelp("trino (Athena too), duckdb or spark.", valueName: "name")) var engine: Engine
        @Option(help: ArgumentHelp("A JSON list of accounts, as docs/OPENINGS.md describes them.", valueName: "file"))
        var expect: String
        @Option(help: ArgumentHelp("Where the log is: a table for trino, files for the others.", valueName: "where"))
        var log: String?

        func run() throws {
            let expectations = try InputFile.expectations(expect)
            try Output.result(SQLExport(engine, log: log).text(try RuleBook.catalogue(), expectations))
        }
    }

    /// `glasswatch export sigma`.
    struct Sigma: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sigma", abstract: "Write a rule of Sigma for each call that weakens by itself.")

        @Argument(help: "A folder; it is made if it is not there.") var folder: String

        func run() throws {
            let export = SigmaExport(try RuleBook.catalogue())
            try ExportFolder(folder).write(export.files + [("not-carried.txt", export.gapText)])
            try Output.result("\(export.files.count) rules, and \(export.gaps.count) in not-carried.txt\n")
        }
    }

    /// `glasswatch export patterns`.
    struct Patterns: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "patterns",
            abstract: "Write patterns of EventBridge for each way into the emergency identities and for grave changes."
        )

        @Argument(help: "A folder; it is made if it is not there.") var folder: String
        @Option(help: ArgumentHelp("A JSON list of accounts, as docs/OPENINGS.md describes them.", valueName: "file"))
        var expect: String

        func run() throws {
            let expectations = try InputFile.expectations(expect)
            let export = PatternExport(try RuleBook.catalogue(), expectations)
            try ExportFolder(folder).write(export.files.map { ($0.name, $0.pattern.json.pretty + "\n") })
            try Output.result("\(export.files.count) patterns\n")
        }
    }
}
