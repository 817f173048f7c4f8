// SPDX-License-Identifier: Apache-2.0

/// A policy and when it came into force.
public struct PolicyVersion: Sendable {
    /// The entry.
    public let place: EntryPlace
    /// When.
    public let time: LedgerTime
    /// When it came to be known.
    let effective: LedgerTime
    /// By whom, why, and its lines.
    public let change: PolicyChanged
    /// Who else stood for it, for a policy that loosens a rule.
    public internal(set) var countersigned: (time: LedgerTime, event: Countersigned)?

    /// The text of the policy's file.
    public var text: String { PolicyLine.text(change.policy) }
}
