/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CAttempts.h"

#include "attempt.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

struct victims victim;

const char *in_folder(const char *name) {
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", victim.folder, name);
    return path;
}

static bool make_file(const char *name) {
    int file = open(in_folder(name), O_WRONLY | O_CREAT | O_EXCL, 0600);
    bool is_made = file >= 0 && write(file, "secret", 6) == 6;
    close(file);
    return is_made;
}

int attempts_prepare(const char *folder) {
    snprintf(victim.folder, sizeof victim.folder, "%s", folder);
    if (!make_file("file") || symlink("file", strdup(in_folder("link"))) != 0) return -1;
    if (mkdir(in_folder("empty"), 0700) != 0 || pipe(victim.pipe) != 0) return -1;
    victim.socket = socket(AF_INET, SOCK_STREAM, 0);
    victim.datagrams = socket(AF_INET, SOCK_DGRAM, 0);
    victim.terminal = posix_openpt(O_RDWR | O_NOCTTY);
    if (victim.socket < 0 || victim.datagrams < 0 || victim.terminal < 0) return -1;
    victim.word = 42;
    victim.process = fork();
    if (victim.process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        /* The answer's pipes are the probe's alone: its end is the end of the answer. */
        for (int stream = 0; stream < 3; stream++) close(stream);
        for (;;) pause();
    }
    return victim.process > 0 ? 0 : -1;
}
