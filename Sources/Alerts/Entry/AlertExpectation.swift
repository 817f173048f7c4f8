// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// What the policy says about one account's identities and their alert.
package struct AlertExpectation: Hashable, Sendable {
    /// The account's name in the policy.
    package var name: String
    package var identities: [EntryIdentity]
    /// Where a sign-in or a call is expected, besides the regions of the global endpoints.
    package var regions: [String]
    /// Topics' ARNs, addresses of mail, and anything else that the policy calls a channel.
    package var channels: [String]
    /// How many seconds an alert may take.
    package var within: Int?
    /// The only ways that are there; nil if nothing says so.
    package var ways: Set<EntryWay>?

    package init(
        name: String, identities: [EntryIdentity], regions: [String] = [], channels: [String] = [],
        within: Int? = nil, ways: Set<EntryWay>? = nil
    ) {
        self.name = name
        self.identities = identities
        self.regions = regions
        self.channels = channels
        self.within = within
        self.ways = ways
    }

    /// Reads an account of docs/OPENINGS.md, of which only `identities` is required.
    ///
    /// - Throws: an error that names the key.
    package init(_ value: JSONValue) throws(AlertsError) {
        guard case .object(let members) = value else { throw AlertsError("an account is a JSON object") }
        self.init(name: "", identities: [])
        for member in members {
            switch member.key {
            case "account": name = member.value.text ?? ""
            case "identities":
                for text in try Self.texts(member.value, at: member.key) {
                    do throws(AlertsError) { identities.append(try EntryIdentity(text)) } catch {
                        throw AlertsError(error.message, at: "identities", hint: error.hint)
                    }
                }
            case "regions": regions = try Self.texts(member.value, at: member.key)
            case "alerts": try readAlerts(member.value)
            case "ways": ways = try Self.ways(member.value)
            // What only the log is compared with.
            case "provider", "accounts", "networks", "agents", "trails", "buckets", "secrets": continue
            default: throw AlertsError("no member has this name here", at: member.key)
            }
        }
        guard !identities.isEmpty else { throw AlertsError("no identity is listed", at: "identities") }
    }

    /// Reads one account from a file: what `breakglass ledger verify --openings` prints, a list of accounts, or one.
    ///
    /// - Parameter account: the account's name; nil if there is only one.
    /// - Throws: an error that names the key, or the accounts to choose from.
    package init(_ value: JSONValue, account: String?) throws(AlertsError) {
        let accounts: [JSONValue]
        switch (value, value["accounts"]) {
        case (.array(let elements), _): accounts = elements
        case (_, .array(let elements)?) where value["identities"] == nil: accounts = elements
        default: accounts = [value]
        }
        let chosen = accounts.filter { account == nil || $0.text(at: "account") == account }
        guard chosen.count == 1 else {
            let names = accounts.compactMap { $0.text(at: "account") }.joined(separator: ", ")
            let message =
                accounts.isEmpty
                ? "no account says where its log is"
                : chosen.isEmpty ? "there is no such account" : "there are several accounts"
            throw AlertsError(
                message, hint: accounts.isEmpty ? "the section cloud of the policy says it" : "accounts: \(names)")
        }
        try self.init(chosen[0])
    }

    private mutating func readAlerts(_ value: JSONValue) throws(AlertsError) {
        guard case .object(let members) = value else { throw AlertsError("this is an object", at: "alerts") }
        for member in members {
            switch member.key {
            case "channels": channels += try Self.texts(member.value, at: "alerts.channels")
            case "within": within = try Self.seconds(member.value, at: "alerts.within")
            default: throw AlertsError("no member has this name here", at: "alerts.\(member.key)")
            }
        }
    }

    private static func ways(_ value: JSONValue) throws(AlertsError) -> Set<EntryWay> {
        var ways: Set<EntryWay> = []
        for text in try texts(value, at: "ways") {
            guard let way = EntryWay(rawValue: text) else {
                let known = EntryWay.allCases.map { $0.rawValue }.joined(separator: ", ")
                throw AlertsError("there is no way \(text)", at: "ways", hint: "there are \(known)")
            }
            ways.insert(way)
        }
        return ways
    }

    private static func seconds(_ value: JSONValue, at place: String) throws(AlertsError) -> Int {
        guard case .number(let digits) = value, let seconds = Int(digits), seconds > 0 else {
            throw AlertsError("this is a number of seconds", at: place)
        }
        return seconds
    }

    private static func texts(_ value: JSONValue, at place: String) throws(AlertsError) -> [String] {
        guard case .array(let elements) = value else { throw AlertsError("this is a list of texts", at: place) }
        var texts: [String] = []
        for element in elements {
            guard case .string(let text) = element else { throw AlertsError("this is a list of texts", at: place) }
            texts.append(text)
        }
        return texts
    }

    /// The only account whose identities are declared, which a template may name by `AWS::AccountId`.
    package var onlyAccount: String? {
        let accounts = Set(identities.map { $0.account })
        return accounts.count == 1 ? accounts.first : nil
    }
}
