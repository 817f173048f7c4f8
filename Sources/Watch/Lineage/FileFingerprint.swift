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

    /// The same of halves that are known to be in order.
    init(ascending halves: [UInt32]) { self.halves = halves }

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
