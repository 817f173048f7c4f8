// SPDX-License-Identifier: Apache-2.0
//
// The kernel for every processor. It multiplies the eight bytes of a 64-bit word at once, by adding those of their
// products with 1, x, x^2 … x^7 whose bits are set in the public factor.

#include "kernels.h"

/// The number of words processed at a time: enough for the compiler to fill vector registers.
#define WORDS 8

/// Multiplies each of eight bytes by x.
static inline uint64_t times_x(uint64_t bytes) {
    uint64_t carries = (bytes >> 7) & 0x0101010101010101u;
    return ((bytes & 0x7F7F7F7F7F7F7F7Fu) << 1) ^ (carries * 0x1B);
}

/// Processes up to WORDS × 8 bytes at `offset`.
static void work(const struct tile *tile, size_t offset, size_t length) {
    uint64_t sums[TILE_ROWS][WORDS] = {{0}};
    uint64_t input[WORDS] = {0};
    for (size_t column = 0; column < tile->columns; column++) {
        __builtin_memcpy(input, tile->inputs[column] + offset, length);
        for (int bit = 0; bit < 8; bit++) {
            for (size_t row = 0; row < tile->rows; row++) {
                uint8_t factor = tile->matrix[row * tile->stride + column];
                uint64_t mask = 0u - ((uint64_t)(factor >> bit) & 1u);
                for (int word = 0; word < WORDS; word++) sums[row][word] ^= input[word] & mask;
            }
            for (int word = 0; word < WORDS; word++) input[word] = times_x(input[word]);
        }
    }
    for (size_t row = 0; row < tile->rows; row++) {
        uint8_t *output = tile->outputs[row] + offset;
        if (tile->accumulate) {
            __builtin_memcpy(input, output, length);
            for (int word = 0; word < WORDS; word++) sums[row][word] ^= input[word];
        }
        __builtin_memcpy(output, sums[row], length);
    }
    wipe(sums, sizeof sums);
    wipe(input, sizeof input);
}

void gf256_plain_tile(const struct tile *tile) {
    size_t step = WORDS * sizeof(uint64_t);
    size_t done = 0;
    for (; done + step <= tile->length; done += step) work(tile, tile->offset + done, step);
    if (done < tile->length) work(tile, tile->offset + done, tile->length - done);
}
