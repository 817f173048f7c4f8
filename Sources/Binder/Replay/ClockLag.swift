// SPDX-License-Identifier: Apache-2.0

/// How far the clock that dated an entry lay behind the entries before it. Deadlines of such an entry count from the
/// latest time before it: a clock that was reset must not make them run out decades before anybody could keep them.
struct ClockLag: Sendable {
    /// When the entry was written, as it says.
    let written: LedgerTime
    /// From when on its deadlines count.
    let start: LedgerTime

    /// What a time by the entry's clock was by the clock of the entries before it.
    ///
    /// - Parameter now: an entry before this one that is dated after it holds up no deadline.
    func corrected(_ time: LedgerTime, at now: LedgerTime) -> LedgerTime {
        guard written < start, time < start, start <= now else { return time }
        return time.adding(seconds: start.posixSeconds - written.posixSeconds)
    }
}

extension ResolvedEntry {
    /// How far its clock lay behind.
    var lag: ClockLag { ClockLag(written: entry.time, start: deadlineStart) }
}
