// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger
import ShareEnvelope

/// Something that somebody has to do.
package struct Duty: Hashable, Sendable {
    /// How urgent a duty is.
    package enum Urgency: String, Hashable, Sendable, Comparable, CaseIterable, Encodable {
        /// It should have been done already, or something is open.
        case overdue
        /// It is due within 14 days, or the duty began with time to spare.
        case soon

        /// Sorts the more urgent one first.
        package static func < (left: Self, right: Self) -> Bool { left == .overdue && right == .soon }
    }

    /// The kind of a duty; metrics and JSON use the raw value.
    package enum Kind: String, Hashable, Sendable, CaseIterable, Encodable {
        /// A recovery was begun and never closed.
        case openRecovery = "open_recovery"
        /// A credential was revealed, and its window has not ended.
        case openWindow = "open_window"
        /// A window is over, and the review of the use is not filed yet.
        case windowOver = "window_over"
        /// The review of a use is late, or it is due and no window says when the use ends.
        case review
        /// The set that was opened is still in force.
        case rotation
        /// Nobody has countersigned an overridden rule.
        case countersignature
        /// A set was dealt, but its sheets were never released.
        case unfinishedSplit = "unfinished_split"
        /// The policy plans a credential that has no sheets in force.
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
        /// A spare took the place of a lost sheet, which anyone can still find.
        case replacedSheet = "replaced_sheet"
        /// Nobody signed for a sheet that is out.
        case receipt
        /// Somebody who left, or leaves soon, may approve openings by the policy.
        case leaverApproves = "leaver_approves"
        /// A drill is open, or has expired and nobody closed it.
        case openDrill = "open_drill"
        /// Two sheets are on record in bags of one serial, or one is in no bag on record and the others of its set are.
        case bagSerial = "bag_serial"
        /// A sheet has not been proven whole for too long.
        case proof
        /// The last drill did not test the alert of a use, or it did not come in time.
        case alertTest = "alert_test"
        /// The paper for a recovery at night is missing or out of date.
        case nightKit = "night_kit"
        /// Paper is out for a credential that is not in the policy.
        case unplannedSet = "unplanned_set"
        /// A set is in force alongside another set of its credential.
        case olderSet = "older_set"
        /// The ledger has lines that its key did not sign.
        case unsignedLines = "unsigned_lines"
        /// The policy's file is not in force, or the policy in force cannot be read.
        case policy
        /// The ledger contradicts itself.
        case ledger
        /// An entry is dated later than the clock that decides what is due.
        case clock
    }

    /// What kind of duty.
    package let kind: Kind
    /// How urgent it is.
    package let urgency: Urgency
    /// The credential, if it is about one.
    package let name: CredentialName?
    /// What must be done, and why.
    package let words: String
    /// When it is or was due.
    package let due: LedgerTime?
    /// The entry that it comes from, if there is one.
    package let entry: EntryPlace?

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
    /// How long before its due time a duty is shown: 14 days, in seconds.
    static let notice: UInt64 = 14 * 86_400

    /// How much later than the clock an entry may be dated, in seconds, because clocks differ (LAYOUTS, rule 17).
    static let clockSlack: UInt64 = 86_400

    /// How urgent something is that is due at a time; `nil` if that is more than 14 days away.
    static func urgency(due: LedgerTime, at now: LedgerTime) -> Urgency? {
        due <= now ? .overdue : due <= now.adding(seconds: notice) ? .soon : nil
    }
}
