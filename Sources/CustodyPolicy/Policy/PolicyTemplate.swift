// SPDX-License-Identifier: Apache-2.0
//
// The first policy.yaml of a binder, written for the engineer who reads it next.

import Foundation
package import SecretSharing
package import ShareEnvelope

extension Policy {
    /// A group of custodians in a first policy.
    package struct NewGroup: Sendable, Hashable {
        /// What the group is called.
        package let name: PublicText
        /// How many of its custodians are needed.
        package let threshold: Threshold
        /// The custodians; as many as the threshold's total.
        package let custodians: [NewCustodian]

        /// Makes a group.
        package init(name: PublicText, threshold: Threshold, custodians: [NewCustodian]) {
            self.name = name
            self.threshold = threshold
            self.custodians = custodians
        }
    }

    /// A custodian in a first policy.
    package struct NewCustodian: Sendable, Hashable {
        /// The person's name.
        package let name: PublicText
        /// How to reach the person.
        package let contact: PublicText?
        /// The name of the site where the sheet is kept.
        package let site: PublicText
        /// What the sheet is kept in at that site.
        package let container: PublicText
        /// Whether the share is locked with a passphrase.
        package let isSealed: Bool
        /// Whether the sheet is kept apart, to replace one that is lost.
        package let isSpare: Bool

        /// Makes a custodian.
        package init(
            name: PublicText, contact: PublicText? = nil, site: PublicText, container: PublicText,
            isSealed: Bool = false, isSpare: Bool = false
        ) {
            self.isSpare = isSpare
            self.name = name
            self.contact = contact
            self.site = site
            self.container = container
            self.isSealed = isSealed
        }
    }

    /// The text of a policy with one account and one credential, whose comments explain its keys.
    ///
    /// People with the same name are one person, and sites with the same name are one site. Identifiers are made from
    /// the names.
    ///
    /// - Parameters:
    ///   - groupsNeeded: how many groups are needed; all of them if `nil`.
    ///   - approvers: the names of the people who may approve an opening; one approval is required.
    /// - Returns: text that `PolicyFile.parse` accepts, provided that names keep to `Policy.Limit`, and that there are
    ///   at most 8 groups with distinct names, each with as many custodians as its threshold's total, at most 32 in all.
    /// - Throws: `SharingError` if there are no groups, or fewer than are needed.
    package static func template(
        organisation: PublicText, account: PublicText, credential: PublicText, kind: CredentialKind = .password,
        groups: [NewGroup], groupsNeeded: Int? = nil, approvers: [PublicText] = []
    ) throws(SharingError) -> String {
        let custodians = groups.flatMap(\.custodians)
        let sites = TemplateNames(custodians.map(\.site), fallback: "site")
        let people = TemplateNames(custodians.map(\.name) + approvers, fallback: "person")
        let rule = try QuorumRule(groupsNeeded: groupsNeeded ?? groups.count, groups: groups.map(\.threshold))
        let first = Credential(
            name: credential, kind: kind, dependsOn: [PolicyIdentifier("network")!],
            groups: groups.map { group in
                Group(
                    name: group.name, threshold: group.threshold,
                    custodians: group.custodians.map {
                        Custodian(
                            person: people.id($0.name), site: sites.id($0.site), container: $0.container,
                            isSealed: $0.isSealed, isSpare: $0.isSpare)
                    })
            }, rule: rule)
        let policy = Policy(
            organisation: organisation, program: nil, emergency: nil, answerGrace: defaultAnswerGrace,
            failureModes: firstFailureModes, sites: sites.entries.map { Site(id: $0.id, name: $0.name) },
            people: people.entries.map { id, name in
                let contact = custodians.first { $0.name == name && $0.contact != nil }?.contact
                return Person(id: id, name: name, contact: contact, left: nil)
            },
            accounts: [
                Account(
                    name: account, failureModes: firstFailureModes.map(\.id),
                    approvers: TemplateNames.unique(approvers).map(people.id), approvals: approvers.isEmpty ? 0 : 1,
                    window: PolicySpan(hours: 4), reviewWithin: PolicySpan(days: 5),
                    drillEvery: Account.defaultDrillEvery, networks: [], cloud: nil,
                    credentials: [first])
            ], keyChange: KeyChange(account: account, credential: credential), notEmergencies: defaultNotEmergencies)
        return policy.explained
    }

