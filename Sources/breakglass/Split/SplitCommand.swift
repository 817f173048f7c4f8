// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Custody
import CustodyPolicy
import ShareEnvelope

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
    @OptionGroup(title: "Evidence") var evidence: EvidenceArguments

    func run() async throws {
        let author = try overriding.author()
        let place = try evidence.place()
        guard let policy = place.policy, let state = place.state else {
            let roster = try rosterArguments.read(credential)
            return try await deal(
                to: roster, of: nil, by: author, SplitEvidence(place, isChanged: change.changed), place)
        }
        let life = try credential.choose(
            among: state.lives(under: policy).filter { $0.planned != nil },
            orElse: "the policy has no credential of that name", hint: "`breakglass policy --adopt` a policy with one")
        let roster = try rosterArguments.read(life.name, from: policy)
        let isChanged = isChanged(life)
        let rule = DealingRule(isChanged ? .change : .split, of: life, under: policy, in: state)
        if let notice = rule.notice { Console.warn(notice) }
        let passage = try place.gate(.split, of: life.name.account)
            .judge([rule], overriding: overriding.overriding, by: author)
        try await deal(
            to: roster, of: life.planned?.kind, by: author,
            SplitEvidence(place, isChanged: isChanged, passage: passage), place)
        guard isChanged else { return }
        guard let use = life.unreviewed.first else { return Console.say("\(life.name) is sealed again.") }
        Console.say("One thing is left: review entry \(use.place) with `breakglass review`.")
    }

    /// Whether the credential was changed, as the command line says, or else the person at the terminal.
    private func isChanged(_ life: CredentialStatus) -> Bool {
        // A generated password replaces the previous one.
        if change.changed || !fields.generate.isEmpty && life.liveSet != nil { return true }
        guard life.mustBeChanged(at: .now), overriding.overriding == nil, Terminal.isInteractive,
            let set = life.liveSet
        else { return false }
        Console.say("Set \(set.identity.code) of \(life.name) is in force.")
        return Confirmation.changed.ask(
            "Type `changed` if it was changed at the account; Enter if it was not: ", emptyGivesUp: true)
    }

    private func deal(
        to roster: Roster, of kind: Policy.CredentialKind?, by author: PublicText?, _ evidence: SplitEvidence,
        _ place: CeremonyEvidence
    ) async throws {
        try await FirstDealing(
            fields: fields, dealing: dealing, passphrases: PassphraseInput(sealed.passphraseFrom), kind: kind,
            gate: place.gate(.split, of: roster.account), author: author
        ).run(to: roster, evidence)
    }
}
