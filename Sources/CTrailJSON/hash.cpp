// SPDX-License-Identifier: Apache-2.0

#include "CTrailJSON.h"

#include <cstring>

namespace {

uint64_t fold(uint64_t one, uint64_t other) {
    auto product = static_cast<unsigned __int128>(one) * other;
    return uint64_t(product) ^ uint64_t(product >> 64);
}

template <typename Word> uint64_t load(const uint8_t *bytes) {
    Word word;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

constexpr uint64_t odd = 0x9E3779B97F4A7C15, other_odd = 0xC2B2AE3D27D4EB4F;

}  // namespace

extern "C" uint64_t ctj_hash(const uint8_t *bytes, size_t length, uint64_t seed) {
    uint64_t state = fold(seed ^ odd, uint64_t(length) ^ other_odd);
    const uint8_t *end = bytes + length;
    for (; end - bytes > 16; bytes += 16)
        state = fold(load<uint64_t>(bytes) ^ state ^ odd, load<uint64_t>(bytes + 8) ^ seed ^ other_odd);
    // The rest, of which some bytes are taken twice.
    uint64_t first = 0, last = 0;
    if (length >= 16) {
        first = load<uint64_t>(end - 16);
        last = load<uint64_t>(end - 8);
    } else if (length >= 8) {
        first = load<uint64_t>(bytes);
        last = load<uint64_t>(end - 8);
    } else if (length >= 4) {
        first = load<uint32_t>(bytes);
        last = load<uint32_t>(end - 4);
    } else if (length > 0) {
        first = uint64_t(bytes[0]) << 16 | uint64_t(bytes[length / 2]) << 8 | bytes[length - 1];
    }
    return fold(first ^ state ^ odd, last ^ seed ^ other_odd);
}

extern "C" bool ctj_hash_plain(const uint8_t *text, size_t length, uint64_t seed, uint64_t *hash) {
    if (ctj_has_escapes(text, length)) return false;
    *hash = ctj_hash(text, length, seed);
    return true;
}
