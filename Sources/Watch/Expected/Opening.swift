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
    /// When it began: the statement.
    package var from: EventTime
    /// When a quorum had consented to it; `nil` if none did.
    package var quorum: EventTime?
    /// When its window ends; `nil` while it is open.
    package var until: EventTime?
    /// Who took part, as the ledger names them.
    package var people: [String]
    /// Whether a quorum of shares consented to it, and the policy planned its credential by then; what only the ledger says
    /// can cover nothing.
    package var isAgreed: Bool
    /// Whether somebody outside vouches for the set of that quorum.
    var isVouched = false

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
        case index, account, kind, from, until, people, backing, quorum, planned
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
        quorum = try time(.quorum)
        self.from = from
        until = try time(.until)
        index =
            try (try? container.decode(Int.self, forKey: .index)).map { String($0) }
            ?? container.decode(String.self, forKey: .index)
        account = try container.decode(String.self, forKey: .account)
        kind = try container.decode(Kind.self, forKey: .kind)
        people = try container.decodeIfPresent([String].self, forKey: .people) ?? []
        let backing = try container.decodeIfPresent(String.self, forKey: .backing) ?? "said"
        let isPlanned = try container.decodeIfPresent(Bool.self, forKey: .planned) ?? false
        isVouched = backing == "vouched"
        isAgreed = ["agreed", "vouched"].contains(backing) && isPlanned && quorum != nil
    }

    /// From when on it can cover a use: nobody had the credential from this opening before a quorum had consented.
    var start: EventTime { quorum.map { max(from, $0) } ?? from }

    /// Whether the window for use holds this time.
    package func covers(_ time: EventTime) -> Bool { start <= time && until.map { time <= $0 } ?? true }

    /// Whether the time for reading custody secrets holds this time. Who keeps a share in the cloud reads it to consent.
    func coversReading(_ time: EventTime) -> Bool { from <= time && until.map { time <= $0 } ?? true }
}
