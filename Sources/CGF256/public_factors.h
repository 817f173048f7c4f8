// SPDX-License-Identifier: Apache-2.0
//
// The factors for GF2P8MULB, whose modulus is 0x11B, are the entries of the tile's matrix, unchanged.

#include "kernels.h"

typedef struct {
    const uint8_t *matrix;
    size_t stride;
} factors;

static inline void prepare(factors *factors, const struct tile *tile) {
    factors->matrix = tile->matrix;
    factors->stride = tile->stride;
}
