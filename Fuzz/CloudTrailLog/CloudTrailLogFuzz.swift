// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as a log file: nothing crashes, every record lies inside the file, and a file without a problem gives
// the same records in small windows as at once.

import CTrailJSON
import CloudTrail

func fuzz(_ input: [UInt8]) {
    let read = LogEvent.events(inJSON: input, file: "f")
    for event in read.events {
        require(event.place.offset >= 0, "a record has a place")
        require(event.name.utf8.starts(with: event.stem.utf8), "a stem begins a name")
    }
    require(read.problems.count <= 2 * read.events.count + 200, "problems are bounded")

    // The walk looks only at what it needs, and may find its way through other parts of broken records in windows.
    let whole = records(of: input, window: input.count + 1)
    guard whole.problems == 0, read.problems.isEmpty else { return }
    for window in [1, 7, 64, 300] {
        require(records(of: input, window: window).places == whole.places, "windows give the same records")
    }
}

/// The places of all records in windows that grow only where one does not suffice.
private func records(of input: [UInt8], window: Int) -> (places: [UInt64], problems: Int) {
    let padding = [UInt8](repeating: 0, count: CTJ_PADDING)
    let walk = ctj_new(1)!
    defer { ctj_free(walk) }
    ctj_begin(walk)
    var event = ctj_event()
    var places: [UInt64] = []
    var problems = 0
    var (start, length) = (0, window)
    while true {
        let end = min(input.count, start + length)
        // The window is memory of its own, so that reading past its padding is seen.
        let bytes = Array(input[start..<end]) + padding
        let used: Int? = bytes.withUnsafeBufferPointer { bytes in
            ctj_window(walk, bytes.baseAddress, end - start, UInt64(start), end == input.count)
            while true {
                switch Int(ctj_next(walk, &event)) {
                case CTJ_EVENT: places.append(event.offset)
                case CTJ_PROBLEM: problems += 1
                case CTJ_MORE: return ctj_consumed(walk)
                default: return nil
                }
            }
        }
        guard let used else { return (places, problems) }
        require(used <= end - start, "a walk uses no more than it was given")
        start += used
        length = used == 0 ? 2 * length : window
    }
}
