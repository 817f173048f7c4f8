// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Custody
import CustodyPolicy
import Ledger
import MerkleLog
import SecretSharing
import ShareEnvelope

/// Whom a challenge by mail asks, and for how long.
struct ChallengeArguments: ParsableArguments {
    @OptionGroup var credential: CredentialArguments

    @Option(help: ArgumentHelp("Ask only this share. Repeatable (default: all of them).", valueName: "share"))
    var share: [String] = []

    @Option(
        help: ArgumentHelp("How long answers are accepted (default: 30).", valueName: "days"),
        transform: PlainNumber.read)
    var days: Int?

    @Option(
        help: ArgumentHelp(
            "Prove that the ledger continues paper that shows this many entries, such as a custodian's newest slip "
                + "(default: a letter for each newest slip that the ledger knows of, and one for the sheets alone). "
                + "While a drill is open, it writes another letter about it.",
            valueName: "entries"))
    var since: UInt64?

    /// The options given that a challenge is made with.
    var asking: [String] {
        [("--share", !share.isEmpty), ("--days", days != nil), ("--since", since != nil)].filter(\.1).map(\.0)
    }

    /// The options given that name the credential.
    var naming: [String] {
        [("--account", credential.account != nil), ("--credential", credential.credential != nil)].filter(\.1).map(\.0)
    }

    /// Refuses a time that is too long, before anything is asked.
    func check() throws(CommandError) {
        guard let days, !(1...366).contains(days) else { return }
        throw CommandError(.usage, "--days \(days): a challenge is open for 1 to 366 days", hint: "use --days 30")
    }

    /// The size of a tree that paper shows, of a ledger with this many entries.
    func size(_ since: UInt64, in entries: UInt64) throws(CommandError) -> TreeSize {
        guard since >= 1, since <= entries, let size = TreeSize(since) else {
            throw CommandError(
                .usage, "--since \(since): the ledger has \(entries) entries", hint: "use the number on the slip")
        }
        return size
    }
}

/// A new challenge by mail, with its letters.
struct MailChallenge {
    private let arguments: ChallengeArguments
    private let set: SetHistory
    private let binder: OpenBinder

    init(_ arguments: ChallengeArguments, to set: SetHistory, in binder: OpenBinder) {
        self.arguments = arguments
        self.set = set
        self.binder = binder
    }

    /// Writes the challenge to the ledger, and the letters into the binder's papers.
    ///
    /// - Parameter reopen: reads the ledger again, with the challenge.
    func write(by drill: DrillArguments, reopen: () throws(CommandError) -> OpenBinder) throws(CommandError) {
        let shares = try asked()
        let starts = try self.starts(asking: shares)
        let author = try drill.leader()
        do throws(BinderError) { try binder.folder.checkPapers() } catch { throw CommandError(error) }
        let now = LedgerTime.now
        let appended = try binder.enter(
            .drillOpened(
                DrillOpened(
                    set: set.identity, shares: shares, nonce: DrillNonce(), way: .byMail,
                    expires: now.adding(seconds: UInt64(arguments.days ?? 30) * 86_400), by: author)), at: now)
        let after = try reopen()
        for (start, readers) in starts {
            try LetterPost(entry: appended.index, since: start, of: set, in: after)
                .write(isFirst: start == starts[0].size, for: readers)
        }
        Console.say(
            "Record answers with `breakglass drill mail FILE`. The drill ends when everybody has answered, or with "
                + "`\(DrillOpened.Way.byMail.closing)`.")
    }

    private func asked() throws(CommandError) -> [ShareNumber] {
        let all = set.created.custodians.map { $0.share }
        guard !arguments.share.isEmpty else { return all }
        var shares: Set<ShareNumber> = []
        for text in arguments.share {
            guard let number = ShareNumber(reading: text), all.contains(number) else {
                throw CommandError(
                    .usage, "--share \(text): the set has no such share",
                    hint: "it has \(all.map(\.description).joined(separator: ", "))")
            }
            shares.insert(number)
        }
        return shares.sorted()
    }

    /// The ledger sizes that the custodians' newest paper may show, and who has each: the sheets' own size first.
    private func starts(
        asking shares: [ShareNumber]
    ) throws(CommandError) -> [(size: TreeSize, readers: [ShareNumber])] {
        let log = binder.log
        if let since = arguments.since { return [(try arguments.size(since, in: log.size), [])] }
        func isOfNewestKey(_ size: UInt64) -> Bool { log.keys.map { $0.key(at: size) == $0.newest } ?? true }
        let slips = SlipHistory(of: set.identity, in: log)
        let sheet = set.place.inRecord == nil ? set.place.index + 1 : nil
        let newest = Dictionary(grouping: shares) { slips.newest(of: $0) ?? 0 }
        let sizes = ([sheet].compactMap { $0 } + newest.keys.filter { $0 > sheet ?? 0 }.sorted()).filter(isOfNewestKey)
        let starts = sizes.compactMap { size in TreeSize(size).map { ($0, newest[size] ?? []) } }
        let gate = binder.gate(.drillMail, of: set.created.account)
        try gate.pass([LetterRule(set, hasStart: !starts.isEmpty, isShown: sheet != nil)])
        return starts
    }
}
