// SPDX-License-Identifier: Apache-2.0

import SecretSharing
import ShareEnvelope

extension Policy.Credential {
    /// The keys of a credential.
    enum Keys {
        static let mapping = PolicyMapping("a credential", [name, kind, dependsOn, groupsNeeded, groups]) {
            fields, reader in
            let count = (fields[groups] ?? []).reduce(0) { $0 + $1.custodians.count }
            if count > Manifest.shareLimit { reader.nodes.refuse(fields.node, .tooManyCustodians(count)) }
        } make: { fields in
            let listed = try fields.required(groups)
            return Policy.Credential(
                name: try fields.required(name), kind: try fields.required(kind), dependsOn: fields[dependsOn] ?? [],
                groups: listed,
                rule: try QuorumRule(
                    groupsNeeded: fields[groupsNeeded] ?? fields.listed(groups), groups: listed.map(\.threshold)))
        }

        static let name = PolicyKey<Policy.Credential, PublicText>(
            "name", .text(Policy.Limit.credential),
            "what it is called; unique in the account; appears in the manifest and on every sheet", written: \.name)

        static let kind = PolicyKey<Policy.Credential, Policy.CredentialKind>(
            "kind", .choice, "what it is",
            comment: "password, one-time-password, recovery-codes, key-file, or other",
            written: \.kind,
            changed: { $0.value("kind of \($0.name)", \.kind.rawValue) })

        static let dependsOn = PolicyKey<Policy.Credential, [PolicyIdentifier]>(
            "depends_on", .identifiers(one: "dependency"),
            "what must work for the credential to be of use, in words that you choose",
            whenLeftOut: "not stated",
            comment: "What must work for this credential to be usable. Use the same words in breaks above.",
            written: \.dependsOn,
            changed: { $0.words("what \($0.name) depends on", \.dependsOn) })

        static let groupsNeeded = PolicyKey<Policy.Credential, Int>(
            "groups_needed", .count(of: groups, atMost: Manifest.groupLimit), "how many groups must come together",
            whenLeftOut: "all",
            comment: "How many groups must come together; all of them if left out.", example: "1",
            written: { $0.groupsNeeded == $0.groups.count ? nil : $0.groupsNeeded },
            changed: { $0.value("groups needed of \($0.name)", \.groupsNeeded) })

        static let groups = PolicyKey<Policy.Credential, [Policy.Group]>(
            "groups",
            .entries(
                of: Policy.Group.Keys.mapping, atMost: Manifest.groupLimit, unique: ("group", { $0.name })),
            "groups of custodians, with at most \(Manifest.shareLimit) custodians in all",
            comment: """
                threshold: how many of the group's custodians are needed. Each entry under custodians is one sheet:
                  site, container   where it is kept; sheets that are kept together are stolen together
                  sealed: true      the share is locked with the custodian's own passphrase
                  spare: true       the sheet is kept apart, and replaces one that is lost
                """,
            written: \.groups,
            changed: {
                Policy.Group.Keys.changes($0.old.groups, $0.new.groups, of: $0.name, in: $0.policies)
            },
            loosened: looserGroups)

        /// The lines about two lists of credentials of an account.
        static func changes(
            _ old: [Policy.Credential], _ new: [Policy.Credential], of account: String, in policies: PolicyPair
        ) -> [String] {
            func name(_ credential: Policy.Credential) -> String { "\(account) / \(quoted(credential.name))" }
            return ListDifference(old, new, by: \.name).lines(order: "credentials of \(account)") {
                "credential \(name($0)) (\($0.kind.rawValue)) removed, with \($0.custodians.counted("custodian"))"
            } added: {
                "credential \(name($0)) (\($0.kind.rawValue)) added: \(rule($0))"
            } changed: {
                mapping.changes(PolicyChange($0, $1, name: name($1), in: policies))
            } inside: { credential in
                // The line about the credential has told of its groups.
                credential.groups.flatMap {
                    Policy.Custodian.Keys.changes([], $0.custodians, of: name(credential), $0.name, in: policies)
                }
            }
        }

        private static func rule(_ credential: Policy.Credential) -> String {
            let groups = credential.groups.map { group in
                "\(group.threshold.needed) of \(group.threshold.total) in \(quoted(group.name))"
            }
            return credential.groupsNeeded == groups.count
                ? groups.joined(separator: " and ")
                : "any \(credential.groupsNeeded) of: " + groups.joined(separator: ", ")
        }

        @Sendable
        private static func looserGroups(_ old: Policy.Credential, _ new: Policy.Credential) -> [String] {
            let left = Set(new.groups.map(\.name))
            var lines = old.groups.map(\.name).filter { !left.contains($0) }.map {
                "group \($0) of \(new.name) is no longer planned"
            }
            // One more group, without one more group needed, is one more way in.
            let spare = new.groups.count - new.groupsNeeded
            if spare > old.groups.count - old.groupsNeeded, new.groupsNeeded >= old.groupsNeeded {
                lines.append("one more group may open \(new.name) in place of another")
            }
            if new.groupsNeeded < old.groupsNeeded { lines.append("fewer groups open \(new.name)") }
            return lines
        }
    }
}
