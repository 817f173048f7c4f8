// SPDX-License-Identifier: Apache-2.0
//
// Makes the statement of a recovery from the command line, from the policy, and from what the person answers.

import Ceremonies
import Custody
import CustodyPolicy
import Foundation
import Ledger
import Recovery
import ShareEnvelope

/// Asks for what is still missing in a statement.
struct StatementGuide {
    let arguments: StatementArguments
    let place: CeremonyEvidence
    private let scope: Scope
    private let guide = Prompt()

    /// What a recovery may be about.
    struct Scope {
        /// Whether this is training with a practice set.
        let isPractice: Bool
        /// Whether both factors of an account may be opened together.
        let allowsBoth: Bool
        /// The set that is named by its code; `nil` if the statement is enough.
        let choice: SetChoice?
    }

    init(_ arguments: StatementArguments, _ place: CeremonyEvidence, _ scope: Scope) {
        self.arguments = arguments
        self.place = place
        self.scope = scope
    }

    /// The statement.
    func statement() throws(CommandError) -> Statement {
        guard let policy = place.policy else {
            let opening = try plain()
            return Statement(
                openings: [opening], window: nil, rules: [ReadablePolicyRule(place.state)] + choiceRules(opening),
                choice: place.state == nil ? scope.choice : nil)
        }
        return try statement(under: policy)
    }

    /// Without a policy a reason is all that can be asked for.
    private func plain() throws(CommandError) -> RecoveryOpened {
        guard arguments.reason?.isEmpty == false || arguments.reason == nil && Terminal.isInteractive else {
            throw CommandError(.usage, "no reason is given", hint: "--reason \"identity provider down, INC-4711\"")
        }
        return RecoveryOpened(
            account: try text(arguments.account, "--account", limit: Manifest.labelLimit),
            credential: try text(arguments.credential, "--credential", limit: Policy.Limit.credential),
            failureMode: try text(arguments.failureMode, "--failure-mode", limit: Policy.Limit.name),
            normalPathDown: try text(arguments.normalPathDown, "--normal-path-down"),
            reason: try guide.text(arguments.reason, "Reason and ticket", "--reason", limit: 1000),
            ticket: try text(arguments.ticket, "--ticket"), operatedBy: try text(arguments.operator, "--operator"),
            approvedBy: try approvals(), windowSeconds: nil, set: chosen?.identity,
            shares: chosen?.manifest?.rule.shareNumbers ?? [], isPractice: scope.isPractice)
    }

    private func statement(under policy: Policy) throws(CommandError) -> Statement {
        let account = try self.account(of: policy)
        let credentials = try self.credentials(of: account)
        let mode = try failureMode(of: account, in: policy)
        let down = try filled(
            arguments.normalPathDown,
            policy.failureMode(named: mode, of: account).map { "How was it shown that this is down: \($0.normalPath)" }
                ?? "How was the normal path shown to be down", "--normal-path-down",
            because: "The policy asks how the normal path was shown to be down.")
        guard arguments.reason != nil || Terminal.isInteractive else {
            throw CommandError(.usage, "no reason is given", hint: "--reason \"identity provider down since 02:10\"")
        }
        let reason = try reason(under: policy)
        let ticket = try filled(arguments.ticket, "Ticket", "--ticket", because: "The policy asks for a ticket.")
        let (approvals, strangers) = try self.approvals(of: account, in: policy)
        let operatedBy = try filled(arguments.operator, "Who operates this machine", "--operator")
        let names = credentials.map { CredentialName(account: account.name, credential: $0.name) }
        let lives = place.state?.lives(under: policy).filter { names.contains($0.name) } ?? []
        let openings = credentials.map { credential in
            let set = expectedSet(of: CredentialName(account: account.name, credential: credential.name), among: lives)
            return RecoveryOpened(
                account: account.name, credential: credential.name,
                failureMode: policy.failureMode(named: mode, of: account).map { .known($0.id.rawValue) },
                normalPathDown: down, reason: reason, ticket: ticket,
                operatedBy: operatedBy, approvedBy: approvals, windowSeconds: account.window.map { UInt64($0.seconds) },
                set: set?.identity, shares: set?.manifest?.rule.shareNumbers ?? [], isPractice: scope.isPractice)
        }
        guard openings.count == 1 || openings.allSatisfy({ $0.set != nil }) else {
            throw CommandError(
                .usage, "not every credential to be opened together has sheets in force",
                hint: "name the one that has with --credential; see `breakglass status`")
        }
        let steps = scope.isPractice ? [] : lives.map { StepRule(.recover, of: $0) }
        for notice in steps.compactMap(\.notice) { Console.warn(notice) }
        let stated = StatementRule(
            account, under: policy, failureMode: mode, normalPathDown: down, reason: reason, ticket: ticket,
            approvals: Set(approvals.map { NameIdentity($0) }).count, strangers: strangers)
        let rules: [any Rule] = [stated] + steps.map { $0 as any Rule } + choiceRules(openings[0])
        return Statement(openings: openings, window: account.window, rules: rules)
    }

