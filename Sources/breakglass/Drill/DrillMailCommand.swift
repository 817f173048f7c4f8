// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Ledger
import SecretSharing
import ShareEnvelope
import TerminalDialogue

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
        let binder = try OpenBinder(self.binder, key)
        guard paths.isEmpty else {
            var answers = try MailedAnswerReader(drill, in: binder)
            return try await answers.take(paths)
        }
        guard !close else { return try drill.end(try binder.openDrill([.byMail], of: challenge.credential)) }
        let life = try binder.life(challenge.credential)
        if let open = OpenMailDrill(of: life, in: binder) { return try await resume(open, in: binder) }
        let ending = [drill.findings.map { _ in "--findings" }, drill.alert.map { _ in "--alert" }].compactMap { $0 }
        guard ending.isEmpty else {
            throw CommandError(
                .usage, "\(ending.joined(separator: ", ")): no drill by mail is open",
                hint: "give what ends a drill with the answers or with --close")
        }
        try ask(MailChallenge(to: try DrilledSet(in: life), in: binder), in: binder, naming: life.naming)
    }

    /// Refuses options that do not fit together.
    private func checkOptions() throws(CommandError) {
        guard !close || paths.isEmpty else {
            throw CommandError(
                .usage, "--close records no answers", hint: "record them first: `breakglass drill mail FILE`")
        }
        let extra = challenge.asking.map(\.option) + (close || paths.isEmpty ? [] : challenge.credential.given)
        guard paths.isEmpty && !close || extra.isEmpty else {
            throw CommandError(
                .usage, "\(extra.joined(separator: ", ")): for a new challenge only",
                hint: close ? "--account and --credential name the drill to end" : "the answers name their drill")
        }
    }

    /// Writes a new challenge and its letters.
    private func ask(_ ceremony: MailChallenge, in binder: OpenBinder, naming: String) throws(CommandError) {
        let plan = try drill.plan(ceremony, challenge.asking.map { ($0.option, $0.text) })
        try binder.gate(.drillMail, of: ceremony.account).pass(ceremony.rules(plan))
        do throws(DrillError) {
            for (number, letter) in try ceremony.open(plan).enumerated() {
                if number == 0 { for line in letter.challenge { Console.say(line) } }
                Console.say(try letter.keep(in: binder.folder))
            }
        } catch { throw CommandError(error) }
        Console.say(
            "Record answers with `breakglass drill mail FILE`. The drill ends when everybody has answered, or with "
                + "`\(DrillOpened.Way.byMail.closing)\(naming)`.")
    }

    /// Continues the drill that is open: no custodian is asked twice at the same time.
    private func resume(_ open: OpenMailDrill, in binder: OpenBinder) async throws {
        if let since = challenge.since, challenge.asking.count == 1, !open.isOver {
            do throws(DrillError) {
                return Console.say(try open.letter(since: since).keep(in: binder.folder))
            } catch { throw CommandError(error) }
        }
        guard Terminal.isInteractive, challenge.asking.isEmpty, !open.isOver else {
            throw CommandError(
                .usage, open.words,
                hint: "`breakglass drill mail FILE` records an answer, and `\(open.end(led: nil).closing)` ends the "
                    + "drill")
        }
        Console.say("\(open.words.prefix(1).uppercased())\(open.words.dropFirst()).")
        var answers = try MailedAnswerReader(drill, in: binder)
        try await answers.ask(about: open.drill.place)
    }
}

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
    var asking: [(option: String, text: String)] {
        [
            ("--share", share.isEmpty ? nil : share.joined(separator: ",")), ("--days", days.map { "\($0)" }),
            ("--since", since.map { "\($0)" }),
        ].compactMap { option, text in text.map { (option, $0) } }
    }
}
