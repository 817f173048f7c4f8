// SPDX-License-Identifier: Apache-2.0
//
// Shamir's scheme over GF(2⁸), byte by byte, with the secret at x = 0 (A. Shamir, How to share a secret, 1979).
// Secrets, coefficients and values are secret; counts, lengths and coordinates are public.

public import SecretMemory

/// Shares a secret under a single threshold, and combines it again.
public enum SecretSharing {
    /// Splits a secret into `threshold.total` values, any `threshold.needed` of which restore it.
    ///
    /// Coefficients must be fresh and uniform: c1…c(needed − 1) of `secret.count` bytes each, concatenated. Any of them
    /// may be zero, also the highest: to exclude zero would reveal something about the secret.
    ///
    /// - Returns: total × `secret.count` bytes; the value at x = 1…total starts at (x − 1) × `secret.count`.
    /// - Throws: `SharingError.wrongCoefficientCount`.
    public static func split(
        _ secret: borrowing Span<UInt8>, threshold: Threshold, coefficients: borrowing Span<UInt8>
    ) throws(SharingError) -> SecretBytes {
        try split(secret, threshold: threshold, coefficients: coefficients, kernel: .best)
    }

    /// Combines values into the secret.
    ///
    /// Only the first `needed` values are used. More would take time and could only spoil the result. To find out
    /// whether surplus values agree, combine several quorums and compare the results.
    /// This function cannot detect false values: false values give a false secret.
    ///
    /// - Parameters:
    ///   - coordinates: the x of each value.
    ///   - values: the values in the same order, concatenated, of equal length.
    ///   - needed: how many values are needed, 1 or more.
    /// - Throws: `SharingError.tooFewShares`, `.repeatedCoordinate`, `.unequalLengths`, or
    ///   `.impossibleThreshold` when `needed` is below 1.
    public static func combine(
        coordinates: [ShareCoordinate], values: borrowing Span<UInt8>, needed: Int
    ) throws(SharingError) -> SecretBytes {
        try combine(coordinates: coordinates, values: values, needed: needed, kernel: .best)
    }

    /// Splits a secret into the caller's memory, for large secrets and for many of them.
    ///
    /// Works like the other `split`, but `shares` must have total × `secret.count` bytes, and the caller must clear the
    /// stack afterwards (`Sodium.clearStack`).
    public static func split(
        _ secret: borrowing Span<UInt8>, threshold: Threshold, coefficients: borrowing Span<UInt8>,
        into shares: inout MutableSpan<UInt8>
    ) throws(SharingError) {
        try split(secret, threshold: threshold, coefficients: coefficients, into: &shares, kernel: .best)
    }

    /// Combines values into the caller's memory, for large secrets and for many of them.
    ///
    /// Works like the other `combine`, but `secret` must have the length of one value, and the caller must clear the
    /// stack afterwards (`Sodium.clearStack`).
    public static func combine(
        coordinates: [ShareCoordinate], values: borrowing Span<UInt8>, needed: Int,
        into secret: inout MutableSpan<UInt8>
    ) throws(SharingError) {
        try combine(coordinates: coordinates, values: values, needed: needed, into: &secret, kernel: .best)
    }

    /// `split` on a chosen kernel.
    package static func split(
        _ secret: borrowing Span<UInt8>, threshold: Threshold, coefficients: borrowing Span<UInt8>,
        kernel: FieldKernel
    ) throws(SharingError) -> SecretBytes {
        var shares = SecretBytes(zeroCount: threshold.total * secret.count)
        var room = shares.mutableSpan
        try split(secret, threshold: threshold, coefficients: coefficients, into: &room, kernel: kernel)
        Sodium.clearStack()
        return shares
    }

    /// `combine` on a chosen kernel.
    package static func combine(
        coordinates: [ShareCoordinate], values: borrowing Span<UInt8>, needed: Int, kernel: FieldKernel
    ) throws(SharingError) -> SecretBytes {
        var secret = SecretBytes(zeroCount: coordinates.isEmpty ? 0 : values.count / coordinates.count)
        var room = secret.mutableSpan
        try combine(coordinates: coordinates, values: values, needed: needed, into: &room, kernel: kernel)
        Sodium.clearStack()
        return secret
    }

    /// Returns the value, at any x, of the polynomial of least degree through all given points.
    ///
    /// Use it for consistency checks and for schemes that keep their secret elsewhere (SLIP-39: at 255). Such schemes
    /// also deal a share at 0, so any field element may be a coordinate here.
    ///
    /// - Throws: `SharingError.tooFewShares` when there are no points, `.repeatedCoordinate`, `.unequalLengths`.
    package static func interpolate(
        at x: FieldElement, coordinates: [FieldElement], values: borrowing Span<UInt8>, kernel: FieldKernel = .best
    ) throws(SharingError) -> SecretBytes {
        let length = try Self.length(ofEach: coordinates, values: values)
        var result = SecretBytes(zeroCount: length)
        var room = result.mutableSpan
        interpolate(
            at: x, coordinates: coordinates[...], values: values, length: length, into: &room, kernel: kernel)
        Sodium.clearStack()
        return result
    }

