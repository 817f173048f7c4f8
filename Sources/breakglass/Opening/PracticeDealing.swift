// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import CustodyPolicy
import Ledger
import SecretMemory
import ShareEnvelope

/// Practice sheets beside the real ones: the same rule, the same people, and a credential that opens nothing.
struct PracticeDealing {
    private let dealing: DealingArguments
    private let binder: OpenBinder

    init(_ dealing: DealingArguments, in binder: OpenBinder) {
        self.dealing = dealing
        self.binder = binder
    }

    /// Deals the practice set of a credential, and says what the set opens to.
    func run(for life: CredentialStatus, beside set: SetHistory) async throws {
        guard let policy = binder.policy, let kind = life.planned?.kind else {
            throw CommandError(
                .refused, "the policy in force does not name \(life.name)",
                hint: "add it to policy.yaml, then `breakglass policy --adopt`")
        }
        try binder.gate(.rehearse, of: life.name.account).pass([PlanRule(dealing: life.name, under: policy)])
        let roster = try Self.roster(of: life.name, under: policy)
        let none = try PassphraseInput([])
        try dealing.check(roster, none)
        let delivery = try await dealing.delivery()
        do {
            let practice: PracticeCredential
            do throws(CeremonyError) { practice = try PracticeCredential(of: kind) } catch { throw CommandError(error) }
            let evidence = SplitEvidence(
                binder.evidence, isChanged: false, practice: set.identity)
            try await Dealing(dealing, none, delivery, evidence)
                .run(practice.credential, to: roster, dice: try DiceInput.read(isWanted: dealing.dice))
            Console.say("These are practice sheets: they open to \(practice.words)")
            Console.say("Hand them out, then train with `breakglass recover --practice`.")
        } catch {
            delivery.discard()
            throw error
        }
    }

    /// The people of the policy; their practice shares are not sealed.
    private static func roster(of name: CredentialName, under policy: Policy) throws(CommandError) -> Roster {
        let earnest = try RosterArguments.roster(of: name, under: policy, sealing: [])
        let groups = earnest.groups.map { group in
            Roster.Group(
                name: group.name, needed: group.needed,
                custodians: group.custodians.map { custodian in
                    Roster.Custodian(
                        name: custodian.name, isSealed: false, isSpare: custodian.isSpare, person: custodian.person)
                })
        }
        do throws(RosterError) {
            return try Roster(
                account: earnest.account, credential: earnest.credential, isPractice: true, groups: groups,
                groupsNeeded: earnest.groupsNeeded)
        } catch { throw CommandError(error) }
    }
}
