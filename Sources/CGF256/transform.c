// SPDX-License-Identifier: Apache-2.0

#include "kernels.h"

typedef void (*tile_function)(const struct tile *);

static const tile_function tile_functions[GF256_KERNEL_COUNT] = {
    [GF256_PLAIN] = gf256_plain_tile,
};

static size_t smaller(size_t left, size_t right) { return left < right ? left : right; }

bool gf256_kernel_is_available(enum gf256_kernel kernel) { return kernel == GF256_PLAIN; }

enum gf256_kernel gf256_best_kernel(void) { return GF256_PLAIN; }

void gf256_transform(enum gf256_kernel kernel, const uint8_t *matrix, size_t rows, size_t columns,
                     const uint8_t *const *inputs, uint8_t *const *outputs, size_t length) {
    if (!gf256_kernel_is_available(kernel)) __builtin_trap();
    if (columns == 0) {
        for (size_t row = 0; row < rows; row++) {
            if (length > 0) __builtin_memset(outputs[row], 0, length);
        }
        return;
    }
    bool fits = rows <= TILE_ROWS && columns <= TILE_COLUMNS;
    size_t block = fits ? length : BLOCK_LENGTH;
    for (size_t offset = 0; offset < length; offset += block) {
        for (size_t row = 0; row < rows; row += TILE_ROWS) {
            for (size_t column = 0; column < columns; column += TILE_COLUMNS) {
                struct tile tile = {
                    .matrix = matrix + row * columns + column,
                    .stride = columns,
                    .rows = smaller(rows - row, TILE_ROWS),
                    .columns = smaller(columns - column, TILE_COLUMNS),
                    .inputs = inputs + column,
                    .outputs = outputs + row,
                    .offset = offset,
                    .length = smaller(length - offset, block),
                    .accumulate = column > 0,
                };
                tile_functions[kernel](&tile);
            }
        }
    }
}
