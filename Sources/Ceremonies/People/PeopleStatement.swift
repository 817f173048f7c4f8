// SPDX-License-Identifier: Apache-2.0

package import ShareEnvelope

/// Who reports a change of people, and why.
package struct PeopleStatement: Hashable, Sendable {
    /// Who reports it.
    package let by: PublicText
    /// Why.
    package let why: PublicText

    /// Asks for both.
    init(_ answers: Answers) throws(Asking) {
        by = try answers.personName(Question("--by", "Who reports this"))
        why = try answers.text(Question("--why", "Why"), limit: 1000)
    }

    /// Both in a plan.
    var lines: [PlanLine] { [PlanLine("Reported by", by, "--by"), PlanLine("Why", why, "--why")].compactMap { $0 } }
}
