// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Custody
import CustodyPolicy
import Ledger
import MerkleLog
import ShareEnvelope
import SheetPrinting
import TerminalDialogue

/// Who takes part in a ceremony, and what its script says besides policy and ledger.
struct ScriptArguments: ParsableArguments {
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

    /// The options that were given.
    var given: [String] {
        [
            ("--role", !role.isEmpty), ("--material", !material.isEmpty), ("--place", place != nil),
            ("--on", on != nil), ("--practice", practice), ("--vault-sheet", vaultSheet),
        ].filter { $0.1 }.map { $0.0 }
    }
}

/// Makes the script of a ceremony.
struct ScriptPaper {
    private let ceremony: PaperMade.Ceremony
    private let credential: CredentialArguments
    private let script: ScriptArguments
    private let roles: [(role: ScriptRole, name: String)]
    private let materials: [(name: String, serial: String)]
    private let paper: PaperSize

    init(
        of ceremony: PaperMade.Ceremony, for credential: CredentialArguments, _ script: ScriptArguments,
        on paper: PaperSize
    ) throws(CommandError) {
        if script.vaultSheet, ![.split, .reshare, .rotation].contains(ceremony) {
            throw CommandError(
                .usage, "--vault-sheet: a \(ceremony.rawValue) deals no sheets", hint: "leave it out")
        }
        self.ceremony = ceremony
        self.credential = credential
        self.script = script
        self.paper = paper
        roles = try script.role.map { text throws(CommandError) in try Self.role(text) }
        materials = try script.material.map { text throws(CommandError) in try Self.material(text) }
    }

    func make(in binder: OpenBinder, by author: PaperAuthor) throws {
        let author = try author.name("Who makes the script")
        let name = try binder.name(credential)
        let request = ScriptRequest(
            ceremony: ceremony, name: name, isPractice: script.practice, hasVaultSheet: script.vaultSheet,
            roles: roles, materials: materials, place: try Self.text(script.place, "--place"),
            on: try Self.text(script.on, "--on"), by: author.description, program: ProgramVersion.name.description)
        let draft: ScriptDraft
        do throws(ScriptError) {
            draft = try ScriptDraft(request, of: binder.log, binder.state, at: .now)
        } catch { throw CommandError(error, of: request.ceremony, request.name) }
        for conflict in draft.conflicts { Console.warn("\(conflict): keep these parts apart") }
        warn(about: request.name, in: binder)
        try CeremonyPaperWriter(binder).publish(draft.script, on: paper, by: author)
    }

    /// Warns if the ceremony would be refused as things are now. This may change by the day of the ceremony.
    private func warn(about name: CredentialName, in binder: OpenBinder) {
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

extension OpenBinder {
    /// The credential that the options name, even if no sheets of it are in force.
    fileprivate func name(_ credential: CredentialArguments) throws(CommandError) -> CredentialName {
        let lives = state.lives(under: policy)
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
}

extension CommandError {
    /// The error when no script can be made.
    fileprivate init(_ error: ScriptError, of ceremony: PaperMade.Ceremony, _ name: CredentialName) {
        switch error {
        case .noSheets:
            self.init(
                .refused, "a \(ceremony.rawValue) opens sheets, but no sheets of \(name) are in force",
                hint: "`breakglass paper split` for the first ones")
        case .notPlanned:
            self.init(
                .refused, "the policy in force does not say who keeps \(name)",
                hint: "add it to policy.yaml, then `breakglass policy --adopt`")
        case .noPolicy:
            self.init(.refused, "no readable policy is in force", hint: "`breakglass policy --adopt`")
        }
    }
}
