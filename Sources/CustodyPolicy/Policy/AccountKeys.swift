// SPDX-License-Identifier: Apache-2.0

import NetworkRanges
import ShareEnvelope

extension Policy.Account {
    /// The keys of an account.
    enum Keys {
        static let mapping = PolicyMapping(
            "an account",
            [
                name, failureModes, approvers, approvals, window, reviewWithin, drillEvery, networks, cloud,
                credentials,
            ]
        ) { fields, reader in
            guard let wanted = fields[approvals], let node = fields.node(of: approvals) else { return }
            let listed = fields.listed(approvers)
            if wanted > listed { reader.nodes.refuse(node, .approvals(wanted, approvers: listed)) }
        } make: { fields in
            Policy.Account(
                name: try fields.required(name), failureModes: fields[failureModes] ?? [],
                approvers: fields[approvers] ?? [], approvals: fields[approvals] ?? min(1, fields.listed(approvers)),
                window: fields[window], reviewWithin: fields[reviewWithin],
                drillEvery: fields[drillEvery] ?? Policy.Account.defaultDrillEvery, networks: fields[networks] ?? [],
                cloud: fields[cloud],
                credentials: try fields.required(credentials))
        }

        static let name = PolicyKey<Policy.Account, PublicText>(
            "name", .text(Policy.Limit.name), "the label on every sheet; unique", written: \.name)

        static let failureModes = PolicyKey<Policy.Account, [PolicyIdentifier]>(
            "failure_modes", .references(to: .failureMode), "which failures justify opening it", whenLeftOut: "none",
            comment: "Which of the failures above justify opening this account.",
            written: \.failureModes,
            changed: { $0.words("failure modes of \($0.name)", \.failureModes) })

        static let approvers = PolicyKey<Policy.Account, [PolicyIdentifier]>(
            "approvers", .references(to: .person), "people who may approve an opening", whenLeftOut: "nobody",
            comment: "Who may approve an opening, by identifier. Choose people who keep no sheet of this account.",
            example: "[first-person, second-person]",
            written: \.approvers,
            changed: { change in
                change.words(
                    "approvers of \(change.name)", change.old.approvers.map(change.policies.old.personName),
                    change.new.approvers.map(change.policies.new.personName))
            },
            loosened: { old, new in
                old.approvers.filter { !new.approvers.contains($0) }.map { "\($0) may no longer approve" }
            })

        static let approvals = PolicyKey<Policy.Account, Int>(
            "approvals", .number(0...Policy.Limit.list), "how many of them must approve; 0 to the number of approvers",
            whenLeftOut: "1, or 0 without approvers",
            comment: "How many of them must approve.", example: "1",
            written: { $0.approvers.isEmpty ? nil : $0.approvals },
            changed: { $0.value("approvals of \($0.name)", \.approvals) },
            loosened: { old, new in
                new.approvals < old.approvals ? ["\(new.approvals) approvals instead of \(old.approvals)"] : []
            })

        static let window = PolicyKey<Policy.Account, PolicySpan>(
            "window", .span, "how long an opening lasts", whenLeftOut: "no end",
            comment: "How long an opening lasts. Any use after that is a finding.",
            written: \.window,
            changed: { $0.value("window of \($0.name)", \.window) },
            loosened: { $1.window.isLonger(than: $0.window) ? ["a longer window"] : [] })

        static let reviewWithin = PolicyKey<Policy.Account, PolicySpan>(
            "review_within", .span, "how soon after the opening its review is due", whenLeftOut: "never",
            comment: "How soon after the opening its review is due.",
            written: \.reviewWithin,
            changed: { $0.value("review deadline of \($0.name)", \.reviewWithin) },
            loosened: { $1.reviewWithin.isLonger(than: $0.reviewWithin) ? ["a later review"] : [] })

        static let drillEvery = PolicyKey<Policy.Account, PolicySpan>(
            "drill_every", .span, "how often each custodian must prove that they hold the sheet",
            whenLeftOut: Policy.Account.defaultDrillEvery.description,
            comment: "How often each custodian must prove that they hold the sheet.",
            written: \.drillEvery,
            changed: { $0.value("drill interval of \($0.name)", \.drillEvery) },
            loosened: { $1.drillEvery > $0.drillEvery ? ["fewer drills"] : [] })

        static let networks = PolicyKey<Policy.Account, [NetworkRange]>(
            "networks", .networks,
            "from where use is expected, in CIDR notation with no bits set beyond the prefix",
            whenLeftOut: "not stated",
            comment: """
                The networks from which use is expected. Have your audit-log monitoring report use from any other.
                """,
            example: #"[192.0.2.0/24, "2001:db8::/32"]"#,
            written: \.networks,
            changed: { $0.words("networks of \($0.name)", \.networks) })

        static let cloud = PolicyKey<Policy.Account, Policy.CloudLog>(
            "cloud", .mapping(Policy.CloudLog.Keys.mapping),
            "where its audit log is and what use looks like there, for `glasswatch`",
            whenLeftOut: "not stated",
            comment: """
                Where the audit log of the account is, and what use of it looks like there. `glasswatch audit` holds the log
                against the ledger. More keys: regions, endpoints, agents, trails, buckets, secrets, alerts, alert_within.
                """,
            example:
                #"{provider: aws, accounts: ["111122223333"], identities: ["arn:aws:iam::111122223333:root"]}"#,
            written: \.cloud,
            changed: { Policy.CloudLog.Keys.changes($0) },
            loosened: { Policy.CloudLog.Keys.loosenings($0, $1) })

        static let credentials = PolicyKey<Policy.Account, [Policy.Credential]>(
            "credentials", .entries(of: Policy.Credential.Keys.mapping, unique: ("credential", { $0.name })),
            "what it takes to use the account",
            comment: """
                What it takes to use the account. A password and its second factor are two credentials. Different people
                keep them, at different sites.
                """,
            written: \.credentials,
            changed: {
                Policy.Credential.Keys.changes($0.old.credentials, $0.new.credentials, of: $0.name, in: $0.policies)
            })

        /// The lines about two lists of accounts.
        static func changes(_ old: [Policy.Account], _ new: [Policy.Account], in policies: PolicyPair) -> [String] {
            ListDifference(old, new, by: \.name).lines(order: "accounts") {
                "account \(quoted($0.name)) removed, with \($0.credentials.counted("credential"))"
            } added: {
                "account \(quoted($0.name)) added, with \($0.credentials.counted("credential"))"
            } changed: {
                mapping.changes(PolicyChange($0, $1, name: quoted($1.name), in: policies))
            } inside: {
                Policy.Credential.Keys.changes([], $0.credentials, of: quoted($0.name), in: policies)
            }
        }
    }
}
