// SPDX-License-Identifier: Apache-2.0

#include "walk.h"

#include <cstring>
#include <new>

namespace {

constexpr int CONTINUE = -1;

/// How much deeper a token leads.
struct Depths {
    int8_t change[256] = {};
    constexpr Depths() {
        change['{'] = change['['] = 1;
        change['}'] = change[']'] = -1;
    }
};
constexpr Depths depths;

}  // namespace

void ctj_walk::begin() {
    frames[0] = FILE;
    depth = 1;
    is_after_member = is_over = is_skipping_line = is_in_quoted = has_failed = false;
    token = resume = 0;
}

void ctj_walk::window(const uint8_t *bytes, size_t length, uint64_t offset, bool last) {
    token = resume = 0;
    base = offset;
    is_last = last;
    size_t start = 0;
    has_failed = !structure.find(bytes, length);
    if (!is_skipping_line || has_failed) return;
    const void *line_break = std::memchr(bytes, '\n', length);
    start = line_break ? size_t(static_cast<const uint8_t *>(line_break) - bytes) : length;
    is_skipping_line = !line_break;
    while (token < structure.count && structure.place[token] < start) token++;
}

int ctj_walk::next(ctj_event &event) {
    for (;;) {
        if (is_in_quoted) {
            int found = next_quoted(event);
            if (found != CONTINUE) return found;
        }
        if (has_failed) {
            is_over = true;
            has_failed = false;
            return report(event, CTJ_NO_MEMORY, 0);
        }
        if (is_over) return CTJ_END;
        resume = position(token);
        if (token >= structure.count) return finish(event);
        int found = CONTINUE;
        switch (frames[depth - 1]) {
        case FILE: found = step_in_file(event); break;
        case LIST: found = step_in_list(event); break;
        case WRAPPER: found = step_in_wrapper(event); break;
        }
        if (found != CONTINUE) return found;
    }
}

/// All tokens are read; or the rest is a piece of one, when the window is not the last.
int ctj_walk::finish(ctj_event &event) {
    if (!is_last) return CTJ_MORE;
    is_over = true;
    // A string that is cut off is no token, and so the text may go on after the last one.
    bool is_cut = depth > 1 || (structure.is_doubtful && structure.count > 0
                                && structure.sign(structure.count - 1) == ':');
    return is_cut ? report(event, CTJ_TRUNCATED, position(structure.count)) : CTJ_END;
}

int ctj_walk::step_in_file(ctj_event &event) {
    switch (structure.sign(token)) {
    case '{': return item(event);
    case '[':
        push(LIST);
        token++;
        return CONTINUE;
    case ',':  // between records, one to a line
        token++;
        return CONTINUE;
    default: return skip_line(event, CTJ_NO_JSON, position(token));
    }
}

int ctj_walk::step_in_list(ctj_event &event) {
    uint8_t sign = structure.sign(token);
    if (sign == ']') {
        depth--;
        is_after_member = true;
        token++;
        return CONTINUE;
    }
    if (is_after_member) {
        if (sign != ',') {
            is_over = true;
            return report(event, CTJ_BROKEN_REST, position(token));
        }
        is_after_member = false;
        token++;
        return CONTINUE;
    }
    if (sign == '{') return item(event);
    if (sign == '[') {
        if (push(LIST)) {
            token++;
            return CONTINUE;
        }
        return skip_record(event, CTJ_NESTED_LISTS, token);
    }
    return skip_record(event, sign == ',' || sign == ':' || sign == '}' ? CTJ_BROKEN_REST : CTJ_NO_RECORD, token);
}

