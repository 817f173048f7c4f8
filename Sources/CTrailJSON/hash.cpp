// SPDX-License-Identifier: Apache-2.0

#include "CTrailJSON.h"

#include <cstring>

namespace {

uint64_t fold(uint64_t one, uint64_t other) {
    auto product = static_cast<unsigned __int128>(one) * other;
    return uint64_t(product) ^ uint64_t(product >> 64);
}

uint64_t load(const uint8_t *bytes, size_t count) {
    uint64_t word = 0;
    std::memcpy(&word, bytes, count);
    return word;
}

constexpr uint64_t odd = 0x9E3779B97F4A7C15, other_odd = 0xC2B2AE3D27D4EB4F;

}  // namespace

extern "C" uint64_t ctj_hash(const uint8_t *bytes, size_t length, uint64_t seed) {
    uint64_t state = fold(seed ^ odd, uint64_t(length) ^ other_odd);
    for (; length >= 16; bytes += 16, length -= 16)
        state = fold(load(bytes, 8) ^ state ^ odd, load(bytes + 8, 8) ^ seed ^ other_odd);
    size_t first = length < 8 ? length : 8;
    return fold(load(bytes, first) ^ state ^ odd, load(bytes + first, length - first) ^ seed ^ other_odd);
}
