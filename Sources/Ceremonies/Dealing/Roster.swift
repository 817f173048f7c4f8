// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
package import SecretSharing
package import ShareEnvelope

/// Who keeps a share of what: the account, its groups of custodians, and how many of each are needed.
package struct Roster: Hashable, Sendable {
    /// A person who keeps one sheet.
    package struct Custodian: Hashable, Sendable {
        /// The name on the sheet.
        package let name: PublicText
        /// Whether the share is locked with this person's passphrase.
        package let isSealed: Bool
        /// The person's identifier in the policy, if there is one.
        package let person: PublicText?
        /// Whether the sheet is a spare, kept apart to replace a lost one.
        package let isSpare: Bool

        /// Makes a custodian.
        package init(name: PublicText, isSealed: Bool, isSpare: Bool = false, person: PublicText? = nil) {
            self.isSpare = isSpare
            self.name = name
            self.isSealed = isSealed
            self.person = person
        }
    }

    /// Custodians who can substitute for each other.
    package struct Group: Hashable, Sendable {
        /// What the group is called.
        package let name: PublicText
        /// How many of its custodians are needed.
        package let needed: Int
        /// The custodians; the first keeps member 1's share.
        package let custodians: [Custodian]

        /// Makes a group.
        package init(name: PublicText, needed: Int, custodians: [Custodian]) {
            self.name = name
            self.needed = needed
            self.custodians = custodians
        }
    }

    /// What the credential opens.
    package let account: PublicText
    /// Which of the account's credentials it is, if it has a name.
    package let credential: PublicText?
    /// Whether the sheets are for practice.
    package let isPractice: Bool
    /// The groups, in order.
    package let groups: [Group]
    /// How many of the groups are needed.
    package let groupsNeeded: Int

    /// Makes a roster.
    ///
    /// - Parameter groupsNeeded: all of the groups if `nil`.
    /// - Throws: `RosterError`.
    package init(
        account: PublicText, credential: PublicText? = nil, isPractice: Bool = false, groups: [Group],
        groupsNeeded: Int? = nil
    ) throws(RosterError) {
        guard !groups.isEmpty else { throw .noGroups }
        guard !NameIdentity(account).isBlank else { throw .blankName(.account) }
        if let credential, NameIdentity(credential).isBlank { throw .blankName(.credential) }
        var names: Set<NameIdentity> = []
        var groupNames: Set<NameIdentity> = []
        for group in groups {
            guard !NameIdentity(group.name).isBlank else { throw .blankName(.group) }
            guard groupNames.insert(NameIdentity(group.name)).inserted else { throw .groupTwice(group.name) }
            guard !group.custodians.isEmpty else { throw .emptyGroup(group.name) }
            guard (1...group.custodians.count).contains(group.needed) else {
                throw .threshold(group.needed, of: group.name, members: group.custodians.count)
            }
            for custodian in group.custodians {
                let name = NameIdentity(custodian.name)
                guard !name.isBlank else { throw .blankName(.custodian) }
                guard PersonName.fits(custodian.name) else { throw .namesNoPerson(custodian.name, in: group.name) }
                guard names.insert(name).inserted else { throw .custodianTwice(custodian.name) }
            }
        }
        let needed = groupsNeeded ?? groups.count
        guard (1...groups.count).contains(needed) else { throw .groupsNeeded(needed, groups: groups.count) }
        self.account = account
        self.credential = credential
        self.isPractice = isPractice
        self.groups = groups
        self.groupsNeeded = needed
    }

    /// The envelope's plan for this roster.
    ///
    /// - Throws: `EnvelopeError.tooManyGroups`, `.tooManyShares`, or malformed for a group name that appears twice.
    package func plan(isCiphertextApart: Bool) throws(EnvelopeError) -> SetPlan {
        var planned: [Manifest.Group] = []
        for group in groups {
            let threshold: Threshold
            do { threshold = try Threshold(group.needed, of: group.custodians.count) } catch { throw .sharing(error) }
            planned.append(Manifest.Group(name: group.name, threshold: threshold))
        }
        return try SetPlan(
            label: account, credential: credential, groups: planned, groupsNeeded: groupsNeeded,
            isCiphertextApart: isCiphertextApart, isPractice: isPractice)
    }

    /// The custodian who keeps a share of this roster.
    package func custodian(of number: ShareNumber) -> Custodian {
        groups[Int(number.group.rawValue) - 1].custodians[Int(number.member.rawValue) - 1]
    }
}

/// Why a roster is refused.
package enum RosterError: Error, Equatable, Sendable {
    case noGroups
    case emptyGroup(PublicText)
    case threshold(Int, of: PublicText, members: Int)
    case groupsNeeded(Int, groups: Int)
    /// One person would keep two sheets of one set; names are compared as people see them.
    case custodianTwice(PublicText)
    /// Two groups have the same name, as people see it.
    case groupTwice(PublicText)
    /// A name shows nothing: it is blanks, or characters that no page shows.
    case blankName(Part)
    /// The name of a custodian has no letter.
    case namesNoPerson(PublicText, in: PublicText)

    /// What a name belongs to.
    package enum Part: String, Sendable {
        case account
        case credential
        case group
        case custodian
    }

    /// What is wrong.
    package var words: String {
        switch self {
        case .noGroups: "no group of custodians is named"
        case .emptyGroup(let name): "group \(name) has no custodian"
        case .threshold(let needed, let name, let members):
            "group \(name) has \(members == 1 ? "1 custodian" : "\(members) custodians"), so \(needed) of them cannot "
                + "be required"
        case .groupsNeeded(let needed, let groups): "\(needed) of \(groups) groups cannot be required"
        case .custodianTwice(let name): "\(name) is named twice: one person would keep two sheets of one set"
        case .groupTwice(let name): "group \(name) is named twice"
        case .blankName(let part):
            "the name of \(part == .account ? "the account" : "a \(part.rawValue)") has no visible character"
        case .namesNoPerson(let name, let group): "custodian \(name) of group \(group) \(PersonName.defect)"
        }
    }

    /// What fits.
    package var hint: String {
        switch self {
        case .noGroups: "--group Security:2 --custodian Security:\"Ana Ruiz\" …, or --roster FILE.yaml"
        case .emptyGroup(let name): "--custodian \"\(name):NAME\" for each of them"
        case .threshold(_, _, let members): "give a number from 1 to \(members)"
        case .groupsNeeded(_, let groups): "a number from 1 to \(groups)"
        case .custodianTwice:
            "if these are two people, give them different names; case, spaces and invisible characters make no "
                + "difference"
        case .groupTwice: "give each group its own name"
        case .blankName: "write it in visible characters"
        case .namesNoPerson: PersonName.hint
        }
    }
}
