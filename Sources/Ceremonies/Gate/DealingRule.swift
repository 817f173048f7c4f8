// SPDX-License-Identifier: Apache-2.0

package import Custody
package import CustodyPolicy
package import Ledger

/// A credential is dealt at its time, to people who are there, and with its two factors apart.
package struct DealingRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]
    /// What is to be known before a dealing that is in order.
    package let notice: String?

    /// Checks a dealing against policy and ledger.
    package init(
        _ step: CeremonyStep, of life: CredentialStatus, under policy: Policy, in state: BinderState,
        at now: LedgerTime = .now
    ) {
        let day = CalendarDay(of: now)
        let order = StepRule(step, of: life, at: now)
        notice = order.notice
        breaches = order.breaches + Self.breaches(ofPlanned: life.name, under: policy, in: state, on: day)
    }

    /// What a plan breaks whenever it is dealt: sheets for people who have left, and factors that are not apart.
    static func breaches(
        ofPlanned name: CredentialName, under policy: Policy, in state: BinderState, on day: CalendarDay
    ) -> [Breach] {
        PlanRule(dealing: name, under: policy, on: day).breaches
            + FactorRule(dealing: name, under: policy, in: state, on: day).breaches
    }
}
