// SPDX-License-Identifier: Apache-2.0
//
// The entry that reviews a use. Members are written in the order in which they are declared.

public import MerkleLog
public import ShareEnvelope

/// `review filed`: the review of one use.
public struct ReviewFiled: EntryBody {
    /// Whether alerts about the use arrived.
    public enum Alerts: String, Hashable, Sendable, Codable, CaseIterable {
        /// All expected alerts arrived while the window was open.
        case arrived
        /// They arrived, but too late to be of use.
        case late
        /// They were expected, and none arrived.
        case missing
        /// No alerts are set up.
        case none
    }

    /// A file that belongs to the review and is kept elsewhere.
    public struct Evidence: Hashable, Sendable, Codable {
        /// What the file was called.
        public let name: PublicText
        /// The SHA-256 of its bytes.
        public let digest: TreeHash
        /// The file's size in bytes.
        public let bytes: UInt64

        /// Makes a reference to a file.
        public init(name: PublicText, digest: TreeHash, bytes: UInt64) {
            self.name = name
            self.digest = digest
            self.bytes = bytes
        }
    }

    /// The `recovery opened` entry.
    public let opening: EntryPlace
    /// What broke.
    public let broke: PublicText
    /// What was done with the credential.
    public let done: PublicText
    /// How normal operation was restored.
    public let restored: PublicText
    /// What prevents it next time.
    public let prevents: PublicText
    /// Who used the credential; at least one.
    public let operatedBy: [PublicText]
    /// Whether alerts about the use arrived.
    public let alerts: Alerts
    /// Files that belong to the review.
    public let evidence: [Evidence]
    /// Who says so.
    public let by: PublicText

    private enum CodingKeys: String, CodingKey {
        case opening
        case broke
        case done
        case restored
        case prevents
        case operatedBy = "operated_by"
        case alerts
        case evidence
        case by
    }

    /// Makes an entry.
    public init(
        opening: EntryPlace, broke: PublicText, done: PublicText, restored: PublicText, prevents: PublicText,
        operatedBy: [PublicText], alerts: Alerts, evidence: [Evidence] = [], by: PublicText
    ) {
        self.opening = opening
        self.broke = broke
        self.done = done
        self.restored = restored
        self.prevents = prevents
        self.operatedBy = operatedBy
        self.alerts = alerts
        self.evidence = evidence
        self.by = by
    }
}

extension ReviewFiled {
    /// Its kind.
    public static let kind = EntryKind.reviewFiled
    /// Whether ceremonies without the ledger write it.
    public static let standsInRecords = false
    /// What it refers to.
    public var references: [EntryReference] { [.use(opening)] }
}
