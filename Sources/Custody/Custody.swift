// SPDX-License-Identifier: Apache-2.0
//
// Who could open what on a day, alone or together. This follows from the sets whose paper is out, and from what the
// policy of that day says about people and places.

package import CustodyPolicy
package import Ledger
package import SecretSharing
package import ShareEnvelope

/// Who keeps the paper of one set.
package struct Custody: Sendable {
    /// A sheet and its custodian.
    package struct Custodian: Hashable, Sendable {
        /// The share.
        package let share: ShareNumber
        /// The group's name.
        package let group: PublicText
        /// The custodian's name on the sheet.
        package let name: PublicText
        /// The person: the policy's identifier, or else the name.
        package let person: PublicText
        /// Where it is: as the newest receipt of this person says, or else where the policy of that day plans it. A
        /// receipt is a fact that the share signed, and the policy is a plan.
        package let place: String?
        /// The name of the site that the policy of that day plans for the person; `nil` if it plans none.
        package let site: PublicText?
        /// The day on which the person left, if that day has come.
        package let left: CalendarDay?
        /// Whether the person was removed from the policy without a record of leaving.
        package let isUnlisted: Bool
        /// Whether the custodian's passphrase locks the share.
        package let isSealed: Bool
        /// Whether the sheet is kept apart, to replace one that is lost.
        package let isSpare: Bool
        /// Whether somebody reported the sheet lost. This person may have it anyway.
        package let isSaidLost: Bool

        /// Whether the person no longer belongs to the organization.
        package var isGone: Bool { left != nil || isUnlisted }
    }

    /// The most quorums that are listed by name.
    package static let listLimit = 20

    /// The credential.
    package let name: CredentialName
    /// The set.
    package let set: SetHistory
    /// The set's manifest.
    package let manifest: Manifest
    /// Whether this set is in force, but another set of the credential is the one that counts.
    package let isOlder: Bool
    /// The last custodian of each sheet that is not destroyed, in the order of the shares; lost sheets are included.
    package let custodians: [Custodian]
    /// The sheets that somebody reported lost: nobody knows who has them.
    package var lost: [ShareNumber] { custodians.filter(\.isSaidLost).map(\.share) }

    /// The smallest number of people who can open it together; `nil` if all of them together cannot.
    package var fewest: Int? { quorumsOfPeople.fewest }

    /// How many smallest groups of people can open it together; `nil` if there are too many to compare.
    package var quorumCount: Int? { quorumsOfPeople.count }

    /// The smallest groups of people that can open it together: no group can do without any of its members. `nil` if
    /// there are more than ``listLimit``.
    package var quorums: [[PublicText]]? {
        quorumsOfPeople.smallest.flatMap { $0.count <= Self.listLimit ? $0.map(names) : nil }
    }

    /// The people who can open it alone.
    package var alone: [PublicText] { people.filter { canOpen([$0]) } }

    /// The people who keep a sheet, in order.
    package var people: [PublicText] { custodians.map { $0.person }.uniqued }

    /// The custodians who left, or were removed from the policy, and still keep a sheet.
    package var leavers: [Custodian] { custodians.filter { $0.isGone } }

    /// Whether the people who left could still open it together.
    package var canLeaversOpen: Bool { manifest.rule.isMet(by: leavers.map { $0.share }) }

    /// Whether these people can open it together.
    package func canOpen(_ people: Set<PublicText>) -> Bool {
        manifest.rule.isMet(by: custodians.filter { people.contains($0.person) }.map { $0.share })
    }

    /// A person's name.
    package func name(of person: PublicText) -> PublicText {
        custodians.first { $0.person == person }?.name ?? person
    }

    /// The rule in terms of people; person `i` is the i-th of ``people``.
    var quorumsOfPeople: PeopleQuorums {
        PeopleQuorums(
            manifest.rule,
            sheets: people.map { person in custodians.filter { $0.person == person }.map { $0.share } })
    }

    private func names(_ group: [Int]) -> [PublicText] {
        let people = people
        return group.map { people[$0] }
    }
}

extension Custody {
    /// Finds who keeps a set's paper on a day; `nil` if the ledger does not have the set's manifest.
    init?(of set: SetHistory, in life: CredentialStatus, on day: CalendarDay) {
        guard let manifest = set.manifest else { return nil }
        name = life.name
        self.set = set
        self.manifest = manifest
        isOlder = set.isLive && life.liveSet?.identity != set.identity
        let policy = life.policy
        custodians = set.lastCustodians.compactMap { custodian in
            guard let group = try? manifest.group(of: custodian.share) else { return nil }
            let id = Self.identifier(of: custodian, in: policy)
            let person = id.flatMap { policy?.person($0) }
            let sheet = set.sheets[custodian.share]
            let isSaidLost = sheet?.isSaidLost ?? false
            return Custodian(
                share: custodian.share, group: group.name, name: custodian.name,
                person: id.map { .known($0.rawValue) } ?? custodian.person ?? custodian.name,
                place: isSaidLost
                    ? nil
                    : sheet?.place?.description ?? id.flatMap { life.plannedPlace(of: custodian.share, keptBy: $0) },
                site: id.flatMap { life.plannedSite(of: custodian.share, keptBy: $0) },
                left: [person?.left, life.leavers.day(of: custodian)].compactMap { $0 }.filter { $0 <= day }.min(),
                isUnlisted: policy != nil && custodian.person != nil && person == nil, isSealed: custodian.sealed,
                isSpare: custodian.spare == true, isSaidLost: isSaidLost)
        }
    }

    /// The policy's identifier of a custodian. If the entry has none, it is that of the only person with the same name.
    private static func identifier(of custodian: SetCreated.Custodian, in policy: Policy?) -> PolicyIdentifier? {
        if let person = custodian.person { return PolicyIdentifier(person.description) }
        let namesakes = policy?.people.filter { $0.name.isSameName(as: custodian.name) } ?? []
        return namesakes.count == 1 ? namesakes[0].id : nil
    }
}

extension CredentialStatus {
    /// Site and container that the policy in force plans for a sheet; `nil` if it plans none for the person.
    package func plannedPlace(of share: ShareNumber, keptBy person: PolicyIdentifier) -> String? {
        guard let policy else { return nil }
        return plannedCustodian(of: share, person).map { policy.place(of: $0) }
    }

    /// The name of the site that the policy in force plans for a sheet; `nil` if it plans none for the person.
    func plannedSite(of share: ShareNumber, keptBy person: PolicyIdentifier) -> PublicText? {
        plannedCustodian(of: share, person).flatMap { policy?.site($0.site)?.name }
    }

    private func plannedCustodian(of share: ShareNumber, _ person: PolicyIdentifier) -> Policy.Custodian? {
        guard let planned else { return nil }
        let own = zip(planned.rule.shareNumbers, planned.custodians).first { $0 == share && $1.person == person }?.1
        return own ?? planned.custodians.first { $0.person == person }
    }
}

extension Policy {
    /// Site and container of a custodian, as people read them.
    package func place(of custodian: Custodian) -> String {
        "\(site(custodian.site)?.name.description ?? custodian.site.rawValue), \(custodian.container)"
    }
}

extension BinderState {
    /// Who keeps the paper of the sets that are out, on a day.
    ///
    /// A set that was retired while its credential stayed the same still opens it, so it is listed too, as retired.
    package func custody(under policy: Policy?, on day: CalendarDay) -> [Custody] {
        lives(under: policy).flatMap { life in
            life.sets.filter { $0.released != nil && life.stillOpens($0) }.compactMap { set in
                Custody(of: set, in: life, on: day)
            }
        }
    }
}
