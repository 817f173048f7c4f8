// SPDX-License-Identifier: Apache-2.0
//
// How much of a set's paper was recently proven whole, and how much of it can still be lost.

package import CustodyPolicy
package import SecretSharing
package import ShareEnvelope

/// The coverage of the set in force.
package struct Coverage: Hashable, Sendable {
    /// A group of the set.
    package struct Group: Hashable, Sendable {
        /// The group's name.
        package let name: PublicText
        /// How many of its sheets were proven whole within the interval.
        package let proven: Int
        /// How many of its sheets are in custodians' hands.
        package let inHand: Int
        /// How many are needed.
        package let needed: Int

        /// How many sheets the group can lose and still be met; negative if some are missing.
        package var spare: Int { inHand - needed }
    }

    /// A sheet, and when it was last proven whole.
    package struct Sheet: Hashable, Sendable {
        /// The share.
        package let share: ShareNumber
        /// The custodian.
        package let custodian: PublicText
        /// When it was last proven whole; `nil` if it never was.
        package let proven: LedgerTime?
        /// Whether that is within the interval.
        package let isFresh: Bool
        /// Whether it is in a custodian's hands.
        package let isInHand: Bool
    }

    /// How often each sheet must be proven.
    package let interval: PolicySpan
    /// The sheets, in order.
    package let sheets: [Sheet]
    /// The groups, in order.
    package let groups: [Group]
    /// Whether the sheets that were proven whole within the interval form a quorum.
    package let isQuorumProven: Bool
    /// Whether the sheets in custodians' hands form a quorum.
    package let isQuorumInHand: Bool

    /// The interval if no policy sets one.
    static let standardInterval = PolicySpan(days: 90)

    /// Counts the sheets of the set in force; `nil` if no set is in force, or if the ledger does not have its manifest.
    package init?(of life: CredentialStatus, at now: LedgerTime) {
        guard let set = life.liveSet, let manifest = set.manifest else { return nil }
        let interval = life.account?.drillEvery ?? Self.standardInterval
        self.interval = interval
        sheets = set.created.custodians.map { custodian in
            let proven = life.lastProof(of: custodian.share, in: set)?.time
            let history = set.sheets[custodian.share]
            let isInHand = history?.isInHand ?? true
            return Sheet(
                share: custodian.share, custodian: history?.received?.event.custodian ?? custodian.name,
                proven: proven,
                isFresh: isInHand && proven.map { $0.adding(seconds: UInt64(interval.seconds)) >= now } == true,
                isInHand: isInHand)
        }
        groups = manifest.groups.enumerated().map { [sheets] index, group in
            let own = sheets.filter { Int($0.share.group.rawValue) == index + 1 }
            return Group(
                name: group.name, proven: own.count { $0.isFresh }, inHand: own.count { $0.isInHand },
                needed: group.threshold.needed)
        }
        isQuorumProven = manifest.rule.isMet(by: sheets.filter { $0.isFresh }.map { $0.share })
        isQuorumInHand = manifest.rule.isMet(by: sheets.filter { $0.isInHand }.map { $0.share })
    }

    /// How many sheets were proven whole within the interval.
    package var provenCount: Int { sheets.count { $0.isFresh } }

    /// "4 of 5 sheets proven in the last 90 days; Security can lose 1 more, Operations can lose none"
    package var words: String {
        let losses = groups.map { group in
            let name = "\(group.name)"
            return group.spare > 0
                ? "\(name) can lose \(group.spare) more"
                : group.spare == 0
                    ? "\(name) can lose none" : "\(name) is missing \(-group.spare)"
        }
        let days = interval.seconds / 86_400
        let length = days > 1 ? "\(days) days" : "\(interval)"
        return "\(provenCount) of \(sheets.count) sheets proven in the last \(length); "
            + losses.joined(separator: ", ")
    }
}
