// SPDX-License-Identifier: Apache-2.0
//
// What the rules ask about a policy again and again: who is who, and what some of the sheets can do.

import Foundation
import SecretSharing
import ShareEnvelope

/// A policy on a day, with one number for each human being.
struct LintSubject {
    /// A human being: people of one name are one, whatever their identifiers.
    struct Human: Hashable {
        let name: PublicText
        private let key: String

        init(_ name: PublicText) {
            self.name = name
            key = LintSubject.folded(name)
        }

        static func == (left: Self, right: Self) -> Bool { left.key == right.key }
        func hash(into hasher: inout Hasher) { hasher.combine(key) }
    }

    /// A container at a site; what people call it may differ in case and blanks.
    struct Container: Hashable {
        let site: PolicyIdentifier
        let name: String
    }

    /// One sheet: the share's number, who keeps it, and where.
    struct Sheet {
        let number: ShareNumber
        let human: Human
        let keeper: Policy.Keeper

        var container: Container {
            Container(site: keeper.site, name: LintSubject.folded(keeper.container))
        }
    }

    let policy: Policy
    let today: CalendarDay
    private let names: [PolicyIdentifier: Human]
    private let siteNames: [PolicyIdentifier: String]

    init(policy: Policy, today: CalendarDay) {
        self.policy = policy
        self.today = today
        names = Dictionary(policy.people.map { ($0.id, Human($0.name)) }) { first, _ in first }
        siteNames = Dictionary(policy.sites.map { ($0.id, $0.name.description) }) { first, _ in first }
    }

    /// Each credential with its account.
    var credentials: [(account: Policy.Account, credential: Policy.Credential)] {
        policy.accounts.flatMap { account in account.credentials.map { (account, $0) } }
    }

    func human(_ id: PolicyIdentifier) -> Human { names[id]! }

    func siteName(_ id: PolicyIdentifier) -> String { siteNames[id] ?? id.rawValue }

    func sheets(of credential: Policy.Credential) -> [Sheet] {
        zip(credential.rule.shareNumbers, credential.keepers).map {
            Sheet(number: $0, human: human($1.person), keeper: $1)
        }
    }

    /// A text as people recognise it: without difference of case, width of letters and number of blanks.
    static func folded(_ text: PublicText) -> String {
        text.description.folding(options: [.caseInsensitive, .widthInsensitive], locale: nil)
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
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
