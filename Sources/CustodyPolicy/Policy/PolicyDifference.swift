// SPDX-License-Identifier: Apache-2.0
//
// What a change of the policy means, in lines that people sign.

import Foundation
import ShareEnvelope

/// Describes in plain words how two policies differ.
package enum PolicyDifference {
    /// The longest line, in bytes.
    package static let lineLimit = 300

    /// The longest quoted value, in characters; a longer one is cut and marked.
    private static let valueLimit = 60

    /// One line for each difference, in the order of the file; empty for policies that say the same.
    ///
    /// Accounts, credentials, and groups are matched by name; people, sites, and failure modes by identifier. So a
    /// renamed account is one account removed and one added. Each line obeys the text rule and is at most 300 bytes.
    package static func between(_ old: Policy, _ new: Policy) -> [String] {
        var lines = value("organisation", old.organisation, new.organisation)
        lines += value("address of the program and its instructions", old.program, new.program)
        lines += value("grace for drill answers", old.answerGrace, new.answerGrace)
        lines += ListDifference(old.failureModes, new.failureModes, by: \.id).lines(order: "failure modes") {
            "failure mode \($0.id) removed: \(quoted($0.means))"
        } added: {
            "failure mode \($0.id) added: \(quoted($0.means))"
        } changed: {
            failureMode($0, $1)
        }
        lines += ListDifference(old.sites, new.sites, by: \.id).lines(order: "sites") {
            "site \($0.id) removed: \(quoted($0.name))"
        } added: {
            "site \($0.id) added: \(quoted($0.name))"
        } changed: {
            value("name of site \($0.id)", $0.name, $1.name)
        }
        lines += ListDifference(old.people, new.people, by: \.id).lines(order: "people") {
            "person \(quoted($0.name)) (\($0.id)) removed"
        } added: {
            "person \(quoted($0.name)) (\($0.id)) added" + ($0.left.map { ", left on \($0)" } ?? "")
        } changed: {
            person($0, $1)
        }
        lines += accounts(old, new)
        lines += value("credential whose quorum may change the binder's key", keyChange(old), keyChange(new))
        lines += words("words that mark convenience", old.notEmergencies, new.notEmergencies)
        return lines.map(fitted)
    }

    // MARK: - Parts of a policy

    private static func failureMode(_ old: Policy.FailureMode, _ new: Policy.FailureMode) -> [String] {
        value("meaning of failure mode \(old.id)", old.means, new.means)
            + value("normal path of failure mode \(old.id)", old.normalPath, new.normalPath)
            + value("confirmation of failure mode \(old.id)", old.shownBy, new.shownBy)
            + words("what failure mode \(old.id) breaks", old.breaks, new.breaks)
    }

    private static func person(_ old: Policy.Person, _ new: Policy.Person) -> [String] {
        value("name of person \(old.id)", old.name, new.name)
            + value("contact of \(quoted(new.name))", old.contact, new.contact)
            + value("day of leaving of \(quoted(new.name))", old.left, new.left)
    }

    private static func accounts(_ old: Policy, _ new: Policy) -> [String] {
        ListDifference(old.accounts, new.accounts, by: \.name).lines(order: "accounts") {
            "account \(quoted($0.name)) removed, with \($0.credentials.counted("credential"))"
        } added: {
            "account \(quoted($0.name)) added, with \($0.credentials.counted("credential"))"
        } changed: { before, after in
            account(before, after, old, new)
        } inside: { account in
            credentials([], account.credentials, of: account, old, new)
        }
    }

    private static func account(
        _ before: Policy.Account, _ after: Policy.Account, _ old: Policy, _ new: Policy
    ) -> [String] {
        let name = quoted(after.name)
        var lines = words("failure modes of \(name)", before.failureModes, after.failureModes)
        lines += words(
            "approvers of \(name)", before.approvers.map { personName($0, old) },
            after.approvers.map { personName($0, new) })
        lines += value("approvals of \(name)", before.approvals, after.approvals)
        lines += value("window of \(name)", before.window, after.window)
        lines += value("review deadline of \(name)", before.reviewWithin, after.reviewWithin)
        lines += value("drill interval of \(name)", before.drillEvery, after.drillEvery)
        lines += words("networks of \(name)", before.networks, after.networks)
        return lines + credentials(before.credentials, after.credentials, of: after, old, new)
    }

    private static func credentials(
        _ before: [Policy.Credential], _ after: [Policy.Credential], of account: Policy.Account, _ old: Policy,
        _ new: Policy
    ) -> [String] {
        func name(_ credential: Policy.Credential) -> String { "\(quoted(account.name)) / \(quoted(credential.name))" }
        return ListDifference(before, after, by: \.name).lines(order: "credentials of \(quoted(account.name))") {
            "credential \(name($0)) (\($0.kind.rawValue)) removed, with \($0.custodians.counted("custodian"))"
        } added: {
            "credential \(name($0)) (\($0.kind.rawValue)) added: \(rule($0))"
        } changed: { before, after in
            var lines = value("kind of \(name(after))", before.kind.rawValue, after.kind.rawValue)
            lines += words("what \(name(after)) depends on", before.dependsOn, after.dependsOn)
            lines += value("groups needed of \(name(after))", before.groupsNeeded, after.groupsNeeded)
            return lines + groups(before.groups, after.groups, of: name(after), old, new)
        } inside: {
            groups([], $0.groups, of: name($0), old, new).filter { !$0.hasPrefix("group ") }
        }
    }

    private static func groups(
        _ before: [Policy.Group], _ after: [Policy.Group], of name: String, _ old: Policy, _ new: Policy
    ) -> [String] {
        ListDifference(before, after, by: \.name).lines(order: "groups of \(name)") {
            "group \(quoted($0.name)) of \(name) removed, with \($0.custodians.counted("custodian"))"
        } added: {
            "group \(quoted($0.name)) of \(name) added: \($0.threshold.needed) of \($0.threshold.total)"
        } changed: { before, after in
            let group = "\(name), group \(quoted(after.name))"
            return value("quorum of \(group)", before.threshold.needed, after.threshold.needed)
                + custodians(before.custodians, after.custodians, of: name, group: after.name, old, new)
        } inside: {
            custodians([], $0.custodians, of: name, group: $0.name, old, new)
        }
    }

    private static func custodians(
        _ before: [Policy.Custodian], _ after: [Policy.Custodian], of name: String, group: PublicText, _ old: Policy,
        _ new: Policy
    ) -> [String] {
        ListDifference(before, after, by: \.person).lines(order: "custodians of \(name), group \(quoted(group))") {
            "custodian \(personName($0.person, old)) of \(name) removed from \(quoted(group))"
        } added: {
            "custodian \(personName($0.person, new)) of \(name) added to \(quoted(group)): \(place($0, new))"
                + ($0.isSealed ? ", sealed" : "") + ($0.isSpare ? ", spare" : "")
        } changed: { before, after in
            let custodian = "custodian \(personName(after.person, new)) of \(name)"
            var lines: [String] = []
            if before.site != after.site || before.container != after.container {
                lines.append("\(custodian): place changed from \(place(before, old)) to \(place(after, new))")
            }
            if before.isSpare != after.isSpare {
                lines.append("\(custodian): sheet \(after.isSpare ? "now a spare" : "no longer a spare")")
            }
            if before.isSealed != after.isSealed {
                lines.append("\(custodian): sheet \(after.isSealed ? "now sealed" : "no longer sealed")")
            }
            return lines
        }
    }

    // MARK: - Words

    private static func rule(_ credential: Policy.Credential) -> String {
        let groups = credential.groups.map { "\($0.threshold.needed) of \($0.threshold.total) in \(quoted($0.name))" }
        return credential.groupsNeeded == groups.count
            ? groups.joined(separator: " and ")
            : "any \(credential.groupsNeeded) of: " + groups.joined(separator: ", ")
    }

    private static func keyChange(_ policy: Policy) -> String? {
        policy.keyChange.map { "\(quoted($0.account)) / \(quoted($0.credential))" }
    }

    private static func personName(_ id: PolicyIdentifier, _ policy: Policy) -> String {
        policy.person(id).map { quoted($0.name) } ?? id.rawValue
    }

    private static func place(_ custodian: Policy.Custodian, _ policy: Policy) -> String {
        "\(policy.site(custodian.site).map { quoted($0.name) } ?? custodian.site.rawValue), \(quoted(custodian.container))"
    }

    private static func value<Value: Equatable>(_ name: String, _ old: Value?, _ new: Value?) -> [String] {
        guard old != new else { return [] }
        switch (old, new) {
        case (nil, let new?): return ["\(name) set to \(quoted(new))"]
        case (let old?, nil): return ["\(name) removed; it was \(quoted(old))"]
        default: return ["\(name) changed from \(quoted(old!)) to \(quoted(new!))"]
        }
    }

    /// The difference of two lists of words: which were removed and added, or that only the order changed.
    private static func words<Word: Hashable>(_ name: String, _ old: [Word], _ new: [Word]) -> [String] {
        guard old != new else { return [] }
        let gone = old.filter { !new.contains($0) }.map { "\(name): \(quoted($0)) removed" }
        let come = new.filter { !old.contains($0) }.map { "\(name): \(quoted($0)) added" }
        return gone.isEmpty && come.isEmpty ? ["\(name): order changed"] : gone + come
    }

    /// A value, cut if it is long.
    private static func quoted(_ value: some Any) -> String {
        let text = String(describing: value)
        return text.count <= valueLimit ? text : text.prefix(valueLimit - 1) + "…"
    }

    /// The line in NFC, cut between characters if it is longer than a line may be.
    private static func fitted(_ line: String) -> String {
        let line = line.precomposedStringWithCanonicalMapping
        guard line.utf8.count > lineLimit else { return line }
        let mark = "…"
        var kept = ""
        var count = mark.utf8.count
        for character in line {
            count += character.utf8.count
            guard count <= lineLimit else { break }
            kept.append(character)
        }
        return kept + mark
    }
}

