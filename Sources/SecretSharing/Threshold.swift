// SPDX-License-Identifier: Apache-2.0

/// How many shares out of a total are needed: `needed` of `total`, 1 ≤ needed ≤ total ≤ 255.
public struct Threshold: Hashable, Sendable {
    /// How many shares are needed.
    public let needed: Int

    /// How many shares there are.
    public let total: Int

    /// Makes a threshold.
    ///
    /// - Throws: `SharingError.impossibleThreshold` unless 1 ≤ needed ≤ total ≤ 255.
    public init(_ needed: Int, of total: Int) throws(SharingError) {
        guard 1 <= needed, needed <= total, total <= 255 else {
            throw .impossibleThreshold(needed: needed, total: total)
        }
        self.needed = needed
        self.total = total
    }
}
