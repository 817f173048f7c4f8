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
    ///   1…8 groups with distinct names, each with as many custodians as its threshold's total, at most 32 in all.
    package static func template(
        organisation: PublicText, account: PublicText, credential: PublicText, kind: CredentialKind = .password,
        groups: [NewGroup], groupsNeeded: Int? = nil, approvers: [PublicText] = []
    ) -> String {
        let custodians = groups.flatMap(\.custodians)
        let sites = TemplateNames(custodians.map(\.site), fallback: "site")
        let people = TemplateNames(custodians.map(\.name) + approvers, fallback: "person")
        var lines = TemplateText.opening(organisation)
        lines += TemplateText.sites
        lines += sites.entries.map { "  - {id: \($0.id), name: \(TemplateText.scalar($0.name))}" }
        lines += TemplateText.people
        for (id, name) in people.entries {
            lines += ["  - id: \(id)", "    name: \(TemplateText.scalar(name))"]
            let contact = custodians.first { $0.name == name && $0.contact != nil }?.contact
            lines.append(
                contact.map { "    contact: \(TemplateText.scalar($0))" }
                    ?? "    # contact: a phone number that is answered at night")
        }
        lines += TemplateText.account(
            account, approvers: TemplateNames.unique(approvers).map(people.id))
        lines += TemplateText.credential(
            credential, kind: kind, groupsNeeded: groupsNeeded.flatMap { $0 == groups.count ? nil : $0 })
        for group in groups {
            lines += ["          - name: \(TemplateText.scalar(group.name))"]
            lines += ["            threshold: \(group.threshold.needed)", "            custodians:"]
            for custodian in group.custodians {
                lines += [
                    "              - person: \(people.id(custodian.name))",
                    "                site: \(sites.id(custodian.site))",
                    "                container: \(TemplateText.scalar(custodian.container))",
                ]
                if custodian.isSealed { lines.append("                sealed: true") }
                if custodian.isSpare { lines.append("                spare: true") }
            }
        }
        lines += TemplateText.closing(account: account, credential: credential)
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Makes an identifier for each distinct name.
private struct TemplateNames {
    private(set) var entries: [(id: String, name: PublicText)] = []
    private var ids: [NameIdentity: String] = [:]

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
            ids[NameIdentity(name)] = id
            entries.append((id, name))
        }
    }

    func id(_ name: PublicText) -> String { ids[NameIdentity(name)]! }

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