/// After a list that is a member of an object: what follows in that object.
int ctj_walk::step_in_wrapper(ctj_event &event) {
    uint8_t sign = structure.sign(token);
    if (sign == '}') {
        depth--;
        is_after_member = true;
        token++;
        return CONTINUE;
    }
    const uint8_t *key;
    size_t length;
    if (token + 3 >= structure.count && sign == ',' && !is_last) return CTJ_MORE;
    if (sign != ',' || token + 3 >= structure.count || structure.sign(token + 1) != '"'
        || structure.sign(token + 2) != ':' || !structure.string(token + 1, key, length)) {
        is_over = true;
        bool is_cut = sign == ',' && token + 3 >= structure.count;
        return report(event, is_cut ? CTJ_TRUNCATED : CTJ_BROKEN_REST, position(token));
    }
    if (members(RECORD).find(key, length).meaning == Meaning::LIST && structure.sign(token + 3) == '[') {
        push(LIST);
        is_after_member = false;
        token += 4;
        return CONTINUE;
    }
    size_t end = end_of_value(token + 3);
    if (end > structure.count || (end == structure.count && !is_last)) {
        if (!is_last) return CTJ_MORE;
        is_over = true;
        return report(event, CTJ_TRUNCATED, position(token));
    }
    token = end;
    return CONTINUE;
}

/// An object that is a record, wraps one, or has a list of them.
int ctj_walk::item(ctj_event &event) {
    size_t first = token;
    std::memset(&event, 0, sizeof event);
    objects_seen = fields_seen = 0;
    record_token = first;
    has_detail = is_digest = false;
    size_t at = first;
    Outcome outcome = read(RECORD, at, event);
    // What cannot be used is read again or passed over, with the record that is quoted in it.
    if (outcome != FOUND) is_in_quoted = false;
    switch (outcome) {
    case ENTERED: return CONTINUE;
    case INCOMPLETE:
        if (!is_last) return CTJ_MORE;
        if (structure.is_doubtful && frames[depth - 1] == FILE) {
            // A line that breaks off is followed by others that do not.
            return skip_line(event, CTJ_TRUNCATED, position(first));
        }
        is_over = true;
        return report(event, CTJ_TRUNCATED, position(first));
    case BROKEN: return skip_record(event, CTJ_BROKEN_RECORD, first);
    case FOUND: break;
    }
    token = at;
    is_after_member = true;
    if (is_in_quoted) return CONTINUE;
    bool is_record = event.field[CTJ_ID].length > 0 || event.field[CTJ_NAME].length > 0
        || event.field[CTJ_SOURCE].length > 0 || event.field[CTJ_CATEGORY].length > 0;
    if (!is_record) {
        report(event, CTJ_NO_RECORD, position(first));
        if (is_digest) event.flags |= CTJ_DIGEST;
        return CTJ_PROBLEM;
    }
    if (structure.is_doubtful
        && !simdjson::validate_utf8(reinterpret_cast<const char *>(event.text), event.length))
        return report(event, CTJ_BROKEN_UTF8, position(first));
    return CTJ_EVENT;
}

int ctj_walk::report(ctj_event &event, uint32_t problem, size_t at) {
    std::memset(&event, 0, sizeof event);
    event.offset = base + at;
    event.problem = problem;
    return CTJ_PROBLEM;
}

/// Passes over a value that cannot be used, and goes on with what follows where its end is clear.
int ctj_walk::skip_record(ctj_event &event, uint32_t problem, size_t first) {
    size_t at = position(first);
    if (frames[depth - 1] == FILE) return skip_line(event, problem, at);
    size_t end = problem == CTJ_BROKEN_REST ? structure.count + 1 : end_of_value(first);
    if (end > structure.count && !is_last && problem != CTJ_BROKEN_REST) return CTJ_MORE;
    if (end == structure.count && !is_last) return CTJ_MORE;
    if (end < structure.count && (structure.sign(end) == ',' || structure.sign(end) == ']')) {
        token = end;
        is_after_member = true;
        return report(event, problem, at);
    }
    is_over = true;
    return report(event, CTJ_BROKEN_REST, at);
}

int ctj_walk::skip_line(ctj_event &event, uint32_t problem, size_t at) {
    size_t length = structure.place[structure.count];
    const void *line_break = std::memchr(structure.text + at, '\n', length - at);
    size_t end = line_break ? size_t(static_cast<const uint8_t *>(line_break) - structure.text) : length;
    is_skipping_line = !line_break;
    depth = 1;
    while (token < structure.count && structure.place[token] < end) token++;
    return report(event, problem, at);
}

