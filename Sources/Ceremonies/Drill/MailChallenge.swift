// SPDX-License-Identifier: Apache-2.0
//
// A drill by mail: the challenge with its letters, and the one that is open already. No custodian is asked twice at the
// same time.

package import Custody
import CustodyPolicy
package import Ledger
package import MerkleLog
package import SecretSharing
package import ShareEnvelope

/// A new challenge by mail, up to its entry and its letters.
package struct MailChallenge: Ceremony {
    /// Paper that a letter can continue.
    package struct Start: Hashable, Sendable {
        /// How many entries it shows.
        package let size: TreeSize
        /// The shares whose custodians have it as their newest; none for the sheets alone, or for one that was named.
        package let readers: [ShareNumber]
    }

    /// Whom the challenge asks, and for how long.
    package struct Plan: Hashable, Sendable {
        /// The shares that are asked.
        package let shares: [ShareNumber]
        /// For how many days answers are accepted.
        package let days: Int
        /// The paper that the letters continue, a letter for each.
        package let starts: [Start]
        /// Who asks.
        package let by: PublicText
    }

    /// For how many days answers are accepted if nobody says otherwise.
    private static let usualDays = 30
    /// The most and the fewest that can be said.
    private static let possibleDays = 1...366

    private let drilled: DrilledSet
    private let binder: OpenBinder

    /// Begins with the set.
    package init(to drilled: DrilledSet, in binder: OpenBinder) {
        self.drilled = drilled
        self.binder = binder
    }

    /// Whom it asks, for how long, which paper its letters continue, and who asks.
    package func plan(_ answers: Answers) throws(Asking) -> Plan {
        let days = try answers.ifGiven("--days") { text throws(Refusal) in
            guard let days = Int(plainDecimal: text), Self.possibleDays.contains(days) else {
                throw Refusal("--days \(text): a challenge is open for 1 to 366 days", hint: "use --days 30")
            }
            return days
        }
        let shares =
            try answers.ifGiven("--share") { text throws(Refusal) in try self.shares(named: text) }
            ?? drilled.sharesInHand
        let since = try answers.ifGiven("--since") { text throws(Refusal) in
            guard let since = UInt64(text), (1...binder.log.size).contains(since), let size = TreeSize(since) else {
                throw Refusal(
                    "--since \(text): the ledger has \(binder.log.size) entries", hint: "use the number on the slip")
            }
            return size
        }
        return Plan(
            shares: shares, days: days ?? Self.usualDays,
            starts: since.map { [Start(size: $0, readers: [])] } ?? starts(asking: shares),
            by: try answers.drillLeader())
    }

    /// The account that the challenge is about.
    package var account: PublicText { drilled.set.created.account }

    /// The rule that the letters continue paper that their readers have.
    package func rules(_ plan: Plan) -> [any Rule] {
        [LetterRule(drilled.set, hasStart: !plan.starts.isEmpty, isShown: sheetSize != nil)]
    }

    /// Writes the challenge to the ledger, and the letters into the binder's papers.
    ///
    /// - Throws: `DrillError`.
    package func open(_ plan: Plan) throws(DrillError) -> [MailLetter] {
        let appended = try DrillError.inBinder { () throws(BinderError) in
            try binder.folder.checkPapers()
            let now = LedgerTime.now
            let challenge = DrillOpened(
                set: drilled.set.identity, shares: plan.shares, nonce: DrillNonce(), way: .byMail,
                expires: now.adding(seconds: UInt64(plan.days) * 86_400), by: plan.by)
            return try binder.append(.drillOpened(challenge), at: now)
        }
        let after = try DrillError.inBinder { () throws(BinderError) in try binder.again() }
        var letters: [MailLetter] = []
        for start in plan.starts {
            letters.append(try MailLetter(entry: appended.index, since: start, of: drilled.set, in: after))
        }
        return letters
    }

    private func shares(named text: String) throws(Refusal) -> [ShareNumber] {
        var shares: Set<ShareNumber> = []
        for name in text.split(separator: ",") {
            guard let number = ShareNumber(reading: name.trimmed), drilled.shares.contains(number) else {
                throw Refusal(
                    "--share \(name): the set has no such share",
                    hint: "it has \(drilled.shares.map(\.description).joined(separator: ", "))")
            }
            shares.insert(number)
        }
        return shares.sorted()
    }

    /// How many entries the sheets show; `nil` if they show no checkpoint of this ledger.
    private var sheetSize: UInt64? { drilled.set.place.inJournal == nil ? drilled.set.place.index + 1 : nil }

    /// The ledger sizes that the custodians' newest paper may show, and who has each: the sheets' own size first.
    private func starts(asking shares: [ShareNumber]) -> [Start] {
        let log = binder.log
        func isOfNewestKey(_ size: UInt64) -> Bool { log.keys.map { $0.key(at: size) == $0.newest } ?? true }
        let slips = SlipHistory(of: drilled.set.identity, in: log)
        let newest = Dictionary(grouping: shares) { slips.newest(of: $0) ?? 0 }
        let sizes = [sheetSize].compactMap { $0 } + newest.keys.filter { $0 > sheetSize ?? 0 }.sorted()
        return sizes.filter(isOfNewestKey).compactMap { size in
            TreeSize(size).map { Start(size: $0, readers: newest[size] ?? []) }
        }
    }
}

/// A drill by mail that is not closed.
package struct OpenMailDrill: Sendable {
    /// The drill.
    package let drill: DrillHistory
    private let set: SetHistory
    private let binder: OpenBinder

    /// Finds the drill of a credential; `nil` if there is none.
    package init?(of life: CredentialStatus, in binder: OpenBinder) {
        guard let drill = life.openDrill([.byMail]), let set = binder.state.set(drill.opened.set) else { return nil }
        self.drill = drill
        self.set = set
        self.binder = binder
    }

    /// Whether answers no longer count.
    package var isOver: Bool { drill.end <= .now }

    /// How it stands, in words.
    package var words: String {
        isOver
            ? "the drill by mail of entry \(drill.place) is over, and not closed"
            : "a drill by mail is open: entry \(drill.place), until \(drill.opened.expires.onClocks); still to come: "
                + set.people(drill.waiting)
    }

    /// A further letter about its challenge, for a custodian whose newest slip the ledger does not know of.
    ///
    /// - Parameter since: how many entries that slip shows.
    /// - Throws: `DrillError`.
    package func letter(since: UInt64) throws(DrillError) -> MailLetter {
        let challenge = drill.place.index + 1
        guard since <= challenge else {
            throw .newerPaper(size: since, challenge: drill.place, closing: end(led: nil).closing)
        }
        guard since >= 1, let size = TreeSize(since) else { throw .noSuchPaper(size: since, entries: challenge) }
        return try MailLetter(
            entry: drill.place.index, since: MailChallenge.Start(size: size, readers: []), of: set, isFurther: true,
            in: binder)
    }

    /// The end of the drill.
    package func end(led leader: PublicText?) -> DrillEnd { DrillEnd(drill, led: leader, in: binder) }
}
