// SPDX-License-Identifier: Apache-2.0
//
// A change of the policy's people. The file is written first, which has no effect yet. Then all entries that put it in
// force are written together. Wherever the program dies, either the old policy or the new one is in force.

import Ceremonies
import CustodyPolicy
import Ledger
import ShareEnvelope

/// A binder whose policy's people are about to change.
struct PeopleChange {
    let binder: OpenBinder
    /// The policy in force.
    let policy: Policy
    private let inForce: String

    init(_ arguments: PeopleArguments) throws(CommandError) {
        binder = try OpenBinder(arguments.binder, arguments.key)
        guard let inForce = binder.state.policy?.text, let policy = binder.policy else {
            throw CommandError(.refused, "no readable policy is in force", hint: "`breakglass policy --adopt`")
        }
        self.inForce = inForce
        self.policy = policy
    }

    private var file: String { "\(binder.folder.path)/policy.yaml" }

    /// Who reports the change and why: as given, or asked for.
    func statement(_ arguments: PeopleArguments) throws(CommandError) -> (by: PublicText, why: PublicText) {
        let by = try PublicText(named: "--by", try Prompt().text(arguments.by, "Who reports this", "--by"), limit: 64)
        let why = try PublicText(named: "--why", try Prompt().text(arguments.why, "Why", "--why"), limit: 1000)
        return (by, why)
    }

    /// The person with an identifier, or with a name that nobody else has.
    func person(_ id: String) throws(CommandError) -> Policy.Person {
        guard let person = policy.person(called: id) else {
            let known = policy.people.prefix(12).map(\.id.rawValue).joined(separator: ", ")
            throw CommandError(
                .usage, "the policy has nobody called \(id)",
                hint: "use an identifier of its people: \(known)\(policy.people.count > 12 ? ", …" : "")")
        }
        return person
    }

    /// The policy after some edits: its text, and the parsed policy.
    ///
    /// - Throws: `CommandError` when the file is neither the policy in force nor that policy with these edits.
    func edited(_ edits: [PolicyEdit]) throws(CommandError) -> (text: String, policy: Policy) {
        let found: String?
        do throws(BinderError) { found = try binder.folder.policyText() } catch { throw CommandError(error) }
        let isInForce = found == inForce
        let text: String
        do throws(PolicyEditError) {
            text = try PolicyEdit.applying(edits, to: isInForce ? found ?? inForce : inForce)
        } catch { throw CommandError(error, in: file) }
        guard isInForce || found == text else {
            throw CommandError(
                .refused, "\(file) is not the policy in force: somebody changed it",
                hint: "put it in force with `breakglass policy --adopt`, or put the old one back; then run this again")
        }
        return (text, try PolicyCommand.parse(text, in: file))
    }

    /// Puts the edited policy in force, together with the entries that explain it.
    func write(
        _ edits: [PolicyEdit], _ events: [LedgerEvent], by: PublicText, why: PublicText
    ) throws(CommandError) {
        let (text, edited) = try edited(edits)
        var all = events
        if !edits.isEmpty {
            let changes = PolicyDifference.between(policy, edited)
            for change in changes { Console.say("  \(change)") }
            all.insert(
                .policyChanged(
                    PolicyChanged(
                        by: by, why: why, changes: changes.map { .known($0) },
                        policy: try PolicyCommand.lines(of: text, in: file))), at: 0)
        }
        do throws(BinderError) {
            Console.warn(
                of:
                    try binder.folder.adopt(
                        text, insteadOf: inForce, since: binder.log.size, all, in: binder.store, at: .now))
            let size = try binder.folder.read().log.size
            Console.say("On record in entry \(size - 1), and in force.")
        } catch { throw CommandError(error) }
    }

    /// Warns about what lint finds critical on a day in the edited policy but not in the old one.
    func warn(of edited: Policy, on day: CalendarDay) {
        let old = PolicyLint.findings(in: policy, today: day)
        for finding in PolicyLint.findings(in: edited, today: day)
        where finding.rule.severity == .critical && !old.contains(finding) {
            let since = day > .today ? "from \(day) on, " : ""
            Console.warn(
                "\(since)\(finding.place): \(finding.what) (\(finding.rule.id) \(finding.rule.name), critical): "
                    + "\(finding.rule.fix)")
        }
    }
}

extension Policy {
    /// The person with an identifier, or with a name that nobody else has.
    func person(called words: String) -> Policy.Person? {
        if let person = PolicyIdentifier(words).flatMap({ person($0) }) { return person }
        let named = people.filter { NameIdentity($0.name) == NameIdentity(words) }
        return named.count == 1 ? named[0] : nil
    }
}

extension CommandError {
    /// The error for an edit that cannot be made.
    fileprivate init(_ error: PolicyEditError, in file: String) {
        let hint = "make the change in policy.yaml by hand, then `breakglass policy --adopt`"
        switch error {
        case .unreadable(let error): self.init(error, in: file)
        case .layout(let line):
            self.init(.badInput, "\(file):\(line): cannot find the place to change in this layout", hint: hint)
        case .unknown: self.init(.usage, "the policy does not have what this command changes", hint: hint)
        }
    }
}