bool ctj_walk::push(Frame frame) {
    if (depth == most_frames) return false;
    frames[depth++] = frame;
    is_after_member = false;
    return true;
}

/// The token after a value; more than `count` when the value does not end here.
size_t ctj_walk::end_of_value(size_t first) const {
    ptrdiff_t open = 0;
    for (size_t at = first; at < structure.count; at++) {
        open += depths.change[structure.sign(at)];
        if (open <= 0) return at + 1;
    }
    return structure.count + 1;
}

size_t ctj_walk::position(size_t at) const {
    return structure.place[at < structure.count ? at : structure.count];
}

void ctj_walk::keep(size_t field, size_t at, ctj_event &event) {
    // Of two members the first counts, whatever it is. These two fields have several names, one of which may be empty.
    if (field != CTJ_ID && field != CTJ_ISSUED_KEY_ID) {
        if (fields_seen >> field & 1) {
            event.flags |= CTJ_DUPLICATE;
            return;
        }
        fields_seen |= uint32_t(1) << field;
    }
    const uint8_t *start;
    size_t length;
    switch (structure.sign(at)) {
    case '"':
        if (!structure.string(at, start, length)) return;
        break;
    case '{': case '[': return;
    case 'n': return;
    default:
        start = structure.text + structure.place[at];
        length = structure.scalar_end(at) - structure.place[at];
    }
    if (length == 0) return;
    if (event.field[field].length > 0) {
        event.flags |= CTJ_DUPLICATE;
        return;
    }
    event.field[field] = {uint32_t(start - structure.text - structure.place[record_token]), uint32_t(length)};
}

/// Reads the members of the object at `at`, and moves `at` behind it.
ctj_walk::Outcome ctj_walk::read(Place place, size_t &at, ctj_event &event) {
    size_t first = at++;
    if (at >= structure.count) return INCOMPLETE;
    const MemberTable &table = members(place);
    bool is_empty = structure.sign(at) == '}';
    while (!is_empty) {
        if (at + 2 >= structure.count) return INCOMPLETE;
        const uint8_t *key;
        size_t length;
        if (structure.sign(at) != '"' || structure.sign(at + 1) != ':' || !structure.string(at, key, length))
            return BROKEN;
        Member member = table.find(key, length);
        if (member.meaning == Meaning::NOTHING && length <= most_spelled && ctj_has_escapes(key, length)) {
            uint8_t spelled[most_spelled + CTJ_PADDING];
            size_t replaced;
            length = ctj_unescape(key, length, spelled, &replaced);
            member = table.find(spelled, length);
        }
        at += 2;
        size_t value = at;
        uint8_t sign = structure.sign(value);
        bool is_again = member.meaning == Meaning::OBJECT && objects_seen >> member.index & 1;
        if (is_again) event.flags |= CTJ_DUPLICATE;
        // Credentials have two names.
        if (member.meaning == Meaning::OBJECT && (sign == '{' || member.index != CREDENTIALS))
            objects_seen |= uint32_t(1) << member.index;
        if (sign == '{' && member.meaning == Meaning::OBJECT) {
            if (is_again && member.index != CREDENTIALS) {
                at = end_of_value(value);
            } else {
                Outcome inside = read_object(Place(member.index), at, event);
                if (inside != FOUND) return inside;
            }
        } else if (sign == '{' && member.meaning == Meaning::DETAIL && !has_detail) {
            // An envelope of EventBridge: what was read of it is forgotten.
            has_detail = true;
            record_token = value;
            std::memset(&event, 0, sizeof event);
            objects_seen = fields_seen = 0;
            Outcome inside = read(RECORD, at, event);
            if (inside != FOUND) return inside;
            size_t end = end_of_value(first);
            if (end > structure.count) return INCOMPLETE;
            at = end;
            return FOUND;
        } else if (sign == '[' && member.meaning == Meaning::LIST && place == RECORD && !has_detail) {
            if (!push(WRAPPER) || !push(LIST)) return BROKEN;
            token = value + 1;
            return ENTERED;
        } else {
            at = end_of_value(value);
            if (at > structure.count) return INCOMPLETE;
            if (member.meaning == Meaning::FIELD) keep(member.index, value, event);
            if (member.meaning == Meaning::DIGEST) is_digest = true;
            if (sign == '"' && member.meaning == Meaning::QUOTED && !is_inner && !is_in_quoted) {
                Outcome inside = unquote(value);
                if (inside != FOUND) return inside;
            }
            if (sign == '}' || sign == ']' || sign == ',' || sign == ':') return BROKEN;
        }
        if (member.meaning == Meaning::PART) keep_part(member.index, value, at, event);
        if (place == RECORD && member.meaning == Meaning::OBJECT)
            keep_part(member.index == IDENTITY ? CTJ_IDENTITY : CTJ_RESPONSE, value, at, event);
        if (at >= structure.count) return INCOMPLETE;
        if (structure.sign(at) == '}') break;
        if (structure.sign(at) != ',') return BROKEN;
        at++;
    }
    if (place == RECORD) {
        event.text = structure.text + structure.place[record_token];
        event.offset = base + structure.place[record_token];
        event.length = structure.place[at] + 1 - structure.place[record_token];
    }
    at++;
    return FOUND;
}

