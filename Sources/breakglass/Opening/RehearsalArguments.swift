// SPDX-License-Identifier: Apache-2.0
//
// A recovery and a rehearsal share a command, because people train what they will type. What fits only one of the two
// is refused with the other.

import ArgumentParser
import Ceremonies
import Custody
import Ledger
import TerminalDialogue

/// How a recovery is rehearsed.
struct RehearsalArguments: ParsableArguments {
    @Flag(help: "Rehearse: open the credential in memory, try every quorum of the sheets, show nothing, and record it.")
    var rehearse = false

    @OptionGroup var drill: DrillArguments
    @OptionGroup(title: "Practice sheets, with --rehearse --practice") var sheets: SheetArguments
}

extension RecoverCommand {
    /// Runs a rehearsal, or prints the sheets for practice.
    func runRehearsal(_ passphrases: PassphraseInput) async throws {
        guard practice || !paths.isEmpty || Terminal.isInteractive else {
            throw CommandError(
                .usage, "no sheets are named", hint: "`breakglass recover --rehearse` needs the sheets' files")
        }
        let binder = try OpenBinder(evidence.binder, evidence.key)
        let credential = CredentialArguments(account: statement.account, credential: statement.credential)
        guard practice else {
            return try await rehearse(credential, passphrases, in: binder)
        }
        let life = try binder.life(credential)
        guard let set = life.liveSet else { throw CommandError(.fault, "the set is gone") }
        let dealing = DealingArguments(rehearsal.sheets, output: output, allowsSwap: sealed.allowSwap)
        try await dealing.dealPractice(for: life, beside: set, in: binder)
    }

    /// Refuses options that do not fit together.
    func checkOptions() throws(CommandError) {
        func refuse(_ options: [String], _ why: String, hint: String) throws(CommandError) {
            guard !options.isEmpty else { return }
            throw CommandError(.usage, "\(options.joined(separator: ", ")): \(why)", hint: hint)
        }
        let leading = Self.given([
            ("--by", rehearsal.drill.by != nil), ("--findings", rehearsal.drill.findings != nil),
            ("--alert", rehearsal.drill.alert != nil),
        ])
        let printing = rehearsal.sheets.given
        guard rehearsal.rehearse else {
            return try refuse(leading + printing, "only with --rehearse", hint: "leave it out, or add --rehearse")
        }
        let goesTo = Self.given([("--output", output != nil)])
        if practice {
            let reading = Self.given([
                ("sheets", !paths.isEmpty), ("--passphrase-from", !sealed.passphraseFrom.isEmpty),
            ])
            try refuse(
                onlyForReal + reading + leading, "--rehearse --practice prints practice sheets, and reads no sheets",
                hint: "leave it out, and the sheets in their bags")
        } else {
            try refuse(
                onlyForReal + goesTo + printing, "a rehearsal prints no sheets, shows nothing, and needs no statement",
                hint: "leave it out; --rehearse --practice prints practice sheets")
        }
    }

    /// The options given that only a recovery has.
    private var onlyForReal: [String] {
        Self.given([
            ("--field", field != nil), ("--set", set != nil), ("--journal", evidence.journal != nil),
            ("--failure-mode", statement.failureMode != nil), ("--normal-path-down", statement.normalPathDown != nil),
            ("--reason", statement.reason != nil), ("--ticket", statement.ticket != nil),
            ("--operator", statement.operator != nil), ("--approved-by", !statement.approvedBy.isEmpty),
            ("--override", statement.overriding.overriding != nil),
        ])
    }

    private static func given(_ options: [(name: String, isGiven: Bool)]) -> [String] {
        options.filter { $0.isGiven }.map { $0.name }
    }
}

extension SheetArguments {
    /// The options that differ from what is usual.
    fileprivate var given: [String] {
        let options = [
            ("--dice", dice), ("--vault-sheet", vaultSheet), ("--anonymous", anonymous), ("--paper", paper != .a4),
            ("--format", format != .pdf), ("--to-disk", toDisk), ("--print", queue != nil),
            ("--no-read-back", noReadBack),
        ]
        return options.filter { $0.1 }.map { $0.0 }
    }
}

extension DealingArguments {
    /// Deals the practice set of a credential, and says what the set opens to.
    fileprivate func dealPractice(
        for life: CredentialStatus, beside set: SetHistory, in binder: OpenBinder
    ) async throws(CommandError) {
        let ceremony: PracticeDealing
        do throws(Refusal) {
            ceremony = try PracticeDealing(for: life, beside: set, under: binder.policy)
        } catch { throw CommandError(.refused, error) }
        try binder.gate(.rehearse, of: life.name.account).pass(ceremony.rules)
        let none = PassphraseInput()
        try check(ceremony.roster, none)
        try await atDesk(none) { desk throws(CommandError) in
            try await dealing(
                to: ceremony.roster, ceremony.evidence(binder.evidence, program: ProgramVersion.name), .none
            ).run(ceremony.practice.credential, dice: try DiceInput.read(isWanted: sheets.dice), at: desk)
            for line in ceremony.words { Console.say(line) }
        }
    }

    /// The same for sheets that another command prints.
    fileprivate init(_ sheets: SheetArguments, output: String?, allowsSwap: Bool) {
        self.init()
        self.sheets = sheets
        self.output = output
        allowSwap = allowsSwap
    }
}

extension CredentialArguments {
    /// The same for a command that has options of its own for them.
    fileprivate init(account: String?, credential: String?) {
        self.init()
        self.account = account
        self.credential = credential
    }
}
