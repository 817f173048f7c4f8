// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Custody
import Ledger
import ShareEnvelope

/// Answers that came back by mail: checks them, writes them to the ledger, and ends the drill with the last one.
struct MailedAnswers {
    private let binder: BinderArguments
    private let key: BinderKeyArguments
    private let arguments: DrillArguments
    private let leader: PublicText?
    private var refused: CommandError?
    private var ended: Set<EntryPlace> = []

    init(_ binder: BinderArguments, _ key: BinderKeyArguments, _ arguments: DrillArguments) throws(CommandError) {
        self.binder = binder
        self.key = key
        self.arguments = arguments
        // A name that cannot be used must not be noticed only after the last answer.
        leader = arguments.by == nil ? nil : try arguments.leader()
    }

    /// Records answers from files. A bad one does not affect the others.
    mutating func take(_ paths: [String]) async throws {
        for path in paths {
            let reader = self.reader()
            try await reader.take([path])
            if reader.session.answers.isEmpty {
                let failure = CommandError(
                    .badInput, "\(path): no answer is whole", hint: "scan the code again, or type its four lines")
                Console.report(failure)
                refused = failure
            }
            for answer in reader.session.answers { try record(answer, from: path) }
        }
        try finish()
    }

    /// Asks for one answer after another, until the drill ends or the person has no more.
    mutating func ask(about drill: DrillHistory) async throws {
        while !ended.contains(drill.place) {
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

    private func finish() throws {
        if let refused { throw ArgumentParser.ExitCode(refused.code.rawValue) }
    }

    private func reader() -> SheetReader {
        SheetReader(passphrases: PassphraseInput(), allowsSwap: false, goal: .answers)
    }

    private mutating func record(_ answer: AnswerCode, from name: String) throws(CommandError) {
        let (custodian, index): (String, UInt64)
        let after: OpenBinder
        do throws(CommandError) {
            // Read again: the answer before this one is an entry by now.
            let binder = try OpenBinder(self.binder, key)
            let event: Cosigned
            do throws(AnswerError) {
                event = try answer.taken(into: binder.log, binder.state, logSignature: binder.store.signature)
            } catch {
                try binder.gate(.drillMail).pass([AnswerRule(name, isRefused: error.words, remedy: error.hint)])
                throw CommandError(.fault, "a refused answer passed")
            }
            index = try binder.enter(.cosigned(event)).index
            custodian = binder.state.set(event.set)?.custodian(of: answer.share) ?? "share \(answer.share)"
            after = try OpenBinder(self.binder, key)
        } catch {
            Console.report(error)
            refused = error
            return
        }
        guard let drill = after.state.drills.first(where: { $0.place == EntryPlace(answer.size - 1) }) else { return }
        Console.say(
            drill.proven.contains(answer.share)
                ? "WHOLE: \(custodian), share \(answer.share), set \(drill.opened.set.code); entry \(index)."
                : "LATE: \(custodian), share \(answer.share): the answer is kept as entry \(index) but does not count."
        )
        try end(drill, in: after)
    }

    /// Ends a drill that everybody has answered.
    private mutating func end(_ drill: DrillHistory, in binder: OpenBinder) throws(CommandError) {
        guard drill.isComplete else {
            return Console.say("Still to come: " + drill.waiting.map(\.description).joined(separator: ", "))
        }
        guard leader != nil || Terminal.isInteractive else {
            return Console.say("Everybody has answered: `\(drill.opened.way.closing) --by NAME` ends the drill.")
        }
        Console.say("Everybody has answered.")
        try DrillEnd(drill, in: binder).run(arguments, by: leader)
        ended.insert(drill.place)
    }
}
