// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import CustodyPolicy
import Ledger
import Reports
import ShareEnvelope
import TerminalDialogue

/// `breakglass init`
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a binder: the policy, the ledger and its key.",
        discussion: """
            A binder is a folder that holds nothing secret: what counts as an emergency, who keeps which sheet, and a \
            ledger of every ceremony that nobody can rewrite unnoticed. Its private key is kept outside it.

              breakglass init binder --name example.com --organisation "Example Corp" \\
                --account "AWS root, example.com" --credential "root password" \\
                --group Security:2 --custodian Security:"Ana Ruiz" \\
                --custodian Security:"Bo Chen" --custodian Security:"Chloé Martin" \\
                --place "Ana Ruiz=Headquarters/safe 1"

            At a terminal, the program asks for what you leave out; the credential is called password unless --credential \
            names it. --policy takes an existing policy.yaml.
            """)

    @Argument(help: "The new folder.")
    var folder: String

    @Option(help: "The ledger's name: a–z, 0–9, dot, hyphen, underscore; the organization's domain is a good choice.")
    var name: String?

    @Option(help: "The organization that the binder belongs to.")
    var organisation: String?

    @Option(help: ArgumentHelp("Use this policy instead of making one.", valueName: "file"))
    var policy: String?

    @OptionGroup(title: "A first policy") var draft: FirstPolicyArguments

    @OptionGroup var author: AuthorArguments

    @OptionGroup(title: "Key") var key: BinderKeyArguments

    func run() throws {
        try ClockCheck(after: nil).pass(isConfirmed: key.clockIsRight)
        let binder = BinderFolder(path: folder.trimmingSlashes)
        do throws(BinderError) { try binder.checkIsNew() } catch { throw CommandError(error) }
        var interview = Interview([
            ("--name", name), ("--organisation", organisation), ("--account", draft.subject.account),
            ("--credential", draft.subject.credential), ("--by", author.by),
        ])
        let plan = try interview.plan(BinderFounding(from: try source()))
        tell(try make(plan, in: binder), plan.policy.policy)
    }

    private func source() throws(CommandError) -> BinderFounding.Source {
        guard let policy else { return try draft.source() }
        return .written(try DraftPolicy(PolicyCommand.text(of: policy), in: policy))
    }

    private func make(_ plan: NewBinder, in binder: BinderFolder) throws(CommandError) -> LedgerOrigin {
        var undo: [Interruption.Token] = []
        defer { for token in undo { Interruption.forget(token) } }
        var file: KeyFile?
        do throws(KeyedError<CommandError>) {
            return try plan.found(in: binder, by: ProgramVersion.name, instructions: WithoutBreakglass.files) {
                origin in
                let place = KeyFile(path: key.file(of: origin))
                file = place
                return place
            } announce: { unfinished in
                switch unfinished {
                case .key: undo += [file].compactMap { $0 }.map { file in Interruption.undo { file.remove() } }
                case .folder(let staging): undo.append(Interruption.undo { staging.remove() })
                }
            }
        } catch { throw CommandError(error) }
    }

    private func tell(_ origin: LedgerOrigin, _ parsed: Policy) {
        Console.name(binder: folder)
        Console.say("The binder is in \(folder); its ledger is \(origin.ledgerText).")
        Console.say("Its key is \(key.file(of: origin)): keep a copy of that file apart from the binder.")
        let report = LintReport(PolicyLint.findings(in: parsed, today: .today))
        Console.say(
            "The policy: \(report.sum)" + (report.findings.isEmpty ? "" : "; `breakglass policy` shows them"))
        Console.say("Next: edit \(folder)/policy.yaml, then `breakglass policy --adopt`, then `breakglass split`.")
    }
}

extension KeyFile: KeyKeeper {
    func keep(_ key: BinderKey) throws(CommandError) { try write(key) }

    func discard() { remove() }
}

extension CommandError {
    /// The message for a binder or a key that was not made.
    init(_ error: KeyedError<CommandError>) {
        switch error {
        case .key(let error): self = error
        case .binder(let error): self.init(error)
        }
    }
}

extension String {
    /// The path without trailing slashes.
    var trimmingSlashes: String {
        var path = self
        while path.count > 1, path.last == "/" { path.removeLast() }
        return path
    }
}
