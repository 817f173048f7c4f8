// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// A record that matters, as it is written in its file, so that a later run has it without reading the file.
struct KeptRecord: Sendable {
    var text: [UInt8]
    /// What it says.
    var event: LogEvent

    init(text: [UInt8], event: LogEvent) {
        self.text = text
        self.event = event
    }

    /// Reads a record again; `nil` if it is none.
    init?(text: String, at place: EventPlace) {
        self.text = Array(text.utf8)
        guard let value = try? JSONValue(parsing: self.text, file: place.file) else { return nil }
        event = LogEvent(value, at: place)
    }
}

extension [KeptRecord] {
    /// These records, each once, and then those of an earlier reading that are not among them.
    func joined(with earlier: [KeptRecord]) -> [KeptRecord] {
        var seen = EventContents()
        return (self + earlier).filter { seen.insert($0.event) }
    }

    /// The records that say something that none of these does.
    func without(_ others: [KeptRecord]) -> [KeptRecord] {
        var known = EventContents()
        for other in others { _ = known.insert(other.event) }
        return filter { !known.contains($0.event) }
    }
}
