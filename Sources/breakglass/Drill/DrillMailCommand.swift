// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import ArgumentParser
import Ledger
import SecretSharing
import ShareEnvelope

/// `breakglass drill mail`
struct DrillMailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract: "Write a challenge and letters for custodians elsewhere, then record their answers.",
        discussion: """
            Without files, it writes a challenge, and letters for custodians who answer it on their own machines. A \
            letter is a page and the text of its codes, in the binder's papers. It holds nothing secret: send it any \
            way you like. It shows that the ledger continues its readers' newest paper: there is one letter for people \
            who have only the sheet, and one for each later slip.

              breakglass drill mail --by "Dana Novak"

            With files, it checks the answers in them, and writes them to the ledger. An answer counts if it was signed \
            in the challenge's time and came within the policy's grace period. A later one is kept, and reported as \
            late. When everybody has answered, the drill ends with its report; --close ends it earlier.

              breakglass drill mail --by "Dana Novak" answer.pdf
            """)

    @Argument(help: "Files with answers: pages, pictures of codes, or text; - for text on the standard input.")
    var paths: [String] = []

    @OptionGroup var drill: DrillArguments

    @Flag(help: "End the open drill now, although not everybody has answered.")
    var close = false

    @OptionGroup(title: "Challenge") var challenge: ChallengeArguments
    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    func run() async throws {
        try checkOptions()
        guard paths.isEmpty else {
            var answers = try MailedAnswers(binder, key, drill)
            return try await answers.take(paths)
        }
        let binder = try OpenBinder(self.binder, key)
        guard !close else {
            return try DrillEnd(try binder.openDrill([.byMail], of: challenge.credential), in: binder).run(drill)
        }
        let life = try binder.life(challenge.credential)
        guard let set = life.liveSet else { throw CommandError(.fault, "the set is gone") }
        if let open = life.openDrill([.byMail]) { return try await resume(open, in: binder) }
        guard drill.findings == nil else {
            throw CommandError(
                .usage, "--findings: no drill by mail is open",
                hint: "give the findings with the answers or with --close")
        }
        try MailChallenge(challenge, to: set, in: binder).write(by: drill) { () throws(CommandError) in
            try OpenBinder(self.binder, key)
        }
    }

    /// Refuses options that do not fit together.
    private func checkOptions() throws(CommandError) {
        try challenge.check()
        guard !close || paths.isEmpty else {
            throw CommandError(
                .usage, "--close records no answers", hint: "record them first: `breakglass drill mail FILE`")
        }
        let extra = challenge.asking + (close || paths.isEmpty ? [] : challenge.naming)
        guard paths.isEmpty && !close || extra.isEmpty else {
            throw CommandError(
                .usage, "\(extra.joined(separator: ", ")): for a new challenge only",
                hint: close ? "--account and --credential name the drill to end" : "the answers name their drill")
        }
    }

    /// Continues the drill that is open: no custodian is asked twice at the same time.
    private func resume(_ open: DrillHistory, in binder: OpenBinder) async throws {
        guard let set = binder.state.set(open.opened.set) else { throw CommandError(.fault, "the set is gone") }
        let waiting = open.waiting.map { "\(set.custodian(of: $0)) (\($0))" }.joined(separator: ", ")
        let news =
            open.end <= .now
            ? "the drill by mail of entry \(open.place) is over, and not closed"
            : "a drill by mail is open: entry \(open.place), until \(open.opened.expires); still to come: \(waiting)"
        if let since = challenge.since, challenge.asking == ["--since"], open.end > .now {
            guard since <= open.place.index + 1 else {
                throw CommandError(
                    .usage, "--since \(since): that paper is newer than the challenge of entry \(open.place)",
                    hint: "`\(open.opened.way.closing)` ends this drill; then ask again")
            }
            let start = try challenge.size(since, in: open.place.index + 1)
            return try LetterPost(entry: open.place.index, since: start, of: set, in: binder).writeAnother()
        }
        guard Terminal.isInteractive, challenge.asking.isEmpty, open.end > .now else {
            throw CommandError(
                .usage, news,
                hint: "`breakglass drill mail FILE` records an answer, and `\(open.opened.way.closing)` ends the drill")
        }
        Console.say("\(news.prefix(1).uppercased())\(news.dropFirst()).")
        var answers = try MailedAnswers(self.binder, key, drill)
        try await answers.ask(about: open)
    }
}