/// Reads an object that a record's members are looked for in.
ctj_walk::Outcome ctj_walk::read_object(Place place, size_t &at, ctj_event &event) {
    size_t first = at;
    size_t record = structure.place[record_token];
    if (place != IDENTITY || !identities.recall(structure, at, record, event)) {
        uint32_t flags = event.flags;
        Outcome inside = read(place, at, event);
        if (inside != FOUND) return inside;
        if (place == IDENTITY && event.flags == flags) identities.remember(structure, first, at, record, event);
    }
    return FOUND;
}

/// Keeps the place of the value of the tokens from `first` to before `end`.
void ctj_walk::keep_part(size_t part, size_t first, size_t end, ctj_event &event) const {
    const uint8_t *start = structure.text + structure.place[first];
    size_t length = structure.place[end - 1] + 1 - structure.place[first];
    if (structure.sign(first) == '"') {
        if (!structure.string(first, start, length)) return;
        start--;
        length += 2;
    } else if (structure.sign(first) != '{' && structure.sign(first) != '[') {
        length = structure.scalar_end(first) - structure.place[first];
    }
    if (event.part[part].length > 0) {
        event.flags |= CTJ_DUPLICATE;
        return;
    }
    event.part[part] = {uint32_t(start - structure.text - structure.place[record_token]), uint32_t(length)};
}

/// Begins the walk through a record that is a string, as `lookup-events` prints it.
ctj_walk::Outcome ctj_walk::unquote(size_t at) {
    const uint8_t *start;
    size_t length;
    if (!structure.string(at, start, length)) return BROKEN;
    if (!inner) {
        inner.reset(new ctj_walk(seed));
        inner->is_inner = true;
    }
    quoted.resize(length + CTJ_PADDING);
    size_t replaced;
    size_t count = ctj_unescape(start, length, quoted.data(), &replaced);
    std::memset(quoted.data() + count, 0, CTJ_PADDING);
    inner->begin();
    inner->window(quoted.data(), count, 0, true);
    quoted_offset = base + structure.place[at];
    is_in_quoted = true;
    return FOUND;
}

int ctj_walk::next_quoted(ctj_event &event) {
    int found = inner->next(event);
    if (found == CTJ_END || found == CTJ_MORE) {
        is_in_quoted = false;
        return CONTINUE;
    }
    event.offset = quoted_offset;
    return found;
}

extern "C" {

ctj_walk *ctj_new(uint64_t seed) {
    auto *walk = new (std::nothrow) ctj_walk(seed);
    if (walk) walk->begin();
    return walk;
}

void ctj_free(ctj_walk *walk) { delete walk; }

void ctj_begin(ctj_walk *walk) { walk->begin(); }

void ctj_window(ctj_walk *walk, const uint8_t *bytes, size_t length, uint64_t offset, bool is_last) {
    walk->window(bytes, length, offset, is_last);
}

int ctj_next(ctj_walk *walk, ctj_event *event) { return walk->next(*event); }

size_t ctj_consumed(const ctj_walk *walk) { return walk->consumed(); }
}
