// SPDX-License-Identifier: Apache-2.0
//
// Closes the loop: the credential was changed where it is used, and the new one goes to the current custodians.

import ArgumentParser
import Ceremonies
import Ledger
import ShareEnvelope

/// `breakglass rotate`
struct RotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Deal a changed credential, and retire the old one's sheets.",
        discussion: """
            After a use, or when sheets are in the wrong hands, change the credential where it is used. Then deal the \
            new one to the custodians of the policy in force. No old sheet is needed. The old sets are retired as \
            rotated: what they open is worthless.
            """)

    @OptionGroup(title: "Credential") var credential: CredentialArguments
    @OptionGroup(title: "Fields") var fieldArguments: FieldArguments

    @Flag(help: "Keep password and one-time-password seed in one set, although one quorum then holds both factors.")
    var allowOneSet = false

    @Option(
        help: ArgumentHelp(
            "Lock this custodian's share with a passphrase; `all` for everybody's. Repeatable.", valueName: "name"))
    var seal: [String] = []

    @Option(
        help: ArgumentHelp(
            "Take a sealed share's passphrase from a file, for scripts. Repeatable.", valueName: "share=path"))
    var passphraseFrom: [String] = []

    @OptionGroup(title: "Sheets") var dealing: DealingArguments

    @Option(
        name: .customLong("override"),
        help: ArgumentHelp(
            "Deal it although the ledger says that it is not the time, and say why. Another person must countersign.",
            valueName: "why"))
    var overriding: String?

    @Option(
        help: ArgumentHelp("Who overrides a rule; needed with --override and --untried-seed.", valueName: "name"))
    var by: String?

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    func run() async throws {
        let author = try by.map { name throws(CommandError) in try PublicText(named: "--by", name, limit: 64) }
        let binder = try StrictBinder(self.binder, key)
        guard let policy = binder.policy else {
            throw CommandError(.refused, "no policy is in force", hint: "run `breakglass policy --adopt`")
        }
        let life = try binder.life(credential, among: { !$0.sets.isEmpty })
        let step = StepRule(.rotate, of: life)
        if let notice = step.notice { Console.warn(notice) }
        let passage = try binder.gate(.rotate, of: life.name.account).judge(
            [
                step, PlanRule(dealing: life.name, under: policy),
                FactorRule(dealing: life.name, under: policy, in: binder.state),
            ], overriding: overriding,
            by: author)
        let roster = try RosterArguments.roster(of: life.name, under: policy, sealing: seal)
        try await FirstDealing(
            fields: fieldArguments, dealing: dealing, passphraseFrom: passphraseFrom, allowsOneSet: allowOneSet,
            kind: life.planned?.kind, gate: binder.gate(.rotate, of: life.name.account), author: author
        ).run(to: roster, SplitEvidence(binder.place, isRotated: true, passage: passage))
        let unreviewed = life.unreviewed.map { $0.place.description }
        guard unreviewed.isEmpty else {
            return Console.say("One thing is left: review entry \(unreviewed[0]) with `breakglass review`.")
        }
        Console.say("\(life.name) is sealed again.")
    }
}
