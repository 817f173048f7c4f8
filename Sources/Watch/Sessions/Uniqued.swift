// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Sequence where Element: Hashable {
    /// The elements in order, each once.
    package var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

extension EventTime {
    /// Later than each event.
    static let distant = EventTime(seconds: .max)
}
