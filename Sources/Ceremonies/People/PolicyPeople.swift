// SPDX-License-Identifier: Apache-2.0
//
// A change of the policy's people. The file is written first, which has no effect yet. Then all entries that put it in
// force are written together. Wherever the program dies, either the old policy or the new one is in force.

package import CustodyPolicy
import Ledger
import ShareEnvelope

/// The people of the policy in force, and the file in which they are changed.
package struct PolicyPeople: Sendable {
    /// The policy in force.
    package let policy: Policy
    /// The binder.
    package let binder: OpenBinder
    private let inForce: String

    /// Finds the policy that a binder has in force.
    ///
    /// - Throws: `PeopleError.noPolicy`.
    package init(_ binder: OpenBinder) throws(PeopleError) {
        guard let inForce = binder.state.policy?.text, let policy = binder.policy else { throw .noPolicy }
        self.binder = binder
        self.policy = policy
        self.inForce = inForce
    }

    /// The policy after some edits: its text, and what it says.
    func edited(_ edits: [PolicyEdit]) throws(PeopleError) -> (text: String, policy: Policy) {
        let found: String?
        do throws(BinderError) { found = try binder.folder.policyText() } catch { throw .binder(error) }
        let isInForce = found == inForce
        let text: String
        do throws(PolicyEditError) {
            text = try PolicyEdit.applying(edits, to: isInForce ? found ?? inForce : inForce)
        } catch { throw .edit(error) }
        // The file may hold this very change already: a program died before it was in force.
        guard isInForce || found == text else { throw .notInForce }
        do throws(PolicyError) { return (text, try PolicyFile.parse(text)) } catch { throw .edit(.unreadable(error)) }
    }

    /// Puts the edited policy in force, together with the entries that explain it.
    func adopt(
        _ edits: [PolicyEdit], _ events: [LedgerEvent], as statement: PeopleStatement
    ) throws(PeopleError) -> PeopleRecord {
        let (text, edited) = try edited(edits)
        let changes = edits.isEmpty ? [] : PolicyDifference.between(policy, edited)
        var all = events
        if !edits.isEmpty {
            let lines: [PolicyLine]
            do throws(NoPolicyLine) {
                lines = try PolicyLine.lines(of: text.precomposedStringWithCanonicalMapping)
            } catch { throw .line(number: error.number) }
            all.insert(
                .policyChanged(
                    PolicyChanged(
                        by: statement.by, why: statement.why, changes: changes.map { .known($0) }, policy: lines)),
                at: 0)
        }
        do throws(BinderError) {
            try binder.adopt(text, insteadOf: inForce, all)
            return PeopleRecord(changes: changes, entry: try binder.again().log.size - 1)
        } catch { throw .binder(error) }
    }

    /// What lint finds critical on a day in an edited policy, but not in the one in force.
    func newFindings(in edited: Policy, on day: CalendarDay) -> [String] {
        let old = PolicyLint.findings(in: policy, today: day)
        let since = day > .today ? "from \(day) on, " : ""
        return PolicyLint.findings(in: edited, today: day).filter { $0.rule.severity == .critical && !old.contains($0) }
            .map { finding in
                "\(since)\(finding.place): \(finding.what) (\(finding.rule.id) \(finding.rule.name), critical): "
                    + finding.rule.fix
            }
    }
}

/// A change of people that is on record and in force.
package struct PeopleRecord: Sendable {
    /// What changed in the policy, in words.
    package let changes: [String]
    /// The index of its last entry.
    package let entry: UInt64

    /// It in lines.
    package var lines: [String] {
        changes.map { "  \($0)" } + ["On record in entry \(entry), and in force."]
    }
}
