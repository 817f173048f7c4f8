/* SPDX-License-Identifier: Apache-2.0
 *
 * landlock(7). glibc has no functions for it. The kernel's header on Debian 12 is older than the kernels that the
 * program may run on, so the numbers are here (include/uapi/linux/landlock.h).
 */
#define _GNU_SOURCE
#include "CProcess.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

struct path_beneath {
    uint64_t allowed;
    int32_t folder;
} __attribute__((packed));

enum {
    ASK_VERSION = 1,
    PATH_BENEATH = 1,
    READ_FILE = 1 << 2,
    READ_DIR = 1 << 3,
};

/* Returns everything that a version of the kernel's interface can forbid: all bits up to the newest that it knows. */
static struct ruleset everything(int version) {
    static const int file_rights[] = {0, 13, 14, 15, 15, 16};
    const int newest = sizeof file_rights / sizeof *file_rights - 1;
    return (struct ruleset){
        .files = (UINT64_C(1) << file_rights[version < newest ? version : newest]) - 1,
        /* bind and connect of TCP */
        .network = version >= 4 ? 3 : 0,
        /* abstract sockets of, and signals to, processes outside */
        .scopes = version >= 6 ? 3 : 0,
    };
}

int cprocess_landlock_version(void) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, ASK_VERSION);
    return version > 0 ? (int)version : 0;
}

int cprocess_landlock(const char *const *folders, size_t count) {
    struct ruleset refused = everything(cprocess_landlock_version());
    int rules = (int)syscall(SYS_landlock_create_ruleset, &refused, sizeof refused, 0);
    if (rules < 0) return -1;
    int result = 0;
    for (size_t i = 0; i < count && result == 0; i++) {
        int folder = open(folders[i], O_PATH | O_DIRECTORY | O_CLOEXEC);
        /* A folder that does not exist needs no rule. */
        if (folder < 0) continue;
        struct path_beneath rule = {.allowed = READ_FILE | READ_DIR, .folder = folder};
        result = (int)syscall(SYS_landlock_add_rule, rules, PATH_BENEATH, &rule, 0);
        close(folder);
    }
    if (result == 0) result = (int)syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
    return result;
}
