// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger
package import ShareEnvelope

/// A binder that is about to be made.
package struct NewBinder: Sendable {
    /// The ledger's name.
    package let name: LedgerName
    /// The first policy.
    package let policy: DraftPolicy
    /// Who makes it.
    package let by: PublicText
    fileprivate let made: FirstPolicy?
}

/// A binder is made: its policy, its ledger and its key.
package struct BinderFounding: Ceremony {
    /// Where the first policy comes from.
    package enum Source: Sendable {
        /// Somebody wrote it.
        case written(DraftPolicy)
        /// It is made from a roster.
        case roster(Roster, SheetPlaces, approvers: [PublicText])
        /// It is made from answers.
        case answers(SheetPlaces, approvers: [PublicText])
    }

    private let source: Source

    /// Begins with where the policy comes from.
    package init(from source: Source) { self.source = source }

    /// The ledger's name, what the first policy is made from, and who makes the binder.
    package func plan(_ answers: Answers) throws(Asking) -> NewBinder {
        let name = try answers.value(Question("--name", "Ledger name, such as example.com")) {
            text, _ throws(Refusal) in
            guard let name = LedgerName(ledgerText: text) else {
                throw Refusal(
                    "--name: a ledger's name has 1 to 64 of a–z, 0–9, dot, hyphen, and underscore",
                    hint: "--name example.com")
            }
            return name
        }
        let made: FirstPolicy?
        let policy: DraftPolicy
        switch source {
        case .written(let draft): (made, policy) = (nil, draft)
        case .roster(let roster, let places, let approvers):
            let organization = try organization(answers)
            let credential = if let named = roster.credential { named } else { try credential(answers) }
            let first = FirstPolicy(
                organization: organization, account: roster.account, credential: credential, groups: roster.groups,
                groupsNeeded: roster.groupsNeeded)
            (made, policy) = (first, try draft(first, places, approvers, answers))
        case .answers(let places, let approvers):
            let organization = try organization(answers)
            let account = try answers.text(
                Question("--account", "Account, such as AWS root of example.com"), limit: Manifest.labelLimit)
            let credential = try credential(answers)
            let groups = try GroupQuestions(of: account).groups(answers)
            let first = FirstPolicy(
                organization: organization, account: account, credential: credential, groups: groups,
                groupsNeeded: groups.count)
            (made, policy) = (first, try draft(first, places, approvers, answers))
        }
        return NewBinder(
            name: name, policy: policy, by: try answers.personName(Question("--by", "Your name, for the ledger")),
            made: made)
    }

    package func summary(of plan: NewBinder) -> [PlanLine] {
        var lines = [PlanLine("Ledger", plan.name.ledgerText, "--name")]
        if let made = plan.made {
            lines += [
                PlanLine("Organization", made.organization, "--organisation"),
                PlanLine("Account", made.account, "--account"),
                PlanLine("Credential", made.credential, "--credential"),
            ]
            lines += GroupQuestions.lines(made.groups, isAsked: source.asksForGroups)
        }
        lines.append(PlanLine("Made by", plan.by, "--by"))
        return lines.compactMap { $0 }
    }

    private func organization(_ answers: Answers) throws(Asking) -> PublicText {
        try answers.text(Self.organization, limit: Policy.Limit.name)
    }

    private static let organization = Question("--organisation", "Organization")

    /// The credential's name. Without anybody to ask it is a password.
    private func credential(_ answers: Answers) throws(Asking) -> PublicText {
        let question = Question("--credential", "Credential of this account, such as root password")
        guard answers.isAttended || answers.isGiven(question.key) else { return .known("password") }
        return try answers.text(question, limit: Policy.Limit.credential)
    }

    /// The policy; what cannot become one is asked from its first answer on.
    private func draft(
        _ first: FirstPolicy, _ places: SheetPlaces, _ approvers: [PublicText], _ answers: Answers
    ) throws(Asking) -> DraftPolicy {
        do throws(Refusal) { return try first.draft(places, approvers: approvers) } catch {
            throw Asking(Self.organization, error, isGiven: answers.isGiven(Self.organization.key))
        }
    }
}

extension BinderFounding.Source {
    /// Whether people answer who keeps what.
    fileprivate var asksForGroups: Bool {
        switch self {
        case .answers: true
        case .written, .roster: false
        }
    }
}

extension NewBinder {
    /// Something that is to be undone if the program ends before the binder is made.
    package enum Unfinished: Sendable {
        /// The key that was kept.
        case key
        /// The folder that becomes the binder.
        case folder(StagingFolder)
    }

    /// Makes the binder, completely or not at all. The key is kept first: there is no binder without one.
    ///
    /// - Parameters:
    ///   - program: the program that makes it.
    ///   - instructions: how to work with it without this program.
    ///   - keeper: where the key of a ledger is kept.
    ///   - announce: receives what is to be undone if the program ends.
    /// - Returns: the ledger's origin.
    /// - Throws: `KeyedError`.
    package func found<Keeper: KeyKeeper>(
        in folder: BinderFolder, with key: BinderKey = .random(), by program: PublicText,
        instructions: [(name: String, bytes: [UInt8])], at time: LedgerTime = .now,
        keeper: (LedgerOrigin) -> Keeper, announce: (Unfinished) -> Void = { _ in }
    ) throws(KeyedError<Keeper.Failure>) -> LedgerOrigin {
        let opened = BinderOpened(name: name, key: key.publicKey, program: program)
        let origin: LedgerOrigin
        do throws(EntryDefect) { origin = try LedgerOrigin(opening: opened, at: time) } catch {
            throw .binder(.entry(error))
        }
        let keeper = keeper(origin)
        do throws(Keeper.Failure) { try keeper.keep(key) } catch { throw .key(error) }
        announce(.key)
        do throws(BinderError) {
            return try folder.create(
                opened, key: key,
                policy: PolicyChanged(by: by, why: .known("the binder is opened"), changes: [], policy: policy.lines),
                instructions: [("README.txt", Array(BinderReadme.text(name).utf8))] + instructions, at: time
            ) { announce(.folder($0)) }
        } catch {
            keeper.discard()
            throw .binder(error)
        }
    }
}
