// SPDX-License-Identifier: Apache-2.0
//
// The same credential on new paper: a quorum recombines it in memory, and it is dealt under a new key to the custodians
// of the policy in force. The quorum retires the old set only when every new sheet is whole. If anything fails before
// that, the old set stays in force.

package import Custody
import CustodyPolicy
package import Ledger
import SecretSharing
package import ShareEnvelope

/// A credential goes to new paper.
package struct Reshare: Ceremony {
    /// The credential.
    package let life: CredentialStatus
    /// Its set in force.
    package let set: SetHistory
    /// The manifest of that set.
    package let manifest: Manifest
    private let seal: [String]
    private let policy: Policy
    private let binder: OpenBinder

    /// Begins with the credential.
    ///
    /// - Parameter seal: the custodians whose new shares are sealed too; `all` means everybody.
    /// - Throws: `Refusal`.
    package init(of life: CredentialStatus, sealing seal: [String], _ binder: OpenBinder) throws(Refusal) {
        guard let set = life.liveSet, let manifest = set.manifest, let policy = binder.policy else {
            throw Refusal("no policy is in force", hint: "`breakglass policy --adopt`")
        }
        guard life.planned != nil else { throw Refusal(unplanned: life.name) }
        self.life = life
        self.set = set
        self.manifest = manifest
        self.seal = seal
        self.policy = policy
        self.binder = binder
    }

    /// The rule that a credential is dealt at its time.
    package var rule: DealingRule { DealingRule(.reshare, of: life, under: policy, in: binder.state) }

    /// Why, which sheet it is about, who asks for it, and what happened to that sheet.
    package func plan(_ answers: Answers) throws(Asking) -> ResharePlan {
        guard let roster = try Roster.planned(of: life.name, under: policy, sealing: seal) else {
            preconditionFailure("a planned credential has a roster")
        }
        let all = ReshareCause.allCases
        let cause = all[
            try answers.choice(
                Question(
                    "--because", "Why is it dealt to new paper",
                    choices: Choices(all.map { Choices.Choice([$0.rawValue], note: $0.words) })))]
        if !cause.isAboutSheet, answers.isGiven("--share") {
            throw Asking(
                Question("--share", "Which share's sheet is it"),
                Refusal(
                    "--share: it is not a sheet that makes this necessary",
                    hint: "--because lost or --because damaged, or leave --share out"), isGiven: true)
        }
        let share = cause.isAboutSheet ? try share(answers) : nil
        let author = try answers.personName(.asksForReshare)
        guard let share, let reason = cause.reason(share) else {
            return ResharePlan(
                roster: roster, cause: cause, by: author, why: try answers.text(Question("--why", "Why"), limit: 1000),
                loss: nil)
        }
        guard ReshareCause.isNews(share, of: set) else {
            return ResharePlan(roster: roster, cause: cause, by: author, why: reason, loss: nil)
        }
        let happened = try answers.text(
            Question("--why", "What happened to the sheet of \(share)"), limit: 1000)
        return ResharePlan(
            roster: roster, cause: cause, by: author, why: reason,
            loss: SheetLost(set: set.identity, share: share, happened: happened, by: author))
    }

    private func share(_ answers: Answers) throws(Asking) -> ShareNumber {
        let numbers = set.created.custodians.map { $0.share }
        let question = Question("--share", "Which share's sheet is it, such as g1m2")
        return try answers.value(question) { text, _ throws(Refusal) in
            guard let number = ShareNumber(reading: text), numbers.contains(number) else {
                throw Refusal(
                    "set \(set.identity.code) has no share \(text)",
                    hint: "it has \(numbers.map(\.description).joined(separator: ", "))")
            }
            return number
        }
    }

    /// What is dealt, why, and who says so.
    package func summary(of plan: ResharePlan) -> [PlanLine] {
        [PlanLine("Credential", life.name)].compactMap { $0 } + set.retirementLines("Old set")
            + [
                PlanLine("Because", plan.cause.rawValue, "--because"), PlanLine("Share", plan.loss?.share, "--share"),
                PlanLine("Asked by", plan.by, "--by"), PlanLine("Why", plan.loss?.happened ?? plan.why, "--why"),
            ].compactMap { $0 }
    }

    // MARK: - Steps

    /// Records the loss that makes it necessary, unless it is on record. Nothing is read yet, and every check has passed.
    ///
    /// - Throws: `BinderError`.
    package func recordLoss(of plan: ResharePlan) throws(BinderError) {
        if let loss = plan.loss { try binder.append(.sheetLost(loss)) }
    }

    /// Records what the quorum agrees to, signed by the quorum, before the credential's key is recombined.
    ///
    /// - Parameter passage: what is overridden, which is written first.
    /// - Throws: `BinderError`; then nothing may be opened.
    package func open(
        _ plan: ResharePlan, with quorum: Quorum, _ passage: Passage
    ) throws(BinderError) -> OpenReshare {
        let event = ReshareOpened(
            set: set.identity, shares: quorum.shares.map { $0.number }, by: plan.by, why: plan.why)
        try passage.record()
        let appended = try binder.append(.reshareOpened(event), signedBy: quorum.shares, of: quorum.manifest)
        return OpenReshare(
            words: "Entry \(appended.index): \(plan.by) has the credential reissued: \(plan.why)", set: set,
            quorum: quorum, author: plan.by, binder: binder)
    }
}

/// A reshare that can be carried out.
package struct ResharePlan: Hashable, Sendable {
    /// Who keeps the new sheets.
    package let roster: Roster
    /// Why.
    package let cause: ReshareCause
    /// Who asks for it.
    package let by: PublicText
    /// What the quorum agrees to.
    package let why: PublicText
    /// The loss that is to be recorded first; `nil` if there is none, or it is on record.
    package let loss: SheetLost?
}

/// A reshare that a quorum agreed to.
package struct OpenReshare {
    /// What was recorded.
    package let words: String
    private let set: SetHistory
    private let quorum: Quorum
    private let author: PublicText
    private let binder: OpenBinder

    fileprivate init(words: String, set: SetHistory, quorum: Quorum, author: PublicText, binder: OpenBinder) {
        self.words = words
        self.set = set
        self.quorum = quorum
        self.author = author
        self.binder = binder
    }

    /// Records that the new set replaces the old one, with the signatures of the quorum.
    ///
    /// - Throws: `BinderError`.
    package func retire(for new: ReleasedSet) throws(BinderError) -> (words: String, warning: String?) {
        try SetRetirement(
            of: set, successor: new.identity, isChanged: false, by: author,
            why: .known("the credential was reissued")
        ).record(signedBy: quorum.shares, of: quorum.manifest, in: binder, .open)
    }

    /// What is said instead when the new sheets are not read back: the old set stays in force.
    package var unproven: (warning: String, words: String) {
        let code = set.identity.code
        return (
            "set \(code) stays in force beside the new one, whose printed sheets were not read back",
            "When the new sheets are proven, run `breakglass reshare --retire-only \(code)` with an old quorum."
        )
    }
}
