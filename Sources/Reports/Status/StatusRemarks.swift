// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Ledger

/// What did not go as planned; this stays on record permanently.
struct StatusRemarks: Encodable {
    struct Remark: Encodable {
        let entry: String
        let time: String
        let words: String

        init(_ place: EntryPlace, _ time: LedgerTime, _ words: String) {
            entry = place.description
            self.time = time.description
            self.words = words
        }
    }

    let exceptions: [Remark]
    let overrides: [Remark]
    let refusals: [Remark]
    let journals: [Remark]
    /// What ended a duty on somebody's word, without a signature: reviews, and changes of credentials.
    let byWord: [Remark]

    init(_ state: BinderState) {
        func remark(_ history: ExceptionHistory) -> Remark {
            Remark(
                history.place, history.time,
                "asked for: \(history.exception.expected); happened: \(history.exception.happened)")
        }
        exceptions = state.plainExceptions.map(remark)
        overrides = state.exceptions.filter { $0.exception.override }.map(remark)
        refusals = state.refusals.map { refusal in
            Remark(refusal.place, refusal.time, "\(refusal.refused.act): \(refusal.refused.why)")
        }
        byWord =
            state.openings.compactMap { opening in
                opening.review.map { review in
                    let reviewer = ReviewerWording(review, of: opening, in: state)
                    return Remark(opening.place, review.time, "the use was reviewed, says \(reviewer.words)")
                }
            }
            + state.sets.compactMap { set in
                set.retired.flatMap { retired in
                    guard retired.isRotatedByWord else { return nil }
                    return Remark(
                        retired.place, retired.time,
                        "the credential of set \(set.identity.code) was changed, says \(retired.event.by)")
                }
            }
        journals = state.merged.map { journal in
            Remark(
                journal.place, journal.time,
                "journal \(journal.name.ledgerText.prefix(8))…, \(journal.entryCount) entries")
        }
    }

    /// A line for each kind: how many, and the newest.
    var lines: [String] {
        [
            Self.line("rule was overridden", "rules were overridden", overrides),
            Self.line("exception", "exceptions", exceptions), Self.line("refusal", "refusals", refusals),
            Self.line("journal was merged", "journals were merged", journals),
            Self.line("fact rests on the ledger keeper's word", "facts rest on the ledger keeper's word", byWord),
        ].compactMap { $0 }
    }

    private static func line(_ one: String, _ many: String, _ remarks: [Remark]) -> String? {
        guard let last = remarks.last else { return nil }
        return
            "\(remarks.count.counted(one, many)); \(remarks.count == 1 ? "" : "the newest: ")entry \(last.entry), "
            + "\(last.time.prefix(10)): \(last.words)"
    }
}
