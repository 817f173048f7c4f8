// SPDX-License-Identifier: Apache-2.0

#include "CGF256.h"

/// Replaces the bits from x^8 on by what they are modulo x^8 + x^4 + x^3 + x + 1.
static uint32_t fold(uint32_t polynomial) {
    uint32_t over = polynomial >> 8;
    return (polynomial & 0xFF) ^ over ^ (over << 1) ^ (over << 3) ^ (over << 4);
}

uint8_t gf256_multiply(uint8_t left, uint8_t right) {
    uint32_t product = 0;
    for (int bit = 0; bit < 8; bit++) {
        product ^= ((uint32_t)left << bit) & (0u - ((uint32_t)(right >> bit) & 1u));
    }
    // A product has degree 14 at most; the first fold leaves degree 10, the second 7 (6 over 4 bits).
    return (uint8_t)fold(fold(product));
}

uint8_t gf256_inverse(uint8_t element) {
    // element^254, for 255 is the order of the multiplicative group: 254 = 2 + 4 + 8 + 16 + 32 + 64 + 128.
    uint8_t power = gf256_multiply(element, element);
    uint8_t inverse = power;
    for (int step = 0; step < 6; step++) {
        power = gf256_multiply(power, power);
        inverse = gf256_multiply(inverse, power);
    }
    return inverse;
}
