/* SPDX-License-Identifier: Apache-2.0
 *
 * The least that a program must do to look at a log: inflate each file and find some fields of each record.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Looks at the fields that Breakglass's first pass looks at, in every record of a file in gzip, by simdjson's on-demand
 * parser and libdeflate. Returns how many records there are, or -1; adds to `checksum` so that nothing is left out. */
long bare_loop(const char *path, uint64_t *checksum);

/* Writes a file in gzip. Returns 0, or -1. */
int bare_gzip(const char *path, const char *text, size_t length);

#ifdef __cplusplus
}
#endif
