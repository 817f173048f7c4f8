// SPDX-License-Identifier: Apache-2.0
//
// What the kernels share. A kernel works on one tile: up to TILE_ROWS rows, all of the tile's columns and its whole
// length. gf256_transform cuts a matrix into tiles.

#ifndef CGF256_KERNELS_H
#define CGF256_KERNELS_H

#include "CGF256.h"

/// The most rows of a tile: AVX2 has registers for two vectors of each row, an operand for each vector, and a table.
#define TILE_ROWS 5

/// The most columns of a tile: their nibble tables and a block of each input fit in the nearest caches.
#define TILE_COLUMNS 16

/// The bytes of a vector to process before the next tile, so that they are still cached for it.
#define BLOCK_LENGTH 4096

/// The bytes of a cache line; streaming stores must begin on one.
#define LINE 64

/// A part of a transform: `outputs = matrix × inputs`, or `outputs += matrix × inputs` when `accumulate` is set.
struct tile {
    /// The first entry; rows are `stride` entries apart.
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
    /// Whether to stream: the outputs are too large for the caches to be of use, and are aligned to lines at `offset`.
    bool streams;
};

void gf256_plain_tile(const struct tile *tile);

#if defined(__x86_64__)
void gf256_ssse3_tile(const struct tile *tile);
void gf256_avx2_tile(const struct tile *tile);
void gf256_gfni_avx2_tile(const struct tile *tile);
void gf256_gfni_avx512_tile(const struct tile *tile);
#endif

/// Returns whether streaming stores, which bypass the caches, are faster than others for outputs too large for caches.
///
/// Intel's processors keep as many of them in flight as of other stores. Writing is then twice as fast, because no
/// line is read before it is overwritten. AMD's processors keep only a few in flight, so writing five outputs from
/// one thread is slower.
bool gf256_streams_well(void);

/// Overwrites bytes in a way that the optimizer cannot remove.
static inline void wipe(void *start, size_t count) {
    __builtin_memset(start, 0, count);
    __asm__ __volatile__("" : : "r"(start) : "memory");
}

#endif
