// SPDX-License-Identifier: Apache-2.0

/// The field by the book: long multiplication of polynomials and long division by 0x11B.
enum SlowField {
    static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 { products[Int(left) << 8 | Int(right)] }

    private static let products = (0..<65_536).map { longProduct(UInt8($0 >> 8), UInt8($0 & 255)) }

    private static func longProduct(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product = 0
        for bit in 0..<8 where right & (1 << bit) != 0 { product ^= Int(left) << bit }
        for bit in stride(from: 14, through: 8, by: -1) where product & (1 << bit) != 0 {
            product ^= 0x11B << (bit - 8)
        }
        return UInt8(product)
    }

    /// Horner's rule; the constant term comes first.
    static func evaluate(_ coefficients: [UInt8], at x: UInt8) -> UInt8 {
        coefficients.reversed().reduce(0) { multiply($0, x) ^ $1 }
    }
}

/// Numbers that look random and are the same in every run (SplitMix64, Steele, Lea and Flood 2014).
struct RepeatableNumbers: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

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
}
