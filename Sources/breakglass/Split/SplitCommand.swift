// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import CustodyPolicy
import Foundation
import SecretMemory
import SecretSharing
import ShareEnvelope

/// `breakglass split`
struct SplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Lock a credential and print a sheet for each custodian.",
        discussion: """
            Reads the credential, shares its key among the custodians, draws one sheet for each of them, reads every \
            sheet back, tries every quorum, and only then releases the sheets.

              breakglass split --account "AWS root, example.com" \\
                --group Security:2 --custodian Security:"Ana Ruiz" \\
                --custodian Security:"Bo Chen" --custodian Security:"Chloé Martin" \\
                --group Operations:1 --custodian Operations:"Dana Novak" \\
                --custodian Operations:"Emeka Obi" \\
                --field "user name:text" --field password --output /dev/shm/sheets
            """)

    @OptionGroup(title: "Custodians") var rosterArguments: RosterArguments
    @OptionGroup(title: "Credential") var fieldArguments: FieldArguments

    @Flag(help: "Keep password and one-time-password seed in one set, although one quorum then holds both factors.")
    var allowOneSet = false

    @Option(
        help: ArgumentHelp(
            "Take a sealed share's passphrase from a file, for scripts. Repeatable.", valueName: "share=path"))
    var passphraseFrom: [String] = []

    @OptionGroup(title: "Sheets") var dealing: DealingArguments

    @Option(help: "Which of the account's credentials it is; printed on every sheet. At most 32 bytes.")
    var credential: String?

    @Flag(help: "The credential was changed, so that what the previous set opens is worthless.")
    var rotated = false

    @Option(
        name: .customLong("override"),
        help: ArgumentHelp(
            "Deal it although the ledger says that it is not the time, and say why. Another person must countersign.",
            valueName: "why"))
    var overriding: String?

    @Option(
        help: ArgumentHelp("Who overrides a rule; needed with --override and --untried-seed.", valueName: "name"))
    var by: String?

    @OptionGroup(title: "Evidence") var evidence: EvidenceArguments

    func run() async throws {
        let author = try by.map { name throws(CommandError) in try PublicText(named: "--by", name, limit: 64) }
        let place = try evidence.place()
        if let trouble = place.trouble { throw trouble }
        let roster: Roster
        var name: PublicText?
        var passage = Passage.open
        if let policy = place.policy {
            (roster, name) = try rosterArguments.read(from: policy, credential: credential)
            let whole = CredentialName(account: roster.account, credential: name)
            if let state = place.state {
                var rules: [any Rule] = []
                if let life = state.lives(under: policy).first(where: { $0.name == whole }) {
                    let step = StepRule(.split, of: life)
                    if let notice = step.notice { Console.warn(notice) }
                    rules.append(step)
                }
                rules += [
                    PlanRule(dealing: whole, under: policy), FactorRule(dealing: whole, under: policy, in: state),
                ]
                passage = try place.gate(.split, of: whole.account)
                    .judge(rules, overriding: overriding, by: author)
            }
        } else {
            roster = try rosterArguments.read(credential: credential)
            name = roster.credential
        }
        try await FirstDealing(
            fields: fieldArguments, dealing: dealing, passphraseFrom: passphraseFrom, allowsOneSet: allowOneSet,
            kind: name.flatMap { place.policy?.account(named: roster.account)?.credential(named: $0) }?.kind,
            gate: place.gate(.split, of: roster.account), author: author
        ).run(
            to: roster,
            // A generated password replaces the previous one.
            SplitEvidence(place, isRotated: rotated || !fieldArguments.generate.isEmpty, passage: passage))
    }
}
