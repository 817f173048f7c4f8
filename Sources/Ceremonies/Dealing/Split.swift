// SPDX-License-Identifier: Apache-2.0
//
// A split deals a credential that is new, or that was changed at its account.

package import Custody
package import CustodyPolicy
package import Ledger
package import ShareEnvelope

/// What a split is about.
package struct Split: Ceremony {
    /// Who keeps the sheets.
    package enum Custody: Sendable {
        /// The people of a roster; there is no policy.
        case roster(Roster)
        /// The people of the policy in force, some of whose shares are sealed too.
        case policy(Policy, BinderState, sealing: [String])
    }

    private let custody: Custody
    private let fields: [FieldSource]
    private let isOverriding: Bool
    private let leavesSeedUntried: Bool

    /// Begins with who keeps the sheets, and with what is dealt.
    ///
    /// - Parameters:
    ///   - isOverriding: whether a rule is overridden in advance, so that nobody is asked whether it is kept.
    ///   - leavesSeedUntried: whether a seed is dealt untried, which breaks a rule.
    package init(_ custody: Custody, _ fields: [FieldSource], isOverriding: Bool, leavesSeedUntried: Bool) {
        self.custody = custody
        self.fields = fields
        self.isOverriding = isOverriding
        self.leavesSeedUntried = leavesSeedUntried
    }

    /// Which credential, whether it was changed, and who says so.
    package func plan(_ answers: Answers) throws(Asking) -> SplitPlan {
        switch custody {
        case .roster(let roster):
            return SplitPlan(
                roster: roster, life: nil, isChanged: answers.isGiven("--changed"), fields: fields,
                author: try author(answers))
        case .policy(let policy, let state, let seal):
            let life = try CredentialQuestion(
                among: state.lives(under: policy).filter { $0.planned != nil },
                orElse: "the policy has no credential of that name",
                hint: "`breakglass policy --adopt` a policy with one"
            ).plan(answers)
            guard let roster = try Roster.planned(of: life.name, under: policy, sealing: seal) else {
                preconditionFailure("a planned credential has a roster")
            }
            return SplitPlan(
                roster: roster, life: life, isChanged: try isChanged(life, answers), fields: fields,
                author: try author(answers))
        }
    }

    private func isChanged(_ life: CredentialStatus, _ answers: Answers) throws(Asking) -> Bool {
        // A generated password replaces the previous one.
        if answers.isGiven("--changed") || !fields.generated.isEmpty && life.liveSet != nil { return true }
        guard life.mustBeChanged(at: .now), !isOverriding, let set = life.liveSet else { return false }
        let question = Question(
            "--changed", "Type `changed` if it was changed at the account; Enter if not",
            introduction: ["Set \(set.identity.code) of \(life.name) is in force."], word: "changed")
        return try answers.confirmed(question)
    }

    /// Who overrides a rule, if it is clear before the credential is typed that one is overridden.
    private func author(_ answers: Answers) throws(Asking) -> PublicText? {
        let isNeeded = answers.isAttended && leavesSeedUntried && !fields.seeds.isEmpty
        guard isNeeded || answers.isGiven("--by") else { return nil }
        return try answers.personName(Question("--by", "Who overrides this rule"))
    }
}

