// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import ShareEnvelope

/// What a statement asks under a policy, with the answers that the policy offers.
struct PolicyQuestions {
    /// What happened. A ticket in it need not be asked.
    static let whatHappened = Question("--reason", "What happened, with the ticket, such as INC-4711")

    private let policy: Policy
    private let account: Policy.Account
    private let answers: Answers

    init(_ policy: Policy, _ account: Policy.Account, _ answers: Answers) {
        self.policy = policy
        self.account = account
        self.answers = answers
    }

    // MARK: - What is opened

    /// One credential, or password and one-time password together.
    func credentials(allowsBoth: Bool) throws(Asking) -> [Policy.Credential] {
        let all = account.credentials
        let both = allowsBoth ? self.both : nil
        // A person who names only the account wants to sign in.
        if !answers.isGiven("--credential"), answers.isGiven("--account"), let both { return both }
        guard all.count != 1 || answers.isGiven("--credential") else { return all }
        var choices = all.map { Choices.Choice([$0.name.description]) }
        if let both { choices.append(Choices.Choice(["\(both[0].name) and \(both[1].name), side by side", "both"])) }
        let index = try answers.listed(
            Question("--credential", "Credential, by its number or name", choices: Choices(choices)),
            orElse: "\(account.name) has no credential")
        return all.indices.contains(index) ? [all[index]] : both ?? []
    }

    /// That two credentials cannot be opened together.
    var notBothInForce: Asking {
        Asking(
            Question("--credential", "Credential, by its number or name"),
            Refusal(
                "not every credential to be opened together has sheets in force",
                hint: "name the one that has with --credential; see `breakglass status`"),
            isGiven: !answers.answered.contains("--credential"))
    }

    /// The password and the one-time password of an account that has one of each.
    private var both: [Policy.Credential]? {
        let passwords = account.credentials.filter { $0.kind == .password }
        let seeds = account.credentials.filter { $0.kind == .oneTimePassword }
        return passwords.count == 1 && seeds.count == 1 ? passwords + seeds : nil
    }

    // MARK: - Why

    private var modes: [Policy.FailureMode] { account.failureModes.compactMap { policy.failureMode($0) } }

    /// The failure mode of a name, if it is one of the account's.
    func mode(named name: String?) -> Policy.FailureMode? { modes.first { $0.id.rawValue == name } }

    /// The name of the failure mode. The only one is taken; people see it in the statement.
    func failureMode() throws(Asking) -> String? {
        let key: AnswerKey = "--failure-mode"
        if modes.count <= 1, answers.mayTake(key) { return modes.first?.id.rawValue }
        let choices = Choices(modes.map { Choices.Choice([$0.id.rawValue], note: $0.means.description) })
        let question = Question(
            key, "Which failure mode is it, by number or name (empty: none)", choices: choices)
        return try answers.optional(question, orElse: "The policy allows an opening for these failures only.") {
            [modes, isGiven = answers.isGiven(key)] text, _ throws(Refusal) in
            isGiven ? text : modes[try choices.index(of: text)].id.rawValue
        }
    }

    /// How the normal path was shown to be down; Enter states what the policy says about it.
    func normalPathDown(in mode: String?) throws(Asking) -> PublicText? {
        let mode = self.mode(named: mode)
        let question = Question(
            "--normal-path-down",
            mode.map { "How was it shown that this is down: \($0.normalPath)" }
                ?? "How was the normal path shown to be down",
            standard: mode?.shownBy?.description)
        return try answers.optionalText(
            question, orElse: "The policy asks how the normal path was shown to be down.", limit: 1000)
    }

    /// What happened. A word that the policy calls convenience is accepted the second time.
    func reason() throws(Asking) -> PublicText {
        try answers.value(Self.whatHappened) { [policy] text, isSecond throws(Refusal) in
            let reason = try PublicText(answer: text, to: Self.whatHappened.key, limit: 1000)
            guard !isSecond, let word = policy.convenience(in: reason.description) else { return reason }
            throw Refusal(
                "\"\(word)\" is convenience, by the policy",
                hint: "say what is broken; convenience needs an `override`", isWarning: true)
        }
    }

