// SPDX-License-Identifier: Apache-2.0
//
// Nibble tables in 16-byte registers, for processors made since 2006.

#if defined(__x86_64__)

#include <immintrin.h>

#include "nibble_tables.h"

#define TARGET __attribute__((target("ssse3")))
#define KERNEL gf256_ssse3_tile
#define VECTORS 1
#define HALVES 2

typedef __m128i vector;

TARGET static inline vector zero(void) { return _mm_setzero_si128(); }
TARGET static inline vector add(vector left, vector right) { return _mm_xor_si128(left, right); }
TARGET static inline vector load(const uint8_t *from) { return _mm_loadu_si128((const __m128i *)from); }
TARGET static inline void store(uint8_t *to, vector value) { _mm_storeu_si128((__m128i *)to, value); }
TARGET static inline void stream(uint8_t *to, vector value) { _mm_stream_si128((__m128i *)to, value); }

TARGET static inline vector load_part(const uint8_t *from, size_t count) {
    uint8_t buffer[16] = {0};
    __builtin_memcpy(buffer, from, count);
    vector value = load(buffer);
    wipe(buffer, sizeof buffer);
    return value;
}

TARGET static inline void store_part(uint8_t *to, size_t count, vector value) {
    uint8_t buffer[16];
    store(buffer, value);
    __builtin_memcpy(to, buffer, count);
    wipe(buffer, sizeof buffer);
}

TARGET static inline vector ready(vector value, int half) {
    return _mm_and_si128(half ? _mm_srli_epi64(value, 4) : value, _mm_set1_epi8(0x0F));
}

TARGET static inline vector product(const factors *factors, size_t row, size_t column, int half, vector operand) {
    return _mm_shuffle_epi8(load(factors->products[column][row].tables[half]), operand);
}

#include "vector_tile.h"

#endif
