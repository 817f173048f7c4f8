// SPDX-License-Identifier: Apache-2.0
//
// Runs on a custodian's own machine, without a binder: a letter and a sheet become an answer.

import ArgumentParser
import Ceremonies
import Reports
import ShareEnvelope
import SheetPrinting
import TerminalDialogue

/// `breakglass drill answer`
struct DrillAnswerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answer a drill's letter with your own sheet, on your own offline machine.",
        discussion: """
            Checks the letter against the checkpoint on your sheet or slip, shows what it asks, and makes a short \
            answer that your share signs. It reveals nothing of the share, and is valid for this challenge only.
            """)

    @Argument(help: "Files with the letter, your sheet with its outer face, and your newest slip, in any order.")
    var paths: [String] = []

    @Flag(help: "Sign without asking: you have checked this machine's date and the challenge.")
    var yes = false

    @Option(help: ArgumentHelp("Also write the answer as a page to a new PDF.", valueName: "file"))
    var output: String?

    @OptionGroup var sealed: SealedArguments

    func run() async throws {
        let exit = try output.map { path throws(CommandError) in try NewFile(path) }
        let reader = SheetReader(
            passphrases: try PassphraseInput(sealed.passphraseFrom), allowsSwap: sealed.allowSwap, goal: .letter)
        try await reader.take(paths)
        try await ask(reader)
        let letter = try Self.checked { () throws(AnsweringError) in
            let missing = reader.session.missingParts.first { $0.kind == .letter }
            return try ReceivedLetter(reader.session.letters, missing: missing.map { ($0.missing, $0.count) })
        }
        for line in letter.lines { Console.say(line) }
        reader.goal = .answer
        try await ask(reader)
        let ceremony = try Self.checked { () throws(AnsweringError) in
            try letter.answer(
                with: reader.session.provenShares, of: reader.session.focus, on: reader.session.checkpoints,
                misread: reader.session.misreadPaper)
        }
        Console.say(ceremony.continuity)
        try confirm(ceremony)
        try hand(out: try Self.checked { () throws(AnsweringError) in try ceremony.sign() }, exit)
    }

    private static func checked<Value>(_ step: () throws(AnsweringError) -> Value) throws(CommandError) -> Value {
        do throws(AnsweringError) { return try step() } catch { throw CommandError(error) }
    }

    private func ask(_ reader: SheetReader) async throws(CommandError) {
        guard Terminal.isInteractive, !reader.isReady else { return }
        var dialogue = RecoveryDialogue(reader)
        try await dialogue.run()
    }

    private func confirm(_ ceremony: LetterAnswer) throws(CommandError) {
        var interview = Interview([("--yes", yes ? "" : nil)])
        do throws(CommandError) { try interview.plan(ceremony) } catch {
            guard error.code == .interrupted else { throw error }
            throw CommandError(.interrupted, "nothing was signed", hint: "set the clock right, then answer again")
        }
    }

    private func hand(out signed: SignedAnswer, _ exit: NewFile?) throws(CommandError) {
        if let exit {
            let page: SheetFile
            do throws(PrintingError) { page = try signed.page() } catch {
                throw CommandError(.fault, "the answer cannot be drawn: \(error.words)")
            }
            try exit.write(page.publicBytes)
            Console.say("Answer     \(exit.path)")
        }
        Console.say(signed.words)
        Console.say("Send back the code or the four lines; nothing in them is secret:")
        for line in signed.lines { Console.data(line) }
        for line in signed.slip { Console.say(line) }
    }
}
