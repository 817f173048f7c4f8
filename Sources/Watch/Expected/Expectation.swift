// SPDX-License-Identifier: Apache-2.0
//
// What the policy says about one emergency account in the cloud. A plain value: the program fills it from the policy,
// tests fill it from a scenario.

/// What is expected of one emergency account: who it is in the log, and from where and how it is used.
package struct Expectation: Sendable, Decodable {
    /// The account's name in the policy, which an opening names too.
    package var account: String
    /// The cloud provider; `aws` is the only one so far.
    package var provider: String
    /// The cloud's account ids; AWS: 12 digits.
    package var accounts: [String]
    /// ARNs of root, users, roles and role sessions.
    package var identities: [String]
    /// Regions in which a sign-in may land; empty: any.
    package var regions: [String]
    /// Ranges in CIDR notation and ids of VPC endpoints; empty: any.
    package var networks: [String]
    /// Beginnings of user agents; empty: any.
    package var agents: [String]
    /// ARNs of the trails that record the account.
    package var trails: [String]
    /// Names of the buckets that hold the logs.
    package var buckets: [String]
    /// ARNs of the custody secrets; reading one is a use.
    package var secrets: [String]
    /// Where the alert of a use arrives.
    package var alertChannels: [String]
    /// How many seconds the alert may take; `nil` if the policy does not say.
    package var alertSeconds: Int?

    /// An expectation of these identities that declares nothing else.
    package init(account: String, accounts: [String], identities: [String]) {
        self.account = account
        provider = "aws"
        self.accounts = accounts
        self.identities = identities
        regions = []
        networks = []
        agents = []
        trails = []
        buckets = []
        secrets = []
        alertChannels = []
    }

    private enum Key: String, CodingKey {
        case account, provider, accounts, identities, regions, networks, agents, trails, buckets, secrets, alerts
    }

    private struct Alerts: Decodable {
        var channel: String?
        var channels: [String]?
        var within: Int?
    }

    /// Reads an account of docs/OPENINGS.md. Only identities are required.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func list(_ key: Key) throws -> [String] { try container.decodeIfPresent([String].self, forKey: key) ?? [] }
        account = try container.decodeIfPresent(String.self, forKey: .account) ?? ""
        provider = try container.decodeIfPresent(String.self, forKey: .provider) ?? "aws"
        accounts = try list(.accounts)
        identities = try container.decode([String].self, forKey: .identities)
        regions = try list(.regions)
        networks = try list(.networks)
        agents = try list(.agents)
        trails = try list(.trails)
        buckets = try list(.buckets)
        secrets = try list(.secrets)
        let alerts = try container.decodeIfPresent(Alerts.self, forKey: .alerts)
        alertChannels = (alerts?.channels ?? []) + [alerts?.channel].compactMap(\.self)
        alertSeconds = alerts?.within
    }
}
