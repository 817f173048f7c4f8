// SPDX-License-Identifier: Apache-2.0
//
// A byte is the sum of its low and its high nibble, so its product with a public factor is the sum of two entries
// from 16-byte tables. A byte shuffle looks them up inside a register, so no address depends on the byte.

#include "kernels.h"

/// The products of one public factor with 0, 1 … 15 and with 0, 16 … 240.
struct nibble_products {
    uint8_t tables[2][16];
};

/// The tables of a tile.
typedef struct {
    struct nibble_products products[TILE_COLUMNS][TILE_ROWS];
} factors;

static inline uint8_t times_x(uint8_t element) { return (uint8_t)((element << 1) ^ ((element >> 7) * 0x1B)); }

static inline void prepare(factors *factors, const struct tile *tile) {
    for (size_t column = 0; column < tile->columns; column++) {
        for (size_t row = 0; row < tile->rows; row++) {
            struct nibble_products *products = &factors->products[column][row];
            uint8_t power = tile->matrix[row * tile->stride + column];
            for (int half = 0; half < 2; half++) {
                uint8_t *table = products->tables[half];
                table[0] = 0;
                for (int bit = 1; bit < 16; bit *= 2) {
                    for (int entry = 0; entry < bit; entry++) table[bit + entry] = table[entry] ^ power;
                    power = times_x(power);
                }
            }
        }
    }
}
