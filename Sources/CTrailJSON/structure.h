// SPDX-License-Identifier: Apache-2.0
//
// Where the tokens of a JSON text begin.
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

class Structure {
public:
    /// Finds the tokens of `length` bytes that are followed by CTJ_PADDING readable ones; false without memory.
    bool find(const uint8_t *bytes, size_t length);

    const uint8_t *text = nullptr;
    /// Places of the signs {}[]:, and of the first bytes of strings and scalars; place[count] is the text's length.
    const uint32_t *place = nullptr;
    size_t count = 0;
    /// Whether simdjson refused the text, so that it is not known to be UTF-8, nor that strings have no line breaks.
    bool is_doubtful = false;

    static bool is_space(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

    uint8_t sign(size_t token) const { return text[place[token]]; }

    /// The content of the string that is this token; false when it does not end with a quote.
    bool string(size_t token, const uint8_t *&start, size_t &length) const {
        size_t first = place[token], end = place[token + 1];
        while (end > first + 1 && is_space(text[end - 1])) end--;
        if (end < first + 2 || text[end - 1] != '"') return false;
        start = text + first + 1;
        length = end - first - 2;
        if (!is_doubtful) return true;
        size_t backslashes = 0;
        while (backslashes < length && start[length - 1 - backslashes] == '\\') backslashes++;
        return backslashes % 2 == 0;
    }

    /// The end of a number or literal.
    size_t scalar_end(size_t token) const {
        size_t first = place[token], end = place[token + 1];
        while (end > first && is_space(text[end - 1])) end--;
        return end;
    }

private:
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    std::vector<uint32_t> slow;

    void find_slowly(const uint8_t *bytes, size_t length);
};
