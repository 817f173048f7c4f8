// SPDX-License-Identifier: Apache-2.0
//
// Cuts a transform into tiles, so that each block of the inputs is loaded from memory once for all rows.

#include "kernels.h"

/// The number of output bytes from which the outputs would only evict the inputs from the caches.
#define STREAMING_LENGTH ((size_t)8 << 20)

typedef void (*tile_function)(const struct tile *);

static const tile_function tile_functions[GF256_KERNEL_COUNT] = {
    [GF256_PLAIN] = gf256_plain_tile,
#if defined(__x86_64__)
    [GF256_SSSE3] = gf256_ssse3_tile,
    [GF256_AVX2] = gf256_avx2_tile,
    [GF256_GFNI_AVX2] = gf256_gfni_avx2_tile,
    [GF256_GFNI_AVX512] = gf256_gfni_avx512_tile,
#endif
};

static size_t smaller(size_t left, size_t right) { return left < right ? left : right; }

/// Returns how far before a cache line every output begins, or LINE when the outputs differ.
static size_t common_distance_to_line(uint8_t *const *outputs, size_t rows) {
    size_t distance = -(uintptr_t)outputs[0] % LINE;
    for (size_t row = 1; row < rows; row++) {
        if (-(uintptr_t)outputs[row] % LINE != distance) return LINE;
    }
    return distance;
}

/// Transforms with one tile that contains the whole matrix.
static void transform_small(tile_function work, const uint8_t *matrix, size_t rows, size_t columns,
                            const uint8_t *const *inputs, uint8_t *const *outputs, size_t length) {
    struct tile tile = {
        .matrix = matrix,
        .stride = columns,
        .rows = rows,
        .columns = columns,
        .inputs = inputs,
        .outputs = outputs,
        .length = length,
    };
    if (length * rows >= STREAMING_LENGTH && gf256_streams_well()) {
        size_t distance = common_distance_to_line(outputs, rows);
        if (distance < LINE) {
            tile.length = distance;
            if (distance > 0) work(&tile);
            tile.offset = distance;
            tile.length = length - distance;
            tile.streams = true;
        }
    }
    work(&tile);
}

/// Transforms with a matrix of any size, in blocks of the vectors.
static void transform_large(tile_function work, const uint8_t *matrix, size_t rows, size_t columns,
                            const uint8_t *const *inputs, uint8_t *const *outputs, size_t length) {
    // Make tiles equally high: a tile of one row loads the inputs as often as a tile of five.
    size_t tile_count = (rows + TILE_ROWS - 1) / TILE_ROWS;
    size_t tile_rows = (rows + tile_count - 1) / tile_count;
    for (size_t offset = 0; offset < length; offset += BLOCK_LENGTH) {
        for (size_t row = 0; row < rows; row += tile_rows) {
            for (size_t column = 0; column < columns; column += TILE_COLUMNS) {
                struct tile tile = {
                    .matrix = matrix + row * columns + column,
                    .stride = columns,
                    .rows = smaller(rows - row, tile_rows),
                    .columns = smaller(columns - column, TILE_COLUMNS),
                    .inputs = inputs + column,
                    .outputs = outputs + row,
                    .offset = offset,
                    .length = smaller(length - offset, BLOCK_LENGTH),
                    .accumulate = column > 0,
                };
                work(&tile);
            }
        }
    }
}

void gf256_transform(enum gf256_kernel kernel, const uint8_t *matrix, size_t rows, size_t columns,
                     const uint8_t *const *inputs, uint8_t *const *outputs, size_t length) {
    if (!gf256_kernel_is_available(kernel)) __builtin_trap();
    if (length == 0 || rows == 0) return;
    if (columns == 0) {
        for (size_t row = 0; row < rows; row++) __builtin_memset(outputs[row], 0, length);
        return;
    }
    bool is_small = rows <= TILE_ROWS && columns <= TILE_COLUMNS;
    (is_small ? transform_small : transform_large)(tile_functions[kernel], matrix, rows, columns, inputs, outputs,
                                                   length);
}
