// SPDX-License-Identifier: Apache-2.0
//
// The only way to the vector kernels. Matrices are public; vectors are secret.

internal import CGF256

/// An implementation of the field's arithmetic on long vectors.
@frozen
package enum FieldKernel: UInt32, CaseIterable, Sendable {
    /// Portable C on 64-bit words.
    case plain = 0
    /// Nibble tables in 16-byte registers.
    case ssse3 = 1
    /// Nibble tables in 32-byte registers.
    case avx2 = 2
    /// GF2P8MULB in 32-byte registers.
    case gfniAVX2 = 3
    /// GF2P8MULB in 64-byte registers.
    case gfniAVX512 = 4

    /// The fastest kernel that this processor and system can run.
    package static var best: Self {
        guard let kernel = Self(rawValue: gf256_best_kernel().rawValue) else { return .plain }
        return kernel
    }

    /// Whether this processor and system can run the kernel.
    package var isAvailable: Bool { gf256_kernel_is_available(gf256_kernel(rawValue)) }

    /// Computes outputs = matrix × inputs over vectors of `length` bytes.
    ///
    /// `matrix` is in row-major order. Each input must hold `length` bytes, and each output must have room for them.
    /// Outputs must not overlap inputs or one another.
    @unsafe
    package func transform(
        matrix: [UInt8], inputs: [UnsafePointer<UInt8>?], outputs: [UnsafeMutablePointer<UInt8>?], length: Int
    ) {
        precondition(isAvailable, "this processor cannot run the kernel")
        unsafe precondition(matrix.count == inputs.count * outputs.count, "the matrix fits its vectors")
        guard length > 0 else { return }
        unsafe gf256_transform(
            gf256_kernel(rawValue), matrix, outputs.count, inputs.count, inputs, outputs, length)
    }
}
