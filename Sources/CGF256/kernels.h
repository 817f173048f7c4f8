// SPDX-License-Identifier: Apache-2.0
//
// What the kernels share. A kernel works on one tile: up to its own number of rows, all columns that are given,
// over the whole length; gf256_transform cuts a matrix into tiles.

#ifndef CGF256_KERNELS_H
#define CGF256_KERNELS_H

#include "CGF256.h"

/// The most rows of a tile: two vectors of each, an operand of each and a table are what AVX2 has registers for.
#define TILE_ROWS 5

/// The most columns of a tile: their nibble tables and a block of each input stay in the nearest caches.
#define TILE_COLUMNS 16

/// The bytes of a vector that are worked on before the next tile, so that they are still cached for it.
#define BLOCK_LENGTH 4096

/// The bytes of a cache line, on which streaming stores must begin.
#define LINE 64

/// A part of a transform: `outputs = matrix × inputs`, or added to the outputs when `accumulate` is set.
struct tile {
    /// The first entry; rows lie `stride` entries apart.
    const uint8_t *matrix;
    size_t stride;
    size_t rows;
    size_t columns;
    const uint8_t *const *inputs;
    uint8_t *const *outputs;
    /// Where in every vector the tile begins, and how many bytes of it the tile covers.
    size_t offset;
    size_t length;
    bool accumulate;
    /// Whether the outputs are too large to be worth a place in the caches, and lie on lines at `offset`.
    bool streams;
};

void gf256_plain_tile(const struct tile *tile);

#if defined(__x86_64__)
void gf256_ssse3_tile(const struct tile *tile);
void gf256_avx2_tile(const struct tile *tile);
void gf256_gfni_avx2_tile(const struct tile *tile);
void gf256_gfni_avx512_tile(const struct tile *tile);
#endif

/// Tells whether stores past the caches are faster than others for outputs that no cache holds.
///
/// Intel's processors keep as many of them under way as of others: writing is then twice as fast, because no line is
/// read before it is overwritten. AMD's keep a few under way, and five outputs of one thread are slower for it.
bool gf256_streams_well(void);

/// Overwrites bytes in a way that no optimiser may drop.
static inline void wipe(void *start, size_t count) {
    __builtin_memset(start, 0, count);
    __asm__ __volatile__("" : : "r"(start) : "memory");
}

#endif
