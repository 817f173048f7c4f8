// SPDX-License-Identifier: Apache-2.0
//
// Who could open what on a day, alone or together: from the sets whose paper is out, and from what the policy of that
// day says of people and places.

public import SecretSharing
public import ShareEnvelope

/// Who keeps the paper of one set.
public struct Custody: Sendable {
    /// A sheet and its keeper.
    public struct Keeper: Hashable, Sendable {
        /// Which share.
        public let share: ShareNumber
        /// The group's name.
        public let group: PublicText
        /// The custodian's name on the sheet.
        public let name: PublicText
        /// Who that is: the policy's identifier, or else the name.
        public let person: PublicText
        /// Site and container, as the policy of that day says.
        public let place: String?
        /// The day on which the person left, if that is past.
        public let left: CalendarDay?
        /// Whether a passphrase of the custodian's locks the share.
        public let isSealed: Bool
    }

    /// The most quorums that are listed by name.
    public static let listLimit = 20

    /// The credential.
    public let name: CredentialName
    /// The set.
    public let set: SetHistory
    /// The set's manifest.
    public let manifest: Manifest
    /// The keepers, in order of the shares.
    public let keepers: [Keeper]

    /// The smallest groups of people that can open it together; nothing when there are too many to list.
    public var quorums: [[PublicText]]? {
        guard manifest.rule.minimalQuorumCount <= Self.listLimit else { return nil }
        return Self.smallest(manifest.rule.minimalQuorums.map { people(with: $0) })
    }

    /// The people who can open it alone.
    public var alone: [PublicText] {
        people.filter { person in manifest.rule.isMet(by: keepers.filter { $0.person == person }.map { $0.share }) }
    }

    /// Everybody who keeps a sheet, in order.
    public var people: [PublicText] { keepers.map { $0.person }.uniqued }

    /// Those who left and still keep a sheet.
    public var leavers: [Keeper] { keepers.filter { $0.left != nil } }

    /// Whether those who left could still open it together.
    public var canLeaversOpen: Bool { manifest.rule.isMet(by: leavers.map { $0.share }) }

    /// Whether these people can open it together.
    public func canOpen(_ people: Set<PublicText>) -> Bool {
        manifest.rule.isMet(by: keepers.filter { people.contains($0.person) }.map { $0.share })
    }

    private func people(with shares: [ShareNumber]) -> [PublicText] {
        keepers.filter { shares.contains($0.share) }.map { $0.person }.uniqued
    }

    /// Those that hold no other of them.
    private static func smallest(_ groups: [[PublicText]]) -> [[PublicText]] {
        var kept: [[PublicText]] = []
        for group in groups.sorted(by: { $0.count < $1.count })
        where !kept.contains(where: { Set($0).isSubset(of: group) }) {
            kept.append(group)
        }
        return kept
    }

    /// What a person is called.
    public func name(of person: PublicText) -> PublicText {
        keepers.first { $0.person == person }?.name ?? person
    }
}

extension BinderState {
    /// Who keeps the paper of the sets that are out, on a day.
    ///
    /// A set that was retired while its credential stayed the same still opens it: it is listed, as what it is.
    public func custody(under policy: Policy?, on day: CalendarDay) -> [Custody] {
        lives(under: policy).flatMap { life in
            life.sets.filter { $0.letOut != nil && $0.stillOpens }.compactMap { set in
                custody(of: set, life.name, policy, day)
            }
        }
    }

    private func custody(
        of set: SetHistory, _ name: CredentialName, _ policy: Policy?, _ day: CalendarDay
    ) -> Custody? {
        guard let manifest = set.manifest else { return nil }
        let planned = name.credential.flatMap { policy?.account(named: name.account)?.credential(named: $0) }
        let keepers = set.created.keepers.map { keeper in
            let person = keeper.person.flatMap { PolicyIdentifier($0.description) }.flatMap { policy?.person($0) }
            let place = planned?.keepers.first { $0.person.rawValue == keeper.person?.description }
            return Custody.Keeper(
                share: keeper.share, group: manifest.groups[Int(keeper.share.group.rawValue) - 1].name,
                name: keeper.custodian, person: keeper.person ?? keeper.custodian,
                place: place.map { "\(policy?.site($0.site)?.name.description ?? $0.site.rawValue), \($0.container)" },
                left: person?.left.flatMap { $0 <= day ? $0 : nil }, isSealed: keeper.sealed)
        }
        return Custody(name: name, set: set, manifest: manifest, keepers: keepers)
    }
}

extension SetHistory {
    /// Whether its paper still opens a credential that is good.
    public var stillOpens: Bool {
        switch end {
        case nil: true
        case .abandoned: false
        case .retired(_, let event): !event.rotated
        }
    }
}

extension Sequence where Element: Hashable {
    /// Each element once, in order.
    var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
