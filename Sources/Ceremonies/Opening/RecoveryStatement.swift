// SPDX-License-Identifier: Apache-2.0
//
// A night recovery asks four things that neither the policy nor the sheets can know: which failure it is, what happened,
// who approved it, and who operates the machine. Everything else is taken from the policy, or offered as the answer that
// Enter gives; people read it in the statement, and can change it there.

import Custody
import CustodyPolicy
import Ledger
package import Recovery
import SecretSharing
import ShareEnvelope

/// The statement that begins a recovery.
package struct RecoveryStatement: Ceremony {
    /// What a recovery may be about.
    package struct Scope: Sendable {
        /// Whether this is training with a practice set.
        let isPractice: Bool
        /// Whether both factors of an account may be opened together.
        let allowsBoth: Bool
        /// The set that is named by its code; `nil` if the statement is enough.
        let choice: SetChoice?

        /// Limits a recovery.
        package init(isPractice: Bool, allowsBoth: Bool, choice: SetChoice?) {
            self.isPractice = isPractice
            self.allowsBoth = allowsBoth
            self.choice = choice
        }
    }

    private let place: CeremonyEvidence
    private let scope: Scope

    /// Begins with what is known before any sheet is read.
    package init(_ place: CeremonyEvidence, _ scope: Scope) {
        self.place = place
        self.scope = scope
    }

    /// The statement; without a policy only what happened and who operates the machine is asked.
    package func plan(_ answers: Answers) throws(Asking) -> Statement {
        guard let policy = place.policy else { return try plain(answers) }
        let account = try account(of: policy, answers)
        let asked = PolicyQuestions(policy, account, answers)
        let credentials = try asked.credentials(allowsBoth: scope.allowsBoth)
        let names = credentials.map { CredentialName(account: account.name, credential: $0.name) }
        let lives = place.state?.lives(under: policy).filter { names.contains($0.name) } ?? []
        var sets: [CredentialName: SetHistory] = [:]
        for name in names { sets[name] = expectedSet(of: name, among: lives) }
        guard names.count == 1 || names.allSatisfy({ sets[$0] != nil }) else { throw asked.notBothInForce }
        let mode = try asked.failureMode()
        let down = try asked.normalPathDown(in: mode)
        let reason = try asked.reason()
        var ticket = Self.ticket(in: reason, answers)
        if ticket == nil { ticket = try asked.ticket() }
        let (approvers, strangers) = try asked.approvals()
        let operatedBy = try asked.operator()

        let openings = names.map { name in
            let set = sets[name]
            return RecoveryOpened(
                account: name.account, credential: name.credential,
                failureMode: asked.mode(named: mode).map { .known($0.id.rawValue) }, normalPathDown: down,
                reason: reason, ticket: ticket, operatedBy: operatedBy, approvedBy: approvers,
                windowSeconds: account.window.map { UInt64($0.seconds) }, set: set?.identity,
                shares: set?.manifest?.rule.shareNumbers ?? [], isPractice: scope.isPractice)
        }
        let steps = scope.isPractice ? [] : lives.map { StepRule(.recover, of: $0) }
        let stated = StatementRule(
            account, under: policy, failureMode: mode, normalPathDown: down, reason: reason, ticket: ticket,
            approvals: Set(approvers.map { NameIdentity($0) }).count, strangers: strangers)
        return Statement(
            openings: openings, account: account,
            rules: [stated] + steps.map { $0 as any Rule } + choiceRules(openings[0]),
            notices: steps.compactMap(\.notice), choice: nil,
            taken: Set((["--failure-mode", "--ticket"] as [AnswerKey]).filter { answers.mayTake($0) }))
    }

    package func summary(of statement: Statement) -> [PlanLine] { statement.lines }

    private func plain(_ answers: Answers) throws(Asking) -> Statement {
        func given(_ key: AnswerKey, _ limit: Int = 1000) throws(Asking) -> PublicText? {
            guard answers.isGiven(key) else { return nil }
            return try answers.optionalText(Question(key, ""), limit: limit)
        }
        let account = try given("--account", Manifest.labelLimit)
        let credential = try given("--credential", Policy.Limit.credential)
        let mode = try given("--failure-mode", Policy.Limit.name)
        let down = try given("--normal-path-down")
        let reason = try answers.text(PolicyQuestions.whatHappened, limit: 1000)
        var ticket = Self.ticket(in: reason, answers)
        let isTaken = ticket != nil
        if !isTaken, !answers.mayTake("--ticket") {
            ticket = try answers.optionalText(Question("--ticket", "Ticket"), limit: 1000)
        }
        let operatedBy = try answers.optional(Question("--operator", "Who operates this machine"), orElse: nil) {
            text, _ throws(Refusal) in try PublicText(person: text, to: "--operator", limit: 1000)
        }
        var approvers: [PublicText] = []
        for name in answers.list(given: "--approved-by") ?? [] {
            do throws(Refusal) {
                approvers.append(try PublicText(person: name, to: "--approved-by"))
            } catch { throw Asking(Question("--approved-by", ""), error, isGiven: true) }
        }
        let opening = RecoveryOpened(
            account: account, credential: credential, failureMode: mode, normalPathDown: down, reason: reason,
            ticket: ticket, operatedBy: operatedBy, approvedBy: approvers, windowSeconds: nil, set: chosen?.identity,
            shares: chosen?.manifest?.rule.shareNumbers ?? [], isPractice: scope.isPractice)
        return Statement(
            openings: [opening], account: nil, rules: [ReadablePolicyRule(place.state)] + choiceRules(opening),
            notices: [], choice: place.state == nil ? scope.choice : nil, taken: isTaken ? ["--ticket"] : [])
    }

    private func account(of policy: Policy, _ answers: Answers) throws(Asking) -> Policy.Account {
        guard policy.accounts.count != 1 || answers.isGiven("--account") else { return policy.accounts[0] }
        let names = Choices(policy.accounts.map { Choices.Choice([$0.name.description]) })
        return policy.accounts[
            try answers.listed(
                Question("--account", "Account, by its number or name", choices: names),
                orElse: "the policy has no account")]
    }

    /// The ticket that stands in the reason, such as INC-4711, unless another one is stated.
    private static func ticket(in reason: PublicText, _ answers: Answers) -> PublicText? {
        guard answers.mayTake("--ticket") else { return nil }
        return reason.description.firstMatch(of: /(?:^|[^A-Za-z0-9-])([A-Za-z]{2,}-[0-9]+)(?![A-Za-z0-9-])/)
            .map { .known(String($0.1)) }
    }

    // MARK: - Sets

    /// The set that is named by its code, if the ledger has it.
    private var chosen: SetHistory? {
        let sets = place.state?.sets ?? []
        let identity = scope.choice?.one(of: sets.map { $0.identity })
        return sets.first { $0.identity == identity }
    }

    private func choiceRules(_ opening: RecoveryOpened) -> [any Rule] {
        guard let choice = scope.choice, let state = place.state else { return [] }
        return [ChosenSetRule(choice.code, in: opening, of: state)]
    }

    /// The set that is named by its code, the set in force of a credential, or the one to practice with.
    private func expectedSet(of name: CredentialName, among lives: [CredentialStatus]) -> SetHistory? {
        if scope.choice != nil { return chosen }
        guard scope.isPractice else { return lives.first { $0.name == name }?.liveSet }
        return place.state?.sets.last {
            $0.isPractice && $0.released != nil && $0.created.account == name.account
                && $0.created.credential == name.credential
        }
    }
}
