// SPDX-License-Identifier: Apache-2.0

/// Where a credential stands in its loop: sealed, opening, open, closing, rotating, and sealed again.
public enum CredentialState: Hashable, Sendable {
    /// No set of it was ever let out.
    case none
    /// A set is in force that was never opened.
    case sealed
    /// A recovery is stated and not ended.
    case opening(since: LedgerTime)
    /// It was revealed, and its window runs.
    case open(until: LedgerTime)
    /// Its window is over, and the review of the use is not filed.
    case closing(reviewDue: LedgerTime?)
    /// The use is reviewed, and the set that was opened is still in force.
    case rotating
    /// All sets of it are retired.
    case retired

    /// The words that ``word`` can be.
    public static let words = ["none", "sealed", "opening", "open", "closing", "rotating", "retired"]

    /// One word for it.
    public var word: String {
        switch self {
        case .none: "none"
        case .sealed: "sealed"
        case .opening: "opening"
        case .open: "open"
        case .closing: "closing"
        case .rotating: "rotating"
        case .retired: "retired"
        }
    }

    /// The state in words.
    public var words: String {
        switch self {
        case .none: "not dealt yet"
        case .sealed: "sealed"
        case .opening(let since): "being opened since \(since)"
        case .open(let until): "open until \(until)"
        case .closing(let due?): "used and not reviewed; the review is due by \(due)"
        case .closing(nil): "used and not reviewed"
        case .rotating: "used and reviewed, but not changed"
        case .retired: "retired"
        }
    }
}
