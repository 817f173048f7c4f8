// SPDX-License-Identifier: Apache-2.0
//
// The walk through the records of a file.
#pragma once

#include "CTrailJSON.h"
#include "fields.h"
#include "identities.h"
#include "structure.h"

#include <memory>
#include <vector>

struct ctj_walk {
    Structure structure;
    std::vector<ctj_node> nodes;

    explicit ctj_walk(uint64_t seed) : seed(seed), identities(seed) {}
    void begin();
    void window(const uint8_t *bytes, size_t length, uint64_t offset, bool is_last);
    int next(ctj_event &event);
    size_t consumed() const { return resume; }

private:
    enum Frame : uint8_t { FILE, LIST, WRAPPER };
    enum Outcome { FOUND, ENTERED, INCOMPLETE, BROKEN };
    static constexpr size_t most_frames = 6;
    /// Six bytes of an escape are one of a key.
    static constexpr size_t most_spelled = 6 * MemberTable::longest;

    // Where the walk stands: in the lists and objects around it, before or after one of their members.
    Frame frames[most_frames];
    size_t depth = 0;
    bool is_after_member = false;
    bool is_over = false;
    bool is_skipping_line = false;

    // The window.
    size_t token = 0;
    size_t resume = 0;
    uint64_t base = 0;
    bool is_last = false;
    bool has_failed = false;

    // The record that is a string inside another one.
    std::unique_ptr<ctj_walk> inner;
    std::vector<uint8_t> quoted;
    uint64_t quoted_offset = 0;
    bool is_in_quoted = false;
    bool is_inner = false;

    uint64_t seed;
    KnownIdentities identities;

    // What is known of the object that is read.
    uint32_t objects_seen = 0;
    uint32_t fields_seen = 0;
    size_t record_token = 0;
    bool has_detail = false;
    bool is_digest = false;

    int step_in_file(ctj_event &event);
    int step_in_list(ctj_event &event);
    int step_in_wrapper(ctj_event &event);
    int item(ctj_event &event);
    int finish(ctj_event &event);
    int report(ctj_event &event, uint32_t problem, size_t at);
    int skip_record(ctj_event &event, uint32_t problem, size_t first);
    int skip_line(ctj_event &event, uint32_t problem, size_t at);
    bool push(Frame frame);
    size_t end_of_value(size_t first) const;
    size_t position(size_t token) const;
    Outcome read(Place place, size_t &at, ctj_event &event);
    Outcome unquote(size_t token);
    Outcome read_object(Place place, size_t &at, ctj_event &event);
    void keep(size_t field, size_t token, ctj_event &event);
    void keep_part(size_t part, size_t first, size_t end, ctj_event &event) const;
    int next_quoted(ctj_event &event);
};
