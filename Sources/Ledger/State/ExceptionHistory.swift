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

    /// Whether it only notes a step that went as planned: what happened is what was expected.
    package var isNote: Bool { exception.isNote }

    /// Whether another person still has to countersign an overridden rule.
    package var needsCountersignature: Bool { exception.override && countersigned == nil }
}

extension BinderState {
    /// The exceptions that nobody has to countersign. A step that went as planned is one of them until its end is on
    /// record: another entry about the same set by the same person, or the end of that set.
    package var plainExceptions: [ExceptionHistory] {
        exceptions.filter { !$0.exception.override && !isSettled($0) }
    }

    private func isSettled(_ note: ExceptionHistory) -> Bool {
        guard note.isNote, let about = note.exception.about, let set = sets.first(where: { $0.place == about }) else {
            return false
        }
        return set.abandoned != nil || set.retired != nil
            || exceptions.contains {
                $0.place != note.place && $0.exception.about == about && $0.exception.by == note.exception.by
            }
    }
}
