// SPDX-License-Identifier: Apache-2.0
//
// A result stays small however large the logs are: of each list it keeps the count and the beginning.

package import LedgerTimes

/// A list, of which only the beginning is kept.
package struct Counted<Item: Hashable & Sendable>: Hashable, Sendable {
    /// How many there are.
    package let count: UInt64
    /// The first of them.
    package let first: [Item]

    /// Keeps the beginning of a list.
    package init(_ all: [Item], limit: Int) {
        count = UInt64(all.count)
        first = Array(all.prefix(limit))
    }

    init(count: UInt64, first: [Item]) {
        self.count = count
        self.first = first
    }

    /// How many of them are not kept.
    package var rest: UInt64 { count - UInt64(first.count) }
}

/// A time from one second to another, both included.
package struct TimeSpan: Hashable, Sendable {
    /// The first second.
    package let from: LedgerTime
    /// The last second.
    package let until: LedgerTime

    /// Makes a span of two times in either order.
    package init(_ one: LedgerTime, _ other: LedgerTime) {
        from = min(one, other)
        until = max(one, other)
    }
}

/// How much of what a result holds (docs/RESULT.md, "Limits"). Texts are counted in bytes.
package enum ResultLimit {
    package static let program = 200
    package static let account = 64
    package static let origin = 128
    package static let place = 41
    package static let name = 1000
    package static let finding = 64
    package static let event = 128
    package static let act = 128
    package static let command = 1000
    package static let channel = 256
    /// Input files; of more, only their number and the digest of their list are kept.
    package static let files = 100
    package static let findings = 50
    package static let events = 20
    package static let changes = 50
    package static let commands = 4
    package static let alerts = 20
    package static let spans = 50
}
