// SPDX-License-Identifier: Apache-2.0

/// A policy and when it came into force.
public struct PolicyVersion: Sendable {
    /// The entry.
    public let place: EntryPlace
    /// When.
    public let time: LedgerTime
    /// Its effective time (T2).
    let effective: LedgerTime
    /// The entry's members: who changed it, why, and its lines.
    public let change: PolicyChanged
    /// The countersignature of a policy that loosens a rule.
    public internal(set) var countersigned: (time: LedgerTime, event: Countersigned)?

    /// The text of the policy's file.
    public var text: String { PolicyLine.text(change.policy) }
}
