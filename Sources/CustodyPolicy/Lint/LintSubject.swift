// SPDX-License-Identifier: Apache-2.0
//
// What many rules ask about a policy: who is who, and what a set of sheets can do.

import Foundation
import SecretSharing
package import ShareEnvelope

/// A policy on a given day, with the entries about the same human being treated as one.
package struct LintSubject {
    /// A human being. Entries with the same name or the same contact are one person, whatever their identifiers.
    struct Human: Hashable {
        let name: PublicText
        /// Why people with different names count as this one, to follow what was found; empty if nobody else does.
        let sameness: String
        private let key: PolicyIdentifier

        /// - Parameters:
        ///   - first: the policy's first entry about this human being.
        ///   - entries: all entries about this human being.
        fileprivate init(_ name: PublicText, first: PolicyIdentifier, entries: [Policy.Person]) {
            self.name = name
            key = first
            let names = LintSubject.grouped(entries) { LintSubject.folded($0.name) }.map {
                $0.entries[0].name.description
            }
            let contacts = entries.compactMap { $0.contact?.description }
            let isNumber = contacts.allSatisfy { !$0.contains("@") && $0.contains(where: \.isNumber) }
            let what = isNumber ? "the same telephone number" : "the same contact"
            sameness = names.count > 1 ? " (\(what) counts as one person: \(names.joined(separator: ", ")))" : ""
        }

        static func == (left: Self, right: Self) -> Bool { left.key == right.key }
        func hash(into hasher: inout Hasher) { hasher.combine(key) }
    }

    /// A container at a site. Its name is compared as people see it, and two sites with the same name are one.
    struct Container: Hashable {
        let site: PolicyIdentifier
        let name: String
    }

    /// One sheet: the share's number, who keeps it, and where.
    struct Sheet {
        let number: ShareNumber
        let human: Human
        let custodian: Policy.Custodian
        /// The site; if several have the same name, the first of them.
        let site: PolicyIdentifier

        var container: Container {
            Container(site: site, name: LintSubject.folded(custodian.container))
        }
    }

    let policy: Policy
    let today: CalendarDay
    private let names: [PolicyIdentifier: Human]
    private let siteNames: [PolicyIdentifier: String]
    private let firstSites: [PolicyIdentifier: PolicyIdentifier]

    package init(policy: Policy, today: CalendarDay) {
        self.policy = policy
        self.today = today
        names = Self.humans(policy.people)
        siteNames = Dictionary(policy.sites.map { ($0.id, $0.name.description) }) { first, _ in first }
        let sites = Self.grouped(policy.sites) { Self.folded($0.name) }.map(\.entries)
        firstSites = Dictionary(sites.flatMap { same in same.map { ($0.id, same[0].id) } }) { first, _ in first }
    }

    /// Each credential with its account.
    var credentials: [(account: Policy.Account, credential: Policy.Credential)] {
        policy.accounts.flatMap { account in account.credentials.map { (account, $0) } }
    }

    /// Finds out who is who: entries that share a name or a contact, even through other entries, are one human being.
    private static func humans(_ people: [Policy.Person]) -> [PolicyIdentifier: Human] {
        var first = Array(people.indices)
        func unite(_ keys: [String?]) {
            let same = Dictionary(grouping: people.indices.filter { keys[$0] != nil }) { keys[$0] }
            for group in same.values {
                let roots = Set(group.map { first[$0] })
                guard let root = roots.min(), roots.count > 1 else { continue }
                for index in people.indices where roots.contains(first[index]) { first[index] = root }
            }
        }
        unite(people.map { folded($0.name) })
        unite(people.map { $0.contact.flatMap { foldedContact($0) } })
        let entries = Dictionary(grouping: people.indices) { first[$0] }.mapValues { $0.map { people[$0] } }
        return Dictionary(
            zip(people, first).map { ($0.id, Human($0.name, first: people[$1].id, entries: entries[$1] ?? [])) }
        ) { first, _ in first }
    }

    func human(_ id: PolicyIdentifier) -> Human { names[id]! }

    /// The first of the sites that have the same name as this one.
    func firstSite(_ id: PolicyIdentifier) -> PolicyIdentifier { firstSites[id] ?? id }

    func siteName(_ id: PolicyIdentifier) -> String { siteNames[id] ?? id.rawValue }

    func sheets(of credential: Policy.Credential) -> [Sheet] {
        zip(credential.rule.shareNumbers, credential.custodians).map {
            Sheet(number: $0, human: human($1.person), custodian: $1, site: firstSite($1.site))
        }
    }

    /// A text in the form in which names are compared (`NameIdentity`).
    package static func folded(_ text: PublicText) -> String { folded(text.description) }

    /// A text in the form in which names are compared (`NameIdentity`).
    package static func folded(_ text: String) -> String { NameIdentity(text).folded }

    /// A phone number or an address without the spaces and signs between its parts; `nil` if nothing is left.
    package static func foldedContact(_ text: PublicText) -> String? {
        let letters = folded(text).filter { $0.isLetter || $0.isNumber || "@._".contains($0) }
        return letters.isEmpty ? nil : letters
    }

    /// The entries grouped by key; the groups are in the order in which their keys first appear.
    static func grouped<Entry, Key: Hashable>(
        _ entries: [Entry], by key: (Entry) -> Key
    ) -> [(key: Key, entries: [Entry])] {
        var order: [Key] = []
        var found: [Key: [Entry]] = [:]
        for entry in entries {
            if found[key(entry)] == nil { order.append(key(entry)) }
            found[key(entry), default: []].append(entry)
        }
        return order.map { ($0, found[$0]!) }
    }
}

extension QuorumRule {
    /// Whether these sheets are enough.
    func isMet(by sheets: [LintSubject.Sheet]) -> Bool { isMet(by: sheets.map(\.number)) }
}

extension Collection {
    /// The count and a word for what is counted, in the plural unless the count is 1.
    func counted(_ one: String, _ many: String? = nil) -> String {
        count == 1 ? "1 \(one)" : "\(count) \(many ?? one + "s")"
    }
}
