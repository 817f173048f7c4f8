// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// One opening of the ledger: who may use which emergency account, from when, until when, and why.
package struct Opening: Sendable, Hashable {
    /// What the opening is for.
    package enum Kind: String, Sendable, CaseIterable {
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

    /// How strongly the ledger backs an opening.
    enum Backing: String, CaseIterable {
        case said, agreed, vouched
    }

    /// Reads an opening of docs/OPENINGS.md. `index`, `account`, `kind` and `from` are required; of the others, one that is
    /// missing shows nothing.
    package init(_ value: JSONValue, at place: String) throws(OpeningsFault) {
        let members = try StatedMembers(
            value, at: place,
            known: [
                "index", "account", "credential", "kind", "from", "until", "people", "backing", "quorum", "planned",
            ])
        index = try members.required(members.text("index"), "index")
        account = try members.required(members.text("account"), "account")
        _ = try members.text("credential")
        kind = try members.required(members.word("kind", of: Kind.self), "kind")
        from = try members.required(members.time("from"), "from")
        quorum = try members.time("quorum")
        until = try members.time("until")
        people = try members.texts("people")
        let backing = try members.word("backing", of: Backing.self) ?? .said
        let isPlanned = try members.flag("planned") ?? false
        isVouched = backing == .vouched
        isAgreed = backing != .said && isPlanned && quorum != nil
    }

    /// From when on it can cover a use: nobody had the credential from this opening before a quorum had consented.
    var start: EventTime { quorum.map { max(from, $0) } ?? from }

    /// Whether the window for use holds this time.
    package func covers(_ time: EventTime) -> Bool { start <= time && until.map { time <= $0 } ?? true }

    /// Whether the time for reading custody secrets holds this time. Who keeps a share in the cloud reads it to consent.
    func coversReading(_ time: EventTime) -> Bool { from <= time && until.map { time <= $0 } ?? true }
}
