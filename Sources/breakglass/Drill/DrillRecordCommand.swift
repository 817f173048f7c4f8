// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Custody
import Ledger
import ShareEnvelope

/// `breakglass drill record`
struct DrillRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Check answers that came back by mail, and write them to the ledger.",
        discussion: """
            Checking an answer needs only the binder. An answer counts if it was signed in the challenge's time and \
            came within the policy's grace period. A later one is kept, and reported as late.
            """)

    @Argument(help: "Files with answers: pages, pictures of codes, or text; - for text on the standard input.")
    var paths: [String] = []

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    func run() async throws {
        guard !paths.isEmpty || Terminal.isInteractive else {
            throw CommandError(.usage, "no answers are named", hint: "`breakglass drill record` needs their files")
        }
        var refused: CommandError?
        for path in paths {
            let reader = self.reader()
            try await reader.take([path])
            if reader.session.answers.isEmpty {
                let failure = CommandError(
                    .badInput, "\(path): no answer is whole", hint: "scan the code again, or type its four lines")
                Console.report(failure)
                refused = failure
            }
            for answer in reader.session.answers { refused = record(answer, from: path) ?? refused }
        }
        if paths.isEmpty { try await ask(&refused) }
        if let refused { throw ArgumentParser.ExitCode(refused.code.rawValue) }
    }

    private func ask(_ refused: inout CommandError?) async throws(CommandError) {
        while true {
            let reader = self.reader()
            var dialogue = RecoveryDialogue(reader)
            do throws(CommandError) { try await dialogue.run() } catch {
                guard error.code == .interrupted else { throw error }
                return
            }
            guard !reader.session.answers.isEmpty else { return }
            for answer in reader.session.answers { refused = record(answer, from: "typed") ?? refused }
        }
    }

    private func reader() -> SheetReader {
        SheetReader(passphrases: PassphraseInput(), allowsSwap: false, goal: .answers)
    }

    /// Records one answer. A bad one does not affect the others.
    ///
    /// - Returns: why the answer was refused; `nil` if it was recorded.
    private func record(_ answer: AnswerCode, from name: String) -> CommandError? {
        do throws(CommandError) {
            // Read again: the answer before this one is an entry by now.
            let binder = try StrictBinder(self.binder, key)
            let event: Cosigned
            do throws(AnswerError) {
                event = try answer.taken(into: binder.log, binder.state, logSignature: binder.store.signature)
            } catch {
                try binder.gate(.drillRecord).pass([AnswerRule(name, isRefused: error.words, remedy: error.hint)])
                throw CommandError(.fault, "a refused answer passed")
            }
            let appended = try binder.append(.cosigned(event))
            let custodian = binder.state.set(event.set)?.custodian(of: answer.share) ?? "share \(answer.share)"
            let after = try StrictBinder(self.binder, key)
            try tell(custodian, answer, appended.index, in: after)
            return nil
        } catch {
            Console.report(error)
            return error
        }
    }

    private func tell(
        _ custodian: String, _ answer: AnswerCode, _ index: UInt64, in binder: StrictBinder
    ) throws(CommandError) {
        guard let drill = binder.state.drills.first(where: { $0.place == EntryPlace(answer.size - 1) }) else { return }
        let isInTime = drill.proven.contains(answer.share)
        Console.say(
            isInTime
                ? "WHOLE: \(custodian), share \(answer.share), set \(drill.opened.set.code); entry \(index)."
                : "LATE: \(custodian), share \(answer.share): the answer is kept as entry \(index) but does not count."
        )
        let waiting = drill.unproven.filter { drill.answers[$0] == nil }
        Console.say(
            waiting.isEmpty
                ? "Everybody has answered: `breakglass drill close \(drill.place)`."
                : "Still to come: " + waiting.map(\.description).joined(separator: ", "))
    }
}
