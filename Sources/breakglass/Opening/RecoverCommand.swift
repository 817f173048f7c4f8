// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Ledger
import Recovery
import ShareEnvelope
import TerminalDialogue

/// `breakglass recover`
struct RecoverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recover",
        abstract: "Bring a credential back from a quorum of sheets.",
        discussion: """
            Reads scans, photos, PDFs, folders of these, and text files with codes, in any order. At a terminal it \
            then asks for more: files, codes from a handheld reader, or the words of a sheet.

              breakglass recover --reason "identity provider down, INC-4711" scans/

            The credential is shown on a screen that is cleared after 90 seconds or at a key press. To send one field \
            to a pipe or a file instead, use --field and --output.

            If different people keep an account's password and its one-time password, --account without --credential \
            opens both: the two quorums come together, and password and current code are shown side by side.

            --rehearse is a drill: every smallest quorum of the sheets that are there is tried, up to a thousand, nothing \
            is shown, and the credential stays valid.

              breakglass recover --rehearse --by "Dana Novak" scans/

            --rehearse --practice reads no sheets. It prints a practice set of a worthless credential, for training a \
            whole recovery with --practice, including the screen that shows it.
            """)

    @Argument(help: "Files and folders with sheets, or - for text on the standard input.")
    var paths: [String] = []

    @Option(help: ArgumentHelp("Write only this field, instead of showing all.", valueName: "name"))
    var field: String?

    @Option(
        help: ArgumentHelp(
            "Where the field goes: - for standard output, or a new file; or a new folder for practice sheets.",
            valueName: "path"))
    var output: String?

    @Option(help: ArgumentHelp("Open only the set with this code, as on its sheets.", valueName: "code"))
    var set: String?

    @OptionGroup var sealed: SealedArguments

    @Flag(help: "Train with practice sheets; real sheets are refused. With --rehearse: print practice sheets.")
    var practice = false

    @OptionGroup(title: "Rehearsal") var rehearsal: RehearsalArguments
    @OptionGroup(title: "Statement") var statement: StatementArguments
    @OptionGroup(title: "Evidence") var evidence: EvidenceArguments

    func run() async throws {
        try checkOptions()
        let passphrases = try PassphraseInput(sealed.passphraseFrom)
        guard !rehearsal.rehearse else { return try await runRehearsal(passphrases) }
        let exit = try FieldOutput(field: field, output: output)
        guard exit != nil || Terminal.canReveal else {
            throw CommandError(
                .usage, "there is no terminal to show the credential on",
                hint: "--field NAME --output - sends one field to a pipe")
        }
        guard !paths.isEmpty || Terminal.isInteractive else {
            throw CommandError(.usage, "no sheets are named", hint: "breakglass recover --reason … FILES")
        }
        let wanted = try self.wanted()
        let opening = try RecoveryOpening(
            statement, evidence, .init(isPractice: practice, allowsBoth: exit == nil && wanted == nil, choice: wanted))
        let reader = SheetReader(
            opening.stated.pile(wanted), passphrases: passphrases, allowsSwap: sealed.allowSwap,
            notices: opening.stated.binderNotice)
        let (first, other) = try await recover(opening, reader, paths, chosen: wanted, to: exit)
        guard let other else {
            if exit == nil { Self.say(first.closing()) }
            return
        }
        let second: RevealedRecovery
        do { second = try await show(other, after: opening, reader, passphrases) } catch {
            Self.say(first.closing())
            throw error
        }
        Self.say(second.closing(after: first))
    }

    /// Shows the other credential of the account, of which sheets are among those that were read.
    private func show(
        _ other: Manifest, after opening: RecoveryOpening, _ reader: SheetReader, _ passphrases: PassphraseInput
    ) async throws -> RevealedRecovery {
        let set = "\(other.identity.code) (\(other.identity.words.joined(separator: " ")))"
        Console.say("Next: \(other.opens), set \(set).")
        Console.say("The statement is the same, and is not asked again.")
        let next = try RecoveryOpening(after: opening, for: other)
        let sheets = SheetReader(
            reader.pile.turned(to: other), passphrases: passphrases, allowsSwap: sealed.allowSwap,
            notices: next.stated.binderNotice)
        return try await recover(next, sheets, [], chosen: SetChoice(other.identity), to: nil).revealed
    }

    private static func say(_ lines: [String]) { for line in lines { Console.say(line) } }

    /// Reads sheets until they open what is stated, and shows it.
    ///
    /// - Returns: what was shown, and the other credential of the account if the person wants it opened next.
    private func recover(
        _ opening: RecoveryOpening, _ reader: SheetReader, _ paths: [String], chosen: SetChoice?, to exit: FieldOutput?
    ) async throws -> (revealed: RevealedRecovery, next: Manifest?) {
        let evidence = opening.stated.evidence
        let token = Interruption.undo { [progress = reader.pile.progress] in
            try? evidence.close(.givenUp, sets: progress.now, detail: "interrupted")
        }
        defer { Interruption.forget(token) }
        let revealed: RevealedRecovery
        var next: Manifest?
        do {
            try await reader.take(paths)
            // Naming a field on the command line is confirmation enough.
            if Terminal.isInteractive, exit == nil || !reader.isReady {
                var dialogue = RecoveryDialogue(reader)
                try await dialogue.run()
            }
            try opening.sortOut(reader)
            let opened = try reader.openAll()
            try exit?.check(opened[0].credential)
            revealed = try opening.reveal(reader, chosen: chosen, field: field)
            if case .ledger = revealed.book {
                Interruption.remark("the opening is on record; `breakglass status` shows what must follow")
                if exit == nil { try Self.waitForSlips() }
            }
            for credential in opened { reader.tell(credential.findings) }
            // From here on the credential counts as shown, however the program ends.
            let shown = Interruption.undo { [progress = reader.pile.progress] in
                try? evidence.close(.shown, sets: progress.now, detail: "interrupted")
            }
            defer { Interruption.forget(shown) }
            if let exit {
                try exit.write(opened[0].credential)
            } else {
                let other = opening.stated.statement.coversOtherFactor ? reader.pile.otherFactor : nil
                if try RevealScreen(opened.map { $0.credential }, next: other?.opens).run() { next = other }
            }
        } catch {
            opening.close(error, reader)
            throw error
        }
        do throws(BinderError) { try revealed.close() } catch { throw CommandError(error) }
        return (revealed, next)
    }

    /// Waits until everybody has a slip: it proves most if it is taken before anything is shown.
    private static func waitForSlips() throws(CommandError) {
        Console.say("Each custodian now takes a slip, printed or copied by hand, and keeps it outside the bag.")
        guard Confirmation.show.ask("Then type `show` to show the credential: ") else {
            throw CommandError(.interrupted, ReadingPurpose.opening.givenUp)
        }
    }

    private func wanted() throws(CommandError) -> SetChoice? {
        guard let set else { return nil }
        guard let choice = SetChoice(reading: set) else {
            throw CommandError(
                .usage, "--set \(set): not the code of a set", hint: "--set ABCD-EFGH-IJKL-MNOP, as on the sheets")
        }
        return choice
    }
}
