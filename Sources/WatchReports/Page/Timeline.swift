// SPDX-License-Identifier: Apache-2.0
//
// What the pictures show: one for each opening's window, with the sessions that it covers, and one for each session that
// no window covers.

import CloudTrail
import Watch

/// A picture's content: a window or none, and sessions.
struct Timeline {
    /// What a mark stands for.
    enum Mark: CaseIterable {
        case weakens, failed, strengthens, neutral
    }

    /// A session and its marks.
    struct Row {
        /// The place in the list of sessions.
        let session: Int
        /// The events, by their place in the list, in order of time.
        let marks: [(event: Int, time: EventTime, mark: Mark)]
    }

    let opening: Opening?
    /// Failed sign-ins of the account from an hour before the picture's beginning on.
    let tries: [(event: Int, time: EventTime, mark: Mark)]
    let rows: [Row]
    /// How many sessions have no row.
    let left: Int
    let scale: TimelineScale

    /// A picture has at most so many rows.
    private static let rowLimit = 30

    private init(_ opening: Opening?, _ sessions: [Int], _ events: SessionEvents) {
        self.opening = opening
        rows = sessions.prefix(Self.rowLimit).map { Row(session: $0, marks: events.marks(of: $0)) }
        left = sessions.count - rows.count
        let windows = [opening?.from, opening?.until].compactMap(\.self)
        let times = windows + rows.flatMap { row in row.marks.map(\.time) }
        tries = events.tries(opening, sessions, around: times)
        scale = TimelineScale(times + tries.map(\.time))
    }

    /// The pictures of an audit: the windows in order of time, then the sessions outside of any, in order of time.
    static func all(of audit: Audit) -> [Timeline] {
        let events = SessionEvents(audit)
        let sessions = audit.grouping.sessions.indices
        let openings = (audit.openings ?? []).sorted { ($0.from, $0.index) < ($1.from, $1.index) }
        let windows = openings.map { opening in
            Timeline(opening, sessions.filter { audit.openingOf[$0] == opening }, events)
        }
        let outside = sessions.filter { audit.openingOf[$0] == nil }
        return windows + outside.map { Timeline(nil, [$0], events) }
    }
}

/// The events of sessions with what each of them did.
private struct SessionEvents {
    private let audit: Audit
    private let marks: [Int: Timeline.Mark]
    /// Changes that services made onward, by session.
    private let onward: [Int: [Int]]

    init(_ audit: Audit) {
        var marks: [Int: Timeline.Mark] = [:]
        for change in audit.changes + audit.onward {
            for event in change.failedBefore { marks[event] = .failed }
            marks[change.event] =
                switch (change.outcome, change.direction) {
                case (.failed, _): .failed
                case (_, .weakens): .weakens
                case (_, .strengthens): .strengthens
                case (_, .neutral), (_, .unknown): .neutral
                }
        }
        var onward: [Int: [Int]] = [:]
        for change in audit.onward {
            guard let session = audit.grouping.sessionOf[change.event] else { continue }
            onward[session, default: []].append(change.event)
        }
        self.audit = audit
        self.marks = marks
        self.onward = onward
    }

    /// Failed sign-ins of the picture's account. What was tried long before, or after a window that has ended, belongs to no
    /// picture.
    func tries(
        _ opening: Opening?, _ sessions: [Int], around times: [EventTime]
    ) -> [(event: Int, time: EventTime, mark: Timeline.Mark)] {
        guard let first = times.min(), let last = times.max() else { return [] }
        let isOpen = opening != nil && opening?.until == nil
        let names = sessions.map { audit.grouping.sessions[$0].node }.map(account)
        let accounts = Set([opening?.account].compactMap(\.self) + names)
        return audit.grouping.failedSignIns.filter { accounts.contains(account($0.node)) }.flatMap(\.events).sorted()
            .compactMap { place in
                guard let time = audit.events[place].time, time.seconds >= first.seconds - 3_600, isOpen || time <= last
                else { return nil }
                return (place, time, .failed)
            }
    }

    private func account(_ node: Int) -> String {
        audit.expectations[audit.lineage.nodes[node].expectation].account
    }

    func marks(of session: Int) -> [(event: Int, time: EventTime, mark: Timeline.Mark)] {
        let places = Set(audit.grouping.sessions[session].events + (onward[session] ?? [])).sorted()
        return places.compactMap { place in
            guard let time = audit.events[place].time else { return nil }
            return (place, time, marks[place] ?? (audit.events[place].errorCode == nil ? .neutral : .failed))
        }
    }
}
