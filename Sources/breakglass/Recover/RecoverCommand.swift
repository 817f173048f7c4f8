// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Glibc
import SecretMemory
import ShareEnvelope

/// `breakglass recover`
struct RecoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Bring a credential back from a quorum of sheets.",
        discussion: """
            Takes scans, photos, PDFs, folders of them and text files with codes, in any order. At a terminal it goes \
            on to ask for more: files, codes from a handheld reader, or the words of a sheet.

              breakglass recover --reason "identity provider down, INC-4711" scans/

            The credential is shown on a screen that is cleared after 90 seconds or a key. One field goes to a pipe or \
            a file with --field and --output.
            """)

    @Argument(help: "Files and folders with sheets, or - for text on the standard input.")
    var paths: [String] = []

    @Option(help: ArgumentHelp("Give out this one field instead of showing all.", valueName: "name"))
    var field: String?

    @Option(help: ArgumentHelp("Where the field goes: - for the standard output, or a new file.", valueName: "path"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Take a sealed share's passphrase from a file, for scripts. Repeatable.", valueName: "share=path"))
    var passphraseFrom: [String] = []

    @Option(help: ArgumentHelp("Open this set and no other, by the code on its sheets.", valueName: "code"))
    var set: String?

    @Flag(help: "Open sealed shares although swap is on.")
    var allowSwap = false

    @OptionGroup(title: "Statement") var statement: StatementArguments
    @OptionGroup(title: "Evidence") var evidence: EvidenceArguments

    func run() async throws {
        let passphrases = try PassphraseInput(passphraseFrom)
        let exit = try FieldExit(field: field, output: output)
        guard exit != nil || Terminal.canReveal else {
            throw Complaint(
                .usage, "there is no terminal to show the credential on",
                hint: "--field NAME --output - gives one field to a pipe")
        }
        guard !paths.isEmpty || Terminal.isInteractive else {
            throw Complaint(.usage, "no sheets are named", hint: "breakglass recover --reason … FILES")
        }
        let wanted = try self.wanted()
        let ceremony = try RecoveryOpening(statement, evidence).open()
        let desk = RecoveryDesk(
            passphrases: passphrases, allowsSwap: allowSwap, wanted: wanted, expected: ceremony.evidence.statement.set)
        let token = Interruption.undo { [evidence = ceremony.evidence, progress = desk.progress] in
            let (set, shares) = progress.now
            try? evidence.close(.givenUp, set: set, shares: shares, detail: "interrupted")
        }
        defer { Interruption.forget(token) }
        let opening: Opening
        do {
            try await desk.take(paths)
            // Who asked for one field on the command line is not asked again.
            if Terminal.isInteractive, exit == nil || !desk.isReady {
                var dialogue = RecoveryDialogue(desk)
                try await dialogue.run()
            }
            opening = try desk.open()
            try exit?.check(opening.credential)
            try ceremony.check(desk)
            try ceremony.reveal(desk, field: field)
            desk.tell(opening.findings)
            try show(opening, exit)
        } catch {
            ceremony.close(error, desk)
            throw error
        }
        try ceremony.closeAsShown(desk)
    }

    private func wanted() throws(Complaint) -> SetChoice? {
        guard let set else { return nil }
        guard let choice = SetChoice(reading: set) else {
            throw Complaint(
                .usage, "--set \(set): no code of a set", hint: "--set ABCD-EFGH-IJKL-MNOP, as on the sheets")
        }
        return choice
    }

    private func show(_ opening: Opening, _ exit: FieldExit?) throws(Complaint) {
        guard let exit else {
            try RevealScreen(opening.credential).run()
            return Talk.say("Cleared. Now bag the sheets anew, and have the credential changed: it counts as used.")
        }
        try exit.write(opening.credential)
    }
}
