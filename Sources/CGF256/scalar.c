// SPDX-License-Identifier: Apache-2.0

#include "CGF256.h"

/// Reduces the bits from x^8 on modulo x^8 + x^4 + x^3 + x + 1.
static uint32_t fold(uint32_t polynomial) {
    uint32_t over = polynomial >> 8;
    return (polynomial & 0xFF) ^ over ^ (over << 1) ^ (over << 3) ^ (over << 4);
}

uint8_t gf256_multiply(uint8_t left, uint8_t right) {
    uint32_t product = 0;
    for (int bit = 0; bit < 8; bit++) {
        product ^= ((uint32_t)left << bit) & (0u - ((uint32_t)(right >> bit) & 1u));
    }
    // A product has degree 14 at most. The first fold leaves degree 10 (6 + 4), the second degree 7.
    return (uint8_t)fold(fold(product));
}

static uint8_t square(uint8_t element) { return gf256_multiply(element, element); }

uint8_t gf256_inverse(uint8_t element) {
    // element^254, because the multiplicative group has order 255, by a chain of eleven products.
    uint8_t power2 = square(element);
    uint8_t power3 = gf256_multiply(power2, element);
    uint8_t power12 = square(square(power3));
    uint8_t power15 = gf256_multiply(power12, power3);
    uint8_t power240 = square(square(square(square(power15))));
    return gf256_multiply(gf256_multiply(power240, power12), power2);
}
