// SPDX-License-Identifier: Apache-2.0
//
// Which of a policy's changes make less be asked for: they are in force, and shown until another person stands for them.

public import ShareEnvelope

/// Tells how a policy asks for less than the one before it.
enum PolicyLoosening {
    /// One line for each rule that is looser; none for a policy that asks for as much.
    static func between(_ old: Policy, _ new: Policy) -> [String] {
        var lines: [String] = []
        if new.answerGrace.seconds > old.answerGrace.seconds { lines.append("drill answers may come later") }
        if old.keyChange != nil, new.keyChange != old.keyChange {
            lines.append("another quorum, or none, is to change the binder's key")
        }
        let words = Set(old.notEmergencies).subtracting(new.notEmergencies)
        if !words.isEmpty { lines.append("\(words.count) words mark convenience no longer") }
        for account in new.accounts {
            guard let before = old.account(named: account.name) else { continue }
            lines += rules(before, account).map { "\(account.name): \($0)" }
        }
        return lines
    }

    private static func rules(_ old: Policy.Account, _ new: Policy.Account) -> [String] {
        var lines: [String] = []
        if new.approvals < old.approvals { lines.append("\(new.approvals) approvals instead of \(old.approvals)") }
        if isLonger(new.window, than: old.window) { lines.append("a longer window") }
        if isLonger(new.reviewWithin, than: old.reviewWithin) { lines.append("a later review") }
        if isLonger(new.drillEvery, than: old.drillEvery) { lines.append("fewer drills") }
        for credential in new.credentials {
            guard let before = old.credential(named: credential.name) else { continue }
            if credential.groupsNeeded < before.groupsNeeded { lines.append("fewer groups open \(credential.name)") }
            for group in credential.groups {
                guard let other = before.groups.first(where: { $0.name == group.name }) else { continue }
                if group.threshold.needed < other.threshold.needed {
                    lines.append("\(group.threshold.needed) of \(group.name) instead of \(other.threshold.needed)")
                }
            }
        }
        return lines
    }

    /// Whether a limit is longer, or gone.
    private static func isLonger(_ new: PolicySpan?, than old: PolicySpan?) -> Bool {
        guard let old else { return false }
        return new.map { $0.seconds > old.seconds } ?? true
    }
}

extension BinderState {
    /// The policies that loosen a rule and for which nobody else stands, with what each loosened.
    public var loosenings: [(version: PolicyVersion, words: [String])] {
        zip(policies, policies.dropFirst()).compactMap { before, version in
            guard version.countersigned == nil, let old = readings.policy(before), let new = readings.policy(version)
            else {
                return nil
            }
            let words = PolicyLoosening.between(old, new)
            return words.isEmpty ? nil : (version, words)
        }
    }

    /// Whether somebody can stand for what another person decided.
    public enum Countersigning: Hashable, Sendable {
        case possible
        /// The entry is no exception and no policy that loosens a rule.
        case nothing
        /// No rule was broken, or somebody stands for it.
        case notNeeded
        /// The same person decided it.
        case ownDecision
    }

    /// Whether a person can stand for what an entry decided.
    public func standing(of place: EntryPlace, by person: PublicText) -> Countersigning {
        if let exception = exceptions.first(where: { $0.place == place }) {
            guard exception.needsCountersignature else { return .notNeeded }
            return isOnePerson(exception.exception.by, person) ? .ownDecision : .possible
        }
        guard let version = policies.first(where: { $0.place == place }) else { return .nothing }
        guard loosenings.contains(where: { $0.version.place == place }) else { return .notNeeded }
        return isOnePerson(version.change.by, person) ? .ownDecision : .possible
    }

    /// The name of a person whom the policy in force knows by an identifier; any other text as it is.
    public func name(of text: PublicText) -> PublicText {
        readPolicy?.people.first { NameIdentity($0.id.rawValue) == NameIdentity(text) }?.name ?? text
    }

    private func isOnePerson(_ first: PublicText, _ second: PublicText) -> Bool {
        let (first, second) = (name(of: first), name(of: second))
        return first.isSamePerson(as: second) || first.isSameName(as: second)
    }

    /// How many policies, of how many bytes in all, are read to compare them with what is said of them: the newest.
    private static let comparedCount = 64
    private static let comparedByteCount = 256 << 10

    /// The entries of policies whose words are not what changed.
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
