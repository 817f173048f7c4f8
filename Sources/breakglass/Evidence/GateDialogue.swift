// SPDX-License-Identifier: Apache-2.0
//
// The gate of a ceremony at a terminal: it shows which rules are broken, and asks why the ceremony should continue.

import Ceremonies
import Custody
import ShareEnvelope
import TerminalDialogue

extension Gate {
    /// Lets the ceremony continue, or refuses it. An override and a refusal are recorded.
    ///
    /// - Parameters:
    ///   - overriding: why broken rules are overridden, from the command line.
    ///   - author: who overrides them; `nil` if nobody is named yet. It must be a name, because a different person must
    ///     countersign.
    ///   - option: the option that names the author.
    func pass(
        _ rules: [any Rule], overriding: String?, by author: PublicText?, named option: String = "--by"
    ) throws(CommandError) {
        let override = try Self.override(rules.breaches, overriding, author, option)
        do throws(GateError) { try pass(rules.breaches, override: override) } catch { throw CommandError(error) }
    }

    /// The same for a ceremony that writes the exception later.
    func judge(
        _ rules: [any Rule], overriding: String?, by author: PublicText?, named option: String = "--by"
    ) throws(CommandError) -> Passage {
        let override = try Self.override(rules.breaches, overriding, author, option)
        do throws(GateError) { return try judge(rules.breaches, override: override) } catch {
            throw CommandError(error)
        }
    }

    /// The same for rules that nobody can override.
    func pass(_ rules: [any Rule]) throws(CommandError) {
        do throws(GateError) { try pass(rules.breaches, override: nil) } catch { throw CommandError(error) }
    }

    private static func override(
        _ breaches: [Breach], _ given: String?, _ author: PublicText?, _ option: String
    ) throws(CommandError) -> Override? {
        guard !breaches.isEmpty, breaches.allSatisfy({ $0.canBeOverridden }) else { return nil }
        guard given?.isEmpty != true, given != nil || Terminal.isInteractive else { return nil }
        for breach in breaches { Console.warn("\(breach.found); the rule asks for \(breach.expected)") }
        if given == nil {
            // A person who does not expect this question must not answer it with the text meant for another one.
            let rules = breaches.count == 1 ? "this rule" : "these \(breaches.count) rules"
            let prompt = "Type `override` to continue against \(rules); Enter gives up: "
            guard Confirmation.override.ask(prompt, emptyGivesUp: true) else { return nil }
        }
        let why = try Prompt().text(given, "Why, for the record", "--override", limit: 1000)
        if let author { return Override(why: why, by: author) }
        return Override(why: why, by: try Prompt().text(nil, "Who overrides this rule", option, limit: 64))
    }
}
