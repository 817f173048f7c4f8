// SPDX-License-Identifier: Apache-2.0
//
// Identities that were read before. Half of the tokens of a log tell who called, and most callers call many times.
#pragma once

#include "CTrailJSON.h"
#include "structure.h"

#include <memory>

/// What was found in objects `userIdentity`, by the bytes that they are written with.
class KnownIdentities {
public:
    explicit KnownIdentities(uint64_t seed) : seed(seed) {}

    /// Fills the event's fields from an object that begins at the token `at` and was read before, and moves `at` behind
    /// it; false for any other. `record` is the place of the record.
    bool recall(const Structure &structure, size_t &at, size_t record, ctj_event &event) const;

    /// Remembers what was found in the object of the tokens from `first` to before `end`.
    void remember(const Structure &structure, size_t first, size_t end, size_t record, ctj_event &event);

private:
    static constexpr int slot_bits = 11;
    static constexpr size_t slot_count = size_t(1) << slot_bits;
    static constexpr size_t longest = 1'024;
    static constexpr size_t first_field = CTJ_IDENTITY_TYPE;
    static constexpr size_t field_count = CTJ_SIGN_IN_SESSION_ARN + 1 - first_field;

    struct Identity {
        uint32_t length;
        uint32_t tokens;
        uint64_t hash;
        /// Counted from the object's first byte.
        ctj_span field[field_count];
        uint8_t text[longest];
    };

    uint64_t seed;
    std::unique_ptr<Identity[]> identities;

    size_t slot(const Structure &structure, size_t first) const;
};
