// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy

/// A policy and when it came into force.
package struct PolicyVersion: Sendable {
    /// The entry.
    package let place: EntryPlace
    /// When.
    package let time: LedgerTime
    /// Its effective time (T2).
    package let effective: LedgerTime
    /// The entry's members: who changed it, why, and its lines.
    package let change: PolicyChanged
    /// The countersignature of a policy that loosens a rule.
    package internal(set) var countersigned: (time: LedgerTime, event: Countersigned)?

    /// The text of the policy's file.
    package var text: String { PolicyLine.text(change.policy) }
}
