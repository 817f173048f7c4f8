// SPDX-License-Identifier: Apache-2.0
//
// For GF2P8MULB, whose modulus is 0x11B, the factors of a tile are the entries of its matrix as they are.

#include "kernels.h"

typedef struct {
    const uint8_t *matrix;
    size_t stride;
} factors;

static inline void prepare(factors *factors, const struct tile *tile) {
    factors->matrix = tile->matrix;
    factors->stride = tile->stride;
}
