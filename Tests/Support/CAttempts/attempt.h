/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* One thing to try; when it fails errno says why. */
struct attempt {
    const char *name;
    bool (*succeeds)(void);
};

extern const struct attempt attempts_on_processes[], attempts_on_files[], attempts_on_itself[];

/* What was prepared. */
extern struct victims {
    pid_t process;
    /* A word in the victim's memory, at the same place as in this process. */
    volatile long word;
    int pipe[2];
    int socket;
    int datagrams;
    int terminal;
    char folder[256];
} victim;

/* A path in the prepared folder. */
const char *in_folder(const char *name);
