// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Ledger
import TerminalDialogue

/// Who changes the policy and why, and the key that signs the entry about it.
struct AdoptionArguments: ParsableArguments {
    @OptionGroup var author: AuthorArguments
    @OptionGroup var reason: ReasonArguments
    @OptionGroup(title: "With --adopt") var key: BinderKeyArguments

    /// Refuses the options that only an adoption needs.
    func refuse() throws(CommandError) {
        let given = [
            ("--by", author.by != nil), ("--why", reason.why != nil), ("--binder-key", key.path != nil),
            ("--clock-is-right", key.clockIsRight),
        ].filter { $0.1 }.map { $0.0 }
        guard !given.isEmpty else { return }
        throw CommandError(
            .usage, "\(given.joined(separator: ", ")): without --adopt, nothing is written",
            hint: "`breakglass policy --adopt` puts the changed policy.yaml into force")
    }

    /// Puts the policy of a binder into force.
    func adopt(in folder: BinderFolder) throws(CommandError) {
        let text: String
        let state: BinderState
        do throws(BinderError) {
            guard let read = try folder.policyText() else { throw BinderError.noLedger(path: folder.path) }
            text = read
            state = try folder.read().state
        } catch { throw CommandError(error) }
        let draft = try DraftPolicy(text, in: "\(folder.path)/policy.yaml")
        guard !draft.isInForce(in: state) else {
            return Console.say("This policy is already in force; nothing was written.")
        }
        let ceremony = PolicyAdoption(of: draft, in: try OpenBinder(writing: folder, key))
        for warning in ceremony.warnings { Console.warn(warning) }
        var interview = Interview([("--by", author.by), ("--why", reason.why)])
        let plan = try interview.plan(ceremony)
        let place: EntryPlace?
        do throws(BinderError) { place = try ceremony.adopt(plan) } catch { throw CommandError(error) }
        let entry = place.map(\.description) ?? ""
        Console.say("In force as of entry \(entry).")
        if !ceremony.loosened.isEmpty {
            Console.say("Another person must countersign it: `breakglass review \(entry)`.")
        }
    }
}
