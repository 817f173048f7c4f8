// SPDX-License-Identifier: Apache-2.0

public import SecretMemory

/// How one-time passwords are computed from a seed (RFC 6238).
public struct OneTimePasswordParameters: Hashable, Sendable {
    /// The hash function of the HMAC; the raw value is the byte in the format.
    public enum Algorithm: UInt8, Sendable, CaseIterable {
        case sha1 = 1
        case sha256 = 2
        case sha512 = 3
    }

    /// The number of bytes before the seed: algorithm, digits and period.
    public static let byteCount = 3

    /// The hash function of the HMAC.
    public let algorithm: Algorithm
    /// The number of digits, 6…8.
    public let digits: Int
    /// How long each password is valid, in seconds, 1…255.
    public let period: Int

    /// Makes parameters; RFC 6238 and nearly every service use SHA-1, 6 digits and 30 seconds.
    ///
    /// - Throws: `EnvelopeError.malformed(.seedValue, …)` when the digits or the period are out of range.
    public init(algorithm: Algorithm = .sha1, digits: Int = 6, period: Int = 30) throws(EnvelopeError) {
        guard (6...8).contains(digits) else {
            throw .malformed(.seedValue, .outOfRange(field: .digits, value: digits))
        }
        guard (1...255).contains(period) else {
            throw .malformed(.seedValue, .outOfRange(field: .period, value: period))
        }
        self.algorithm = algorithm
        self.digits = digits
        self.period = period
    }

    /// Reads the parameters at the start of a field's value; the rest, at least one byte, is the seed.
    ///
    /// - Throws: `EnvelopeError.malformed(.seedValue, …)`.
    public init(seedValue value: borrowing Span<UInt8>) throws(EnvelopeError) {
        guard value.count > Self.byteCount else {
            throw .malformed(.seedValue, .truncated(missing: Self.byteCount + 1 - value.count))
        }
        guard let algorithm = Algorithm(rawValue: value[0]) else {
            throw .malformed(.seedValue, .outOfRange(field: .algorithm, value: Int(value[0])))
        }
        try self.init(algorithm: algorithm, digits: Int(value[1]), period: Int(value[2]))
    }

    /// Returns a field's value: these parameters, then the seed.
    public func seedValue(_ seed: borrowing Span<UInt8>) -> SecretBytes {
        var value = SecretWriter(capacity: Self.byteCount + seed.count)
        value.append([algorithm.rawValue, UInt8(digits), UInt8(period)])
        value.append(seed)
        return value.finish()
    }
}
