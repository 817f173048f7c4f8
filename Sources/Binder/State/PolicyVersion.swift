// SPDX-License-Identifier: Apache-2.0

/// A policy and when it came into force.
public struct PolicyVersion: Sendable {
    /// The entry.
    public let place: EntryPlace
    /// When.
    public let time: LedgerTime
    /// By whom, why, and its lines.
    public let change: PolicyChanged

    /// The text of the policy's file.
    public var text: String { PolicyLine.text(change.policy) }
}
