// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// What the policy says about one account's identities and their alert.
package struct AlertExpectation: Hashable, Sendable {
    /// The account's name in the policy.
    package var name: String
    package var identities: [DeclaredIdentity]
    /// Where a sign-in or a call is expected, besides the regions of the global endpoints.
    package var regions: [String]
    /// Topics' ARNs, addresses of mail, and anything else that the policy calls a channel.
    package var channels: [String]
    /// How many seconds an alert may take.
    package var within: Int?
    /// The only ways that are there; nil if nothing says so.
    package var ways: Set<EntryWay>?

    package init(
        name: String, identities: [DeclaredIdentity], regions: [String] = [], channels: [String] = [],
        within: Int? = nil, ways: Set<EntryWay>? = nil
    ) {
        self.name = name
        self.identities = identities
        self.regions = regions
        self.channels = channels
        self.within = within
        self.ways = ways
    }

    /// Reads a JSON object with the keys that `cloud:` has in a policy, of which only `identities` is required, and
    /// `account` and `ways`.
    ///
    /// - Throws: an error that names the key.
    package init(_ value: JSONValue) throws(AlertsError) {
        guard case .object(let members) = value else { throw AlertsError("what is expected is a JSON object") }
        self.init(name: "", identities: [])
        for member in members {
            switch member.key {
            case "account": name = member.value.text ?? ""
            case "identities":
                for text in try Self.texts(member) {
                    do throws(AlertsError) { identities.append(try DeclaredIdentity(text)) } catch {
                        throw AlertsError(error.message, at: "identities", hint: error.hint)
                    }
                }
            case "regions": regions = try Self.texts(member)
            case "alerts": try readAlerts(member)
            case "alert_within": within = try Self.seconds(member.value, at: member.key)
            case "ways":
                var ways: Set<EntryWay> = []
                for text in try Self.texts(member) {
                    guard let way = EntryWay(rawValue: text) else {
                        let known = EntryWay.allCases.map { $0.rawValue }.joined(separator: ", ")
                        throw AlertsError("there is no way \(text)", at: member.key, hint: "there are \(known)")
                    }
                    ways.insert(way)
                }
                self.ways = ways
            case "provider", "accounts", "endpoints", "networks", "agents", "trails", "buckets", "secrets": continue
            default: throw AlertsError("there is no key \(member.key)", at: member.key)
            }
        }
        guard !identities.isEmpty else { throw AlertsError("no identity is listed", at: "identities") }
    }

    /// A list of channels, or an object with one channel and the deadline.
    private mutating func readAlerts(_ member: JSONValue.Member) throws(AlertsError) {
        guard case .object(let inner) = member.value else { return channels = try Self.texts(member) }
        for one in inner {
            switch (one.key, one.value) {
            case ("channel", .string(let channel)): channels = [channel]
            case ("within", let seconds): within = try Self.seconds(seconds, at: "alerts.within")
            default: throw AlertsError("an object has channel, a text, and within", at: "alerts.\(one.key)")
            }
        }
    }

    private static func seconds(_ value: JSONValue, at place: String) throws(AlertsError) -> Int {
        guard case .number(let digits) = value, let seconds = Int(digits), seconds > 0 else {
            throw AlertsError("this is a number of seconds", at: place)
        }
        return seconds
    }

    private static func texts(_ member: JSONValue.Member) throws(AlertsError) -> [String] {
        guard case .array(let elements) = member.value else {
            throw AlertsError("this is a list of texts", at: member.key)
        }
        var texts: [String] = []
        for element in elements {
            guard case .string(let text) = element else {
                throw AlertsError("this is a list of texts", at: member.key)
            }
            texts.append(text)
        }
        return texts
    }

    /// Reads one such object, or the one for an account from a list of them.
    ///
    /// - Parameter account: the account's name; nil if the list has only one.
    /// - Throws: an error that names the key, or the accounts to choose from.
    package init(_ value: JSONValue, account: String?) throws(AlertsError) {
        guard case .array(let elements) = value else {
            try self.init(value)
            guard account == nil || account == name else {
                throw AlertsError("this is the account \(name)", at: "account")
            }
            return
        }
        let chosen = elements.filter { account == nil || $0.text(at: "account") == account }
        guard chosen.count == 1 else {
            let names = elements.compactMap { $0.text(at: "account") }.joined(separator: ", ")
            throw AlertsError(
                chosen.isEmpty ? "there is no such account" : "there are several accounts", at: "account",
                hint: "give --account with one of \(names)")
        }
        try self.init(chosen[0])
    }

    /// The only account whose identities are declared, which a template may name by `AWS::AccountId`.
    package var onlyAccount: String? {
        let accounts = Set(identities.map { $0.account })
        return accounts.count == 1 ? accounts.first : nil
    }
}
