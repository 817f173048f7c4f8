// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CustodyPolicy
import Ledger
import ShareEnvelope

/// Who changes the policy and why, and the key that signs the entry about it.
struct AdoptionArguments: ParsableArguments {
    @Option(help: "Who changes it.")
    var by: String?

    @Option(help: "Why it is changed.")
    var why: String?

    @OptionGroup(title: "With --adopt") var key: BinderKeyArguments

    /// Refuses the options that only an adoption needs.
    func refuse() throws(CommandError) {
        let given = [
            ("--by", by != nil), ("--why", why != nil), ("--binder-key", key.path != nil),
            ("--clock-is-right", key.clockIsRight),
        ].filter { $0.1 }.map { $0.0 }
        guard !given.isEmpty else { return }
        throw CommandError(
            .usage, "\(given.joined(separator: ", ")): without --adopt, nothing is written",
            hint: "`breakglass policy --adopt` puts the changed policy.yaml into force")
    }

    /// Puts the policy of a binder into force.
    func adopt(in folder: BinderFolder) throws {
        let name = "\(folder.path)/policy.yaml"
        let text: String
        let log: LogAudit
        let state: BinderState
        do throws(BinderError) {
            guard let read = try folder.policyText() else { throw BinderError.noLedger(path: folder.path) }
            text = read
            (log, state) = try folder.read()
        } catch { throw CommandError(error) }
        let lines = try PolicyCommand.lines(of: text, in: name)
        let policy = try PolicyCommand.parse(text, in: name)
        guard state.policy?.text != text else {
            return Console.say("This policy is already in force; nothing was written.")
        }
        let changes = Self.changes(from: state.policy?.text, to: policy)
        for change in changes { Console.say("  \(change)") }
        let guide = Prompt()
        let author = try PublicText(named: "--by", try guide.text(by, "Who changes it", "--by"), limit: 64)
        let reason = try PublicText(named: "--why", try guide.text(why, "Why", "--why"), limit: 1000)
        let event = PolicyChanged(by: author, why: reason, changes: changes.map { .known($0) }, policy: lines)
        let store = try key.store(of: folder)
        do throws(BinderError) {
            Console.warn(
                of:
                    try folder.adopt(
                        text, insteadOf: text, since: log.size, [.policyChanged(event)], in: store, at: .now))
            let place = try folder.read().state.policy?.place
            Console.say("In force as of entry \(place.map(\.description) ?? "").")
        } catch { throw CommandError(error) }
    }

    private static func changes(from old: String?, to policy: Policy) -> [String] {
        guard let old, let before = try? PolicyFile.parse(old) else { return ["the first policy that can be read"] }
        let changes = PolicyDifference.between(before, policy)
        return changes.isEmpty ? ["only comments and layout"] : changes
    }
}
