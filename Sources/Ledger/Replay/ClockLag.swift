// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy

/// How far the clock that dated an entry was behind the entries before it. Deadlines of such an entry count from the
/// latest time before it: a clock that was reset must not make them expire decades before anyone could meet them.
struct ClockLag: Sendable {
    /// The entry's own time.
    let written: LedgerTime
    /// The time from which its deadlines count.
    let start: LedgerTime

    /// Converts a time by the entry's clock to the clock of the entries before it.
    ///
    /// - Parameter now: the current time. If the entries before are dated later than it, nothing is corrected, so that
    ///   they postpone no deadline.
    func corrected(_ time: LedgerTime, at now: LedgerTime) -> LedgerTime {
        guard written < start, time < start, start <= now else { return time }
        return time.adding(seconds: start.posixSeconds - written.posixSeconds)
    }
}

extension ResolvedEntry {
    /// How far its clock was behind.
    var lag: ClockLag { ClockLag(written: entry.time, start: deadlineStart) }
}
