// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Watch

/// What each command that reads logs is given.
struct LogArguments: ParsableArguments {
    @Argument(help: "Log files, and folders and archives of them.") var paths: [String]
    @Option(help: "A JSON file that says which identities to expect, and from where.") var expect: String
    @Option(help: "A JSON file with the ledger's openings; without one, no use can be shown to have been opened.")
    var openings: String?
    @Option(help: "Only this account of the policy.") var account: String?

    /// Reads everything and judges it.
    func audit() throws(CommandFailure) -> Audit {
        let all = try InputFile.expectations(expect)
        let chosen = all.filter { account == nil || $0.account == account }
        guard !chosen.isEmpty else {
            throw CommandFailure(
                .notFound, account.map { "\(expect) has no account \($0)" } ?? "\(expect) has no account",
                hint: "its accounts: \(all.map(\.account).joined(separator: ", "))")
        }
        let opened = try openings.map { (path) throws(CommandFailure) in try InputFile.openings(path) }
        let catalogue = try RuleBook.catalogue()
        let input = try LogInput(paths, chosen, catalogue)
        for problem in input.problems { Output.warn("\(problem)") }
        return Audit(
            input.events, broken: input.problems.map(\.description), expectations: chosen,
            openings: opened?.filter { opening in chosen.contains { $0.account == opening.account } }, catalogue)
    }
}
