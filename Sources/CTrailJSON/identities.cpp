// SPDX-License-Identifier: Apache-2.0

#include "identities.h"

#include <algorithm>
#include <cstring>
#include <new>

/// Where an identity is kept: what stands before the end of the fifth member tells most callers apart.
size_t KnownIdentities::slot(const Structure &structure, size_t first) const {
    constexpr size_t width = 64;
    static_assert(width <= CTJ_PADDING);
    size_t end = first + 1;
    while (end < first + 20 && end < structure.count && structure.sign(end) != '}') end++;
    size_t start = structure.place[first];
    const uint8_t *bytes = structure.text + std::max(start, std::max(size_t(structure.place[end]), width) - width);
    uint64_t mixed = seed;
    for (size_t at = 0; at < width; at += 8) {
        uint64_t word;
        std::memcpy(&word, bytes + at, 8);
        mixed += word * (0x9E3779B97F4A7C15 + 2 * at);
        mixed ^= mixed >> 29;
    }
    return mixed * 0x9E3779B97F4A7C15 >> (64 - slot_bits);
}

bool KnownIdentities::recall(const Structure &structure, size_t &at, size_t record, ctj_event &event) const {
    // Bytes mean the same wherever they stand, except where strings may end at a line break.
    if (structure.is_doubtful || !identities) return false;
    const Identity &known = identities[slot(structure, at)];
    size_t start = structure.place[at];
    if (known.length == 0 || known.tokens > structure.count - at
        || known.length > structure.place[structure.count] - start
        || std::memcmp(known.text, structure.text + start, known.length) != 0) return false;
    uint32_t offset = uint32_t(start - record);
    for (size_t index = 0; index < field_count; index++) {
        ctj_span span = known.field[index];
        event.field[first_field + index] = {span.length > 0 ? span.start + offset : 0, span.length};
    }
    event.identity_hash = known.hash;
    at += known.tokens;
    return true;
}

void KnownIdentities::remember(
    const Structure &structure, size_t first, size_t end, size_t record, ctj_event &event) {
    size_t start = structure.place[first];
    size_t length = structure.place[end - 1] + 1 - start;
    if (structure.is_doubtful || length > longest) return;
    if (!identities) identities.reset(new (std::nothrow) Identity[slot_count]());
    if (!identities) return;
    Identity &known = identities[slot(structure, first)];
    known.length = uint32_t(length);
    known.tokens = uint32_t(end - first);
    known.hash = event.identity_hash = ctj_hash(structure.text + start, length, seed);
    uint32_t offset = uint32_t(start - record);
    for (size_t index = 0; index < field_count; index++) {
        ctj_span span = event.field[first_field + index];
        known.field[index] = {span.length > 0 ? span.start - offset : 0, span.length};
    }
    std::memcpy(known.text, structure.text + start, length);
}
