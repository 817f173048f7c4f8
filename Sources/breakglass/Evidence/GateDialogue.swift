// SPDX-License-Identifier: Apache-2.0
//
// The gate of a ceremony at a terminal: it shows which rules are broken, and asks why the ceremony should continue.

import Ceremonies
import Custody
import Ledger
import ShareEnvelope
import TerminalDialogue

extension Gate {
    /// Lets the ceremony continue, or refuses it. An override and a refusal are recorded.
    ///
    /// - Parameters:
    ///   - overriding: why broken rules are overridden, from the command line.
    ///   - author: who overrides them; `nil` if nobody is named yet.
    ///   - option: the option that names the author.
    ///   - isTyped: whether a person typed the reason or the author's name before, and confirmed neither.
    func pass(
        _ rules: [any Rule], overriding: String?, by author: PublicText?, named option: String = "--by",
        isTyped: Bool = false
    ) throws(CommandError) {
        let passage = try judge(rules, overriding: overriding, by: author, named: option, isTyped: isTyped)
        do throws(BinderError) { try passage.record() } catch { throw CommandError(error) }
    }

    /// The same for a ceremony that writes the exception later.
    func judge(
        _ rules: [any Rule], overriding: String?, by author: PublicText?, named option: String = "--by",
        isTyped: Bool = false
    ) throws(CommandError) -> Passage {
        var dialogue = OverrideDialogue(rules.breaches, overriding, author, option, isTyped)
        while true {
            if case .plan(let override) = try ask(&dialogue, rules) { return try judge(rules, override) }
            Console.say("This is the first question.")
        }
    }

    /// The same for a ceremony whose answers can still be changed.
    ///
    /// - Parameter interview: the interview about it.
    /// - Returns: `nil` if a person went back to the interview, whose plan is to be made again.
    func judge(
        _ rules: [any Rule], overriding: String?, by author: PublicText?, named option: String = "--by",
        isTyped: Bool = false, backTo interview: inout Interview
    ) throws(CommandError) -> Passage? {
        var dialogue = OverrideDialogue(rules.breaches, overriding, author, option, isTyped)
        while true {
            if case .plan(let override) = try ask(&dialogue, rules) { return try judge(rules, override) }
            guard !interview.goBack() else {
                // What is stated next is another statement; that this one was refused stays on record.
                try refuse(rules)
                return nil
            }
            Console.say("This is the first question.")
        }
    }

    /// Asks; a person who leaves there instead, with Ctrl-D or Ctrl-C, leaves a refusal as Enter does.
    private func ask(
        _ dialogue: inout OverrideDialogue, _ rules: [any Rule]
    ) throws(CommandError) -> Interview.Outcome<Override?> {
        let token = Interruption.undo { try? refuse(rules) }
        defer { Interruption.forget(token) }
        do throws(CommandError) { return try dialogue.ask() } catch {
            if error.code == .interrupted { try refuse(rules) }
            throw error
        }
    }

    /// Records that broken rules were not overridden.
    private func refuse(_ rules: [any Rule]) throws(CommandError) {
        do throws(GateError) { _ = try judge(rules.breaches, override: nil) } catch {
            if case .refused = error { return }
            throw CommandError(error)
        }
    }

    /// The same for rules that nobody can override.
    func pass(_ rules: [any Rule]) throws(CommandError) {
        do throws(GateError) { try pass(rules.breaches, override: nil) } catch { throw CommandError(error) }
    }

    private func judge(_ rules: [any Rule], _ override: Override?) throws(CommandError) -> Passage {
        do throws(GateError) { return try judge(rules.breaches, override: override) } catch {
            throw CommandError(error)
        }
    }
}

extension Interview {
    /// Asks until the ceremony has a plan, and lets it be judged; who goes back from there changes an answer.
    ///
    /// - Parameter judge: judges the plan; `nil` if a person went back.
    mutating func plan<Asked: Ceremony, Judged>(
        _ ceremony: Asked, judged judge: (Asked.Plan, inout Interview) throws(CommandError) -> Judged?
    ) throws(CommandError) -> Judged {
        while true {
            let plan = try self.plan(ceremony)
            if let judged = try judge(plan, &self) { return judged }
        }
    }
}

/// Shows which rules are broken, and asks who continues against them, and why.
private struct OverrideDialogue {
    private let ceremony: Overriding?
    private var interview: Interview

    init(_ breaches: [Breach], _ given: String?, _ author: PublicText?, _ option: String, _ isTyped: Bool) {
        interview = Interview([("--override", given)])
        guard !breaches.isEmpty, breaches.allSatisfy({ $0.canBeOverridden }) else {
            ceremony = nil
            return
        }
        ceremony = Overriding(breaches, by: author, named: AnswerKey(option), isTyped: isTyped)
        guard given?.isEmpty != true, given != nil || Terminal.isInteractive else { return }
        for breach in breaches { Console.warn("\(breach.found); the rule asks for \(breach.expected)") }
    }

    mutating func ask() throws(CommandError) -> Interview.Outcome<Override?> {
        guard let ceremony else { return .plan(nil) }
        return try interview.planOrBack(ceremony)
    }
}
