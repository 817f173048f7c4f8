/* SPDX-License-Identifier: Apache-2.0
 *
 * prctl(2) takes a variable number of arguments, which Swift cannot call, and the names of setrlimit(2)'s
 * resources are macros over enumerations, which Swift cannot see: one plain function for each use.
 */
#pragma once

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* Makes the process undumpable: no core file, no ptrace by its own user, /proc/self owned by root. */
static inline int cprocess_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/* 1 when the process may be dumped, 0 when not. */
static inline int cprocess_is_dumpable(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0); }

/* Asks for SIGKILL when the thread that started this process ends. */
static inline int cprocess_die_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); }

/* The signal that the parent's death sends, 0 for none, -1 for an error. */
static inline int cprocess_parent_death_signal(void) {
    int signal_number = 0;
    return prctl(PR_GET_PDEATHSIG, &signal_number, 0, 0, 0) == 0 ? signal_number : -1;
}

/* Whether the kernel was built with system call filters. */
static inline int cprocess_kernel_has_filters(void) {
    return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0 || errno != EINVAL;
}

/* No program that this process starts gets more rights than it has, which also lets it shut itself in. */
static inline int cprocess_forbid_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

/* Takes all capabilities from this thread for good; 0 when none is left. */
int cprocess_drop_capabilities(void);

/* The version of the kernel's Landlock, 0 where it has none or a container hides it. */
int cprocess_landlock_version(void);

/* Takes from this thread, for good, all files but reading under these folders, and all that this version of Landlock
 * can take beside files: TCP, abstract sockets, signals to others; 0 when the system agreed. */
int cprocess_landlock(const char *const *folders, size_t count);

/* Sets the soft and the hard limit of a resource; 0 when the system agreed. */
static inline int cprocess_limit(int resource, uint64_t soft, uint64_t hard) {
    const struct rlimit limit = {.rlim_cur = soft, .rlim_max = hard};
    return setrlimit((__rlimit_resource_t)resource, &limit);
}

enum {
    CPROCESS_CORE = RLIMIT_CORE,
    CPROCESS_ADDRESS_SPACE = RLIMIT_AS,
    CPROCESS_PROCESSOR_TIME = RLIMIT_CPU,
    CPROCESS_FILE_SIZE = RLIMIT_FSIZE,
    CPROCESS_OPEN_FILES = RLIMIT_NOFILE,
    CPROCESS_LOCKED_MEMORY = RLIMIT_MEMLOCK
};

/* Makes a pipe whose ends no other program inherits: pipe2(2), which glibc hides from Swift. */
int cprocess_pipe(int ends[2]);

/* Whether a path lies on a file system that is kept in memory (tmpfs, ramfs): 1 yes, 0 no, -1 for an error. */
int cprocess_is_in_memory(const char *path);
