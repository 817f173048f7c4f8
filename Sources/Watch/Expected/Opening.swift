// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// One opening of the ledger: who may use which emergency account, from when, until when, and why.
package struct Opening: Sendable, Hashable, Decodable {
    /// What the opening is for.
    package enum Kind: String, Sendable, Decodable {
        case emergency, practice, drill, rehearsal
    }

    /// The ledger entry that began it: `17`, or `17.3` in a merged journal.
    package var index: String
    /// The account's name in the policy.
    package var account: String
    package var kind: Kind
    /// When its window begins.
    package var from: EventTime
    /// When its window ends; `nil` while it is open.
    package var until: EventTime?
    /// Who took part, as the ledger names them.
    package var people: [String]
    /// Whether a quorum of shares consented to it; what only the ledger says can cover nothing.
    package var isAgreed: Bool

    /// An opening of these values.
    package init(
        index: String, account: String, kind: Kind, from: EventTime, until: EventTime?, people: [String],
        isAgreed: Bool = true
    ) {
        self.index = index
        self.account = account
        self.kind = kind
        self.from = from
        self.until = until
        self.people = people
        self.isAgreed = isAgreed
    }

    private enum Key: String, CodingKey {
        case index, account, kind, from, until, people, backing
    }

    /// Reads an opening with times such as `2026-03-01T02:00:00Z`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func time(_ key: Key) throws -> EventTime? {
            guard let text = try container.decodeIfPresent(String.self, forKey: key) else { return nil }
            guard let time = EventTime(text) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container, debugDescription: "not a time like 2026-03-01T02:00:00Z")
            }
            return time
        }
        guard let from = try time(.from) else {
            throw DecodingError.keyNotFound(
                Key.from, .init(codingPath: decoder.codingPath, debugDescription: "an opening without its beginning"))
        }
        self.from = from
        until = try time(.until)
        index =
            try (try? container.decode(Int.self, forKey: .index)).map { String($0) }
            ?? container.decode(String.self, forKey: .index)
        account = try container.decode(String.self, forKey: .account)
        kind = try container.decode(Kind.self, forKey: .kind)
        people = try container.decodeIfPresent([String].self, forKey: .people) ?? []
        isAgreed = try container.decodeIfPresent(String.self, forKey: .backing) ?? "agreed" == "agreed"
    }

    /// Whether the window holds this time.
    package func covers(_ time: EventTime) -> Bool { from <= time && until.map { time <= $0 } ?? true }
}
