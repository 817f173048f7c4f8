// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Glibc
import Recovery
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

            An account whose password and one-time password are kept by different people is opened whole by --account \
            without --credential: both quorums come together, and password and current code are shown side by side.
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

    @Flag(help: "Train with practice sheets, which lock nothing of worth; sheets in earnest are refused.")
    var practice = false

    @OptionGroup(title: "Statement") var statement: StatementArguments
    @OptionGroup(title: "Evidence") var evidence: EvidenceArguments

    func run() async throws {
        let passphrases = try PassphraseInput(passphraseFrom)
        let exit = try FieldOutput(field: field, output: output)
        guard exit != nil || Terminal.canReveal else {
            throw CommandError(
                .usage, "there is no terminal to show the credential on",
                hint: "--field NAME --output - gives one field to a pipe")
        }
        guard !paths.isEmpty || Terminal.isInteractive else {
            throw CommandError(.usage, "no sheets are named", hint: "breakglass recover --reason … FILES")
        }
        let wanted = try self.wanted()
        let ceremony = try RecoveryOpening(
            statement, evidence, .init(isPractice: practice, allowsBoth: exit == nil && wanted == nil, choice: wanted)
        ).open()
        let reader = self.reader(of: ceremony, wanted, passphrases)
        let token = Interruption.undo { [evidence = ceremony.evidence, progress = reader.progress] in
            try? evidence.close(.givenUp, sets: progress.now, detail: "interrupted")
        }
        defer { Interruption.forget(token) }
        do {
            try await reader.take(paths)
            // Who asked for one field on the command line is not asked again.
            if Terminal.isInteractive, exit == nil || !reader.isReady {
                var dialogue = RecoveryDialogue(reader)
                try await dialogue.run()
            }
            try ceremony.checkPurpose(reader)
            let openings = try reader.openAll()
            try exit?.check(openings[0].credential)
            try ceremony.check(reader, chosen: wanted)
            try ceremony.checkBinder(reader)
            try ceremony.checkSheets(reader)
            try ceremony.reveal(reader, field: field)
            if exit == nil, case .ledger = ceremony.evidence.book { try Self.waitForSlips() }
            for opening in openings { reader.tell(opening.findings) }
            // From here on it counts as shown, whatever ends it.
            let shown = Interruption.undo { [evidence = ceremony.evidence, progress = reader.progress] in
                try? evidence.close(.shown, sets: progress.now, detail: "interrupted")
            }
            defer { Interruption.forget(shown) }
            try show(openings.map { $0.credential }, exit)
        } catch {
            ceremony.close(error, reader)
            throw error
        }
        try ceremony.closeAsShown(reader)
    }

    /// The slip is worth most where it was copied before anything was shown.
    private static func waitForSlips() throws(CommandError) {
        guard Confirmation.show.ask("Copy the slip onto each sheet; then type `show` to show the credential: ") else {
            throw CommandError(.interrupted, ReadingPurpose.opening.givenUp)
        }
    }

    /// The reader on which the sheets of one credential, or of both that are opened together, are laid.
    private func reader(
        of ceremony: OpenRecovery, _ wanted: SetChoice?, _ passphrases: PassphraseInput
    ) -> SheetReader {
        let sets = ceremony.evidence.statements.compactMap { $0.set }
        let goal: RecoveryGoal =
            sets.isEmpty ? wanted.map { .choice($0) } ?? .anyOne : .sets(sets)
        let reader = SheetReader(
            passphrases: passphrases, allowsSwap: allowSwap, opens: goal, known: KnownSets(ceremony.place.state),
            isPractice: practice)
        for set in sets {
            guard let manifest = ceremony.place.state?.set(set)?.manifest else { continue }
            reader.take(manifest, from: ceremony.place.folder)
        }
        return reader
    }

    private func wanted() throws(CommandError) -> SetChoice? {
        guard let set else { return nil }
        guard let choice = SetChoice(reading: set) else {
            throw CommandError(
                .usage, "--set \(set): no code of a set", hint: "--set ABCD-EFGH-IJKL-MNOP, as on the sheets")
        }
        return choice
    }

    private func show(_ credentials: [Credential], _ exit: FieldOutput?) throws(CommandError) {
        guard let exit else {
            try RevealScreen(credentials).run()
            return Console.say(
                practice
                    ? "Cleared. That was practice; bag the practice sheets for the next time."
                    : "Cleared. Now bag the sheets anew, and have the credential changed: it counts as used.")
        }
        try exit.write(credentials[0])
    }
}