/// A split that can be carried out.
package struct SplitPlan: Sendable {
    /// Who keeps what.
    package let roster: Roster
    /// The credential, if the policy names it.
    package let life: CredentialStatus?
    /// Whether it was changed, so that what its older sets open is worthless.
    package let isChanged: Bool
    /// What it is made of.
    package let fields: [FieldSource]
    /// Who overrides a rule, as far as that is said.
    package let author: PublicText?

    /// What becomes of the sets in force.
    package var succession: Dealing.Succession {
        fields.generated.first.map { .generated($0) } ?? (isChanged ? .changed : .unchanged)
    }

    /// The rule that a credential is dealt at its time; `nil` if no policy says anything.
    package func rule(under policy: Policy?, in state: BinderState?) -> DealingRule? {
        guard let life, let policy, let state else { return nil }
        return DealingRule(isChanged ? .change : .split, of: life, under: policy, in: state)
    }

    /// Refuses a generated password that nobody could set at the account: it is not shown before the paper is proven.
    ///
    /// - Parameters:
    ///   - canShow: whether there is somewhere to show it.
    ///   - readsBack: whether the printed sheets are read back.
    /// - Throws: `Refusal`.
    package static func check(
        generated names: [PublicText], canShow: Bool, readsBack: Bool
    ) throws(Refusal) {
        guard let name = names.first else { return }
        guard names.count == 1 else {
            throw Refusal(
                "--generate makes one password at a time: with two, one could be set at the account and the other not",
                hint: "deal each of them as its own credential")
        }
        guard canShow else {
            throw Refusal(
                "there is no terminal to show the generated \(name) on",
                hint: "--field-from \"\(name)=PATH\" takes one that is already set at the account")
        }
        guard readsBack else {
            throw Refusal(
                "--generate does not work with --no-read-back: the paper is proven before the account changes",
                hint: "leave --no-read-back out, and scan the printed sheets")
        }
    }

    /// Refuses fields that are not what the policy calls the credential, or that hold both factors of it.
    ///
    /// - Parameter allowsOneSet: whether both may be in one set.
    /// - Returns: what to warn of.
    /// - Throws: `Refusal`.
    package func checkFactors(allowsOneSet: Bool) throws(Refusal) -> String? {
        let dealt = fields.map { (kind: $0.kind, name: $0.name) }
        if !allowsOneSet, let kind = life?.planned?.kind,
            let mismatch = SecondFactorRule.mismatch(of: dealt, with: kind)
        {
            throw Refusal(mismatch, hint: "--credential names the other one; --allow-one-set deals it anyway")
        }
        guard let conflict = SecondFactorRule.conflict(in: dealt) else { return nil }
        guard allowsOneSet else {
            throw Refusal(
                "\(conflict.secret) and \(conflict.seed) in one set: anyone who opens it holds both factors, so the "
                    + "second protects nothing",
                hint: "split them into two sets with different custodians, or use --allow-one-set")
        }
        return "\(conflict.secret) and \(conflict.seed) are in one set: one quorum holds both factors"
    }

    /// What is said when the sheets are out: whether anything is left of the last use, and what comes next.
    ///
    /// - Parameters:
    ///   - journal: the journal that stands in for the ledger; `nil` if the ledger itself was written.
    ///   - hasBinder: whether there is a binder to merge it into.
    package func words(of set: ReleasedSet, inJournal journal: String?, hasBinder: Bool) -> [String] {
        var lines: [String] = []
        if isChanged, let life {
            let use = life.unreviewed.first
            lines.append(
                use.map { "One thing is left: review entry \($0.place) with `breakglass review \($0.place)`." }
                    ?? "\(life.name) is unopened again.")
        }
        if let journal {
            let merging = "breakglass ledger merge \(CommandLineWord.path(journal))"
            return lines + [
                ReleasedSet.bagging,
                hasBinder
                    ? "Merge the journal into the ledger with `\(merging)`; then hand each sheet over with "
                        + "`breakglass sheet receive`."
                    : "Keep \(journal): it is the evidence. `breakglass init` makes a binder, which says who has which "
                        + "sheet; `\(merging)` merges the journal into it.",
            ]
        }
        return lines + set.nextSteps + [
            "Train with practice sheets: `breakglass recover --rehearse --practice --output "
                + "/dev/shm/practice\(set.naming)`."
        ]
    }
}

extension ReleasedSet {
    static let bagging = "Next: put each sheet into a bag of its own, and write down the bag's serial."

    /// What becomes of the sheets next.
    package var nextSteps: [String] {
        [
            Self.bagging, "Hand each one over with `breakglass sheet receive --bag SERIAL --place PLACE SCAN`.",
            "Prove every sheet with `breakglass drill in-person\(naming)`"
                + (paper.face.nextDrill.map { ", the first time by \($0)." } ?? "."),
        ]
    }
}
