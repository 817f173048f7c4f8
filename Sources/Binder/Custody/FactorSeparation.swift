// SPDX-License-Identifier: Apache-2.0

public import ShareEnvelope

/// Whether a credential that is about to be dealt stays apart from the other factor of its account: no person, group,
/// container or site may hold sheets of both.
public struct FactorSeparation: Sendable {
    /// What the two would share, in words; none where they are apart.
    public let breaches: [String]

    /// Holds the policy's plan of one credential against that of the other factor, and against who has its paper today.
    public init(of name: CredentialName, under policy: Policy, in state: BinderState, on day: CalendarDay) {
        guard let account = policy.account(named: name.account),
            let credential = name.credential.flatMap({ account.credential(named: $0) })
        else {
            breaches = []
            return
        }
        let planned = FactorLint.separation(
            of: credential, in: account, LintSubject(policy: policy, today: day)
        ).map { finding in "\(finding.credential.map { "\($0): " } ?? "")\(finding.what)" }
        let others = Set(account.credentials.filter { $0.isOtherFactor(than: credential) }.map(\.name))
        let people = Dictionary(credential.keepers.map { ($0.person.rawValue, $0.person) }) { first, _ in first }
        let held = state.custody(under: policy, on: day)
            .filter { $0.name.account == account.name && $0.name.credential.map(others.contains) == true }
            .flatMap { custody -> [String] in
                let plan = Set(custody.plannedPeople(under: account).map(\.rawValue))
                return custody.keepers.filter {
                    people[$0.person.description] != nil && !plan.contains($0.person.description)
                }
                .map { "\($0.name) still keeps \($0.share) of set \(custody.set.identity.code), \(custody.name)" }
            }
        breaches = planned + held
    }
}

extension Policy.Credential {
    /// Whether the two are a first and a second factor.
    func isOtherFactor(than other: Policy.Credential) -> Bool {
        kind.isFirstFactor.map { $0 == other.kind.isFirstFactor.map { !$0 } } ?? false
    }
}

extension Policy.CredentialKind {
    /// Whether it is a first factor, or a second; nothing for what is neither.
    var isFirstFactor: Bool? {
        switch self {
        case .password, .keyFile: true
        case .oneTimePassword, .recoveryCodes: false
        case .other: nil
        }
    }
}

extension Custody {
    fileprivate func plannedPeople(under account: Policy.Account) -> [PolicyIdentifier] {
        name.credential.flatMap { account.credential(named: $0) }?.keepers.map(\.person) ?? []
    }
}