    /// What happened. A word that the policy calls convenience is accepted the second time.
    private func reason(under policy: Policy) throws(CommandError) -> PublicText {
        var isSecond = arguments.reason != nil
        return try guide.value(arguments.reason, "What happened", "--reason") { text throws(CommandError) in
            let reason = try PublicText(named: "--reason", text, limit: 1000)
            guard !isSecond, let word = policy.convenience(in: reason.description) else { return reason }
            isSecond = true
            throw CommandError(
                .usage, "\"\(word)\" is convenience, by the policy",
                hint: "say what is broken; convenience needs an `override`")
        }
    }

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

    // MARK: - What the policy knows

    private func account(of policy: Policy) throws(CommandError) -> Policy.Account {
        let names = policy.accounts.map(\.name.description)
        var given = arguments.account ?? (names.count == 1 ? names[0] : nil)
        if given == nil { given = try choice("Account", names, "--account") }
        guard let account = policy.accounts.first(where: { $0.name.description == given }) else {
            throw CommandError(
                .usage, "--account: the policy has no account \(given ?? "")",
                hint: "it has: \(names.joined(separator: "; "))")
        }
        return account
    }

    /// What is opened: one credential, or password and one-time password together.
    private func credentials(of account: Policy.Account) throws(CommandError) -> [Policy.Credential] {
        let names = account.credentials.map(\.name.description)
        let both = scope.allowsBoth ? Self.both(of: account) : nil
        // A person who names only the account wants to sign in.
        if arguments.credential == nil, arguments.account != nil, let both { return both }
        var given = arguments.credential ?? (names.count == 1 ? names[0] : nil)
        if given == nil {
            let together = both.map { "\($0[0].name) and \($0[1].name), side by side" }
            given = try choice("Credential", names + [together].compactMap { $0 }, "--credential")
            if let both, given == together { return both }
        }
        guard let credential = account.credentials.first(where: { $0.name.description == given }) else {
            throw CommandError(
                .usage, "--credential: \(account.name) has no credential \(given ?? "")",
                hint: "it has: \(names.joined(separator: "; "))")
        }
        return [credential]
    }

    /// The password and the one-time password of an account that has one of each.
    private static func both(of account: Policy.Account) -> [Policy.Credential]? {
        let passwords = account.credentials.filter { $0.kind == .password }
        let seeds = account.credentials.filter { $0.kind == .oneTimePassword }
        return passwords.count == 1 && seeds.count == 1 ? passwords + seeds : nil
    }

    /// The name of the failure mode, as given or answered.
    private func failureMode(of account: Policy.Account, in policy: Policy) throws(CommandError) -> String? {
        guard arguments.failureMode == nil, Terminal.isInteractive else { return arguments.failureMode }
        let modes = account.failureModes.compactMap { policy.failureMode($0) }
        let list = ListedAnswers(modes.map { [$0.id.rawValue] })
        list.show(modes.map(\.means.description))
        return try answer(
            "Which failure mode is it, by its number or name (empty: none of them)", "--failure-mode",
            because: "The policy allows an opening for these failures only."
        ) { answer throws(CommandError) in modes[try list.index(of: answer)].id.rawValue }
    }