    /// The policy as text, with the comments of its keys.
    private var explained: String {
        let lines = Keys.mapping.keys.flatMap { key in
            let lines = key.lines(of: self)
            return lines.first?.hasPrefix("#") == true ? [""] + lines : lines
        }
        return (Self.opening + lines).joined(separator: "\n") + "\n"
    }

    private static let opening = [
        "# What counts as an emergency, who keeps which sheet, and what must follow an opening.",
        "# docs/POLICY.md describes every key. After a change, check this file with `breakglass policy`, then put it into",
        "# force with `breakglass policy --adopt`.",
        "# Anyone who holds the binder can read this file. Do not write secrets in it.",
        "# Lengths of time: 90 d, 4 h, 30 min. Days: 2027-01-31. Identifiers: 1 to 32 characters from a-z, 0-9 and -.",
        "",
    ]

    private static let firstFailureModes = [
        FailureMode(
            "idp-down", "The identity provider is down", normalPath: "Signing in through the identity provider",
            shownBy: "Two people fail to sign in from two networks", breaks: "idp"),
        FailureMode(
            "mfa-down", "The provider of second factors is down",
            normalPath: "Signing in with your own second factor",
            shownBy: "Two people with different devices are refused", breaks: "mfa-provider"),
        FailureMode(
            "policy-lockout", "An access policy has locked all administrators out",
            normalPath: "The role of the administrator on call",
            shownBy: "Two administrators are refused, and the change that caused it is known", breaks: "access-policy"),
        FailureMode(
            "containment", "Administrators' accounts are in an intruder's hands",
            normalPath: "The administrators' own accounts",
            shownBy: "The incident lead has declared the accounts compromised", breaks: "admin-accounts"),
    ]
}

extension Policy.FailureMode {
    /// A failure mode that this program names.
    fileprivate init(_ id: String, _ means: String, normalPath: String, shownBy: String, breaks: String) {
        func text(_ text: String) -> PublicText { try! PublicText(text, limit: Policy.Limit.sentence) }
        self.init(
            id: PolicyIdentifier(id)!, means: text(means), normalPath: text(normalPath), shownBy: text(shownBy),
            breaks: [PolicyIdentifier(breaks)!])
    }
}

/// Makes an identifier for each distinct name.
private struct TemplateNames {
    private(set) var entries: [(id: PolicyIdentifier, name: PublicText)] = []
    private var ids: [NameIdentity: PolicyIdentifier] = [:]

    init(_ names: [PublicText], fallback: String) {
        var taken: Set<String> = []
        for name in Self.unique(names) {
            let base = Self.identifier(name) ?? fallback
            var id = base
            var number = 2
            while !taken.insert(id).inserted {
                let suffix = "-\(number)"
                id = base.prefix(PolicyIdentifier.limit - suffix.count) + suffix
                number += 1
            }
            ids[NameIdentity(name)] = PolicyIdentifier(id)!
            entries.append((PolicyIdentifier(id)!, name))
        }
    }

    func id(_ name: PublicText) -> PolicyIdentifier { ids[NameIdentity(name)]! }

    static func unique(_ names: [PublicText]) -> [PublicText] {
        var seen: Set<NameIdentity> = []
        return names.filter { seen.insert(NameIdentity($0)).inserted }
    }

    /// The name in lower-case Latin letters without accents, with hyphens for everything else; `nil` if nothing usable
    /// is left.
    private static func identifier(_ name: PublicText) -> String? {
        let text = name.description.applyingTransform(.toLatin, reverse: false) ?? name.description
        let plain = text.folding(options: [.diacriticInsensitive, .widthInsensitive], locale: nil).lowercased()
        let words = plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let id = words.joined(separator: "-").prefix(PolicyIdentifier.limit)
        let trimmed = id.hasSuffix("-") ? id.dropLast() : id
        guard let first = trimmed.first, first.isLetter, !PlainScalar.words.contains(String(trimmed)) else {
            return nil
        }
        return String(trimmed)
    }
}
