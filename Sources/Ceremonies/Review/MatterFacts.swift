// SPDX-License-Identifier: Apache-2.0
//
// Nobody can stand for a decision, or review a use, of which they know only an entry's number.

package import Custody
package import Ledger
import ShareEnvelope

/// What a person must know before they say something about a matter that waits for it.
package struct MatterFacts: Sendable {
    /// The facts in order, each with its name.
    package let facts: [(name: String, text: String)]

    /// Finds the facts of a matter.
    package init(of matter: OpenMatter, in state: BinderState) {
        switch matter {
        case .recovery(let opening, _): facts = Self.recovery(opening, in: state)
        case .override(let exception): facts = Self.override(exception, in: state)
        case .loosening(let version, let words):
            facts =
                [("Decided", "\(version.time), by \(version.change.by)"), ("Why", "\(version.change.why)")]
                + words.map { ("Loosens", $0) }
        }
    }

    /// The facts as lines, with the texts one below the other.
    package var lines: [String] {
        let width = facts.map(\.name.count).max() ?? 0
        return facts.map { "  \($0.name)\(String(repeating: " ", count: width + 2 - $0.name.count))\($0.text)" }
    }

    private typealias Facts = [(name: String, text: String)]

    private static func override(_ exception: ExceptionHistory, in state: BinderState) -> Facts {
        let said = exception.exception
        let decision: Facts = [
            ("Decided", "\(exception.time), by \(said.by): \(said.decided)"), ("The rule asks", "\(said.expected)"),
            ("What happened", "\(said.happened)"),
        ]
        if let opening = state.recovery(of: exception) {
            return decision + [("In the recovery", "entry \(opening.place)")] + recovery(opening, in: state)
        }
        guard let set = state.set(of: exception) else { return decision }
        return decision + [("Credential", "\(state.credential(of: set)), set \(set.identity.code)")]
    }

    private static func recovery(_ opening: Opening, in state: BinderState) -> Facts {
        let opened = opening.opened
        let approved = opened.approvedBy.map(\.description).joined(separator: ", ")
        return [
            ("Credential", Self.credentials(of: opening, in: state)), ("Begun", "\(opening.time)"),
            ("Operated by", opened.operatedBy?.description ?? "nobody is named"),
            ("Approved by", approved.isEmpty ? "nobody is named" : approved), ("Reason", "\(opened.reason)"),
            ("Ticket", opened.ticket?.description ?? "none"), ("Ended", ending(opening)),
        ] + review(opening)
    }

    /// The credentials of a recovery, in words.
    static func credentials(of opening: Opening, in state: BinderState) -> String {
        let names = state.credentials(of: opening).map(\.description)
        return names.isEmpty ? "no entry says which" : names.joined(separator: " and ")
    }

    private static func ending(_ opening: Opening) -> String {
        let use = opening.use.map { "the credential counts as opened since \($0.time)" } ?? "nothing was shown"
        guard let closed = opening.closed else { return "never closed; \(use)" }
        return "\(closed.event.outcome.rawValue), \(closed.time); \(use)"
    }

    private static func review(_ opening: Opening) -> Facts {
        guard let review = opening.review else { return opening.use == nil ? [] : [("Review", "none yet")] }
        let event = review.event
        return [
            ("Review", "\(review.time), by \(event.by)"), ("What broke", "\(event.broke)"),
            ("What was done", "\(event.done)"), ("Restored by", "\(event.restored)"),
            ("Prevented by", "\(event.prevents)"),
            ("Used by", event.operatedBy.map(\.description).joined(separator: ", ")),
            ("Alerts", "\(event.alerts.rawValue)"),
        ] + (event.verdict.map { [("Audit of the log", $0.rawValue)] } ?? [])
            + (event.follows.map { [("What follows", "\($0)")] } ?? [])
    }
}
