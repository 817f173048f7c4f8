// SPDX-License-Identifier: Apache-2.0

package import Custody
package import Ledger
import ShareEnvelope

/// Which of the matters that wait for a person a review is about.
package struct ReviewChoice: Ceremony {
    /// What was chosen.
    package enum Matter: Sendable {
        case open(OpenMatter)
        /// An exception or a policy that waits for nothing; the rule of countersigning says so on record.
        case settled(CountersignRule)
    }

    /// The argument that names the entry.
    package static let entry: AnswerKey = "the entry"

    private let state: BinderState

    /// Begins with what the ledger says.
    package init(in state: BinderState) { self.state = state }

    /// The matter of an entry, or the only one that fits what was given in advance, or the one that the person chooses.
    package func plan(_ answers: Answers) throws(Asking) -> Matter {
        let given = answers.givenForReview
        let open = state.openMatters
        if answers.isGiven(Self.entry) {
            return try answers.value(question([])) { text, _ throws(Refusal) in
                try matter(at: EntryPlace(answer: text, called: Self.entry.option), given)
            }
        }
        let fitting = open.filter { $0.missing.isSuperset(of: given) }
        guard let first = fitting.first else {
            throw Asking(
                question([]),
                Refusal("nothing waits for \(given.isEmpty ? "a review" : given.words)", hint: "`breakglass status`"),
                isGiven: true)
        }
        guard fitting.count > 1 else { return .open(first) }
        guard answers.isAttended else {
            throw Asking(
                question([]),
                Refusal(
                    "several entries wait for a review: \(fitting.listed)",
                    hint: "name one of them: `breakglass review ENTRY`"))
        }
        return try answers.value(question(fitting)) { text, _ throws(Refusal) in
            let place = try EntryPlace(answer: text, called: Self.entry.option)
            guard let matter = fitting.first(where: { $0.place == place }) else {
                throw Refusal("entry \(place) is not in the list", hint: "enter one of: \(fitting.listed)")
            }
            return .open(matter)
        }
    }

    private func question(_ matters: [OpenMatter]) -> Question {
        let width = matters.map { "\($0.place)".count }.max() ?? 0
        return Question(
            Self.entry, "Which entry",
            introduction: matters.flatMap { matter in
                let place = "\(matter.place)"
                return [
                    "  \(place)\(String(repeating: " ", count: width + 2 - place.count))\(matter.words)",
                    String(repeating: " ", count: width + 4) + matter.subject(in: state),
                ]
            })
    }

    private func matter(at place: EntryPlace, _ given: Set<OpenMatter.Answer>) throws(Refusal) -> Matter {
        let open = state.openMatters
        guard let matter = open.first(where: { $0.place == place }) else {
            if state.decision(at: place) != nil { return .settled(CountersignRule(settled: place, among: open)) }
            throw Refusal("entry \(place) does not wait for a review", hint: open.remedy)
        }
        guard matter.missing.isSuperset(of: given) else {
            throw Refusal(
                "entry \(place) waits for \(matter.missing.words), and the options give \(given.words)",
                hint: "leave out the options that do not fit; `breakglass review --help`")
        }
        return .open(matter)
    }
}

extension Answers {
    /// What the answers that were given in advance are about.
    var givenForReview: Set<OpenMatter.Answer> {
        var given: Set<OpenMatter.Answer> = []
        if isGiven("--ended") { given.insert(.ending) }
        if isGiven("--statement") { given.insert(.countersignature) }
        if UseReview.keys.contains(where: isGiven) { given.insert(.review) }
        return given
    }
}

extension OpenMatter {
    /// The matter in a line.
    fileprivate var words: String {
        switch self {
        case .recovery(let opening, let missing):
            (missing.contains(.ending) ? "a recovery that was never closed: " : "a use without a review: ")
                + opening.opened.reason.description
        case .override(let exception):
            "\(exception.exception.by) overrode a rule: \(exception.exception.happened)"
        case .loosening(let version, let words):
            "\(version.change.by) loosened the policy: \(words.joined(separator: "; "))"
        }
    }

    /// What it is about, when it happened, and who decided it or operated the machine.
    fileprivate func subject(in state: BinderState) -> String {
        switch self {
        case .recovery(let opening, _):
            let name = opening.opened.operatedBy.map { "operated by \($0)" } ?? "no operator is named"
            return "\(MatterFacts.credentials(of: opening, in: state)), \(opening.time), \(name)"
        case .override(let exception):
            let about =
                state.recovery(of: exception).map { MatterFacts.credentials(of: $0, in: state) }
                ?? state.set(of: exception).map { "\(state.credential(of: $0))" } ?? "no credential is named"
            return "\(about), \(exception.time), decided by \(exception.exception.by)"
        case .loosening(let version, _): return "the policy, \(version.time), decided by \(version.change.by)"
        }
    }
}

extension Set<OpenMatter.Answer> {
    /// What is to be said, in words.
    fileprivate var words: String {
        let words: [(OpenMatter.Answer, String)] = [
            (.ending, "word of how a recovery ended"), (.review, "the review of a use"),
            (.countersignature, "a countersignature"),
        ]
        return words.filter { contains($0.0) }.map(\.1).joined(separator: " and ")
    }
}
