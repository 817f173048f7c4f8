// SPDX-License-Identifier: Apache-2.0

/// The number of a group in a quorum rule, from 1; also its x coordinate on the outer polynomial.
public struct GroupIndex: Hashable, Comparable, Sendable {
    /// The number, 1…255.
    public let rawValue: UInt8

    /// Makes a group number.
    ///
    /// - Throws: `SharingError.impossibleGroup` for a number outside 1…255.
    public init(_ number: Int) throws(SharingError) {
        guard let value = UInt8(exactly: number), value != 0 else { throw .impossibleGroup(number) }
        rawValue = value
    }

    /// Takes a number that a quorum rule has already checked.
    init(inBounds number: Int) {
        precondition((1...255).contains(number), "groups are numbered 1…255")
        rawValue = UInt8(number)
    }

    /// Orders by number.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
