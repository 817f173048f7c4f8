// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

extension Policy.Custodian {
    /// The keys of a custodian.
    enum Keys {
        static let mapping = PolicyMapping("a custodian", [person, site, container, isSealed, isSpare]) { fields in
            Policy.Custodian(
                person: try fields.required(person), site: try fields.required(site),
                container: try fields.required(container), isSealed: fields[isSealed] ?? false,
                isSpare: fields[isSpare] ?? false)
        }

        static let person = PolicyKey<Policy.Custodian, PolicyIdentifier>(
            "person", .reference(to: .person), "the identifier of the person who keeps the sheet", written: \.person)

        static let site = PolicyKey<Policy.Custodian, PolicyIdentifier>(
            "site", .reference(to: .site), "the identifier of the site where the sheet is kept",
            written: \.site,
            // This line is about the container too.
            changed: { change in
                guard change.old.site != change.new.site || change.old.container != change.new.container else {
                    return []
                }
                let (before, after) = (
                    change.policies.old.place(of: change.old), change.policies.new.place(of: change.new)
                )
                return ["\(change.name): place changed from \(before) to \(after)"]
            })

        static let container = PolicyKey<Policy.Custodian, PublicText>(
            "container", .text(Policy.Limit.container), "what the sheet is kept in at that site", written: \.container)

        static let isSealed = PolicyKey<Policy.Custodian, Bool>(
            "sealed", .flag, "whether the share is locked with the custodian's own passphrase", whenLeftOut: "`false`",
            written: { $0.isSealed ? true : nil },
            changed: { change in
                guard change.old.isSealed != change.new.isSealed else { return [] }
                return ["\(change.name): sheet \(change.new.isSealed ? "now sealed" : "no longer sealed")"]
            })

        static let isSpare = PolicyKey<Policy.Custodian, Bool>(
            "spare", .flag,
            """
            whether the sheet is one that nobody carries, kept apart from the others of its group to replace one that \
            is lost. It counts like any other sheet: the person who keeps it holds a share
            """, whenLeftOut: "`false`",
            written: { $0.isSpare ? true : nil },
            changed: { change in
                guard change.old.isSpare != change.new.isSpare else { return [] }
                return ["\(change.name): sheet \(change.new.isSpare ? "now a spare" : "no longer a spare")"]
            })

        /// The lines about two lists of custodians of a group.
        static func changes(
            _ old: [Policy.Custodian], _ new: [Policy.Custodian], of credential: String, _ group: PublicText,
            in policies: PolicyPair
        ) -> [String] {
            ListDifference(old, new, by: \.person).lines(
                order: "custodians of \(credential), group \(quoted(group))"
            ) {
                "custodian \(policies.old.personName($0.person)) of \(credential) removed from \(quoted(group))"
            } added: {
                "custodian \(policies.new.personName($0.person)) of \(credential) added to \(quoted(group)): "
                    + policies.new.place(of: $0) + ($0.isSealed ? ", sealed" : "") + ($0.isSpare ? ", spare" : "")
            } changed: {
                let name = "custodian \(policies.new.personName($1.person)) of \(credential)"
                return mapping.changes(PolicyChange($0, $1, name: name, in: policies))
            }
        }
    }
}
