// SPDX-License-Identifier: Apache-2.0

/// The number of a share in its set: its group and its member. Member 2 of group 1 is written `g1m2`.
public struct ShareNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The group that the share belongs to.
    public let group: GroupIndex

    /// The member of the group.
    public let member: MemberIndex

    /// Makes the number of a member's share.
    public init(group: GroupIndex, member: MemberIndex) {
        self.group = group
        self.member = member
    }

    /// Reads the short name as people write it, in upper or lower case.
    ///
    /// - Returns: `nil` for any other text and for numbers outside 1…255.
    public init?(reading text: String) {
        let parts = text.utf8.split(omittingEmptySubsequences: false) { $0 | 0x20 == UInt8(ascii: "m") }
        guard parts.count == 2, let first = parts[0].first, first | 0x20 == UInt8(ascii: "g"),
            let groupNumber = Int(Substring(parts[0].dropFirst())), let memberNumber = Int(Substring(parts[1])),
            let group = try? GroupIndex(groupNumber), let member = try? MemberIndex(memberNumber)
        else { return nil }
        self.init(group: group, member: member)
    }

    /// The short name, such as `g1m2`.
    public var description: String { "g\(group.rawValue)m\(member.rawValue)" }

    /// Orders by group, then by member.
    public static func < (left: Self, right: Self) -> Bool {
        (left.group, left.member) < (right.group, right.member)
    }
}
