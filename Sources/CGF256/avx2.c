// SPDX-License-Identifier: Apache-2.0
//
// Nibble tables in 32-byte registers, for processors since 2013.

#if defined(__x86_64__)

#include <immintrin.h>

#include "nibble_tables.h"

#define TARGET __attribute__((target("avx2")))
#define KERNEL gf256_avx2_tile
#define VECTORS 2

typedef struct {
    __m256i low, high;
} operand;

#include "vector256.h"

TARGET static inline operand ready(vector value) {
    vector mask = _mm256_set1_epi8(0x0F);
    return (operand){_mm256_and_si256(value, mask), _mm256_and_si256(_mm256_srli_epi64(value, 4), mask)};
}

/// Puts a table into both halves of a register, which the shuffle treats each on its own.
TARGET static inline vector twice(const uint8_t *table) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table));
}

TARGET static inline vector product(const factors *factors, size_t row, size_t column, operand operand) {
    const struct nibble_products *products = &factors->products[column][row];
    return add(_mm256_shuffle_epi8(twice(products->low), operand.low),
               _mm256_shuffle_epi8(twice(products->high), operand.high));
}

#include "vector_tile.h"

#endif
