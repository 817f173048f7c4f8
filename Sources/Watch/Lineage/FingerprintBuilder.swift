// SPDX-License-Identifier: Apache-2.0

/// Collects the traces of one file after another.
struct FingerprintBuilder: Sendable {
    private var halves: [UInt32] = []
    private var sorted: [UInt32] = []
    /// How many halves there may be before those that are there twice are dropped.
    private var room = Self.leastRoom

    private static let leastRoom = 4_096

    /// A builder that has seen no trace.
    init() {}

    /// Adds hashes, which are spread evenly over 64 bits.
    mutating func add(_ hashes: [UInt64]) {
        for hash in hashes { add(hash) }
    }

    /// Adds a hash.
    mutating func add(_ hash: UInt64) {
        halves.append(UInt32(truncatingIfNeeded: hash >> 32))
        guard halves.count > room else { return }
        drop()
        room = max(room, halves.count * 2)
    }

    /// The fingerprint of what was added since the last one.
    mutating func take() -> FileFingerprint {
        drop()
        let taken = FileFingerprint(ascending: Array(halves[...]))
        if room > Self.leastRoom { self = FingerprintBuilder() }
        halves.removeAll(keepingCapacity: true)
        return taken
    }

    private mutating func drop() {
        if halves.count <= Self.leastRoom { sortBuckets() } else { halves.sort() }
        var count = 0
        for place in halves.indices where count == 0 || halves[place] != halves[count - 1] {
            halves[count] = halves[place]
            count += 1
        }
        halves.removeLast(halves.count - count)
    }

    /// Sorts few numbers that are spread evenly: by their first bytes, which leaves each near its place.
    private mutating func sortBuckets() {
        var ends = InlineArray<257, Int>(repeating: 0)
        for half in halves { ends[Int(half >> 24) + 1] += 1 }
        for bucket in 1...256 { ends[bucket] += ends[bucket - 1] }
        sorted.removeAll(keepingCapacity: true)
        sorted.append(contentsOf: halves)
        for half in halves {
            let bucket = Int(half >> 24)
            sorted[ends[bucket]] = half
            ends[bucket] += 1
        }
        for place in sorted.indices.dropFirst() {
            let half = sorted[place]
            var free = place
            while free > 0, sorted[free - 1] > half {
                sorted[free] = sorted[free - 1]
                free -= 1
            }
            sorted[free] = half
        }
        swap(&halves, &sorted)
    }
}
