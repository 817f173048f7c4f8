// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import TerminalDialogue

/// `breakglass split`
struct SplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Lock a new or a changed credential, and print a sheet for each custodian.",
        discussion: """
            Reads the credential, shares its key among the custodians, draws one sheet for each of them, reads every \
            sheet back, tries every quorum, and only then releases the sheets.

              breakglass split --account "AWS root, example.com" \\
                --group Security:2 --custodian Security:"Ana Ruiz" \\
                --custodian Security:"Bo Chen" --custodian Security:"Chloé Martin" \\
                --group Operations:1 --custodian Operations:"Dana Novak" \\
                --custodian Operations:"Emeka Obi" \\
                --field "user name:text" --field password --output /dev/shm/sheets

            If a set is in force, change the credential at the account first: after a use, or when sheets are in the \
            wrong hands. No old sheet is needed, and the old sets are retired: what they open is worthless. A \
            credential that was not changed goes to new paper with `breakglass reshare`.
            """)

    @OptionGroup(title: "Custodians") var rosterArguments: RosterArguments
    @OptionGroup(title: "Credential") var credential: CredentialArguments
    @OptionGroup(title: "Credential") var change: ChangeArguments
    @OptionGroup(title: "Credential") var fields: FieldArguments
    @OptionGroup(title: "Sheets") var sealed: PassphraseArguments
    @OptionGroup(title: "Sheets") var dealing: DealingArguments
    @OptionGroup(title: "Evidence") var overriding: OverrideArguments
    @OptionGroup(title: "Evidence") var author: AuthorArguments
    @OptionGroup(title: "Evidence") var evidence: EvidenceArguments

    func run() async throws {
        let place = try evidence.place()
        let sources = try fields.sources()
        let trial = try SeedTrialDialogue(fields, sources)
        do throws(Refusal) {
            try SplitPlan.check(
                generated: sources.generated, canShow: Terminal.canReveal, readsBack: !dealing.noReadBack)
        } catch { throw CommandError(.usage, error) }
        let passphrases = try PassphraseInput(sealed.passphraseFrom)
        var interview = Interview([
            ("--account", credential.account), ("--credential", credential.credential),
            ("--changed", change.changed ? "changed" : nil), ("--by", author.by),
        ])
        let ceremony = Split(
            try custody(place), sources, isOverriding: overriding.overriding != nil,
            leavesSeedUntried: fields.untriedSeed != nil)
        let (plan, passage) = try interview.plan(ceremony) { plan, interview throws(CommandError) in
            try judge(plan, place, passphrases, backTo: &interview).map { (plan, $0) }
        }
        let gate = place.gate(.split, of: plan.roster.account)
        let set = try await dealing.atDesk(passphrases) { desk throws(CommandError) in
            let dice = try DiceInput.read(isWanted: dealing.dice)
            let credential = try await CredentialInput().read(sources)
            for (name, why) in try trial.untried(in: credential) {
                try gate.pass(
                    [SeedRule(untried: name)], overriding: why.description, by: plan.author,
                    isTyped: fields.untriedSeed == nil || author.by == nil)
            }
            return try await dealing.dealing(
                to: plan.roster, DealingEvidence(place, passage: passage, program: ProgramVersion.name),
                plan.succession
            ).run(credential, dice: dice, at: desk)
        }
        var journal: String?
        if case .journal(let store) = place.book { journal = store.path }
        for line in plan.words(of: set, inJournal: journal, hasBinder: place.folder != nil) { Console.say(line) }
    }

    private func custody(_ place: CeremonyEvidence) throws(CommandError) -> Split.Custody {
        guard let policy = place.policy, let state = place.state else {
            return .roster(try rosterArguments.read(credential))
        }
        try rosterArguments.leaveToPolicy()
        return .policy(policy, state, sealing: rosterArguments.sealing.seal)
    }

    private func judge(
        _ plan: SplitPlan, _ place: CeremonyEvidence, _ passphrases: PassphraseInput, backTo interview: inout Interview
    ) throws(CommandError) -> Passage? {
        try dealing.check(plan.roster, passphrases)
        do throws(Refusal) {
            if let warning = try plan.checkFactors(allowsOneSet: fields.allowOneSet) { Console.warn(warning) }
        } catch { throw CommandError(.refused, error) }
        guard let rule = plan.rule(under: place.policy, in: place.state) else { return .open }
        if let notice = rule.notice { Console.warn(notice) }
        return try place.gate(.split, of: plan.roster.account)
            .judge(
                [rule], overriding: overriding.overriding, by: plan.author,
                isTyped: plan.author != nil && author.by == nil, backTo: &interview)
    }
}
