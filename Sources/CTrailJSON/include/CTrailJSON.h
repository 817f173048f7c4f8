/* SPDX-License-Identifier: Apache-2.0
 *
 * The interface to simdjson: it walks through the records of a CloudTrail file and gives the places of some fields of
 * each, without copying. It throws no exceptions.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How many bytes must be readable, whatever they are, after each text that is given to these functions. */
enum { CTJ_PADDING = 64 };

/* The fields whose places a walk gives, by their index in ctj_event. */
enum {
    CTJ_ID,        /* eventID, or eventId of an aggregated event */
    CTJ_SHARED_ID, /* sharedEventID */
    CTJ_NAME,
    CTJ_SOURCE,
    CTJ_TIME,
    CTJ_TYPE,
    CTJ_CATEGORY,
    CTJ_REGION,
    CTJ_ADDRESS,
    CTJ_ACCOUNT, /* recipientAccountId */
    CTJ_ERROR_CODE,
    CTJ_READ_ONLY,
    CTJ_OUTER_ACCOUNT, /* accountId of the record itself, in aggregated events */
    CTJ_IDENTITY_TYPE, /* from here, userIdentity */
    CTJ_PRINCIPAL_ID,
    CTJ_ARN,
    CTJ_ACCOUNT_ID,
    CTJ_ACCESS_KEY_ID,
    CTJ_USER_NAME,
    CTJ_INVOKED_BY,
    CTJ_ISSUER_ARN, /* from here, userIdentity.sessionContext */
    CTJ_ISSUER_PRINCIPAL_ID,
    CTJ_CREATION_DATE,
    CTJ_SECOND_FACTOR,
    CTJ_SOURCE_IDENTITY,
    CTJ_SIGN_IN_SESSION_ARN,
    CTJ_ISSUED_KEY_ID, /* from here, responseElements: credentials.accessKeyId or accessKey.accessKeyId */
    CTJ_ASSUMED_ROLE_ARN,
    CTJ_ASSUMED_ROLE_ID,
    CTJ_FEDERATED_USER_ARN,
    CTJ_FIELD_COUNT
};

/* Parts of a record that can be read on their own, by their index in ctj_event. */
enum { CTJ_IDENTITY, CTJ_PARAMETERS, CTJ_RESPONSE, CTJ_ADDITIONAL, CTJ_RESOURCES, CTJ_PART_COUNT };

/* What ctj_next found. */
enum {
    CTJ_EVENT,
    CTJ_PROBLEM, /* see `problem`; the walk goes on where it can */
    CTJ_MORE,    /* the window is used up, as far as ctj_consumed says */
    CTJ_END
};

enum {
    CTJ_NO_JSON = 1,     /* what stands here is not JSON */
    CTJ_NO_RECORD,       /* JSON, but no record of an audit log */
    CTJ_BROKEN_RECORD,   /* passed over */
    CTJ_BROKEN_REST,     /* neither this nor what follows can be read */
    CTJ_TRUNCATED,       /* the file ends inside a record or a list */
    CTJ_BROKEN_UTF8,     /* in this record, which is passed over */
    CTJ_NESTED_LISTS,    /* lists within lists deeper than any log has them */
    CTJ_NO_MEMORY,
    CTJ_DEEP,            /* values nested deeper than CTJ_MAX_DEPTH */
    CTJ_BROKEN_VALUE     /* a value that does not follow JSON's grammar */
};

/* Bits of `flags`. */
enum {
    CTJ_DUPLICATE = 1, /* a field is there twice; the first is given */
    CTJ_DIGEST = 2     /* with CTJ_PROBLEM and CTJ_NO_RECORD: a digest file of CloudTrail */
};

enum { CTJ_MAX_DEPTH = 100 };

/* A piece of a record, counted from the record's first byte: a string without its quotes, or a number or literal. With
 * length 0 the field is absent, null or empty. */
typedef struct {
    uint32_t start;
    uint32_t length;
} ctj_span;

typedef struct {
    uint64_t offset;     /* of the record's first byte in the file, or of the problem */
    const uint8_t *text; /* the record, valid until the next call; CTJ_PADDING bytes can be read after it */
    size_t length;
    uint32_t flags;
    uint32_t problem;
    ctj_span field[CTJ_FIELD_COUNT];
    ctj_span part[CTJ_PART_COUNT]; /* whole values, strings with their quotes */
    uint64_t identity_hash;        /* ctj_hash of userIdentity as it is written, or 0 if it must be found still */
} ctj_event;

/* A walk through one file after another. */
typedef struct ctj_walk ctj_walk;

/* Returns NULL when memory ran out. The seed is that of identity_hash. */
ctj_walk *ctj_new(uint64_t seed);
void ctj_free(ctj_walk *walk);

/* Forgets the file before. */
void ctj_begin(ctj_walk *walk);

/* Gives the next window of the file, which begins at `offset` of the file with the byte after those consumed, and is
 * not empty except when it is the last. The bytes must stay as they are until ctj_next returns CTJ_MORE or CTJ_END. */
void ctj_window(ctj_walk *walk, const uint8_t *bytes, size_t length, uint64_t offset, bool is_last);

/* Finds the next record or problem. */
int ctj_next(ctj_walk *walk, ctj_event *event);

/* After CTJ_MORE, how many bytes of the window are done with. With 0, a longer window is needed. */
size_t ctj_consumed(const ctj_walk *walk);

/* What a JSON text consists of, in its order. */
enum {
    CTJ_NULL,
    CTJ_TRUE,
    CTJ_FALSE,
    CTJ_NUMBER,
    CTJ_STRING,
    CTJ_ARRAY, /* `length` elements follow */
    CTJ_OBJECT /* `length` pairs of a string and a value follow */
};

typedef struct {
    uint32_t kind;
    uint32_t start;  /* of a number or of a string's content, in the text */
    uint32_t length; /* in bytes, or of a list in elements */
    uint32_t has_escapes;
} ctj_node;

/* Parses one JSON value of at most 2^30 bytes, strictly. Returns its nodes, valid until the next call of the walk, and
 * their number in `count`; or NULL, with the problem in `problem` and its place in `place`. */
const ctj_node *ctj_parse(
    ctj_walk *walk, const uint8_t *text, size_t length, size_t *count, uint32_t *problem, size_t *place);

/* Whether bytes have a text among them. */
bool ctj_has_text(const uint8_t *bytes, size_t length, const char *text);

/* Whether a string's content has escapes. After it, CTJ_PADDING bytes must be readable. */
bool ctj_has_escapes(const uint8_t *text, size_t length);

/* Writes a string's content without its escapes to `out`, which has room for `length` bytes, and returns its length.
 * A surrogate without its pair becomes U+FFFD, and so does a bad escape; `replaced` counts them. */
size_t ctj_unescape(const uint8_t *text, size_t length, uint8_t *out, size_t *replaced);

/* A fast hash of bytes, for tables of this run: it differs with the seed, and is no digest. */
uint64_t ctj_hash(const uint8_t *bytes, size_t length, uint64_t seed);

/* The same of a string's content; false if it has escapes. After it, CTJ_PADDING bytes must be readable. */
bool ctj_hash_plain(const uint8_t *text, size_t length, uint64_t seed, uint64_t *hash);

#ifdef __cplusplus
}
#endif
