// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

extension Policy.Site {
    /// The keys of a site.
    enum Keys {
        static let mapping = PolicyMapping("a site", [id, name]) { fields in
            Policy.Site(id: try fields.required(id), name: try fields.required(name))
        }

        static let id = PolicyKey<Policy.Site, PolicyIdentifier>(
            "id", .declaration(of: .site), "the identifier that custodians' entries use for it; unique", written: \.id)

        static let name = PolicyKey<Policy.Site, PublicText>(
            "name", .text(Policy.Limit.name), "what people call it",
            written: \.name,
            changed: { $0.value("name of \($0.name)", \.name) })

        /// The lines about two lists of sites.
        static func changes(_ old: [Policy.Site], _ new: [Policy.Site], in policies: PolicyPair) -> [String] {
            ListDifference(old, new, by: \.id).lines(order: "sites") {
                "site \($0.id) removed: \(quoted($0.name))"
            } added: {
                "site \($0.id) added: \(quoted($0.name))"
            } changed: {
                mapping.changes(PolicyChange($0, $1, name: "site \($1.id)", in: policies))
            }
        }
    }
}
