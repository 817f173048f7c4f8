// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import CustodyPolicy
import Foundation
import Ledger
import SecretSharing
import ShareEnvelope

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
                --group Security:2 --custodian Security:"Ana Ruiz" --custodian Security:"Bo Chen" \\
                --custodian Security:"Chloé Martin" --place "Ana Ruiz=Headquarters/safe 1"

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

    @OptionGroup(title: "A first policy") var draft: PolicyDraft

    @Option(help: "Who makes the binder, for the ledger.")
    var by: String?

    @OptionGroup(title: "Key") var key: BinderKeyArguments

    func run() throws {
        let guide = Prompt()
        try ClockCheck(after: nil).pass(isConfirmed: key.clockIsRight)
        let binder = BinderFolder(path: folder.trimmingSlashes)
        do throws(BinderError) { try binder.checkIsNew() } catch { throw CommandError(error) }
        let ledgerName = try guide.value(name, "Ledger name, such as example.com", "--name") {
            text throws(CommandError) in
            guard let name = LedgerName(ledgerText: text) else {
                throw CommandError(
                    .usage, "--name: a ledger's name has 1 to 64 of a–z, 0–9, dot, hyphen, and underscore",
                    hint: "--name example.com")
            }
            return name
        }
        let text = try policyText(guide)
        let lines = try PolicyCommand.lines(of: text, in: policy ?? "the policy")
        let parsed = try PolicyCommand.parse(text, in: policy ?? "the policy")
        let author = try guide.text(by, "Your name, for the ledger", "--by", limit: 64)
        let change = PolicyChanged(by: author, why: .known("the binder is opened"), changes: [], policy: lines)
        let binderKey = BinderKey.random()
        let origin = try make(binder, ledgerName, binderKey, change)
        tell(origin, parsed)
    }

    /// Writes the key file first, so that there is no binder without a key.
    private func make(
        _ binder: BinderFolder, _ name: LedgerName, _ binderKey: BinderKey, _ change: PolicyChanged
    ) throws(CommandError) -> LedgerOrigin {
        let time = LedgerTime.now
        let entry = BinderOpened(name: name, key: binderKey.publicKey, program: ProgramVersion.name)
        let origin: LedgerOrigin
        do throws(EntryDefect) { origin = try LedgerOrigin(opening: entry, at: time) } catch {
            throw CommandError(.entry(error))
        }
        let file = KeyFile(path: key.file(of: origin))
        try file.write(binderKey)
        var undo = [Interruption.undo { file.remove() }]
        defer { for token in undo { Interruption.forget(token) } }
        do throws(BinderError) {
            return try binder.create(
                entry, key: binderKey, policy: change,
                instructions: [("README.txt", Array(BinderReadme.text(name).utf8))] + WithoutBreakglass.files, at: time
            ) { staging in
                undo.append(Interruption.undo { staging.remove() })
            }
        } catch {
            file.remove()
            throw CommandError(error)
        }
    }

    private func policyText(_ guide: Prompt) throws(CommandError) -> String {
        guard let policy else { return try draft.text(organisation: organisation, guide) }
        return try PolicyCommand.text(of: policy)
    }

    private func tell(_ origin: LedgerOrigin, _ parsed: Policy) {
        Console.say("The binder is in \(folder); its ledger is \(origin.ledgerText).")
        Console.say("Its key is \(key.file(of: origin)): keep a copy of that file apart from the binder.")
        let report = LintReport(PolicyLint.findings(in: parsed, today: .today))
        Console.say(
            "The policy: \(report.sum)" + (report.findings.isEmpty ? "" : "; `breakglass policy` shows them"))
        Console.say("Next: edit \(folder)/policy.yaml, then `breakglass policy --adopt`, then `breakglass split`.")
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
