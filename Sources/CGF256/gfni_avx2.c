// SPDX-License-Identifier: Apache-2.0
//
// GF2P8MULB in 32-byte registers, for processors that have it without AVX-512.

#if defined(__x86_64__)

#include <immintrin.h>

#include "public_factors.h"

#define TARGET __attribute__((target("avx2,gfni")))
#define KERNEL gf256_gfni_avx2_tile
#define VECTORS 2
#define HALVES 1

#include "vector256.h"

TARGET static inline vector ready(vector value, int half) {
    (void)half;
    return value;
}

TARGET static inline vector product(const factors *factors, size_t row, size_t column, int half, vector operand) {
    (void)half;
    uint8_t factor = factors->matrix[row * factors->stride + column];
    return _mm256_gf2p8mul_epi8(operand, _mm256_set1_epi8((char)factor));
}

#include "vector_tile.h"

#endif
