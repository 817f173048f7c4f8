// SPDX-License-Identifier: Apache-2.0
//
// The entry that reviews a use. Members are written in the order in which they are declared.

package import MerkleLog
package import ShareEnvelope

/// `review filed`: the review of one use.
package struct ReviewFiled: EntryBody {
    /// Whether alerts about the use arrived.
    package enum Alerts: String, Hashable, Sendable, Codable, CaseIterable {
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
    package struct Evidence: Hashable, Sendable, Codable {
        /// What the file was called.
        package let name: PublicText
        /// The SHA-256 of its bytes.
        package let digest: TreeHash
        /// The file's size in bytes.
        package let bytes: UInt64

        /// Makes a reference to a file.
        package init(name: PublicText, digest: TreeHash, bytes: UInt64) {
            self.name = name
            self.digest = digest
            self.bytes = bytes
        }
    }

    /// The `recovery opened` entry.
    package let opening: EntryPlace
    /// What broke.
    package let broke: PublicText
    /// What was done with the credential.
    package let done: PublicText
    /// How the normal path was restored.
    package let restored: PublicText
    /// What prevents it next time.
    package let prevents: PublicText
    /// Who used the credential; at least one.
    package let operatedBy: [PublicText]
    /// Whether alerts about the use arrived.
    package let alerts: Alerts
    /// Files that belong to the review.
    package let evidence: [Evidence]
    /// Who says so.
    package let by: PublicText

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
    package init(
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
    package static let kind = EntryKind.reviewFiled
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// What it refers to.
    package var references: [EntryReference] { [.use(opening)] }
}
