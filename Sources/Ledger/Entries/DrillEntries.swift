// SPDX-License-Identifier: Apache-2.0
//
// Entries about drills. Members are written in the order in which they are declared. An answer has no kind of its own:
// it is a `cosigned` entry on the tree that ends with the challenge.

package import CustodyPolicy
package import MerkleLog
package import SecretSharing
package import ShareEnvelope

/// `drill opened`: a challenge. The shares that it lists answer by cosigning the tree whose last entry it is.
package struct DrillOpened: EntryBody {
    /// How a drill is run.
    package enum Way: String, Hashable, Sendable, Codable, CaseIterable {
        /// Custodians come one by one and show their sheets.
        case inPerson = "in person"
        /// Custodians answer a letter on their own machines.
        case byMail = "by mail"
        /// A quorum recombines the credential, and nothing is shown.
        case rehearsal = "rehearsal"
    }

    /// The set's identity.
    package let set: SetIdentity
    /// The shares that are asked.
    package let shares: [ShareNumber]
    /// The value that makes this challenge unique.
    package let nonce: DrillNonce
    /// How the drill is run.
    package let way: Way
    /// The last second at which an answer may be signed.
    package let expires: LedgerTime
    /// Who runs the drill.
    package let by: PublicText

    /// Makes an entry.
    package init(
        set: SetIdentity, shares: [ShareNumber], nonce: DrillNonce, way: Way, expires: LedgerTime, by: PublicText
    ) {
        self.set = set
        self.shares = shares
        self.nonce = nonce
        self.way = way
        self.expires = expires
        self.by = by
    }
}

/// `rehearsed`: a quorum recombined the credential and it opened; nothing was shown.
package struct Rehearsed: EntryBody {
    /// The index of the `drill opened` entry.
    package let drill: UInt64
    /// The set's identity.
    package let set: SetIdentity
    /// The shares that took part.
    package let shares: [ShareNumber]
    /// How many minimal quorums among them opened the credential.
    package let quorumsTried: Int
    /// How many minimal quorums there are among them.
    package let quorums: Int
    /// The time from the challenge to the opened credential, in seconds.
    package let seconds: UInt64

    private enum CodingKeys: String, CodingKey {
        case drill
        case set
        case shares
        case quorumsTried = "quorums_tried"
        case quorums
        case seconds
    }

    /// Makes an entry.
    package init(
        drill: UInt64, set: SetIdentity, shares: [ShareNumber], quorumsTried: Int, quorums: Int, seconds: UInt64
    ) {
        self.drill = drill
        self.set = set
        self.shares = shares
        self.quorumsTried = quorumsTried
        self.quorums = quorums
        self.seconds = seconds
    }
}

/// `drill closed`: what a drill showed. Answers that come later do not count.
package struct DrillClosed: EntryBody {
    /// An alert that the drill set off, on one channel.
    package struct TestedAlert: Hashable, Sendable, Codable {
        /// Whether an alert arrived before the policy's deadline.
        package enum InTime: String, Hashable, Sendable, Codable, CaseIterable {
            case yes
            /// It came late, or not at all.
            case no
            /// The policy has no deadline, or nothing shows when it arrived.
            case cannotTell = "cannot tell"
        }

        /// The channel, as the policy names it.
        package let channel: PublicText
        /// Whether it arrived in time.
        package let inTime: InTime

        private enum CodingKeys: String, CodingKey {
            case channel
            case inTime = "in_time"
        }

        /// Makes the record of an alert.
        package init(channel: PublicText, inTime: InTime) {
            self.channel = channel
            self.inTime = inTime
        }
    }

    /// The index of the `drill opened` entry.
    package let drill: UInt64
    /// The shares that proved to be intact.
    package let proven: [ShareNumber]
    /// The shares that were asked but did not.
    package let unproven: [ShareNumber]
    /// The findings, in words.
    package let findings: PublicText?
    /// The SHA-256 of the result file that shows the alerts, if there is one.
    package let result: TreeHash?
    /// The alerts of that file; present if and only if `result` is.
    package let alerts: [TestedAlert]?
    /// Who says so.
    package let by: PublicText

    /// Makes an entry.
    package init(
        drill: UInt64, proven: [ShareNumber], unproven: [ShareNumber], findings: PublicText?, result: TreeHash? = nil,
        alerts: [TestedAlert]? = nil, by: PublicText
    ) {
        self.drill = drill
        self.proven = proven
        self.unproven = unproven
        self.findings = findings
        self.result = result
        self.alerts = alerts
        self.by = by
    }
}

extension DrillOpened {
    /// Its kind.
    package static let kind = EntryKind.drillOpened
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// Where its signatures count.
    package static let signed: SignaturePlace? = .later
    /// What it refers to.
    package var references: [EntryReference] { [.set(set)] }
    /// The shares whose signatures it asks for.
    package var asked: AskedShares? { AskedShares(set, shares) }
}

extension Rehearsed {
    /// Its kind.
    package static let kind = EntryKind.rehearsed
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// What it refers to.
    package var references: [EntryReference] { [.drill(drill), .set(set)] }
    /// The first member whose value does not have its form.
    package var memberOutOfForm: String? { Self.isNumber(seconds) ? nil : "seconds" }
}

extension DrillClosed {
    /// Its kind.
    package static let kind = EntryKind.drillClosed
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// What it refers to.
    package var references: [EntryReference] { [.drill(drill)] }
}
