// SPDX-License-Identifier: Apache-2.0

/// Why shares could not be made or combined.
public enum SharingError: Error, Equatable, Sendable {
    /// A threshold outside 1 ≤ needed ≤ total ≤ 255.
    case impossibleThreshold(needed: Int, total: Int)
    /// An x coordinate outside 1…255.
    case impossibleCoordinate(Int)
    /// A group number outside 1…255.
    case impossibleGroup(Int)
    /// A member number outside 1…255.
    case impossibleMember(Int)
    /// A quorum rule with no groups or with more than 255.
    case impossibleGroupCount(Int)
    /// The same x coordinate twice.
    case repeatedCoordinate(UInt8)
    /// The same share twice.
    case repeatedShare(ShareNumber)
    /// The share of a group or member that the rule does not have.
    case unknownShare(ShareNumber)
    /// The bytes do not divide into one value of equal length for each share; the counts are over all values.
    case unequalLengths(expected: Int, found: Int)
    /// The number of coefficient bytes is wrong.
    case wrongCoefficientCount(needed: Int, found: Int)
    /// There are fewer shares than the threshold requires.
    case tooFewShares(needed: Int, found: Int)
    /// The shares do not meet the rule; the standing says what is missing.
    case quorumNotMet(QuorumStanding)
}
