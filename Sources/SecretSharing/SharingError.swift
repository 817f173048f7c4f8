// SPDX-License-Identifier: Apache-2.0

/// Why shares could not be made or combined.
public enum SharingError: Error, Equatable, Sendable {
    /// A threshold outside 1 ≤ needed ≤ total ≤ 255.
    case impossibleThreshold(needed: Int, total: Int)
    /// An x coordinate outside 1…255.
    case impossibleCoordinate(Int)
    /// The same x coordinate twice.
    case repeatedCoordinate(UInt8)
    /// Values of different lengths, in bytes.
    case unequalLengths(expected: Int, found: Int)
    /// Fewer shares than the threshold asks for.
    case tooFewShares(needed: Int, found: Int)
    /// The coefficients do not fit: (threshold − 1) × length bytes are needed.
    case wrongCoefficientCount(needed: Int, found: Int)
    /// A quorum rule without groups or with more than 255.
    case impossibleGroupCount(Int)
}
