// SPDX-License-Identifier: Apache-2.0

public import Binder

/// A set that was dealt where no ledger was at hand, held against the rules that the ledger would have held it against.
public struct MergedSetRule: Rule {
    /// What is not kept.
    public let breaches: [Breach]

    /// - Parameters:
    ///   - created: the set, as a record tells of it.
    ///   - before: what the ledger says without the record.
    public init(
        _ created: SetCreated, under policy: Policy?, before: BinderState, at now: LedgerTime = .now,
        on day: CalendarDay = .today
    ) {
        let name = CredentialName(account: created.account, credential: created.credential)
        guard created.practice == nil else {
            breaches = []
            return
        }
        let step =
            before.lives(under: policy).first { $0.name == name }
            .map { StepRule(.split, of: $0, at: now).breaches } ?? []
        let factors = policy.map { policy in
            created.keepers.flatMap { keeper in
                FactorRule(
                    of: keeper.custodian, keeper.person, with: [name], under: policy, in: before, on: day
                ).breaches
            }
        }
        breaches = step + (factors ?? [])
    }
}