    /// `split` into the caller's memory; the caller also clears the stack.
    package static func split(
        _ secret: borrowing Span<UInt8>, threshold: Threshold, coefficients: borrowing Span<UInt8>,
        into shares: inout MutableSpan<UInt8>, kernel: FieldKernel
    ) throws(SharingError) {
        let length = secret.count
        let needed = (threshold.needed - 1) * length
        guard coefficients.count == needed else {
            throw .wrongCoefficientCount(needed: needed, found: coefficients.count)
        }
        precondition(shares.count == threshold.total * length, "the memory fits the shares exactly")
        guard length > 0 else { return }
        unsafe secret.withUnsafeBufferPointer { secret in
            unsafe coefficients.withUnsafeBufferPointer { coefficients in
                unsafe shares.withUnsafeMutableBufferPointer { shares in
                    // In bounds: the lengths of coefficients and shares were checked above.
                    let inputs = unsafe (0..<threshold.needed).map { column in
                        unsafe column == 0 ? secret.baseAddress : coefficients.baseAddress! + (column - 1) * length
                    }
                    let outputs = unsafe (0..<threshold.total).map { row in
                        unsafe Optional(shares.baseAddress! + row * length)
                    }
                    unsafe kernel.transform(
                        matrix: powers(threshold), inputs: inputs, outputs: outputs, length: length)
                }
            }
        }
    }

    /// `combine` into the caller's memory; the caller also clears the stack.
    package static func combine(
        coordinates: [ShareCoordinate], values: borrowing Span<UInt8>, needed: Int,
        into secret: inout MutableSpan<UInt8>, kernel: FieldKernel
    ) throws(SharingError) {
        guard needed >= 1 else { throw .impossibleThreshold(needed: needed, total: coordinates.count) }
        guard coordinates.count >= needed else { throw .tooFewShares(needed: needed, found: coordinates.count) }
        let points = coordinates.map { $0.element }
        let length = try length(ofEach: points, values: values)
        interpolate(
            at: .zero, coordinates: points[..<needed], values: values, length: length, into: &secret, kernel: kernel)
    }

    /// Returns the rows 1, x, x² … for each coordinate 1…total.
    private static func powers(_ threshold: Threshold) -> [UInt8] {
        var matrix: [UInt8] = []
        matrix.reserveCapacity(threshold.total * threshold.needed)
        for x in 1...threshold.total {
            let x = FieldElement(UInt8(x))
            var power = FieldElement.one
            for _ in 0..<threshold.needed {
                matrix.append(power.rawValue)
                power = power * x
            }
        }
        return matrix
    }

    /// Returns the length of each value, after checking that each point has one, all equally long, and that no point
    /// repeats.
    private static func length(
        ofEach points: [FieldElement], values: borrowing Span<UInt8>
    ) throws(SharingError) -> Int {
        guard !points.isEmpty else { throw .tooFewShares(needed: 1, found: 0) }
        // Takes no more steps than the Lagrange factors do, and no memory.
        for (place, point) in points.enumerated() where points[..<place].contains(point) {
            throw .repeatedCoordinate(point.rawValue)
        }
        let length = values.count / points.count
        guard length * points.count == values.count else {
            throw .unequalLengths(expected: length * points.count, found: values.count)
        }
        return length
    }

    /// Adds up the values of points already checked, each multiplied by its Lagrange factor.
    private static func interpolate(
        at x: FieldElement, coordinates: ArraySlice<FieldElement>, values: borrowing Span<UInt8>, length: Int,
        into result: inout MutableSpan<UInt8>, kernel: FieldKernel
    ) {
        precondition(result.count == length, "the memory fits the result exactly")
        guard length > 0 else { return }
        unsafe values.withUnsafeBufferPointer { values in
            unsafe result.withUnsafeMutableBufferPointer { result in
                // In bounds: there is a value of this length for each coordinate.
                let inputs = unsafe coordinates.indices.map { unsafe Optional(values.baseAddress! + $0 * length) }
                unsafe kernel.transform(
                    matrix: lagrangeFactors(at: x, coordinates: coordinates), inputs: inputs,
                    outputs: [result.baseAddress], length: length)
            }
        }
    }

    /// Returns the weight of each value at x: Π (x − x_j) / (x_i − x_j) over all j other than i.
    private static func lagrangeFactors(at x: FieldElement, coordinates: ArraySlice<FieldElement>) -> [UInt8] {
        coordinates.map { own in
            var above = FieldElement.one
            var below = FieldElement.one
            for other in coordinates where other != own {
                above = above * (x + other)
                below = below * (own + other)
            }
            return (above * below.inverse).rawValue
        }
    }
}
