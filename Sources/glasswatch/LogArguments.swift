// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CloudTrail
import Watch

/// What each command that reads logs is given.
struct LogArguments: ParsableArguments {
    @Argument(help: ArgumentHelp("Log files, and folders and archives of them.", valueName: "log")) var paths: [String]
    @Option(
        help: ArgumentHelp(
            "The output of `breakglass ledger verify --openings`: what was opened, and what the policy expects.",
            valueName: "file"))
    var openings: String?
    @Option(
        help: ArgumentHelp(
            "A JSON list of accounts, as docs/OPENINGS.md describes them, where there is no ledger.",
            valueName: "file"))
    var expect: String?
    @Option(help: ArgumentHelp("Only this account of the policy.", valueName: "name")) var account: String?

    func validate() throws {
        guard openings != nil || expect != nil else {
            throw ValidationError("--openings or --expect says which identities are the emergency's: give one of them")
        }
    }

    /// What was read of a log: the events that matter, and what could not be read.
    struct Found {
        var events: [LogEvent]
        var problems: [ReadingProblem]
        /// Those of the problems that are told on standard error.
        var warnings: [ReadingProblem]

        /// All of a log.
        init(_ reader: LogReader, _ expectations: [Expectation], _ catalogue: Catalogue) {
            let read = TwoPasses(reader, expectations, catalogue)
            self.init(read.events, read.problems, warnings: read.problems)
        }

        init(_ events: [LogEvent], _ problems: [ReadingProblem], warnings: [ReadingProblem]) {
            self.events = events
            self.problems = problems
            self.warnings = warnings
        }
    }

    /// Reads a log and judges it.
    ///
    /// - Returns: the audit, and the origin of the ledger that the openings are from.
    func audit(
        reading read: (LogReader, [Expectation], Catalogue) -> Found = Found.init
    ) throws(CommandFailure) -> (Audit, origin: String?) {
        let ledger = try openings.map { (path) throws(CommandFailure) in try InputFile.openings(path) }
        let expected = try expect.map { (path) throws(CommandFailure) in try InputFile.expectations(path) }
        let all = expected ?? ledger?.accounts ?? []
        let chosen = all.filter { account == nil || $0.account == account }
        guard !chosen.isEmpty else {
            throw CommandFailure(
                .notFound, account.map { "no account is named \($0)" } ?? "no account says where its log is",
                hint: all.isEmpty
                    ? "the section cloud of the policy says it"
                    : "accounts: \(all.map(\.account).joined(separator: ", "))")
        }
        let catalogue = try RuleBook.catalogue()
        let reader = LogReader(paths: paths)
        guard !reader.files.isEmpty else {
            throw CommandFailure(
                .notFound, "no file to read: \(reader.problems.first?.description ?? paths.joined(separator: ", "))")
        }
        let input = read(reader, chosen, catalogue)
        for problem in input.warnings { Output.warn("\(problem)") }
        let audit = Audit(
            input.events, broken: input.problems.map(\.description), expectations: chosen,
            openings: ledger?.openings.filter { opening in chosen.contains { $0.account == opening.account } },
            isLedgerDisputed: ledger?.isDisputed ?? false, catalogue)
        return (audit, ledger?.origin)
    }
}
