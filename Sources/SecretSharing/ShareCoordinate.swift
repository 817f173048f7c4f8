// SPDX-License-Identifier: Apache-2.0

/// The x coordinate of a share on its polynomial, 1…255. The secret is at 0, so no share can have that coordinate.
public struct ShareCoordinate: Hashable, Comparable, Sendable {
    /// The field element, 1…255.
    public let rawValue: UInt8

    /// Makes a coordinate.
    ///
    /// - Throws: `SharingError.impossibleCoordinate` for 0 and for numbers over 255.
    public init(_ number: Int) throws(SharingError) {
        guard let value = UInt8(exactly: number), value != 0 else { throw .impossibleCoordinate(number) }
        rawValue = value
    }

    /// Orders by field element.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension ShareCoordinate {
    /// The coordinate of a member on its group's polynomial.
    public init(_ member: MemberIndex) { rawValue = member.rawValue }

    /// The coordinate of a group on the outer polynomial.
    public init(_ group: GroupIndex) { rawValue = group.rawValue }
}
