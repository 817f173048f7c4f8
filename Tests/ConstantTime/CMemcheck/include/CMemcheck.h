// SPDX-License-Identifier: Apache-2.0
//
// Tells valgrind's memcheck what is secret: it then reports every branch and every address that depends on it.

#ifndef CMEMCHECK_H
#define CMEMCHECK_H

#include <stdbool.h>
#include <stddef.h>

/// Tells whether somebody watches: built with valgrind's header, and running under it.
bool memcheck_is_watching(void);

/// Declares bytes secret.
void memcheck_mark_secret(const void *start, size_t count);

/// Declares bytes public again.
void memcheck_mark_public(const void *start, size_t count);

#endif