    func ticket() throws(Asking) -> PublicText? {
        try answers.optionalText(
            Question("--ticket", "Ticket"), orElse: "The policy asks for a ticket.", limit: 1000)
    }

    // MARK: - Who

    /// Who approved it, by the policy's names, and who is said to have but is no approver. Fewer than the policy asks for
    /// are accepted the second time.
    func approvals() throws(Asking) -> (approvers: [PublicText], strangers: [String]) {
        let key: AnswerKey = "--approved-by"
        let people = account.approvers.compactMap { policy.person($0) }.filter { !$0.hasLeft(by: .today) }
        if let given = answers.list(given: key) {
            let approved = Set(given.compactMap { name in people.first { $0.isCalled(name) }?.id })
            return (
                people.filter { approved.contains($0.id) }.map(\.name),
                given.filter { name in !people.contains { $0.isCalled(name) } }
            )
        }
        guard account.approvals > 0 else { return ([], []) }
        let choices = Choices(people)
        let question = Question(
            key, "Who approved it, separated by commas (empty: nobody)",
            introduction: ["  Approvers of \(account.name):"], choices: choices)
        func tooFew(_ count: Int) -> String {
            "\(account.name) needs \(account.approvals == 1 ? "1 approval" : "\(account.approvals) approvals"); this is "
                + "\(count). Name everybody who approved."
        }
        let chosen = try answers.optional(question, orElse: tooFew(0)) { text, isSecond throws(Refusal) in
            let approved = try choices.indices(of: text)
            guard isSecond || approved.count >= account.approvals else {
                throw Refusal(tooFew(approved.count) + " The same again needs an `override`.", isWarning: true)
            }
            return approved
        }
        return ((chosen ?? []).map { people[$0].name }, [])
    }

    /// Who operates the machine: somebody of the policy, or another name.
    func `operator`() throws(Asking) -> PublicText? {
        let key: AnswerKey = "--operator"
        let people = policy.people.filter { !$0.hasLeft(by: .today) }
        let choices = Choices(people, showsContacts: false)
        let question = Question(
            key, "Who operates this machine, by number or name (empty: not named)", choices: choices)
        return try answers.optional(question, orElse: nil) {
            [isGiven = answers.isGiven(key)] text, _ throws(Refusal) in
            if !isGiven, let index = try choices.find(text, takesBeginnings: false) { return people[index].name }
            return try PublicText(person: text, to: key, limit: 1000)
        }
    }
}

extension Answers {
    /// Reads which of a question's choices is meant; the command line must name it exactly.
    ///
    /// - Parameter none: what is so if the command line names another one.
    /// - Throws: `Asking`.
    func listed(_ question: Question, orElse none: String) throws(Asking) -> Int {
        guard isGiven(question.key) else { return try choice(question) }
        let names = question.choices?.all.map { $0.names[0] } ?? []
        return try value(question) { text, _ throws(Refusal) in
            guard let index = names.firstIndex(where: { NameIdentity($0) == NameIdentity(text) }) else {
                throw Refusal(
                    "\(question.key.option): \(none) \(text)", hint: "it has: \(names.joined(separator: "; "))")
            }
            return index
        }
    }
}

extension Choices {
    /// People, by name or identifier.
    fileprivate init(_ people: [Policy.Person], showsContacts: Bool = true) {
        self.init(
            people.map {
                Choice([$0.name.description, $0.id.rawValue], note: showsContacts ? $0.contact?.description : nil)
            })
    }
}

extension Policy.Person {
    /// Whether a text is the person's name or identifier.
    fileprivate func isCalled(_ text: String) -> Bool {
        id.rawValue == text || NameIdentity(name) == NameIdentity(text)
    }
}
