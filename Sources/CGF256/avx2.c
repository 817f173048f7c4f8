// SPDX-License-Identifier: Apache-2.0
//
// Nibble tables in 32-byte registers, for processors made since 2013.

#if defined(__x86_64__)

#include <immintrin.h>

#include "nibble_tables.h"

#define TARGET __attribute__((target("avx2")))
#define KERNEL gf256_avx2_tile
#define VECTORS 2
#define HALVES 2

#include "vector256.h"

TARGET static inline vector ready(vector value, int half) {
    return _mm256_and_si256(half ? _mm256_srli_epi64(value, 4) : value, _mm256_set1_epi8(0x0F));
}

/// Puts a table into both halves of a register, because the shuffle works on each half separately.
TARGET static inline vector twice(const uint8_t *table) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table));
}

TARGET static inline vector product(const factors *factors, size_t row, size_t column, int half, vector operand) {
    return _mm256_shuffle_epi8(twice(factors->products[column][row].tables[half]), operand);
}

#include "vector_tile.h"

#endif
