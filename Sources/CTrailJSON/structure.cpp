// SPDX-License-Identifier: Apache-2.0

#include "structure.h"

#include <cstring>

namespace {

bool is_sign(uint8_t byte) {
    return byte == '{' || byte == '}' || byte == '[' || byte == ']' || byte == ':' || byte == ',';
}

/// The last quote that no backslash escapes; 0 if there is none.
size_t last_quote(const uint8_t *bytes, size_t length) {
    for (size_t at = length; at-- > 0;) {
        if (bytes[at] != '"') continue;
        size_t backslashes = 0;
        while (backslashes < at && bytes[at - backslashes - 1] == '\\') backslashes++;
        if (backslashes % 2 == 0) return at;
        at -= backslashes;
    }
    return 0;
}

}  // namespace

bool Structure::find(const uint8_t *bytes, size_t length) {
    text = bytes;
    is_doubtful = false;
    if (length == 0) {
        slow.assign(1, 0);
        place = slow.data();
        count = 0;
        return true;
    }
    if (!parser || parser->capacity() < length) {
        // Room that fits exactly would be made again for each file that is a little longer.
        size_t capacity = 1 << 16;
        while (capacity < length) capacity *= 2;
        parser.reset();
        auto error =
            simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 2, parser);
        if (error) return false;
    }
    // The first stage only: the walk reads the tokens itself, so that it can stop and go on at any record.
    auto error = parser->stage1(bytes, length, simdjson::stage1_mode::regular);
    if (error == simdjson::UNCLOSED_STRING) {
        // A window ends within a string more often than not. Without that string, the rest is whole.
        size_t start = last_quote(bytes, length);
        if (!memchr(bytes + start, '\n', length - start))
            error = start == 0 ? simdjson::EMPTY : parser->stage1(bytes, start, simdjson::stage1_mode::regular);
    }
    if (error) {
        find_slowly(bytes, length);
        return true;
    }
    place = parser->structural_indexes.get();
    count = parser->n_structural_indexes;
    return true;
}

/// The same for any bytes: a string ends at a line break too, so that one broken line does not take the next along.
void Structure::find_slowly(const uint8_t *bytes, size_t length) {
    is_doubtful = true;
    slow.clear();
    for (size_t at = 0; at < length;) {
        uint8_t byte = bytes[at];
        if (Structure::is_space(byte)) {
            at++;
        } else if (is_sign(byte)) {
            slow.push_back(uint32_t(at++));
        } else if (byte == '"') {
            size_t start = at++;
            while (at < length && bytes[at] != '"' && bytes[at] != '\n') at += bytes[at] == '\\' ? 2 : 1;
            // A string that the text's end cuts off is left out, so that whoever needs it asks for more.
            if (at >= length) break;
            slow.push_back(uint32_t(start));
            if (bytes[at] == '"') at++;
        } else {
            slow.push_back(uint32_t(at));
            while (at < length && !Structure::is_space(bytes[at]) && !is_sign(bytes[at]) && bytes[at] != '"') at++;
        }
    }
    count = slow.size();
    slow.push_back(uint32_t(length));
    place = slow.data();
}
