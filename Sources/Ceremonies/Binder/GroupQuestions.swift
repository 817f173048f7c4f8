// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import SecretSharing
import ShareEnvelope

/// Asks for the groups of custodians of a first policy, one after the other. Each answer is checked together with those before.
struct GroupQuestions {
    private let account: PublicText

    init(of account: PublicText) { self.account = account }

    /// The groups; at least one.
    ///
    /// - Throws: `Asking`.
    func groups(_ answers: Answers) throws(Asking) -> [Roster.Group] {
        guard answers.isAttended else {
            throw Asking(
                Question(Self.name(1), "Group of custodians"),
                Refusal(
                    "no group of custodians is named",
                    hint: "--group Security:2 --custodian Security:\"Ana Ruiz\" …, or --policy FILE"))
        }
        let first = try answers.value(Self.first) { text, _ throws(Refusal) in try name(text, after: []) }
        var groups = [try group(called: first, after: [], answers)]
        while groups.count < Manifest.groupLimit {
            let another = Question(Self.name(groups.count + 1), "Another group (Enter alone ends)")
            let name = try answers.optional(another, orElse: nil) { text, _ throws(Refusal) in
                try self.name(text, after: groups)
            }
            guard let name else { break }
            groups.append(try group(called: name, after: groups, answers))
        }
        return groups
    }

    /// The lines of a summary about groups.
    ///
    /// - Parameter isAsked: whether people answer them, and could name another one.
    static func lines(_ groups: [Roster.Group], isAsked: Bool) -> [PlanLine] {
        var lines: [PlanLine?] = []
        for (index, group) in groups.enumerated() {
            let number = index + 1
            let names = group.custodians.map(\.name.description).joined(separator: ", ")
            lines += [
                PlanLine("Group \(number)", group.name, name(number)),
                PlanLine("Custodians", names, custodians(number)),
                PlanLine("Needed", "\(group.needed) of \(group.custodians.count)", needed(number)),
            ]
        }
        if isAsked, groups.count < Manifest.groupLimit {
            lines.append(PlanLine("Another group", "none", name(groups.count + 1)))
        }
        return lines.compactMap { $0 }
    }

    private static let first = Question(name(1), "Group of custodians, such as Security")
    private static func name(_ number: Int) -> AnswerKey { AnswerKey("group \(number)") }
    private static func custodians(_ number: Int) -> AnswerKey { AnswerKey("custodians of group \(number)") }
    private static func needed(_ number: Int) -> AnswerKey { AnswerKey("number needed of group \(number)") }

    private func name(_ text: String, after groups: [Roster.Group]) throws(Refusal) -> PublicText {
        let name = try PublicText(answer: text, called: "a group's name", limit: Manifest.groupNameLimit)
        guard !groups.contains(where: { $0.name.isSameName(as: name) }) else {
            throw Refusal(RosterError.groupTwice(name))
        }
        return name
    }

    private func group(
        called name: PublicText, after groups: [Roster.Group], _ answers: Answers
    ) throws(Asking) -> Roster.Group {
        let number = groups.count + 1
        let asked = Question(Self.custodians(number), "Custodians of \(name), separated by commas")
        let custodians = try answers.value(asked) { text, _ throws(Refusal) in
            let custodians = try text.split(separator: ",").map { text throws(Refusal) in
                Roster.Custodian(
                    name: try PublicText(
                        answer: text.trimmed, called: "a custodian's name", limit: PersonName.limit),
                    isSealed: false)
            }
            try check(groups + [Roster.Group(name: name, needed: 1, custodians: custodians)])
            return custodians
        }
        let needed = try answers.value(
            Question(Self.needed(number), "How many of the \(custodians.count) are needed")
        ) { text, _ throws(Refusal) in
            guard let needed = Int(plainDecimal: text), (1...custodians.count).contains(needed) else {
                throw Refusal("\(text) is not a number from 1 to \(custodians.count)")
            }
            return needed
        }
        return Roster.Group(name: name, needed: needed, custodians: custodians)
    }

    private func check(_ groups: [Roster.Group]) throws(Refusal) {
        do throws(RosterError) { _ = try Roster(account: account, groups: groups) } catch { throw Refusal(error) }
        let count = groups.reduce(0) { $0 + $1.custodians.count }
        guard count <= Manifest.shareLimit else {
            throw Refusal(
                "there are \(count) custodians", hint: "at most \(Manifest.shareLimit) in all groups together")
        }
    }
}
