// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import CustodyPolicy
import Ledger
import Reports
import ShareEnvelope
import TerminalDialogue

/// `breakglass policy`
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Find what could turn the binder's policy into a backdoor, and put changes into force.",
        discussion: """
            Every finding names its rule, the standard that it comes from, and the fix; docs/POLICY.md has them all. \
            After a change of policy.yaml, --adopt puts it into force: an entry says who changed it, why, and what \
            changed.

            Exit codes: 0 nothing above a note, or it is in force; 8 warnings, or a split that would be refused; 9 \
            something critical; 65 the policy cannot be read.
            """)

    @Argument(help: "A policy.yaml to check (default: the binder's).")
    var file: String?

    @Flag(help: "Print the findings as JSON.")
    var json = false

    @OptionGroup var binder: BinderArguments

    @Flag(help: "Put the binder's changed policy.yaml into force.")
    var adopt = false

    @OptionGroup(title: "With --adopt") var adoption: AdoptionArguments

    func run() throws {
        guard adopt else {
            try adoption.refuse()
            return try lint()
        }
        guard file == nil, !json else {
            throw CommandError(
                .usage,
                "\(file == nil ? "--json" : "a file") with --adopt: it puts the binder's policy.yaml into force",
                hint: "leave it out; `breakglass policy` without --adopt shows the findings")
        }
        try adoption.adopt(in: binder.folder())
    }

    private func lint() throws {
        let (text, name) = try read()
        let errors = PolicyFile.errors(in: text)
        guard errors.isEmpty else {
            for error in errors.dropLast() { Console.report(CommandError(error, in: name)) }
            throw CommandError(errors[errors.count - 1], in: name)
        }
        // What the ledger cannot hold is reported here, and not only when the policy is adopted.
        let draft = try DraftPolicy(text, in: name)
        let report = LintReport(PolicyLint.findings(in: draft.policy, today: .today))
        if json {
            Console.data(try JSONText.of(report))
        } else {
            for line in report.lines { Console.result(line) }
        }
        let refused = RefusedDealings(under: draft.policy, in: try state())
        for warning in refused.warnings { Console.warn(warning) }
        if report.critical > 0 { throw ArgumentParser.ExitCode(ExitCode.lintCritical.rawValue) }
        if report.warning > 0 || !refused.warnings.isEmpty {
            throw ArgumentParser.ExitCode(ExitCode.lintWarning.rawValue)
        }
    }

    /// What the binder's ledger says, if it is the binder's policy that is checked.
    private func state() throws(CommandError) -> BinderState? {
        guard file == nil else { return nil }
        let folder = try binder.folder()
        do throws(BinderError) { return try folder.read().state } catch {
            Console.warn("the ledger cannot be read: sheets that are out were not compared with the policy")
            return nil
        }
    }

    private func read() throws(CommandError) -> (text: String, name: String) {
        if let file {
            return (try PolicyCommand.text(of: file), file)
        }
        let folder = try binder.folder()
        do throws(BinderError) {
            guard let text = try folder.policyText() else {
                throw BinderError.noLedger(path: folder.path)
            }
            return (text, "\(folder.path)/policy.yaml")
        } catch { throw CommandError(error) }
    }
}

extension PolicyCommand {
    /// Reads the text of a file that a person named.
    static func text(of file: String) throws(CommandError) -> String {
        try TextFile.read(file, limit: PolicyFile.byteLimit, hint: "name a policy.yaml")
    }

    /// Parses a policy; `file` is for errors.
    static func parse(_ text: String, in file: String) throws(CommandError) -> Policy {
        try DraftPolicy(text, in: file).policy
    }

    /// Splits a text into lines, as the ledger keeps them.
    static func lines(of text: String, in file: String) throws(CommandError) -> [PolicyLine] {
        try DraftPolicy(text, in: file).lines
    }
}

extension DraftPolicy {
    /// Reads a policy; `file` is for errors.
    init(_ text: String, in file: String) throws(CommandError) {
        do throws(PolicyDefect) { try self.init(text) } catch {
            switch error {
            case .unreadable(let error): throw CommandError(error, in: file)
            case .line(let number):
                throw CommandError(
                    .badInput, "\(file), line \(number), cannot be written into the ledger",
                    hint: "no tabs, no control or direction characters, at most 2,000 bytes, a newline after the last "
                        + "line")
            }
        }
    }
}

extension CommandError {
    /// An error in a policy, as a person reads it.
    init(_ error: PolicyError, in file: String) {
        self.init(.badInput, "\(file):\(error.line):\(error.column): \(error.message)", hint: error.hint)
    }
}
