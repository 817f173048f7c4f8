// SPDX-License-Identifier: Apache-2.0

import SecretSharing
import ShareEnvelope

extension Policy.Group {
    /// The keys of a group.
    enum Keys {
        static let mapping = PolicyMapping("a group", [name, threshold, custodians]) { fields in
            let listed = try fields.required(custodians)
            return Policy.Group(
                name: try fields.required(name),
                threshold: try Threshold(try fields.required(threshold), of: listed.count), custodians: listed)
        }

        static let name = PolicyKey<Policy.Group, PublicText>(
            "name", .text(Policy.Limit.group), "what it is called; unique in the credential", written: \.name)

        static let threshold = PolicyKey<Policy.Group, Int>(
            "threshold", .count(of: custodians, atMost: Manifest.shareLimit),
            "how many of its custodians are needed",
            written: \.threshold.needed,
            changed: { $0.value("quorum of \($0.credential), group \($0.name)", \.threshold.needed) },
            loosened: { old, new in
                new.threshold.needed < old.threshold.needed
                    ? ["\(new.threshold.needed) of \(new.name) instead of \(old.threshold.needed)"] : []
            })

        static let custodians = PolicyKey<Policy.Group, [Policy.Custodian]>(
            "custodians", .entries(of: Policy.Custodian.Keys.mapping, atMost: Manifest.shareLimit),
            "one entry for each sheet, in the order of the shares",
            written: \.custodians,
            changed: {
                Policy.Custodian.Keys.changes(
                    $0.old.custodians, $0.new.custodians, of: $0.credential, $0.new.name, in: $0.policies)
            })

        /// The lines about two lists of groups of a credential.
        static func changes(
            _ old: [Policy.Group], _ new: [Policy.Group], of credential: String, in policies: PolicyPair
        ) -> [String] {
            ListDifference(old, new, by: \.name).lines(order: "groups of \(credential)") {
                "group \(quoted($0.name)) of \(credential) removed, with \($0.custodians.counted("custodian"))"
            } added: {
                "group \(quoted($0.name)) of \(credential) added: \($0.threshold.needed) of \($0.threshold.total)"
            } changed: {
                mapping.changes(PolicyChange($0, $1, name: quoted($1.name), credential: credential, in: policies))
            } inside: {
                Policy.Custodian.Keys.changes([], $0.custodians, of: credential, $0.name, in: policies)
            }
        }
    }
}
