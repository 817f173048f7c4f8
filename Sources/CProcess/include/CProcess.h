/* SPDX-License-Identifier: Apache-2.0
 *
 * One plain function for each use of prctl(2) and setrlimit(2). Swift cannot call prctl(2), which takes a variable
 * number of arguments, and cannot import the resources of setrlimit(2), which are macros over enumerations.
 */
#pragma once

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* Makes the process undumpable: no core file, no ptrace by its own user, and /proc/self belongs to root. */
static inline int cprocess_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/* Returns 1 when the process can be dumped, 0 when not. */
static inline int cprocess_is_dumpable(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0); }

/* Asks for SIGKILL when the thread that started this process ends. */
static inline int cprocess_die_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0); }

/* Returns the signal that the parent's death sends, 0 for none, -1 for an error. */
static inline int cprocess_parent_death_signal(void) {
    int signal_number = 0;
    return prctl(PR_GET_PDEATHSIG, &signal_number, 0, 0, 0) == 0 ? signal_number : -1;
}

/* Returns whether the kernel was built with system call filters. */
static inline int cprocess_kernel_has_filters(void) {
    return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0 || errno != EINVAL;
}

/* Prevents programs that this process starts from gaining privileges; this also lets the process restrict itself. */
static inline int cprocess_forbid_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

/* Permanently drops all capabilities of this thread; returns 0 when none is left. */
int cprocess_drop_capabilities(void);

/* Returns the version of the kernel's Landlock, 0 when it has none or a container hides it. */
int cprocess_landlock_version(void);

/* Permanently limits this thread's file access to reading under these folders, and removes everything else that this
 * version of Landlock can: TCP, abstract sockets, signals to others. Returns 0 on success. */
int cprocess_landlock(const char *const *folders, size_t count);

/* Sets the soft and the hard limit of a resource; returns 0 on success. */
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

/* Makes a pipe whose ends other programs do not inherit, with pipe2(2), which glibc hides from Swift. */
int cprocess_pipe(int ends[2]);

/* Returns whether a path is on a file system in memory (tmpfs, ramfs): 1 yes, 0 no, -1 for an error. */
int cprocess_is_in_memory(const char *path);
