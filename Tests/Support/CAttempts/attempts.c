/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CAttempts.h"

#include "attempt.h"
#include <string.h>

static const struct attempt *const lists[] = {attempts_on_processes, attempts_on_files, attempts_on_itself};

int attempts_try(const char *name) {
    for (size_t list = 0; list < sizeof lists / sizeof *lists; list++) {
        for (const struct attempt *attempt = lists[list]; attempt->name; attempt++) {
            if (strcmp(attempt->name, name) != 0) continue;
            errno = 0;
            if (attempt->succeeds()) return 0;
            return errno != 0 ? errno : -2;
        }
    }
    return -1;
}
