// SPDX-License-Identifier: Apache-2.0
//
// GF2P8MULB in 64-byte registers.

#if defined(__x86_64__)

#include <immintrin.h>

#include "public_factors.h"

#define TARGET __attribute__((target("avx512f,avx512bw,gfni")))
#define KERNEL gf256_gfni_avx512_tile
#define VECTORS 2
#define HALVES 1

typedef __m512i vector;

TARGET static inline vector zero(void) { return _mm512_setzero_si512(); }
TARGET static inline vector add(vector left, vector right) { return _mm512_xor_si512(left, right); }
TARGET static inline vector load(const uint8_t *from) { return _mm512_loadu_si512(from); }
TARGET static inline void store(uint8_t *to, vector value) { _mm512_storeu_si512(to, value); }
TARGET static inline void stream(uint8_t *to, vector value) { _mm512_stream_si512((__m512i *)to, value); }

/// Returns the mask of the first `count` bytes, 1…63. Bytes outside a mask are neither read nor written.
static inline __mmask64 first(size_t count) { return ~0ull >> (64 - count); }

TARGET static inline vector load_part(const uint8_t *from, size_t count) {
    return _mm512_maskz_loadu_epi8(first(count), from);
}

TARGET static inline void store_part(uint8_t *to, size_t count, vector value) {
    _mm512_mask_storeu_epi8(to, first(count), value);
}

TARGET static inline vector ready(vector value, int half) {
    (void)half;
    return value;
}

TARGET static inline vector product(const factors *factors, size_t row, size_t column, int half, vector operand) {
    (void)half;
    uint8_t factor = factors->matrix[row * factors->stride + column];
    return _mm512_gf2p8mul_epi8(operand, _mm512_set1_epi8((char)factor));
}

#include "vector_tile.h"

#endif
