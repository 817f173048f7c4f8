// SPDX-License-Identifier: Apache-2.0
//
// Which of a policy's changes loosen a rule. They are in force, and are shown until another person countersigns them.

package import CustodyPolicy
import ShareEnvelope

/// Finds how each policy requires less than the policies before it.
///
/// What is removed and comes back later is compared with what it was, so nobody can loosen a rule in two steps.
struct PolicyLoosening {
    /// The last policy that could be read.
    private var last: Policy?
    /// Whether there was any policy.
    private var hasBegun = false
    /// Every account, credential, and group, as in the last policy that had it.
    private var accounts: [PublicText: Policy.Account] = [:]
    private var credentials: [CredentialName: Policy.Credential] = [:]
    private var groups: [CredentialName: [PublicText: Policy.Group]] = [:]

    /// Takes the next policy.
    ///
    /// - Parameters:
    ///   - new: the policy; `nil` if it cannot be read.
    ///   - isInForce: whether a set of a credential was in force under the previous policy.
    /// - Returns: one line for each rule that is looser; empty if the policy requires as much as before.
    mutating func take(_ new: Policy?, isInForce: (CredentialName, Policy) -> Bool) -> [String] {
        defer { hasBegun = true }
        guard let new else { return hasBegun ? ["it cannot be read, so nobody knows what it requires"] : [] }
        var lines: [String] = []
        if let old = last {
            lines += old.loosened(in: new)
            lines += Self.removed(old, new, isInForce)
        }
        for account in new.accounts {
            lines += rules(account).map { "\(account.name): \($0)" }
            note(account)
        }
        last = new
        return lines
    }

    private mutating func note(_ account: Policy.Account) {
        accounts[account.name] = account
        for credential in account.credentials {
            let name = CredentialName(account: account.name, credential: credential.name)
            credentials[name] = credential
            for group in credential.groups { groups[name, default: [:]][group.name] = group }
        }
    }

    /// What is no longer planned although its paper is out. Something with another name counts as something else.
    private static func removed(
        _ old: Policy, _ new: Policy, _ isInForce: (CredentialName, Policy) -> Bool
    ) -> [String] {
        var lines: [String] = []
        for before in old.accounts {
            let names = before.credentials.map { CredentialName(account: before.name, credential: $0.name) }
            guard let account = new.account(named: before.name) else {
                if names.contains(where: { isInForce($0, old) }) {
                    lines.append("account \(before.name) is no longer planned, but a set of it is in force")
                }
                continue
            }
            for (credential, name) in zip(before.credentials, names) {
                guard account.credential(named: credential.name) == nil, isInForce(name, old) else { continue }
                lines.append("credential \(name) is no longer planned, but a set of it is in force")
            }
        }
        return lines
    }

    private func rules(_ new: Policy.Account) -> [String] {
        guard let old = accounts[new.name] else { return [] }
        var lines = old.loosened(in: new)
        for credential in new.credentials {
            let name = CredentialName(account: new.name, credential: credential.name)
            guard let before = credentials[name] else { continue }
            lines += before.loosened(in: credential)
            for group in credential.groups {
                guard let other = groups[name]?[group.name] else { continue }
                lines += other.loosened(in: group)
            }
        }
        return lines
    }
}

extension BinderState {
    /// The policies that loosen a rule and that nobody else has countersigned, with what each loosened.
    package var loosenings: [(version: PolicyVersion, words: [String])] {
        var loosening = PolicyLoosening()
        return policies.compactMap { version in
            let words = loosening.take(readings.policy(version)) { isInForce($0, under: $1, before: version.place) }
            return words.isEmpty || version.countersigned != nil ? nil : (version, words)
        }
    }

    /// What a policy would loosen that comes into force with the entry of this index.
    package func loosened(by policy: Policy, at index: UInt64) -> [String] {
        var loosening = PolicyLoosening()
        for version in policies {
            _ = loosening.take(readings.policy(version)) { isInForce($0, under: $1, before: version.place) }
        }
        return loosening.take(policy) { isInForce($0, under: $1, before: EntryPlace(index)) }
    }

    /// Whether a set of a credential was in force before an entry.
    private func isInForce(_ name: CredentialName, under policy: Policy, before place: EntryPlace) -> Bool {
        let isOnly = policy.account(named: name.account)?.credentials.count == 1
        return sets.contains { set in
            guard !set.isPractice, set.released != nil, set.place < place, set.account == name.account else {
                return false
            }
            guard set.created.credential.map({ $0 == name.credential }) ?? isOnly else { return false }
            if let retired = set.retired { return retired.place > place }
            // Whatever a later entry says, it was in force then. An earlier entry is only the ledger keeper's word.
            return true
        }
    }

    /// How many policies, and how many bytes of them in total, are compared with their described changes, newest first.
    private static let comparedCount = 64
    private static let comparedByteCount = 256 << 10

    /// The entries of policies whose description is not what actually changed.
    var policiesWithOtherWords: [EntryPlace] {
        var places: [EntryPlace] = []
        var byteCount = 0
        for (before, version) in zip(policies, policies.dropFirst()).suffix(Self.comparedCount).reversed() {
            byteCount += version.change.policy.reduce(0) { $0 + $1.ledgerText.utf8.count + 1 }
            guard byteCount <= Self.comparedByteCount else { break }
            guard let old = readings.policy(before), let new = readings.policy(version) else { continue }
            let changes = PolicyDifference.between(old, new)
            if changes != version.change.changes.map(\.description) { places.append(version.place) }
        }
        return places
    }
}
