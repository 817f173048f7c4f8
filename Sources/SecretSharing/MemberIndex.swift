// SPDX-License-Identifier: Apache-2.0

/// The number of a member in its group, from 1; also its x coordinate on the group's polynomial.
public struct MemberIndex: Hashable, Comparable, Sendable {
    /// The number, 1…255.
    public let rawValue: UInt8

    /// Makes a member number.
    ///
    /// - Throws: `SharingError.impossibleMember` for a number outside 1…255.
    public init(_ number: Int) throws(SharingError) {
        guard let value = UInt8(exactly: number), value != 0 else { throw .impossibleMember(number) }
        rawValue = value
    }

    /// Takes a number that a quorum rule has already checked.
    init(inBounds number: Int) {
        precondition((1...255).contains(number), "members are numbered 1…255")
        rawValue = UInt8(number)
    }

    /// Orders by number.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
