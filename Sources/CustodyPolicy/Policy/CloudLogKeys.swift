// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

extension Policy.CloudLog {
    /// The keys of `cloud`.
    enum Keys {
        static let mapping = PolicyMapping(
            "cloud",
            [
                provider, accounts, identities, regions, endpoints, agents, trails, buckets, secrets, alerts,
                alertWithin,
            ]
        ) { fields in
            Policy.CloudLog(
                provider: try fields.required(provider), accounts: try fields.required(accounts),
                identities: try fields.required(identities), regions: fields[regions] ?? [],
                endpoints: fields[endpoints] ?? [], agents: fields[agents] ?? [], trails: fields[trails] ?? [],
                buckets: fields[buckets] ?? [], secrets: fields[secrets] ?? [], alerts: fields[alerts] ?? [],
                alertWithin: fields[alertWithin])
        }

        static let provider = PolicyKey<Policy.CloudLog, Provider>(
            "provider", .choice, "whose audit log it is",
            written: \.provider,
            changed: { $0.value("provider of \($0.name)") { $0.provider.rawValue } })

        static let accounts = PolicyKey<Policy.CloudLog, [PublicText]>(
            "accounts", .patterns(.account, atLeast: 1), "the accounts of the cloud, of 12 digits, in quotation marks",
            written: \.accounts,
            changed: { $0.words("cloud accounts of \($0.name)", \.accounts) })

        static let identities = PolicyKey<Policy.CloudLog, [PublicText]>(
            "identities", .patterns(.identity, atLeast: 1), "the root, users, and roles that the credentials open",
            written: \.identities,
            changed: { $0.words("cloud identities of \($0.name)", \.identities) },
            loosened: { old, new in gone(old.identities, new.identities, "is no longer watched") })

        static let regions = PolicyKey<Policy.CloudLog, [PublicText]>(
            "regions", .patterns(.region), "where a sign-in is expected", whenLeftOut: "any",
            written: \.regions,
            changed: { $0.words("regions of \($0.name)", \.regions) })

        static let endpoints = PolicyKey<Policy.CloudLog, [PublicText]>(
            "endpoints", .patterns(.endpoint), "from where use is expected, beside the account's networks",
            whenLeftOut: "none",
            written: \.endpoints,
            changed: { $0.words("endpoints of \($0.name)", \.endpoints) })

        static let agents = PolicyKey<Policy.CloudLog, [PublicText]>(
            "agents", .texts(Policy.Limit.name, one: "user agent"), "how the expected user agents begin",
            whenLeftOut: "any",
            written: \.agents,
            changed: { $0.words("user agents of \($0.name)", \.agents) })

        static let trails = PolicyKey<Policy.CloudLog, [PublicText]>(
            "trails", .patterns(.trail), "the trails that record use", whenLeftOut: "not stated",
            written: \.trails,
            changed: { $0.words("trails of \($0.name)", \.trails) },
            loosened: { old, new in gone(old.trails, new.trails, "is no longer watched") })

        static let buckets = PolicyKey<Policy.CloudLog, [PublicText]>(
            "buckets", .patterns(.bucket), "the buckets that hold the logs", whenLeftOut: "not stated",
            written: \.buckets,
            changed: { $0.words("log buckets of \($0.name)", \.buckets) },
            loosened: { old, new in gone(old.buckets, new.buckets, "is no longer watched") })

        static let secrets = PolicyKey<Policy.CloudLog, [PublicText]>(
            "secrets", .patterns(.secret), "secrets in the cloud that hold the credential or a part of it",
            whenLeftOut: "none",
            written: \.secrets,
            changed: { $0.words("cloud secrets of \($0.name)", \.secrets) },
            loosened: { old, new in gone(old.secrets, new.secrets, "is no longer watched") })

        static let alerts = PolicyKey<Policy.CloudLog, [PublicText]>(
            "alerts", .texts(Policy.Limit.channel, one: "channel"),
            "where the alert of a use arrives: the ARN of a topic, an address",
            whenLeftOut: "not stated",
            written: \.alerts,
            changed: { $0.words("alert channels of \($0.name)", \.alerts) },
            loosened: { old, new in gone(old.alerts, new.alerts, "no longer gets the alert") })

        static let alertWithin = PolicyKey<Policy.CloudLog, PolicySpan>(
            "alert_within", .span, "how soon after a use its alert must arrive", whenLeftOut: "not stated",
            written: \.alertWithin,
            changed: { $0.value("alert deadline of \($0.name)", \.alertWithin) },
            loosened: { $1.alertWithin.isLonger(than: $0.alertWithin) ? ["alerts may come later"] : [] })

        /// What a shorter list of things that are watched loosens.
        private static func gone(_ old: [PublicText], _ new: [PublicText], _ what: String) -> [String] {
            old.filter { !new.contains($0) }.map { "\($0) \(what)" }
        }

        /// The lines about the cloud log of one account.
        static func changes(_ change: PolicyChange<Policy.Account>) -> [String] {
            switch (change.old.cloud, change.new.cloud) {
            case (nil, nil): []
            case (nil, let new?): ["audit log of \(change.name) added: \(names(new))"]
            case (let old?, nil): ["audit log of \(change.name) removed: \(names(old))"]
            case (let old?, let new?):
                mapping.changes(PolicyChange(old, new, name: change.name, in: change.policies))
            }
        }

        private static func names(_ log: Policy.CloudLog) -> String {
            log.identities.map(\.description).joined(separator: ", ")
        }

        /// What a new cloud log requires less than the one before.
        static func loosenings(_ old: Policy.Account, _ new: Policy.Account) -> [String] {
            switch (old.cloud, new.cloud) {
            case (nil, _): []
            case (_?, nil): ["use in the cloud is no longer watched"]
            case (let old?, let new?): mapping.loosenings(old, new)
            }
        }
    }
}