/// The difference of two lists whose entries are matched by key; repeated entries are matched by key and count.
private struct ListDifference<Entry: Equatable, Key: Hashable> {
    private struct Place: Hashable {
        let key: Key
        let repetition: Int
    }

    private let old: [(place: Place, entry: Entry)]
    private let new: [(place: Place, entry: Entry)]

    init(_ old: [Entry], _ new: [Entry], by key: (Entry) -> Key) {
        func placed(_ entries: [Entry]) -> [(place: Place, entry: Entry)] {
            var counts: [Key: Int] = [:]
            return entries.map { entry in
                counts[key(entry), default: 0] += 1
                return (Place(key: key(entry), repetition: counts[key(entry)]!), entry)
            }
        }
        self.old = placed(old)
        self.new = placed(new)
    }

    /// Lines for entries that were removed, added, or changed, and one if the entries that remain are in another order.
    ///
    /// - Parameter inside: the lines about the contents of an added entry; they follow the line that it was added.
    func lines(
        order: String, _ removed: (Entry) -> String, added: (Entry) -> String, changed: (Entry, Entry) -> [String],
        inside: (Entry) -> [String] = { _ in [] }
    ) -> [String] {
        let before = Dictionary(uniqueKeysWithValues: old.map { ($0.place, $0.entry) })
        let after = Set(new.map(\.place))
        var lines = old.filter { !after.contains($0.place) }.map { removed($0.entry) }
        for (place, entry) in new {
            if let known = before[place] {
                if known != entry { lines += changed(known, entry) }
            } else {
                lines.append(added(entry))
                lines += inside(entry)
            }
        }
        if old.map(\.place).filter(after.contains) != new.map(\.place).filter({ before[$0] != nil }) {
            lines.append("order of \(order) changed")
        }
        return lines
    }
}
