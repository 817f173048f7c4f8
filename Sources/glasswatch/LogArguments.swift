// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CloudTrail
import Watch

/// What each command that reads logs is given.
struct LogArguments: ParsableArguments {
    @Argument(help: "Log files, and folders and archives of them.") var paths: [String]
    @Option(help: "The output of `breakglass ledger verify --openings`: what was opened, and what the policy expects.")
    var openings: String?
    @Option(help: "A JSON list of accounts, as docs/OPENINGS.md describes them, where there is no ledger.")
    var expect: String?
    @Option(help: "Only this account of the policy.") var account: String?

    func validate() throws {
        guard openings != nil || expect != nil else {
            throw ValidationError("--openings or --expect says which identities are the emergency's: give one of them")
        }
    }

    /// Reads everything and judges it.
    func audit() throws(CommandFailure) -> Audit {
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
        let input = TwoPasses(reader, chosen, catalogue)
        for problem in input.problems { Output.warn("\(problem)") }
        return Audit(
            input.events, broken: input.problems.map(\.description), expectations: chosen,
            openings: ledger?.openings.filter { opening in chosen.contains { $0.account == opening.account } },
            isLedgerDisputed: ledger?.isDisputed ?? false, catalogue)
    }
}
