// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CustodyPolicy
import Foundation
import Ledger
import ShareEnvelope

/// `breakglass policy`
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Check the binder's policy, and put changes into force.",
        subcommands: [PolicyLintCommand.self, PolicyAdoptCommand.self])

    /// Reads the text of a file that a person named.
    static func text(of file: String) throws(CommandError) -> String {
        try TextFile.read(file, limit: PolicyFile.byteLimit, hint: "name a policy.yaml")
    }

    /// Parses a policy; `file` is for errors.
    static func parse(_ text: String, in file: String) throws(CommandError) -> Policy {
        do throws(PolicyError) { return try PolicyFile.parse(text) } catch { throw CommandError(error, in: file) }
    }

    /// Splits a text into lines, as the ledger keeps them.
    static func lines(of text: String, in file: String) throws(CommandError) -> [PolicyLine] {
        do throws(NoPolicyLine) { return try PolicyLine.lines(of: text.precomposedStringWithCanonicalMapping) } catch {
            throw CommandError(
                .badInput, "\(file), line \(error.number), cannot be written into the ledger",
                hint: "no tabs, no control or direction characters, at most 2,000 bytes, a newline after the last line"
            )
        }
    }
}

extension CommandError {
    /// An error in a policy, as a person reads it.
    init(_ error: PolicyError, in file: String) {
        self.init(.badInput, "\(file):\(error.line):\(error.column): \(error.message)", hint: error.hint)
    }
}

/// `breakglass policy lint`
struct PolicyLintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Find what could turn the policy into a backdoor.",
        discussion: """
            Every finding names its rule, the standard that it comes from, and the fix; docs/POLICY.md has them all.

            Exit codes: 0 nothing above a note; 8 warnings; 9 something critical; 65 the policy cannot be read.
            """)

    @Argument(help: "A policy.yaml (default: the binder's).")
    var file: String?

    @Flag(help: "Print the findings as JSON.")
    var json = false

    @OptionGroup var binder: BinderArguments

    func run() throws {
        let (text, name) = try read()
        let errors = PolicyFile.errors(in: text)
        guard errors.isEmpty else {
            for error in errors.dropLast() { Console.report(CommandError(error, in: name)) }
            throw CommandError(errors[errors.count - 1], in: name)
        }
        let policy = try PolicyCommand.parse(text, in: name)
        // What the ledger cannot hold is reported here, and not only when the policy is adopted.
        _ = try PolicyCommand.lines(of: text, in: name)
        let report = LintReport(PolicyLint.findings(in: policy, today: .today))
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            Console.result(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            for line in report.lines { Console.result(line) }
        }
        if report.critical > 0 { throw ArgumentParser.ExitCode(ExitCode.lintCritical.rawValue) }
        if report.warning > 0 { throw ArgumentParser.ExitCode(ExitCode.lintWarning.rawValue) }
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

/// `breakglass policy adopt`
struct PolicyAdoptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Put the changed policy.yaml into force. An entry says who changed it, why, and what changed.")

    @Option(help: "Who changes it.")
    var by: String?

    @Option(help: "Why it is changed.")
    var why: String?

    @OptionGroup var binder: BinderArguments
    @OptionGroup(title: "Key") var key: BinderKeyArguments

    func run() throws {
        let folder = try binder.folder()
        let name = "\(folder.path)/policy.yaml"
        let text: String
        let log: LogAudit
        let state: BinderState
        do throws(BinderError) {
            guard let read = try folder.policyText() else { throw BinderError.noLedger(path: folder.path) }
            text = read
            (log, state) = try folder.read()
        } catch { throw CommandError(error) }
        let lines = try PolicyCommand.lines(of: text, in: name)
        let policy = try PolicyCommand.parse(text, in: name)
        guard state.policy?.text != text else {
            return Console.say("This policy is already in force; nothing was written.")
        }
        let changes = Self.changes(from: state.policy?.text, to: policy)
        for change in changes { Console.say("  \(change)") }
        let guide = Prompt()
        let author = try PublicText(named: "--by", try guide.text(by, "Who changes it", "--by"), limit: 64)
        let reason = try PublicText(named: "--why", try guide.text(why, "Why", "--why"), limit: 1000)
        let event = PolicyChanged(by: author, why: reason, changes: changes.map { .known($0) }, policy: lines)
        let store = try key.store(of: folder)
        do throws(BinderError) {
            Console.warn(
                of:
                    try folder.adopt(
                        text, insteadOf: text, since: log.size, [.policyChanged(event)], in: store, at: .now))
            let place = try folder.read().state.policy?.place
            Console.say("In force as of entry \(place.map(\.description) ?? "").")
        } catch { throw CommandError(error) }
    }

    private static func changes(from old: String?, to policy: Policy) -> [String] {
        guard let old, let before = try? PolicyFile.parse(old) else { return ["the first policy that can be read"] }
        let changes = PolicyDifference.between(before, policy)
        return changes.isEmpty ? ["only comments and layout"] : changes
    }
}
