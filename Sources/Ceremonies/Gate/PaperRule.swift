// SPDX-License-Identifier: Apache-2.0

package import Custody
package import Ledger
import ShareEnvelope

/// A ceremony that can wait continues only if the ledger extends what the sheets show of it.
package struct PaperRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Holds what paper shows against the ledger.
    package init(_ paper: [PaperCheckpoint], on log: LogAudit, _ state: BinderState) {
        breaches = paper.filter { $0.verdict(on: log, state) == .contradicted }.map { paper in
            let code = paper.code
            return Breach(
                expected: "a ledger that continues what the sheets show",
                found:
                    "this paper and this ledger disagree, and one of the two is false: \(paper.source) shows \(code.size) "
                    + "entries (\(code.words.joined(separator: " "))), which the ledger does not continue",
                remedy: "nothing was signed; `breakglass ledger verify --printed \(code.groupedText)` finds the entry "
                    + "since which they differ",
                canBeOverridden: false)
        }
    }
}

/// A letter continues paper that its readers have.
package struct LetterRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Holds the set that is asked against the ledger.
    ///
    /// - Parameters:
    ///   - hasStart: whether its custodians have paper that a letter can continue.
    ///   - isShown: whether its sheets show a checkpoint of the ledger.
    package init(_ set: SetHistory, hasStart: Bool, isShown: Bool) {
        breaches =
            hasStart
            ? []
            : [
                Breach(
                    expected: "paper that the letter can continue",
                    found: isShown
                        ? "the sheets of set \(set.identity.code) name a key that the ledger has no longer"
                        : "the sheets of set \(set.identity.code) show no checkpoint of this ledger",
                    remedy: "give the custodians slips of today, and say --since with their number of entries",
                    canBeOverridden: false)
            ]
    }
}

/// An answer to a drill fits a challenge of this ledger.
package struct AnswerRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Names an answer that does not fit.
    ///
    /// - Parameter words: why it does not.
    package init(_ name: String, isRefused words: String, remedy: String) {
        breaches = [
            Breach(
                expected: "an answer to its challenge", found: "\(name): \(words)", remedy: remedy,
                canBeOverridden: false)
        ]
    }
}
