// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Ledger
import ShareEnvelope

/// The person who takes the place of a person who leaves, in every group of the policy.
package struct Succession: Hashable, Sendable {
    /// Somebody of the policy, or somebody new.
    enum Successor: Hashable, Sendable {
        case known(Policy.Person)
        case new(Newcomer)
    }

    /// Who it is.
    let successor: Successor
    private let site: PolicyIdentifier?
    private let container: PublicText?

    /// Reads who takes the place; `nil` if nobody is named.
    init?(of person: Policy.Person, under policy: Policy, _ answers: Answers) throws(Asking) {
        let isNew = answers.isGiven("--name") || answers.isGiven("--contact")
        let named: Named? = try answers.ifGiven("--successor") { words throws(Refusal) in
            try Self.find(words, isNew: isNew, in: policy, leaving: person, isAttended: answers.isAttended)
        }
        guard let named else {
            try Self.refuseDetails(answers)
            return nil
        }
        switch named {
        case .known(let person): successor = .known(person)
        case .new(let id): successor = .new(try Newcomer(id, answers))
        }
        site = try answers.ifGiven("--site") { text throws(Refusal) in
            guard let id = PolicyIdentifier(text), policy.site(id) != nil else {
                throw Refusal(
                    "the policy has no site \(text)",
                    hint: "one of: \(policy.sites.prefix(12).map(\.id.rawValue).joined(separator: ", "))")
            }
            return id
        }
        container = try answers.ifGiven("--container") { text throws(Refusal) in
            try PublicText(answer: text, to: "--container", limit: Policy.Limit.container)
        }
    }

    var id: PolicyIdentifier {
        switch successor {
        case .known(let person): person.id
        case .new(let newcomer): newcomer.id
        }
    }

    var name: PublicText {
        switch successor {
        case .known(let person): person.name
        case .new(let newcomer): newcomer.name
        }
    }

    var newcomer: Newcomer? { if case .new(let newcomer) = successor { newcomer } else { nil } }

    /// The changes of the policy: who is new, before the leaving is written, and who takes the place, after it.
    func edits(of person: Policy.Person) -> (before: PolicyEdit?, after: PolicyEdit) {
        (newcomer?.edit, .replace(person.id, with: id, site: site, container: container))
    }

    /// The rules that nobody can override: a name of their own, a place to take, and one sheet for each person.
    func rules(of person: Policy.Person, under policy: Policy, on day: CalendarDay) -> [any Rule] {
        switch successor {
        case .known(let successor): [SuccessionRule(of: person, by: successor, under: policy, on: day)]
        case .new(let newcomer):
            [
                NewcomerRule(newcomer.id, called: newcomer.name, under: policy),
                SuccessionRule(of: person, by: nil, under: policy, on: day),
            ]
        }
    }

    /// The person in a plan.
    var lines: [PlanLine] {
        switch successor {
        case .known(let person): [PlanLine("Successor", "\(person.name) (\(person.id))")].compactMap { $0 }
        case .new(let newcomer): newcomer.lines("Successor", "--successor")
        }
    }

    // MARK: - Reading

    private enum Named {
        case known(Policy.Person)
        case new(PolicyIdentifier)
    }

    /// Somebody new has an identifier of their own, so then the beginning of a name is not enough to mean another.
    private static func find(
        _ words: String, isNew: Bool, in policy: Policy, leaving person: Policy.Person, isAttended: Bool
    ) throws(Refusal) -> Named {
        let known =
            isNew
            ? policy.people.first { $0.id.rawValue == words || NameIdentity($0.name) == NameIdentity(words) }
            : try policy.person(called: words)
        if let known {
            guard known.id != person.id else {
                throw Refusal(
                    "\(person.name) cannot be their own successor", hint: "name another person with --successor")
            }
            guard !isNew else {
                throw Refusal(
                    "the policy already has \(words): \(known.name)",
                    hint: "leave out --name and --contact, or choose another identifier")
            }
            return .known(known)
        }
        let id = PolicyIdentifier(words)
        guard isNew || isAttended && id != nil else {
            throw Refusal(
                "the policy has nobody called \(words)",
                hint: "use --name for a new person, or the identifier or name of a person in the policy")
        }
        return .new(try Newcomer.identifier(words))
    }

    /// Refuses options about a successor when none is named.
    private static func refuseDetails(_ answers: Answers) throws(Asking) {
        let keys: [AnswerKey] = ["--name", "--contact", "--site", "--container", "--override"]
        let given = keys.filter { answers.isGiven($0) }
        guard let first = given.first else { return }
        throw Asking(
            Question(first, first.option),
            Refusal(
                "\(given.map(\.option).joined(separator: ", ")): no successor is named",
                hint: "name one with --successor, or leave \(given.count == 1 ? "it" : "them") out"), isGiven: true)
    }
}
