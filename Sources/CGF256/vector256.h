// SPDX-License-Identifier: Apache-2.0
//
// Moving bytes between memory and 32-byte registers.

typedef __m256i vector;

TARGET static inline vector zero(void) { return _mm256_setzero_si256(); }
TARGET static inline vector add(vector left, vector right) { return _mm256_xor_si256(left, right); }
TARGET static inline vector load(const uint8_t *from) { return _mm256_loadu_si256((const __m256i *)from); }
TARGET static inline void store(uint8_t *to, vector value) { _mm256_storeu_si256((__m256i *)to, value); }
TARGET static inline void stream(uint8_t *to, vector value) { _mm256_stream_si256((__m256i *)to, value); }

TARGET static inline vector load_part(const uint8_t *from, size_t count) {
    uint8_t buffer[32] = {0};
    __builtin_memcpy(buffer, from, count);
    vector value = load(buffer);
    wipe(buffer, sizeof buffer);
    return value;
}

TARGET static inline void store_part(uint8_t *to, size_t count, vector value) {
    uint8_t buffer[32];
    store(buffer, value);
    __builtin_memcpy(to, buffer, count);
    wipe(buffer, sizeof buffer);
}
