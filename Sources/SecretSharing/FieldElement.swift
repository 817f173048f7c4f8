// SPDX-License-Identifier: Apache-2.0

import CGF256

/// A public element of GF(2⁸) modulo x⁸+x⁴+x³+x+1 (0x11B, FIPS 197 §4.2): a coordinate or a factor, never a secret.
public struct FieldElement: Hashable, Sendable {
    /// The element's polynomial; bit i is the coefficient of xⁱ.
    public let rawValue: UInt8

    /// Reads a byte as a polynomial.
    public init(_ rawValue: UInt8) { self.rawValue = rawValue }

    /// The neutral element of addition.
    public static let zero = Self(0)

    /// The neutral element of multiplication.
    public static let one = Self(1)

    /// The multiplicative inverse; zero has none, and asking for it is a programming error.
    public var inverse: Self {
        precondition(rawValue != 0, "zero has no inverse")
        return Self(gf256_inverse(rawValue))
    }

    /// Adds; in this field, subtraction is the same.
    public static func + (left: Self, right: Self) -> Self { Self(left.rawValue ^ right.rawValue) }

    /// Multiplies.
    public static func * (left: Self, right: Self) -> Self { Self(gf256_multiply(left.rawValue, right.rawValue)) }
}

extension ShareCoordinate {
    /// The coordinate as an element of the field.
    public var element: FieldElement { FieldElement(rawValue) }
}
