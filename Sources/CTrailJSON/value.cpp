// SPDX-License-Identifier: Apache-2.0
//
// One value of JSON as a list of nodes, and strings without escapes.

#include "walk.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace {

bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

bool is_number(const uint8_t *text, size_t length) {
    size_t at = 0;
    auto digits = [&] {
        size_t first = at;
        while (at < length && is_digit(text[at])) at++;
        return at - first;
    };
    if (at < length && text[at] == '-') at++;
    bool has_leading_zero = at < length && text[at] == '0';
    size_t whole = digits();
    if (whole == 0 || (has_leading_zero && whole > 1)) return false;
    if (at < length && text[at] == '.') {
        at++;
        if (digits() == 0) return false;
    }
    if (at < length && (text[at] == 'e' || text[at] == 'E')) {
        at++;
        if (at < length && (text[at] == '+' || text[at] == '-')) at++;
        if (digits() == 0) return false;
    }
    return at == length;
}

class Parser {
public:
    Parser(const Structure &structure, std::vector<ctj_node> &nodes) : structure(structure), nodes(nodes) {}

    uint32_t problem = 0;
    size_t token = 0;

    bool value(unsigned depth) {
        if (depth > CTJ_MAX_DEPTH) return fail(CTJ_DEEP);
        if (token >= structure.count) return fail(CTJ_TRUNCATED);
        switch (structure.sign(token)) {
        case '{': return list(CTJ_OBJECT, '}', depth);
        case '[': return list(CTJ_ARRAY, ']', depth);
        case '"': return string();
        default: return scalar();
        }
    }

    bool fail(uint32_t what) {
        problem = what;
        return false;
    }

private:
    const Structure &structure;
    std::vector<ctj_node> &nodes;

    bool list(uint32_t kind, uint8_t closing, unsigned depth) {
        size_t node = nodes.size();
        uint32_t count = 0;
        nodes.push_back({kind, structure.place[token], 0, 0});
        token++;
        if (token < structure.count && structure.sign(token) == closing) {
            token++;
            return true;
        }
        for (;;) {
            if (kind == CTJ_OBJECT) {
                if (token >= structure.count) return fail(CTJ_TRUNCATED);
                if (structure.sign(token) != '"') return fail(CTJ_BROKEN_VALUE);
                if (!string()) return false;
                if (token >= structure.count) return fail(CTJ_TRUNCATED);
                if (structure.sign(token) != ':') return fail(CTJ_BROKEN_VALUE);
                token++;
            }
            if (!value(depth + 1)) return false;
            count++;
            if (token >= structure.count) return fail(CTJ_TRUNCATED);
            uint8_t sign = structure.sign(token);
            if (sign != ',' && sign != closing) return fail(CTJ_BROKEN_VALUE);
            token++;
            if (sign == closing) break;
        }
        nodes[node].length = count;
        return true;
    }

    bool string() {
        const uint8_t *start;
        size_t length;
        if (!structure.string(token, start, length)) return fail(CTJ_BROKEN_VALUE);
        // Refused here, where its place is known.
        auto is_control = [](uint8_t byte) { return byte < 0x20; };
        if (structure.is_doubtful && std::any_of(start, start + length, is_control)) return fail(CTJ_BROKEN_VALUE);
        uint32_t has_escapes = std::memchr(start, '\\', length) != nullptr;
        nodes.push_back({CTJ_STRING, uint32_t(start - structure.text), uint32_t(length), has_escapes});
        token++;
        return true;
    }

    bool scalar() {
        size_t first = structure.place[token], length = structure.scalar_end(token) - first;
        const uint8_t *text = structure.text + first;
        auto is = [&](const char *word) { return length == std::strlen(word) && !std::memcmp(text, word, length); };
        uint32_t kind;
        if (is("null")) kind = CTJ_NULL;
        else if (is("true")) kind = CTJ_TRUE;
        else if (is("false")) kind = CTJ_FALSE;
        else if (is_number(text, length)) kind = CTJ_NUMBER;
        else return fail(CTJ_BROKEN_VALUE);
        nodes.push_back({kind, uint32_t(first), uint32_t(length), 0});
        token++;
        return true;
    }
};

int hex(uint8_t byte) {
    if (is_digit(byte)) return byte - '0';
    if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
    return -1;
}

