// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy

/// Something that did not go as planned.
package struct ExceptionHistory: Sendable {
    /// The entry.
    package let place: EntryPlace
    /// When.
    package let time: LedgerTime
    /// How far the clock that dated it was behind.
    package let lag: ClockLag
    /// What was expected, happened and decided.
    package let exception: CeremonyException
    /// The countersignature, if there is one.
    package internal(set) var countersigned: (time: LedgerTime, event: Countersigned)?

    /// Whether another person still has to countersign an overridden rule.
    package var needsCountersignature: Bool { exception.override && countersigned == nil }
}
