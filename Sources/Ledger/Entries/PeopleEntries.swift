// SPDX-License-Identifier: Apache-2.0
//
// Entries about custodians who join and leave. Members are written in the order in which they are declared. The change
// of the policy is an earlier entry of its own.

package import CustodyPolicy
package import SecretSharing
package import ShareEnvelope

/// `custodian joined`: a person in the policy may hold sheets from now on.
package struct CustodianJoined: EntryBody {
    /// The identifier in the policy.
    package let person: PublicText
    /// The name on paper.
    package let custodian: PublicText
    /// Who says so.
    package let by: PublicText
    /// Why.
    package let why: PublicText

    /// Makes an entry.
    package init(person: PublicText, custodian: PublicText, by: PublicText, why: PublicText) {
        self.person = person
        self.custodian = custodian
        self.by = by
        self.why = why
    }
}

/// `custodian left`: a person no longer belongs to the organization. It says by when each set of which the person holds
/// paper must be reissued.
package struct CustodianLeft: EntryBody {
    /// Paper that the person still holds after leaving.
    package struct Held: Hashable, Sendable, Codable {
        /// The set's identity.
        package let set: SetIdentity
        /// The shares that the person holds.
        package let shares: [ShareNumber]
        /// The last day on which the set should be in force.
        package let dealBy: CalendarDay

        private enum CodingKeys: String, CodingKey {
            case set
            case shares
            case dealBy = "deal_by"
        }

        /// Makes one.
        package init(set: SetIdentity, shares: [ShareNumber], dealBy: CalendarDay) {
            self.set = set
            self.shares = shares
            self.dealBy = dealBy
        }
    }

    /// The identifier in the policy.
    package let person: PublicText
    /// The name on paper.
    package let custodian: PublicText
    /// The first day on which the person no longer belongs to the organization.
    package let left: CalendarDay
    /// The sets of which the person holds paper.
    package let holds: [Held]
    /// The person in the policy who takes over; `nil` if no one does.
    package let successor: PublicText?
    /// Who says so.
    package let by: PublicText
    /// Why.
    package let why: PublicText

    /// Makes an entry.
    package init(
        person: PublicText, custodian: PublicText, left: CalendarDay, holds: [Held], successor: PublicText?,
        by: PublicText, why: PublicText
    ) {
        self.person = person
        self.custodian = custodian
        self.left = left
        self.holds = holds
        self.successor = successor
        self.by = by
        self.why = why
    }
}

extension CustodianLeft {
    /// The most days after leaving within which the sets on a person's paper must be reissued.
    package static let noticeLimit = 31

    /// The latest deadline that counts for a set, whatever the entry says.
    package var lastDealBy: CalendarDay { left.adding(days: Self.noticeLimit) }
}

extension CalendarDay: LedgerText {
    /// The form in a ledger.
    package var ledgerText: String { description }
    /// Reads the form in a ledger.
    package init?(ledgerText: String) { self.init(ledgerText) }
}

extension CustodianJoined {
    /// Its kind.
    package static let kind = EntryKind.custodianJoined
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// What it refers to.
    package var references: [EntryReference] { [] }
}

extension CustodianLeft {
    /// Its kind.
    package static let kind = EntryKind.custodianLeft
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// What it refers to.
    package var references: [EntryReference] { holds.map { .set($0.set) } }
}
