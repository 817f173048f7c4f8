// SPDX-License-Identifier: Apache-2.0

/// Which traces may occur in a file: a Bloom filter of 16 bits a distinct trace, with four bits set for each, which
/// takes one file in 400 for a hit that is none (Mitzenmacher and Upfal, Probability and Computing, §5.5.3).
struct FileFingerprint: Sendable {
    /// Zero words for a file without events.
    private let words: [UInt64]

    private static let bitsPerTrace = 16
    private static let bitsSet = 4

    /// Makes the filter of these hashes, which are spread evenly over 64 bits.
    init(_ hashes: Set<UInt64>) {
        guard !hashes.isEmpty else {
            words = []
            return
        }
        var words = [UInt64](repeating: 0, count: (hashes.count * Self.bitsPerTrace + 63) / 64)
        let bits = UInt64(words.count * 64)
        for hash in hashes {
            for bit in Self.bits(of: hash, bits) { words[Int(bit >> 6)] |= 1 << (bit & 63) }
        }
        self.words = words
    }

    /// How many bytes it takes.
    var byteCount: Int { words.count * 8 }

    /// Whether the file may have a trace of this hash; never wrong when it says no.
    func mayContain(_ hash: UInt64) -> Bool {
        guard !words.isEmpty else { return false }
        return Self.bits(of: hash, UInt64(words.count * 64)).allSatisfy { words[Int($0 >> 6)] & 1 << ($0 & 63) != 0 }
    }

    /// Whether the file may have any of them.
    func mayContain(anyOf hashes: Set<UInt64>) -> Bool { hashes.contains(where: mayContain) }

    /// Two halves of the hash give all positions (Kirsch and Mitzenmacher, Less Hashing, Same Performance, 2006).
    private static func bits(of hash: UInt64, _ count: UInt64) -> [UInt64] {
        let step = hash >> 32 | 1
        return (0..<UInt64(bitsSet)).map { (hash &+ $0 &* step) % count }
    }
}
