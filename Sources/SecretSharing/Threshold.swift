// SPDX-License-Identifier: Apache-2.0

/// How many of a number of shares it takes: `needed` of `total`, 1 ≤ needed ≤ total ≤ 255.
public struct Threshold: Hashable, Sendable {
    /// How many shares it takes.
    public let needed: Int

    /// How many shares there are.
    public let total: Int

    /// Makes a threshold, or refuses one that nobody could meet.
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
