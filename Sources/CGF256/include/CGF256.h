// SPDX-License-Identifier: Apache-2.0
//
// Arithmetic in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1 (0x11B, FIPS 197 §4.2).
//
// Every product here has one public factor, a matrix entry. The other factor, a byte of a vector, may be secret:
// branches, addresses and the choice of instructions do not depend on it.

#ifndef CGF256_H
#define CGF256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The implementations of gf256_transform, slowest first.
enum gf256_kernel {
    /// Portable C on 64-bit words.
    GF256_PLAIN = 0,
    /// Nibble tables in 16-byte registers.
    GF256_SSSE3 = 1,
    /// Nibble tables in 32-byte registers.
    GF256_AVX2 = 2,
    /// GF2P8MULB, whose modulus is 0x11B, in 32-byte registers.
    GF256_GFNI_AVX2 = 3,
    /// GF2P8MULB in 64-byte registers.
    GF256_GFNI_AVX512 = 4,
};

/// The number of kernels.
#define GF256_KERNEL_COUNT 5

/// Returns whether this processor and system can run a kernel.
bool gf256_kernel_is_available(enum gf256_kernel kernel);

/// Returns the fastest kernel that this processor and system can run.
enum gf256_kernel gf256_best_kernel(void);

/// Computes outputs = matrix × inputs, byte by byte over vectors.
///
/// The matrix is public: rows × columns bytes in row-major order. There are `columns` inputs and `rows` outputs of
/// `length` bytes each, at any alignment. No output may overlap an input or another output. With no columns, the
/// outputs become zero. Exactly these bytes are read and written. A kernel that is not available ends the process.
void gf256_transform(enum gf256_kernel kernel, const uint8_t *matrix, size_t rows, size_t columns,
                     const uint8_t *const *inputs, uint8_t *const *outputs, size_t length);

/// Multiplies two public field elements, without tables or branches.
uint8_t gf256_multiply(uint8_t left, uint8_t right);

/// Returns the multiplicative inverse of a public field element, without tables or branches; the result for 0 is 0.
uint8_t gf256_inverse(uint8_t element);

#endif
