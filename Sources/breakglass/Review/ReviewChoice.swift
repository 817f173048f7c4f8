// SPDX-License-Identifier: Apache-2.0

import Custody
import Ledger
import ShareEnvelope

/// Which of the open matters a review is about.
struct ReviewChoice {
    /// What was chosen.
    enum Matter {
        case open(OpenMatter)
        /// An exception or a policy that waits for nothing; the rule of countersigning says so on record.
        case decision(EntryPlace)
    }

    private let open: [OpenMatter]
    private let given: Set<OpenMatter.Answer>

    /// - Parameter given: what the options say; a matter that waits for something else is not meant.
    init(open: [OpenMatter], given: Set<OpenMatter.Answer>) {
        self.open = open
        self.given = given
    }

    /// The matter of an entry, or the only one that fits the options, or the one that the person chooses.
    func matter(named entry: String?, in state: BinderState) throws(CommandError) -> Matter {
        guard let entry else { return .open(try chosen()) }
        let place = try EntryPlace(reading: entry, option: "the entry")
        guard let matter = open.first(where: { $0.place == place }) else {
            if state.decision(at: place) != nil { return .decision(place) }
            throw CommandError(
                .badInput, "entry \(place) does not wait for a review",
                hint: open.isEmpty ? "nothing does: `breakglass status`" : "these do: \(Self.list(open))")
        }
        guard matter.missing.isSuperset(of: given) else {
            throw CommandError(
                .usage, "entry \(place) waits for \(matter.missing.words), and the options give \(given.words)",
                hint: "leave out the options that do not fit; `breakglass review --help`")
        }
        return .open(matter)
    }

    private func chosen() throws(CommandError) -> OpenMatter {
        let fitting = open.filter { $0.missing.isSuperset(of: given) }
        guard let first = fitting.first else {
            throw CommandError(
                .usage, "nothing waits for \(given.isEmpty ? "a review" : given.words)", hint: "`breakglass status`")
        }
        guard fitting.count > 1 else { return first }
        guard Terminal.isInteractive else {
            throw CommandError(
                .usage, "several entries wait for a review: \(Self.list(fitting))",
                hint: "name one of them: `breakglass review ENTRY`")
        }
        for matter in fitting { Console.say("  \("\(matter.place)".padded(to: 6))\(matter.words)") }
        return try Prompt().value(nil, "Which entry", "the entry") { answer throws(CommandError) in
            let place = try EntryPlace(reading: answer, option: "the entry")
            guard let matter = fitting.first(where: { $0.place == place }) else {
                throw CommandError(
                    .usage, "entry \(place) is not in the list", hint: "enter one of: \(Self.list(fitting))")
            }
            return matter
        }
    }

    private static func list(_ matters: [OpenMatter]) -> String {
        matters.map(\.place.description).joined(separator: ", ")
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
