// SPDX-License-Identifier: Apache-2.0

/// What events say, each content once; to find copies with. An event of which only parts were read is a copy of none.
package struct EventContents: Sendable {
    private var hashes: Set<UInt64> = []

    package init() {}

    /// How many contents there are.
    package var count: Int { hashes.count }

    /// Adds what an event says.
    ///
    /// - Returns: whether no event before said the same.
    package mutating func insert(_ event: LogEvent) -> Bool {
        event.contentHash.map { hashes.insert($0).inserted } ?? true
    }

    /// Whether an event before said the same.
    package func contains(_ event: LogEvent) -> Bool { event.contentHash.map(hashes.contains) ?? false }
}
