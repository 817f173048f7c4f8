// SPDX-License-Identifier: Apache-2.0
//
// What the rules ask about a policy again and again: who is who, and what some of the sheets can do.

import Foundation
import SecretSharing
import ShareEnvelope

/// A policy on a day, with one number for each human being.
struct LintSubject {
    /// A human being: people of one name are one, and so are people of one contact, whatever their identifiers.
    struct Human: Hashable {
        let name: PublicText
        private let key: PolicyIdentifier

        /// - Parameter first: the first of the policy's entries about this human being.
        fileprivate init(_ name: PublicText, first: PolicyIdentifier) {
            self.name = name
            key = first
        }

        static func == (left: Self, right: Self) -> Bool { left.key == right.key }
        func hash(into hasher: inout Hasher) { hasher.combine(key) }
    }

    /// A container at a site; what people call it may differ in case and blanks, and two sites of one name are one.
    struct Container: Hashable {
        let site: PolicyIdentifier
        let name: String
    }

    /// One sheet: the share's number, who keeps it, and where.
    struct Sheet {
        let number: ShareNumber
        let human: Human
        let custodian: Policy.Custodian
        /// The site: of several of one name the first.
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

    init(policy: Policy, today: CalendarDay) {
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

    /// Who is who: entries that share a name or a contact, one by one, are about one human being.
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
        return Dictionary(
            zip(people, first).map { ($0.id, Human($0.name, first: people[$1].id)) }
        ) { first, _ in first }
    }

    func human(_ id: PolicyIdentifier) -> Human { names[id]! }

    /// Of several sites of one name the first.
    func firstSite(_ id: PolicyIdentifier) -> PolicyIdentifier { firstSites[id] ?? id }

    func siteName(_ id: PolicyIdentifier) -> String { siteNames[id] ?? id.rawValue }

    func sheets(of credential: Policy.Credential) -> [Sheet] {
        zip(credential.rule.shareNumbers, credential.custodians).map {
            Sheet(number: $0, human: human($1.person), custodian: $1, site: firstSite($1.site))
        }
    }

    /// A text as people recognise it.
    static func folded(_ text: PublicText) -> String { folded(text.description) }

    /// The same of any text.
    static func folded(_ text: String) -> String { NameIdentity(text).folded }

    /// A telephone number or an address without blanks and signs between its parts; nothing where nothing else is there.
    static func foldedContact(_ text: PublicText) -> String? {
        let letters = folded(text).filter { $0.isLetter || $0.isNumber || "@._".contains($0) }
        return letters.isEmpty ? nil : letters
    }

    /// Entries in order of first appearance, with everything that has the same key.
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
    /// `word` after the count, in the plural but for one.
    func counted(_ one: String, _ many: String? = nil) -> String {
        count == 1 ? "1 \(one)" : "\(count) \(many ?? one + "s")"
    }
}
