// SPDX-License-Identifier: Apache-2.0

package import Custody
package import CustodyPolicy
package import Ledger
package import ShareEnvelope

/// Practice sheets beside the real ones: the same rule, the same people, and a credential that opens nothing.
package struct PracticeDealing: Sendable {
    private let name: CredentialName
    private let naming: String
    private let policy: Policy
    private let set: SetIdentity
    /// Who gets practice sheets.
    package let roster: Roster
    /// What the sheets open to.
    package let practice: PracticeCredential

    /// Plans practice sheets of a credential.
    ///
    /// - Parameter set: its set in force.
    /// - Throws: `Refusal` if the policy does not name the credential, or its people make no roster.
    package init(for life: CredentialStatus, beside set: SetHistory, under policy: Policy?) throws(Refusal) {
        guard let policy, let kind = life.planned?.kind, let roster = try Roster(of: life.name, under: policy) else {
            throw Refusal(unplanned: life.name)
        }
        do throws(CeremonyError) { practice = try PracticeCredential(of: kind) } catch {
            preconditionFailure("a practice credential has valid fields: \(error)")
        }
        self.roster = try roster.forPractice()
        self.policy = policy
        self.set = set.identity
        name = life.name
        naming = life.naming
    }

    /// The rule that practice sheets go to people who are there.
    package var rules: [any Rule] { [PlanRule(dealing: name, under: policy)] }

    /// Where the dealing is recorded.
    package func evidence(_ place: CeremonyEvidence, program: PublicText) -> DealingEvidence {
        DealingEvidence(place, practice: set, program: program)
    }

    /// What people are told when the sheets are out.
    package var words: [String] {
        [
            "These are practice sheets: they open to \(practice.words)",
            "Hand them out, then train with `breakglass recover --practice\(naming)`.",
        ]
    }
}

extension Refusal {
    /// Refuses a credential that the policy in force does not name.
    package init(unplanned name: CredentialName) {
        self.init(
            "the policy in force does not name \(name)", hint: "add it to policy.yaml, then `breakglass policy --adopt`"
        )
    }
}
