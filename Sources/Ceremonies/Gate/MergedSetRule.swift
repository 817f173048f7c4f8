// SPDX-License-Identifier: Apache-2.0

package import Custody
package import CustodyPolicy
package import Ledger
import ShareEnvelope

/// A set that was dealt without a ledger, checked by the rules that would have applied with one.
package struct MergedSetRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// - Parameters:
    ///   - created: the set, as a journal describes it.
    ///   - before: what the ledger says without the journal.
    package init(
        _ created: SetCreated, under policy: Policy?, before: BinderState, at now: LedgerTime = .now,
        on day: CalendarDay = .today
    ) {
        let name = CredentialName(account: created.account, credential: created.credential)
        guard created.practice == nil else {
            breaches = []
            return
        }
        // A journal does not say whether the credential was changed. After a use it must be, as status says until it is.
        let step =
            before.lives(under: policy).first { $0.name == name }
            .map { StepRule($0.liveSet?.isBurnt == true ? .change : .split, of: $0, at: now).breaches } ?? []
        let factors = policy.map { policy in
            created.custodians.flatMap { custodian in
                FactorRule(
                    of: custodian.name, custodian.person, with: [name], under: policy, in: before, on: day
                ).breaches
            }
        }
        breaches = step + (factors ?? [])
    }

    /// What a journal's sets break, to be written after it: they passed no gate when they were dealt, so another person
    /// must countersign.
    ///
    /// - Parameters:
    ///   - state: what the ledger says with the journal.
    ///   - before: what it said without.
    package static func remarks(on state: BinderState, before: BinderState) -> [CeremonyException] {
        state.sets.filter { before.set($0.identity) == nil }.flatMap { set in
            MergedSetRule(set.created, under: before.readPolicy, before: before).breaches.map { breach in
                CeremonyException(
                    about: nil, expected: .known(breach.expected),
                    happened: .known("set \(set.identity.code), dealt into a journal: \(breach.found)"),
                    decided: .known("to take the journal in"), by: .known("breakglass"), override: true)
            }
        }
    }
}
