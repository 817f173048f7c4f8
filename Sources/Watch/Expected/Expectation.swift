// SPDX-License-Identifier: Apache-2.0
//
// What the policy says about one emergency account in the cloud.

package import CloudTrail

/// What is expected of one emergency account: who it is in the log, and from where and how it is used.
package struct Expectation: Sendable {
    /// The account's name in the policy, which an opening names too.
    package var account: String
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

    /// The cloud provider.
    enum Provider: String, CaseIterable {
        case aws
    }

    /// Reads an account of docs/OPENINGS.md. Only identities are required.
    package init(_ value: JSONValue, at place: String) throws(OpeningsFault) {
        let members = try StatedMembers(
            value, at: place,
            known: [
                "account", "provider", "accounts", "identities", "regions", "networks", "agents", "trails", "buckets",
                "secrets", "alerts", "ways",
            ])
        account = try members.text("account") ?? ""
        _ = try members.word("provider", of: Provider.self)
        accounts = try members.texts("accounts")
        identities = try members.texts("identities")
        guard !identities.isEmpty else { throw members.fault("identities", "this lists no identity") }
        regions = try members.texts("regions")
        networks = try members.texts("networks")
        agents = try members.texts("agents")
        trails = try members.texts("trails")
        buckets = try members.texts("buckets")
        secrets = try members.texts("secrets")
        // Only an alert depends on the ways that there are.
        _ = try members.texts("ways")
        alertChannels = []
        guard members.has("alerts") else { return }
        let alerts = try StatedMembers(
            members.value("alerts"), at: members.place(of: "alerts"), known: ["channels", "within"])
        alertChannels = try alerts.texts("channels")
        alertSeconds = try alerts.number("within", from: 1)
    }

    /// Reads a list of accounts, as `--expect` takes it.
    ///
    /// - Throws: the first thing that is wrong with it, and where.
    package static func list(_ document: [UInt8]) throws(OpeningsFault) -> [Expectation] {
        guard case .array(let elements) = try JSONValue(openings: document) else {
            throw OpeningsFault(place: "the beginning", message: "this is no list")
        }
        var list: [Expectation] = []
        for (number, element) in elements.enumerated() {
            list.append(try Expectation(element, at: "[\(number)]"))
        }
        return list
    }
}
