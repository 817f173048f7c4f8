// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Ledger
import SecretMemory
import ShareEnvelope
import TerminalDialogue

/// Reads answers that came back by mail, and ends a drill with its last one.
struct MailedAnswerReader {
    private let arguments: DrillArguments
    private let leader: PublicText?
    private var answers: MailedAnswers
    private var refused: CommandError?
    private var ended: Set<EntryPlace> = []

    init(_ arguments: DrillArguments, in binder: OpenBinder) throws(CommandError) {
        self.arguments = arguments
        // A name that cannot be used must not be noticed only after the last answer.
        leader = try arguments.leader()
        answers = MailedAnswers(in: binder)
    }

    /// Records answers from files. A bad one does not affect the others.
    mutating func take(_ paths: [String]) async throws {
        for path in paths {
            let reader = self.reader()
            if path == "-", Terminal.isInteractive {
                type(into: reader)
            } else {
                try await reader.take([path])
            }
            if reader.session.answers.isEmpty {
                refuse(
                    CommandError(
                        .badInput, "\(path): no answer is whole", hint: "scan the code again, or type its four lines"))
            }
            for answer in reader.session.answers { try record(answer, from: path) }
        }
        try finish()
    }

    /// Asks for one answer after another, until the drill ends or the person has no more.
    mutating func ask(about drill: EntryPlace) async throws {
        while !ended.contains(drill) {
            let reader = self.reader()
            var dialogue = RecoveryDialogue(reader)
            do throws(CommandError) { try await dialogue.run() } catch {
                guard error.code == .interrupted else { throw error }
                break
            }
            guard !reader.session.answers.isEmpty else { break }
            for answer in reader.session.answers { try record(answer, from: "typed") }
        }
        try finish()
    }

    /// Takes lines that a person types, and says of each at once whether it counts.
    private func type(into reader: SheetReader) {
        Console.say("Type the lines of the answer; an empty line or Ctrl-D ends.")
        var input = LineInput()
        while true {
            let line: SecretBytes? = Terminal.withKeys { input.answer("Line: ", echo: .recognized(commands: [])) }
            guard let line, line.count > 0 else { return }
            if !input.continuesGroup { reader.beginGroup() }
            if !reader.takeTyped(line) { Console.say("  This is neither a line nor the code of an answer.") }
        }
    }

    private func reader() -> SheetReader {
        SheetReader(passphrases: PassphraseInput(), allowsSwap: false, goal: .answers)
    }

    private mutating func refuse(_ failure: CommandError) {
        Console.report(failure)
        refused = failure
    }

    private func finish() throws {
        if let refused { throw ArgumentParser.ExitCode(refused.code.rawValue) }
    }

    private mutating func record(_ answer: AnswerCode, from name: String) throws(CommandError) {
        let recorded: RecordedAnswer
        do throws(DrillError) { recorded = try answers.record(answer, from: name) } catch {
            return refuse(CommandError(error))
        }
        Console.say(recorded.words)
        if let warning = recorded.warning { Console.warn(warning) }
        if let stillToCome = recorded.stillToCome { return Console.say(stillToCome) }
        let end = recorded.end(led: leader)
        guard leader != nil || Terminal.isInteractive else {
            return Console.say("Everybody has answered: `\(end.closing) --by NAME` ends the drill.")
        }
        Console.say("Everybody has answered.")
        try arguments.end(end)
        ended.insert(recorded.drill.place)
    }
}
