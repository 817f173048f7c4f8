// SPDX-License-Identifier: Apache-2.0

/// Who can open a set together, as a sheet says it.
package struct SheetRule: Hashable, Sendable {
    /// One group of custodians.
    package struct Group: Hashable, Sendable {
        /// The group's name.
        package let name: String
        /// How many of its members are needed.
        package let threshold: Int
        /// How many members it has.
        package let members: Int

        /// Makes a group.
        package init(name: String, threshold: Int, members: Int) {
            self.name = name
            self.threshold = threshold
            self.members = members
        }
    }

    /// The groups in the order of their numbers.
    package let groups: [Group]
    /// How many of the groups are needed.
    package let groupThreshold: Int
    /// The smallest number of custodians that can act together.
    package let fewestWhoCanAct: Int
    /// The smallest number of lost sheets that can lock everybody out.
    package let fewestLossesThatLockOut: Int

    /// Makes a rule from its parts. The caller computes the two figures.
    package init(groups: [Group], groupThreshold: Int, fewestWhoCanAct: Int, fewestLossesThatLockOut: Int) {
        self.groups = groups
        self.groupThreshold = groupThreshold
        self.fewestWhoCanAct = fewestWhoCanAct
        self.fewestLossesThatLockOut = fewestLossesThatLockOut
    }

    /// "any 2 of the 3 in Security, and any 1 of the 2 in Operations"
    package var inWords: String {
        let each = groups.map(Self.words)
        if groupThreshold == groups.count { return each.joined(separator: ", and ") }
        if groupThreshold == 1 { return each.joined(separator: ", or ") }
        return "\(groupThreshold) of these \(groups.count) groups: " + each.joined(separator: "; ")
    }

    /// "At least 3 people must act together. Any one sheet can be lost; 2 lost sheets can lock everyone out."
    package var figuresInWords: String { fewestInWords + " " + lockOutInWords }

    /// How many people are needed at least.
    var fewestInWords: String {
        fewestWhoCanAct == 1 ? "One person alone can act." : "At least \(fewestWhoCanAct) people must act together."
    }

    /// What losing sheets means for this set.
    var lockOutInWords: String {
        switch fewestLossesThatLockOut {
        case 1: "A single lost sheet can lock everyone out."
        case 2: "Any one sheet can be lost; 2 lost sheets can lock everyone out."
        default:
            "Any \(fewestLossesThatLockOut - 1) sheets can be lost; "
                + "\(fewestLossesThatLockOut) lost sheets can lock everyone out."
        }
    }

    private static func words(_ group: Group) -> String {
        let name = PrintedName.isolated(group.name)
        switch (group.threshold, group.members) {
        case (1, 1): return "the only one in \(name)"
        case let (threshold, members) where threshold == members: return "all \(members) in \(name)"
        case let (threshold, members): return "any \(threshold) of the \(members) in \(name)"
        }
    }
}
