// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

/// Something that somebody has to do.
public struct Duty: Hashable, Sendable {
    /// How it presses.
    public enum Urgency: String, Hashable, Sendable, Comparable, CaseIterable, Encodable {
        /// It should have been done, or stands open.
        case overdue
        /// It is due within 14 days, or comes of somebody's leaving that is on record.
        case soon

        /// The more pressing one comes first.
        public static func < (left: Self, right: Self) -> Bool { left == .overdue && right == .soon }
    }

    /// What kind of duty; the raw value stands in metrics and JSON.
    public enum Kind: String, Hashable, Sendable, CaseIterable, Encodable {
        /// A recovery was begun and never closed.
        case openRecovery = "open_recovery"
        /// A credential is revealed, and its window runs.
        case openWindow = "open_window"
        /// A window is over, and the review of the use is not filed yet.
        case windowOver = "window_over"
        /// The review of a use is late, or due while no window says when the use ends.
        case review
        /// The set that was opened is still in force.
        case rotation
        /// Nobody stood for an overridden rule.
        case countersignature
        /// A set was dealt, and its sheets never went out.
        case unfinishedSplit = "unfinished_split"
        /// The policy plans a credential of which no sheets are in force.
        case undealt
        /// Printed sheets were never read back.
        case readBack = "read_back"
        /// Somebody left, or leaves soon, and keeps paper.
        case leaver
        /// The set in force is not what the policy plans.
        case outdatedSet = "outdated_set"
        /// A set was retired while its credential stayed the same.
        case retiredPaper = "retired_paper"
        /// A set was given up after one of its sheets was proven, and its paper is not destroyed.
        case givenUpPaper = "given_up_paper"
        /// A sheet in force is lost.
        case lostSheet = "lost_sheet"
        /// A drill is past its end, and nobody closed it.
        case openDrill = "open_drill"
        /// Nothing has shown for long that a sheet is whole.
        case proof
        /// Paper is out for a credential that the policy does not know.
        case unplannedSet = "unplanned_set"
        /// A set is in force beside another one of its credential.
        case olderSet = "older_set"
        /// The ledger has lines that its key did not sign.
        case unsignedLines = "unsigned_lines"
        /// The policy's file is not in force, or the policy in force cannot be read.
        case policy
        /// The ledger contradicts itself.
        case ledger
        /// An entry is dated after the clock by which duties are judged.
        case clock
    }

    /// What kind.
    public let kind: Kind
    /// How it presses.
    public let urgency: Urgency
    /// The credential, where it is about one.
    public let name: CredentialName?
    /// What is to be done, and why.
    public let words: String
    /// When it is or was due.
    public let due: LedgerTime?
    /// The entry that it comes from, where there is one.
    public let entry: EntryPlace?

    init(
        _ kind: Kind, _ urgency: Urgency, _ name: CredentialName?, _ words: String, due: LedgerTime? = nil,
        entry: EntryPlace? = nil
    ) {
        self.kind = kind
        self.urgency = urgency
        self.name = name
        self.words = words
        self.due = due
        self.entry = entry
    }
}

extension Duty {
    /// How long before it is due a duty is told: 14 days, in seconds.
    static let notice: UInt64 = 14 * 86_400

    /// How far an entry may be dated after the clock: clocks differ (LAYOUTS, rule 17), in seconds.
    static let clockSlack: UInt64 = 86_400

    /// How something that is due at a time presses; nothing while that is far away.
    static func urgency(due: LedgerTime, at now: LedgerTime) -> Urgency? {
        due <= now ? .overdue : due <= now.adding(seconds: notice) ? .soon : nil
    }
}
