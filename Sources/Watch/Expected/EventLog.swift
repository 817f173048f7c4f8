// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// Events in order of time, each once, although every trail delivers its own copy.
package struct EventLog: Sendable {
    /// In order of time; those of one second in the order in which they were read.
    package let events: [LogEvent]
    /// Ids that more than one content bears; both are among the events.
    package let conflicts: [String]

    /// Sorts events and drops copies.
    package init(_ read: [LogEvent]) {
        var contents: [String: EventContents] = [:]
        var anonymous = EventContents()
        var conflicts: [String] = []
        var kept: [LogEvent] = []
        for event in read {
            guard let id = event.id else {
                if anonymous.insert(event) { kept.append(event) }
                continue
            }
            let known = contents[id]?.count ?? 0
            guard contents[id, default: EventContents()].insert(event) else { continue }
            kept.append(event)
            if known == 1 { conflicts.append(id) }
        }
        events = kept.enumerated().sorted { one, other in
            (one.element.time?.seconds ?? .max, one.offset) < (other.element.time?.seconds ?? .max, other.offset)
        }.map(\.element)
        self.conflicts = conflicts.sorted()
    }
}