    private func approvals(
        of account: Policy.Account, in policy: Policy
    ) throws(CommandError) -> (approvers: [PublicText], strangers: [String]) {
        let people = account.approvers.compactMap { policy.person($0) }.filter { !$0.hasLeft(by: .today) }
        var given = arguments.approvedBy
        if given.isEmpty, account.approvals > 0, Terminal.isInteractive {
            given = try askForApprovals(of: account, among: people)
        }
        let approved = Set(given.compactMap { name in people.first { $0.isCalled(name) }?.id })
        return (
            people.filter { approved.contains($0.id) }.map(\.name),
            given.filter { name in !people.contains { $0.isCalled(name) } }
        )
    }

    /// The identifiers of the people who approved it. Fewer than the policy asks for are accepted the second time.
    private func askForApprovals(
        of account: Policy.Account, among people: [Policy.Person]
    ) throws(CommandError) -> [String] {
        Console.say("  Approvers of \(account.name):")
        let list = ListedAnswers(people.map { [$0.name.description, $0.id.rawValue] })
        list.show(people.map { $0.contact?.description })
        var isSecond = false
        while true {
            let answer = try guide.answer("Who approved it, separated by commas (empty: nobody): ", "--approved-by")
            let names = (answer ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            do throws(CommandError) {
                let approved = Set(try names.map { name throws(CommandError) in try list.index(of: name) })
                guard approved.count < account.approvals, !isSecond else {
                    return approved.sorted().map { people[$0].id.rawValue }
                }
                isSecond = true
                Console.say(
                    "\(account.name) needs \(account.approvals == 1 ? "1 approval" : "\(account.approvals) approvals"); "
                        + "this is \(approved.count). Name everybody who approved; fewer needs an `override`.")
            } catch { guide.refuse(error) }
        }
    }

    // MARK: - Answers

    private func choice(_ what: String, _ names: [String], _ option: String) throws(CommandError) -> String {
        guard Terminal.isInteractive else {
            throw CommandError(
                .usage, "\(option) is not given", hint: "one of: \(names.joined(separator: "; "))")
        }
        let list = ListedAnswers(names.map { [$0] })
        list.show()
        return try guide.value(nil, "\(what), by its number", option) { answer throws(CommandError) in
            names[try list.index(of: answer)]
        }
    }

    private func filled(
        _ given: String?, _ question: String, _ option: String, because why: String? = nil
    ) throws(CommandError) -> PublicText? {
        guard given == nil, Terminal.isInteractive else { return try text(given, option) }
        return try answer(question, option, because: why) { answer throws(CommandError) in
            try PublicText(named: option, answer, limit: 1000)
        }
    }

    /// Asks until an answer fits; `nil` for an empty one.
    ///
    /// - Parameter why: why an empty answer breaks a rule; it is accepted the second time. `nil` if it breaks none.
    private func answer<Value>(
        _ question: String, _ option: String, because why: String?,
        _ read: (String) throws(CommandError) -> Value
    ) throws(CommandError) -> Value? {
        var mayBeEmpty = why == nil
        while true {
            guard let answer = try guide.answer("\(question): ", option) else {
                if mayBeEmpty { return nil }
                mayBeEmpty = true
                Console.say("\(why ?? "") Enter alone again leaves it open, and needs an `override`.")
                continue
            }
            do throws(CommandError) { return try read(answer) } catch { guide.refuse(error) }
        }
    }

    private func text(_ given: String?, _ option: String, limit: Int = 1000) throws(CommandError) -> PublicText? {
        guard let given, !given.isEmpty else { return nil }
        return try PublicText(named: option, given, limit: limit)
    }

    private func approvals() throws(CommandError) -> [PublicText] {
        var names: [PublicText] = []
        for name in arguments.approvedBy {
            names.append(try PublicText(named: "--approved-by", name, limit: Policy.Limit.name))
        }
        return names
    }
}

extension Policy {
    /// The failure mode of a name, if it is one of the account's.
    fileprivate func failureMode(named name: String?, of account: Account) -> FailureMode? {
        account.failureModes.compactMap { failureMode($0) }.first { $0.id.rawValue == name }
    }
}

extension Policy.Person {
    /// Whether a text is the person's name or identifier.
    fileprivate func isCalled(_ text: String) -> Bool {
        id.rawValue == text || NameIdentity(name) == NameIdentity(text)
    }
}
