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
    /// A quorum rule without groups or with more than 255.
    case impossibleGroupCount(Int)
    /// The same x coordinate twice.
    case repeatedCoordinate(UInt8)
    /// The same share twice.
    case repeatedShare(ShareNumber)
    /// A share of a group or member that the rule does not have.
    case unknownShare(ShareNumber)
    /// The values do not divide into one of equal length for each share, in bytes of all values.
    case unequalLengths(expected: Int, found: Int)
    /// The coefficients do not fit: so many bytes are needed.
    case wrongCoefficientCount(needed: Int, found: Int)
    /// Fewer shares than the threshold asks for.
    case tooFewShares(needed: Int, found: Int)
    /// The shares do not meet the rule; the standing tells what is missing.
    case quorumNotMet(QuorumStanding)
}
