// SPDX-License-Identifier: Apache-2.0

/// Something that did not go as planned.
public struct ExceptionHistory: Sendable {
    /// The entry.
    public let place: EntryPlace
    /// When.
    public let time: LedgerTime
    /// How far the clock that dated it was behind.
    let lag: ClockLag
    /// What was expected, happened and decided.
    public let exception: CeremonyException
    /// The countersignature, if there is one.
    public internal(set) var countersigned: (time: LedgerTime, event: Countersigned)?

    /// Whether another person still has to countersign an overridden rule.
    public var needsCountersignature: Bool { exception.override && countersigned == nil }
}
