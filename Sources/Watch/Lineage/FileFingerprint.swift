// SPDX-License-Identifier: Apache-2.0

/// Which traces occur in a file, as the upper halves of their hashes: 4 bytes a distinct trace. A file with a thousand
/// of them is taken for a hit that is none in one of four million questions.
struct FileFingerprint: Sendable {
    /// In ascending order, each once.
    let halves: [UInt32]

    /// The fingerprint with these halves; `nil` unless they are in ascending order, each once.
    init?(halves: [UInt32]) {
        guard zip(halves, halves.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        self.halves = halves
    }

    fileprivate init(ascending halves: [UInt32]) { self.halves = halves }

    /// How many bytes it takes.
    var byteCount: Int { halves.count * 4 }

    /// Whether each trace of this one is in another one too.
    func isContained(in other: FileFingerprint) -> Bool { halves.allSatisfy(other.has) }

    /// Whether the file may have any of these traces; never wrong when it says no.
    func mayContain(anyOf wanted: WantedHalves) -> Bool {
        wanted.sorted.count < halves.count
            ? wanted.sorted.contains(where: has) : halves.contains(where: wanted.all.contains)
    }

    private func has(_ half: UInt32) -> Bool {
        var low = 0
        var high = halves.count
        while low < high {
            let middle = (low + high) / 2
            if halves[middle] < half { low = middle + 1 } else { high = middle }
        }
        return low < halves.count && halves[low] == half
    }
}

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

/// The upper halves of hashes that are looked for.
struct WantedHalves: Sendable {
    let all: Set<UInt32>
    let sorted: [UInt32]

    init(_ hashes: Set<UInt64>) {
        all = Set(hashes.map { UInt32($0 >> 32) })
        sorted = all.sorted()
    }
}
