// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

extension Policy.Person {
    /// The keys of a person.
    enum Keys {
        static let mapping = PolicyMapping("a person", [id, name, contact, left]) { fields in
            Policy.Person(
                id: try fields.required(id), name: try fields.required(name), contact: fields[contact],
                left: fields[left])
        }

        static let id = PolicyKey<Policy.Person, PolicyIdentifier>(
            "id", .declaration(of: .person), "the identifier that the rest of the policy uses for the person; unique",
            written: \.id)

        static let name = PolicyKey<Policy.Person, PublicText>(
            "name", .personName, "the name on paper, with at least one letter",
            written: \.name,
            changed: { $0.value("name of person \($0.old.id)", \.name) })

        static let contact = PolicyKey<Policy.Person, PublicText>(
            "contact", .text(Policy.Limit.contact), "how to reach the person, including at night",
            whenLeftOut: "not stated",
            example: "a phone number that is answered at night",
            written: \.contact,
            changed: { $0.value("contact of \($0.name)", \.contact) })

        static let left = PolicyKey<Policy.Person, CalendarDay>(
            "left", .day,
            """
            the first day on which the person no longer belongs to the organization; keep the entry, because older \
            ledger entries refer to it; `breakglass people leave` writes this key
            """, whenLeftOut: "has not left",
            written: \.left,
            changed: { $0.value("day of leaving of \($0.name)", \.left) })

        /// The lines about two lists of people.
        static func changes(_ old: [Policy.Person], _ new: [Policy.Person], in policies: PolicyPair) -> [String] {
            ListDifference(old, new, by: \.id).lines(order: "people") {
                "person \(quoted($0.name)) (\($0.id)) removed"
            } added: {
                "person \(quoted($0.name)) (\($0.id)) added" + ($0.left.map { ", left on \($0)" } ?? "")
            } changed: {
                mapping.changes(PolicyChange($0, $1, name: quoted($1.name), in: policies))
            }
        }
    }
}