/// The number of a \uXXXX at `text`, or -1.
int32_t unit(const uint8_t *text, size_t length) {
    if (length < 6 || text[0] != '\\' || text[1] != 'u') return -1;
    int32_t value = 0;
    for (size_t at = 2; at < 6; at++) {
        int digit = hex(text[at]);
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

size_t encode(uint32_t scalar, uint8_t *out) {
    if (scalar < 0x80) {
        out[0] = uint8_t(scalar);
        return 1;
    }
    if (scalar < 0x800) {
        out[0] = uint8_t(0xC0 | scalar >> 6);
        out[1] = uint8_t(0x80 | (scalar & 0x3F));
        return 2;
    }
    if (scalar < 0x10000) {
        out[0] = uint8_t(0xE0 | scalar >> 12);
        out[1] = uint8_t(0x80 | (scalar >> 6 & 0x3F));
        out[2] = uint8_t(0x80 | (scalar & 0x3F));
        return 3;
    }
    out[0] = uint8_t(0xF0 | scalar >> 18);
    out[1] = uint8_t(0x80 | (scalar >> 12 & 0x3F));
    out[2] = uint8_t(0x80 | (scalar >> 6 & 0x3F));
    out[3] = uint8_t(0x80 | (scalar & 0x3F));
    return 4;
}

}  // namespace

extern "C" const ctj_node *ctj_parse(
    ctj_walk *walk, const uint8_t *text, size_t length, size_t *count, uint32_t *problem, size_t *place) {
    walk->nodes.clear();
    *count = 0;
    *problem = CTJ_NO_MEMORY;
    *place = 0;
    if (!walk->structure.find(text, length)) return nullptr;
    Parser parser(walk->structure, walk->nodes);
    bool is_read = parser.value(0);
    // simdjson refused it, and no string has a control character: bytes that are not UTF-8.
    if (is_read && walk->structure.is_doubtful)
        is_read = parser.fail(
            simdjson::validate_utf8(reinterpret_cast<const char *>(text), length) ? CTJ_BROKEN_VALUE
                                                                                  : CTJ_BROKEN_UTF8);
    if (is_read && parser.token < walk->structure.count) is_read = parser.fail(CTJ_BROKEN_VALUE);
    *place = walk->structure.place[parser.token < walk->structure.count ? parser.token : walk->structure.count];
    *problem = parser.problem;
    if (!is_read) return nullptr;
    *count = walk->nodes.size();
    return walk->nodes.data();
}

extern "C" bool ctj_has_text(const uint8_t *bytes, size_t length, const char *text) {
    return std::string_view(reinterpret_cast<const char *>(bytes), length).find(text) != std::string_view::npos;
}

extern "C" bool ctj_has_escapes(const uint8_t *text, size_t length) {
    // The compiler makes vectors of this loop.
    constexpr size_t step = 32;
    static_assert(step <= CTJ_PADDING);
    for (size_t at = 0; at < length; at += step) {
        uint8_t found = 0;
        for (size_t next = 0; next < step; next++) found |= uint8_t(text[at + next] == '\\');
        if (found) return std::memchr(text + at, '\\', length - at) != nullptr;
    }
    return false;
}

extern "C" size_t ctj_unescape(const uint8_t *text, size_t length, uint8_t *out, size_t *replaced) {
    constexpr uint32_t replacement = 0xFFFD;
    size_t written = 0;
    *replaced = 0;
    for (size_t at = 0; at < length;) {
        if (text[at] != '\\') {
            const void *next = std::memchr(text + at, '\\', length - at);
            size_t end = next ? size_t(static_cast<const uint8_t *>(next) - text) : length;
            std::memmove(out + written, text + at, end - at);
            written += end - at;
            at = end;
            continue;
        }
        uint8_t letter = at + 1 < length ? text[at + 1] : 0;
        static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
        const char *known = letter ? std::strchr(letters, letter) : nullptr;
        if (known) {
            out[written++] = uint8_t(meanings[known - letters]);
            at += 2;
            continue;
        }
        int32_t high = unit(text + at, length - at);
        if (high < 0) {
            // Two bytes have no room for U+FFFD.
            out[written++] = '?';
            *replaced += 1;
            at += letter ? 2 : 1;
            continue;
        }
        at += 6;
        uint32_t scalar = uint32_t(high);
        if (high >= 0xD800 && high < 0xE000) {
            int32_t low = high < 0xDC00 ? unit(text + at, length - at) : -1;
            if (low >= 0xDC00 && low < 0xE000) {
                scalar = 0x10000 + ((uint32_t(high) - 0xD800) << 10) + (uint32_t(low) - 0xDC00);
                at += 6;
            } else {
                scalar = replacement;
                *replaced += 1;
            }
        }
        written += encode(scalar, out + written);
    }
    return written;
}
