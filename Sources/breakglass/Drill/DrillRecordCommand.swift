// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Binder
import Ceremonies
import ShareEnvelope

/// `breakglass drill record`
struct DrillRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Check answers that came back by mail, and write them into the ledger.",
        discussion: """
            An answer is checked with the binder alone. It counts when it was signed in the challenge's time, and came \
            within the policy's grace; one that came later is kept, and told as late.
            """)

    @Argument(help: "Files with answers: pages, pictures of codes, or text; - for text on the standard input.")
    var paths: [String] = []

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    func run() async throws {
        guard !paths.isEmpty || Terminal.isInteractive else {
            throw Complaint(.usage, "no answers are named", hint: "`breakglass drill record` with their files")
        }
        var refused: Complaint?
        for path in paths {
            let desk = self.desk()
            try await desk.take([path])
            if desk.session.answers.isEmpty {
                let complaint = Complaint(
                    .badInput, "\(path): no answer is whole", hint: "scan the code again, or type its four lines")
                Talk.complain(complaint)
                refused = complaint
            }
            for answer in desk.session.answers { refused = record(answer, from: path) ?? refused }
        }
        if paths.isEmpty { try await ask(&refused) }
        if let refused { throw ArgumentParser.ExitCode(refused.code.rawValue) }
    }

    private func ask(_ refused: inout Complaint?) async throws(Complaint) {
        while true {
            let desk = self.desk()
            var dialogue = RecoveryDialogue(desk)
            do throws(Complaint) { try await dialogue.run() } catch {
                guard error.code == .interrupted else { throw error }
                return
            }
            guard !desk.session.answers.isEmpty else { return }
            for answer in desk.session.answers { refused = record(answer, from: "typed") ?? refused }
        }
    }

    private func desk() -> RecoveryDesk {
        RecoveryDesk(passphrases: PassphraseInput(), allowsSwap: false, goal: .answers)
    }

    /// Takes one answer in; a bad one spoils no other.
    ///
    /// - Returns: why it was not taken.
    private func record(_ answer: AnswerCode, from name: String) -> Complaint? {
        do throws(Complaint) {
            // Read anew: the answer before this one is an entry by now.
            let binder = try StrictBinder(self.binder, key)
            let event: Cosigned
            do throws(AnswerError) {
                event = try answer.taken(into: binder.log, binder.state, logSignature: binder.store.signature)
            } catch {
                try binder.gate(.drillRecord).pass([AnswerRule(name, isRefused: error.words, remedy: error.hint)])
                throw Complaint(.fault, "a refused answer passed")
            }
            let appended = try binder.append(.cosigned(event))
            let custodian = binder.state.set(event.set)?.custodian(of: answer.share) ?? "share \(answer.share)"
            let after = try StrictBinder(self.binder, key)
            try tell(custodian, answer, appended.index, in: after)
            return nil
        } catch {
            Talk.complain(error)
            return error
        }
    }

    private func tell(
        _ custodian: String, _ answer: AnswerCode, _ index: UInt64, in binder: StrictBinder
    ) throws(Complaint) {
        guard let drill = binder.state.drills.first(where: { $0.place == EntryPlace(answer.size - 1) }) else { return }
        let isInTime = drill.proven.contains(answer.share)
        Talk.say(
            isInTime
                ? "WHOLE: \(custodian), share \(answer.share), set \(drill.opened.set.code); entry \(index)."
                : "LATE: \(custodian), share \(answer.share): the answer is kept as entry \(index), but does not count."
        )
        let waiting = drill.unproven.filter { drill.answers[$0] == nil }
        Talk.say(
            waiting.isEmpty
                ? "All have answered: `breakglass drill close \(drill.place)`."
                : "Still to come: " + waiting.map(\.description).joined(separator: ", "))
    }
}
