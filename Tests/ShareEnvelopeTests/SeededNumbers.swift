// SPDX-License-Identifier: Apache-2.0

/// Numbers that look random and are the same in every run (SplitMix64, Steele, Lea and Flood 2014).
struct SeededNumbers: RandomNumberGenerator {
    /// Named in failures, so that one case can be looked at alone.
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 32) }
    }

    /// Distinct places, in no order.
    mutating func places(_ count: Int, among total: Int) -> [Int] {
        Array((0..<total).shuffled(using: &self).prefix(count))
    }

    /// `count` other values of a byte, or all 255.
    mutating func otherValues(than byte: UInt8, count: Int = 255) -> [UInt8] {
        let all = (0...255).filter { $0 != byte }
        return count == 255 ? all : Array(all.shuffled(using: &self).prefix(count))
    }
}
