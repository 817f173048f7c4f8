// SPDX-License-Identifier: Apache-2.0

/// Which traces occur in a file, as the upper halves of their hashes: 4 bytes a distinct trace. A file with a thousand
/// of them is taken for a hit that is none in one of four million questions.
struct FileFingerprint: Sendable {
    /// In ascending order, each once, once it is `sealed`.
    private(set) var halves: [UInt32] = []
    /// How many halves there may be before those that are there twice are dropped.
    private var room = 4_096

    /// An empty fingerprint.
    init() {}

    /// The fingerprint with these halves; `nil` unless they are in ascending order, each once.
    init?(halves: [UInt32]) {
        guard zip(halves, halves.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        self.halves = halves
    }

    /// Adds hashes, which are spread evenly over 64 bits.
    mutating func add(_ hashes: [UInt64]) {
        for hash in hashes { halves.append(UInt32(truncatingIfNeeded: hash >> 32)) }
        guard halves.count > room else { return }
        drop()
        room = max(room, halves.count * 2)
    }

    /// The fingerprint when all is added.
    consuming func sealed() -> FileFingerprint {
        drop()
        return self
    }

    private mutating func drop() {
        halves.sort()
        var kept: [UInt32] = []
        kept.reserveCapacity(halves.count)
        for half in halves where half != kept.last { kept.append(half) }
        halves = kept
    }

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

/// The upper halves of hashes that are looked for.
struct WantedHalves: Sendable {
    let all: Set<UInt32>
    let sorted: [UInt32]

    init(_ hashes: Set<UInt64>) {
        all = Set(hashes.map { UInt32($0 >> 32) })
        sorted = all.sorted()
    }
}
