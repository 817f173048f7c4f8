// SPDX-License-Identifier: Apache-2.0

/// Something that went otherwise than planned.
public struct ExceptionHistory: Sendable {
    /// The entry.
    public let place: EntryPlace
    /// When.
    public let time: LedgerTime
    /// How far the clock that dated it lay behind.
    let lag: ClockLag
    /// What was expected, happened and decided.
    public let exception: CeremonyException
    /// Who stood for it later.
    public internal(set) var countersigned: (time: LedgerTime, event: Countersigned)?

    /// Whether another person still has to stand for an overridden rule.
    public var needsCountersignature: Bool { exception.override && countersigned == nil }
}
