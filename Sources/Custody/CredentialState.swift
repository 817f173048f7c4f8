// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger

/// The state of a credential in its cycle: unopened, opening, open, closing, rotating, and unopened again.
package enum CredentialState: Hashable, Sendable {
    /// No set of it was ever released, and it is planned or being dealt.
    case none
    /// Nothing but this entry, and others like it, knows of it: a recovery that named it, or a set that was abandoned.
    /// No policy plans it, so nobody has to deal it.
    case unknown(from: EntryPlace)
    /// The set in force was never opened.
    case unopened
    /// A recovery was begun and has not ended.
    case opening(since: LedgerTime)
    /// It was revealed, and its window has not ended.
    case open(until: LedgerTime)
    /// Its window is over, and the review of the use is not filed yet.
    case closing(reviewDue: LedgerTime?)
    /// The use is reviewed, and the set that was opened is still in force.
    case rotating
    /// All sets of it are retired.
    case retired

    /// Every value of ``word``.
    package static let words = ["none", "unknown", "unopened", "opening", "open", "closing", "rotating", "retired"]

    /// The state in one word, for machines too.
    package var word: String {
        switch self {
        case .none: "none"
        case .unknown: "unknown"
        case .unopened: "unopened"
        case .opening: "opening"
        case .open: "open"
        case .closing: "closing"
        case .rotating: "rotating"
        case .retired: "retired"
        }
    }

    /// The state in words.
    package var words: String {
        switch self {
        case .none: "not dealt yet"
        case .unknown(let place):
            "known only from \(place.inJournal == nil ? "" : "a journal, ")entry \(place): no policy plans it, and no sheets "
                + "of it were ever released"
        case .unopened: "unopened"
        case .opening(let since): "being opened since \(since)"
        case .open(let until): "open until \(until)"
        case .closing(let due?): "used and not reviewed; the review is due by \(due)"
        case .closing(nil): "used and not reviewed"
        case .rotating: "used and reviewed, but not changed"
        case .retired: "retired"
        }
    }
}
