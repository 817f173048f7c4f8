// SPDX-License-Identifier: Apache-2.0

package import ArgumentParser
import Ceremonies
package import Custody
package import CustodyPolicy
package import Ledger
import MerkleLog
import ShareEnvelope
import SheetPrinting

extension PaperMade.Ceremony: ExpressibleByArgument {}

/// `breakglass ceremony script`
struct CeremonyScriptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "script",
        abstract: "Make the script of a ceremony from the policy and the ledger.",
        discussion: """
            The steps fit this credential: its custodians, its rule, its vault sheet, and the commands to type. Make it \
            when everything is decided: if the policy changes, make a new one.

              breakglass ceremony script split --role administrator="Dana Novak" \\
                --material Laptop=LT-0042 --place "Room 4" --on "2026-12-01 09:00 CET"
            """)

    @Argument(help: "The ceremony: split, reshare, recovery, drill, rehearsal or rotation.")
    var ceremony: PaperMade.Ceremony

    @OptionGroup(title: "Credential") var credential: CredentialArguments

    @Option(
        help: ArgumentHelp(
            "Who takes part: administrator, operator, witness, owner or observer. Repeatable; custodians and approvers "
                + "come from ledger and policy.", valueName: "role=name"))
    var role: [String] = []

    @Option(
        help: ArgumentHelp(
            "The serial number of something that people bring, such as a laptop. Repeatable.",
            valueName: "name=serial"))
    var material: [String] = []

    @Option(help: "Where it takes place.")
    var place: String?

    @Option(help: ArgumentHelp("When it takes place, with the time zone.", valueName: "time"))
    var on: String?

    @Flag(help: "It is for practice, with a worthless credential; each page says so.")
    var practice = false

    @Flag(help: "The new set gets a vault sheet (default: like the set before it).")
    var vaultSheet = false

    @Option(help: "The paper: a4 or letter.")
    var paper = PaperSize.a4

    @Option(help: "Who makes the script.")
    var by: String?

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    func run() throws {
        if vaultSheet, ![.split, .reshare, .rotation].contains(ceremony) {
            throw CommandError(
                .usage, "--vault-sheet: a \(ceremony.rawValue) deals no sheets", hint: "leave it out")
        }
        let roles = try role.map(Self.role)
        let materials = try material.map(Self.material)
        let binder = try StrictBinder(self.binder, key)
        let author = try PublicText(named: "--by", try Prompt().text(by, "Who makes the script", "--by"), limit: 64)
        let request = ScriptRequest(
            ceremony: ceremony, name: try name(in: binder), isPractice: practice, hasVaultSheet: vaultSheet,
            roles: roles, materials: materials, place: try Self.text(place, "--place"), on: try Self.text(on, "--on"),
            by: author.description, program: ProgramVersion.name.description)
        let draft: ScriptDraft
        do throws(ScriptError) {
            draft = try ScriptDraft(request, of: binder.log, binder.state, at: .now)
        } catch { throw CommandError(error, of: request.ceremony, request.name) }
        for conflict in draft.conflicts { Console.warn("\(conflict): keep these parts apart") }
        warn(about: request.name, in: binder)
        try CeremonyPaperWriter(binder).publish(draft.script, on: paper, by: author)
    }

    /// Warns if the ceremony would be refused as things are now. This may change by the day of the ceremony.
    private func warn(about name: CredentialName, in binder: StrictBinder) {
        let step: CeremonyStep? =
            switch ceremony {
            case .split: .split
            case .reshare: .reshare
            case .recovery: .recover
            case .drill, .rehearsal, .rotation: nil
            }
        guard let step, let life = binder.state.lives(under: binder.policy).first(where: { $0.name == name }),
            let breach = life.refusal(of: step, at: .now)
        else { return }
        Console.warn(
            "as things stand a \(ceremony.rawValue) would be refused: it asks for \(breach.expected), but "
                + "\(breach.found)")
    }

    // MARK: - Arguments

    /// The credential that the options name, even if no sheets of it are in force.
    private func name(in binder: StrictBinder) throws(CommandError) -> CredentialName {
        let lives = binder.state.lives(under: binder.policy)
        let fitting = lives.filter { life in
            (credential.account.map { $0 == life.name.account.description } ?? true)
                && (credential.credential.map { $0 == life.name.credential?.description } ?? true)
        }
        guard fitting.count == 1, let life = fitting.first else {
            let names = (fitting.isEmpty ? lives : fitting).map(\.name.description).joined(separator: "; ")
            throw CommandError(
                .usage,
                fitting.isEmpty
                    ? "neither policy nor ledger has a credential of that name"
                    : "several credentials match",
                hint: names.isEmpty
                    ? "add one to policy.yaml, then `breakglass policy --adopt`"
                    : "--account and --credential name one of: \(names)")
        }
        return life.name
    }

    private static func role(_ text: String) throws(CommandError) -> (role: ScriptRole, name: String) {
        let (name, value) = try pair(text, "--role")
        guard let role = ScriptRole(rawValue: name.lowercased()) else {
            let list = ScriptRole.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandError(.usage, "--role \(text): there is no such role", hint: "one of: \(list)")
        }
        return (role, value)
    }

    private static func material(_ text: String) throws(CommandError) -> (name: String, serial: String) {
        let (name, serial) = try pair(text, "--material")
        return (name, serial)
    }

    private static func pair(_ text: String, _ option: String) throws(CommandError) -> (String, String) {
        guard let equals = text.firstIndex(of: "=") else {
            throw CommandError(.usage, "\(option) \(text): there is no =", hint: "write \(option) name=value")
        }
        let name = try PublicText(named: option, String(text[..<equals]), limit: 64)
        let value = try PublicText(named: option, String(text[text.index(after: equals)...]), limit: 64)
        return (name.description, value.description)
    }

    private static func text(_ text: String?, _ option: String) throws(CommandError) -> String? {
        guard let text else { return nil }
        return try PublicText(named: option, text, limit: 128).description
    }
}

extension CommandError {
    /// The error when no script can be made.
    fileprivate init(_ error: ScriptError, of ceremony: PaperMade.Ceremony, _ name: CredentialName) {
        switch error {
        case .noSheets:
            self.init(
                .refused, "a \(ceremony.rawValue) opens sheets, but no sheets of \(name) are in force",
                hint: "`breakglass ceremony script split` for the first ones")
        case .notPlanned:
            self.init(
                .refused, "the policy in force does not say who keeps \(name)",
                hint: "add it to policy.yaml, then `breakglass policy --adopt`")
        case .noPolicy:
            self.init(.refused, "no readable policy is in force", hint: "`breakglass policy --adopt`")
        }
    }
}
