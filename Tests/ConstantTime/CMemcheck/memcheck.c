// SPDX-License-Identifier: Apache-2.0

#include "CMemcheck.h"

#if __has_include(<valgrind/memcheck.h>)

#include <valgrind/memcheck.h>

bool memcheck_is_watching(void) { return RUNNING_ON_VALGRIND; }

void memcheck_mark_secret(const void *start, size_t count) { (void)VALGRIND_MAKE_MEM_UNDEFINED(start, count); }

void memcheck_mark_public(const void *start, size_t count) { (void)VALGRIND_MAKE_MEM_DEFINED(start, count); }

#else

bool memcheck_is_watching(void) { return false; }

void memcheck_mark_secret(const void *start, size_t count) {}

void memcheck_mark_public(const void *start, size_t count) {}

#endif
