// SPDX-License-Identifier: Apache-2.0

import Custody
package import Ledger
import ShareEnvelope

/// The review of a use.
package struct UseReview: Ceremony {
    /// The answers that only a review of a use takes; with the option for its evidence files.
    static let keys: [AnswerKey] = [
        "--broke", "--done", "--restored", "--prevents", "--operated-by", "--alerts", evidence,
        from, "--follows",
    ]
    /// The option that names evidence files.
    package static let evidence: AnswerKey = "--evidence"
    /// The option that names the result file of an audit.
    package static let from: AnswerKey = "--from"

    private let use: Opening
    private let evidence: [ReviewFiled.Evidence]
    private let result: GivenResult?
    private let closed: ClosedRecovery?
    private let binder: OpenBinder

    /// Begins with the use.
    ///
    /// - Parameters:
    ///   - closed: how its recovery ended, if that was said just now. What is not yet in the ledger is recorded with the
    ///     review.
    ///   - result: the result file of the audit of the account's log, if there is one.
    package init(
        of use: Opening, after closed: ClosedRecovery? = nil, evidence: [ReviewFiled.Evidence],
        result: GivenResult? = nil, in binder: OpenBinder
    ) {
        self.use = use
        self.closed = closed
        self.evidence = evidence
        self.result = result
        self.binder = binder
    }

    /// Who says it, what broke, what was done about it, and who used the credential. The name comes first: who may not
    /// review the use learns it before anything else is asked, or once the users of the credential are named.
    package func plan(_ answers: Answers) throws(Asking) -> ReviewFiled {
        func answer(_ key: AnswerKey, _ words: String, _ introduction: [String] = []) throws(Asking) -> PublicText {
            try answers.value(Question(key, words, introduction: introduction)) { text, _ throws(Refusal) in
                try PublicText(answer: text.trimmed, to: key, limit: 1900)
            }
        }
        try checkResult(answers)
        let facts = MatterFacts(of: .recovery(use, missing: [.review]), in: binder.state).lines
        let known = ["The use of entry \(use.place): \(use.opened.reason)"] + facts
        let isNameAsked = closed == nil && !answers.isGiven("--by")
        let by = try reviewer(answers, besides: (try? operators(answers)) ?? [], known: isNameAsked ? known : [])
        let broke = try answer("--broke", "What broke", isNameAsked ? [] : known)
        let done = try done(answers)
        let follows = try self.follows(answers)
        let restored = try answer("--restored", "How was the normal path restored")
        let prevents = try answer("--prevents", "What prevents it next time")
        let operators = try operators(answers)
        let alerts = try self.alerts(answers)
        return ReviewFiled(
            opening: use.place, broke: broke, done: done, restored: restored, prevents: prevents,
            operatedBy: operators, alerts: alerts, evidence: evidence, result: result?.digest, verdict: result?.verdict,
            follows: follows, by: by)
    }

    /// Who used the credential.
    private func operators(_ answers: Answers) throws(Asking) -> [PublicText] {
        let proposed = use.opened.operatedBy.map { ["\($0) operated the machine."] } ?? []
        return try answers.personNames(
            Question("--operated-by", "Who used the credential, separated by commas", introduction: proposed))
    }

    // MARK: - What the audit of the log says

    /// Refuses a result file that is about another use. One review covers every credential that one ceremony opened.
    private func checkResult(_ answers: Answers) throws(Asking) {
        guard let result else { return }
        let beside = binder.state.openings.filter { $0.beside == use.place }.map(\.place)
        do throws(Refusal) { try result.check(isAbout: "the use", [use.place] + beside, in: binder) } catch {
            throw Asking(Question(Self.from, "The result file"), error, isGiven: true)
        }
    }

    /// What was done: what the result file says, which the reviewer may add to or replace.
    private func done(_ answers: Answers) throws(Asking) -> PublicText {
        let key: AnswerKey = "--done"
        if let result, !answers.isAttended, !answers.isGiven(key) { return .known(result.done) }
        let words = "What was done with the credential"
        let question =
            result.map {
                Question(
                    key, "\(words); + and words add to what the file says", introduction: $0.lines, standard: $0.done)
            } ?? Question(key, words)
        return try answers.value(question) { text, _ throws(Refusal) in
            var all = text.trimmed
            if let result, all.hasPrefix("+") {
                let more = all.dropFirst().trimmed
                guard !more.isEmpty else { throw Refusal("no words follow the +", hint: "write what you add") }
                all = "\(result.done); \(more)"
            }
            return try PublicText(answer: all, to: key, limit: 1900)
        }
    }

    /// What follows from a verdict that is not break-glass; of one that is, only what somebody said.
    private func follows(_ answers: Answers) throws(Asking) -> PublicText? {
        let key: AnswerKey = "--follows"
        guard let warning = result?.warning else {
            return try answers.ifGiven(key) { text throws(Refusal) in
                guard result != nil else {
                    throw Refusal("--follows: no result file says a verdict", hint: "give the file with --from")
                }
                return try PublicText(answer: text.trimmed, to: key, limit: 1900)
            }
        }
        let question = Question(key, "What follows from that", introduction: ["\(warning)."])
        return try answers.value(question) { text, _ throws(Refusal) in
            try PublicText(answer: text.trimmed, to: key, limit: 1900)
        }
    }

    /// Whether the alerts arrived: what the result file shows, unless the reviewer says something else.
    private func alerts(_ answers: Answers) throws(Asking) -> ReviewFiled.Alerts {
        let key: AnswerKey = "--alerts"
        let shown = result?.alerts
        if let shown, !answers.isAttended, !answers.isGiven(key) { return shown }
        let question = Question(
            key, "Did the alerts of the use arrive", introduction: result?.alertLines ?? [],
            choices: ReviewFiled.Alerts.choices, standard: shown?.rawValue)
        return ReviewFiled.Alerts.allCases[try answers.choice(question)]
    }

    // MARK: - Who reviews

    /// Who reviews the use. A person who used the credential is asked once more, also one whom the command line or the
    /// closing of the recovery named, as long as there is somebody to ask.
    ///
    /// - Parameters:
    ///   - operators: who used it, as far as that was said.
    ///   - known: what is read with the question, unless the closing of the recovery named somebody.
    private func reviewer(
        _ answers: Answers, besides operators: [PublicText], known: [String]
    ) throws(Asking) -> PublicText {
        var introduction = known
        if let closed {
            guard answers.isAttended, isOperator(closed.by, among: operators) else { return closed.by }
            let warning = Self.warning(about: closed.by)
            introduction = ["\(warning.words); \(warning.hint ?? "")."]
        }
        let isNamedAgain = answers.isGiven("--by")
        let question = Question("--by", "Who reports this", introduction: introduction)
        return try answers.valueDoubtingGiven(question) { text, isSecond throws(Refusal) in
            let name = try PublicText(person: text, to: "--by")
            let isMeant = isSecond || !isNamedAgain && closed.map { binder.state.isOnePerson($0.by, name) } == true
            guard isMeant || !isOperator(name, among: operators) else { throw Self.warning(about: name) }
            return name
        }
    }

    private static func warning(about name: PublicText) -> Refusal {
        Refusal(
            "\(name) used the credential; a review needs somebody else's eyes",
            hint: "enter somebody else, or the same name again if nobody else can", isWarning: true)
    }

    package func summary(of review: ReviewFiled) -> [PlanLine] {
        [
            PlanLine("Use", "entry \(use.place), \(use.opened.reason)", ReviewChoice.entry),
            PlanLine("What broke", review.broke, "--broke"), PlanLine("What was done", review.done, "--done"),
            PlanLine("Audit of the log", result.map { "\($0.file.verdict.rawValue), by \($0.name)" }),
            PlanLine("What follows", review.follows, "--follows"),
            PlanLine("Restored by", review.restored, "--restored"),
            PlanLine("Prevented by", review.prevents, "--prevents"),
            PlanLine("Used by", review.operatedBy.map(\.description).joined(separator: ", "), "--operated-by"),
            PlanLine("Alerts", "\(review.alerts.rawValue): \(review.alerts.meaning)", "--alerts"),
        ].compactMap { $0 }
            + review.evidence.compactMap { PlanLine("Evidence", "\($0.name), \($0.bytes) bytes") }
            + [PlanLine("Reported by", review.by, "--by")].compactMap { $0 }
    }

    /// What comes after the review.
    package var nextStep: String {
        let place = use.place
        let lives = binder.state.lives(under: binder.policy).filter { life in
            life.openings.contains { $0.place == place || $0.beside == place }
        }
        let commands = lives.map { "`breakglass split --changed\($0.naming)`" }
        return "Now change the credential, then deal the new one: "
            + "\(commands.isEmpty ? "`breakglass split --changed`" : commands.joined(separator: " and "))."
    }

    /// What is odd about a review, to be read with it.
    package func warnings(of review: ReviewFiled) -> [String] {
        (isOwn(review)
            ? ["\(review.by) used the credential and reviews the use: the ledger says so, and an auditor will ask why"]
            : [])
            + [result?.warning].compactMap { $0 }
            + (review.alerts == .arrived ? [] : ["the alerts did not work: fix them before the next emergency"])
    }

    /// Files the review, after the closing of its recovery if that is to be recorded with it. A person who reviews
    /// their own use is put on record.
    ///
    /// - Throws: `BinderError`.
    package func record(_ review: ReviewFiled) throws(BinderError) -> [Appended] {
        var appended: [Appended] = []
        if let closed, closed.review == .together { appended.append(try binder.append(closed.event)) }
        appended.append(try binder.append(.reviewFiled(review)))
        if isOwn(review) { appended.append(try binder.append(remark(on: review))) }
        return appended
    }

    private func remark(on review: ReviewFiled) -> LedgerEvent {
        .remark(
            about: use.place, expected: .known("a reviewer who did not use the credential"),
            happened: .known("\(review.by) used it and reviewed the use"), decided: .known("to file the review"),
            by: review.by)
    }

    private func isOwn(_ review: ReviewFiled) -> Bool { isOperator(review.by, among: review.operatedBy) }

    /// Whether a person used the credential, or operated the machine that opened it.
    private func isOperator(_ name: PublicText, among operators: [PublicText]) -> Bool {
        (operators + [use.opened.operatedBy].compactMap { $0 }).contains { binder.state.isOnePerson($0, name) }
    }
}

extension ReviewFiled.Alerts {
    /// What the answer says.
    fileprivate var meaning: String {
        switch self {
        case .arrived: "every alert that was expected came in time"
        case .late: "they came too late to be of use"
        case .missing: "they are set up, and none came"
        case .none: "no alert is set up for this account"
        }
    }

    fileprivate static var choices: Choices {
        Choices(allCases.map { Choices.Choice([$0.rawValue], note: $0.meaning) })
    }
}
