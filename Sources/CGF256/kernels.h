// SPDX-License-Identifier: Apache-2.0
//
// What the kernels share. A kernel works on one tile: up to its own number of rows, all columns that are given,
// over the whole length; gf256_transform cuts a matrix into tiles.

#ifndef CGF256_KERNELS_H
#define CGF256_KERNELS_H

#include "CGF256.h"

/// The most rows of a tile: what AVX2 holds in registers beside its tables.
#define TILE_ROWS 6

/// The most columns of a tile: their nibble tables and a block of each input stay in the nearest caches.
#define TILE_COLUMNS 16

/// The bytes of a vector that are worked on before the next tile, so that they are still cached for it.
#define BLOCK_LENGTH 4096

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
    /// Whether the outputs are too large to be worth a place in the caches, and lie on 64-byte lines at `offset`.
    bool streams;
};

void gf256_plain_tile(const struct tile *tile);

#if defined(__x86_64__)
void gf256_ssse3_tile(const struct tile *tile);
void gf256_avx2_tile(const struct tile *tile);
void gf256_gfni_avx2_tile(const struct tile *tile);
void gf256_gfni_avx512_tile(const struct tile *tile);
#endif

/// Overwrites bytes in a way that no optimiser may drop.
static inline void wipe(void *start, size_t count) {
    __builtin_memset(start, 0, count);
    __asm__ __volatile__("" : : "r"(start) : "memory");
}

#endif
