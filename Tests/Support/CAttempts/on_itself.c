/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "attempt.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

static void *map(int protection, int flags, int file) { return mmap(NULL, 4096, protection, flags, file, 0); }

static bool map_program(void) {
    return map(PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1) != MAP_FAILED;
}
static bool make_program(void) {
    void *page = map(PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    return page != MAP_FAILED && mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}
static bool make_program_by_key(void) {
    void *page = map(PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    return page != MAP_FAILED && syscall(SYS_pkey_mprotect, page, 4096, PROT_READ | PROT_EXEC, -1) == 0;
}
static bool make_memory_file(void) { return memfd_create("x", 0) >= 0; }

static void *nothing(void *argument) { return argument; }
static bool start_thread(void) {
    pthread_t thread;
    errno = pthread_create(&thread, NULL, nothing, NULL);
    return errno == 0 && pthread_join(thread, NULL) == 0;
}

static bool share_memory(void) {
    int segment = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
    if (segment < 0) return false;
    return shmctl(segment, IPC_RMID, NULL) == 0;
}
static bool queue_messages(void) {
    int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    if (queue < 0) return false;
    return msgctl(queue, IPC_RMID, NULL) == 0;
}
static bool make_semaphore(void) {
    int semaphore = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
    if (semaphore < 0) return false;
    return semctl(semaphore, 0, IPC_RMID) == 0;
}

static bool be_dumped(void) { return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0; }
static bool outlive(void) { return prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0) == 0; }
static bool rename_itself(void) { return prctl(PR_SET_NAME, "other", 0, 0, 0) == 0; }
static bool set_limit(void) {
    struct rlimit limit;
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 && setrlimit(RLIMIT_NOFILE, &limit) == 0;
}
static bool be_nobody_else(void) { return setuid(geteuid()) == 0; }
static bool keep_capabilities(void) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
    return syscall(SYS_capget, &header, sets) == 0 && syscall(SYS_capset, &header, sets) == 0;
}
static bool open_pipe(void) {
    int ends[2];
    return pipe(ends) == 0;
}
static bool copy_descriptor(void) { return dup(0) >= 0; }
static bool set_alarm(void) { return alarm(1000) == 0 && alarm(0) > 0; }
static bool set_timer(void) { return timerfd_create(CLOCK_MONOTONIC, 0) >= 0; }
static bool mark_umask(void) { return syscall(SYS_umask, 077) >= 0; }

/* Doors into the kernel that other walls may have closed already: the arguments are wrong on purpose, so that nothing
 * comes of it, and what answers is told by the error number. */
#define DOOR(name, number, ...) \
    static bool name(void) { return syscall(number, __VA_ARGS__) >= 0; }
DOOR(io_uring, SYS_io_uring_setup, 0, NULL)
DOOR(bpf, SYS_bpf, -1, NULL, 0)
DOOR(perf_event, SYS_perf_event_open, NULL, 0, -1, -1, 0)
DOOR(page_faults, SYS_userfaultfd, -1)
DOOR(key_ring, SYS_keyctl, -1, 0, 0, 0, 0)
DOOR(mount_disk, SYS_mount, NULL, NULL, NULL, -1L, NULL)
DOOR(new_namespace, SYS_unshare, -1)
DOOR(other_namespace, SYS_setns, -1, 0)
DOOR(new_root, SYS_chroot, NULL)
DOOR(other_filter, SYS_seccomp, -1, 0, NULL)
DOOR(kernel_module, SYS_init_module, NULL, 0, NULL)
DOOR(new_clock, SYS_clock_settime, -1, NULL)
DOOR(landlock, SYS_landlock_create_ruleset, NULL, 0, -1)

#if defined(__x86_64__)
/* The same kernel by the numbers of 32-bit programs: 20 is getpid. */
static bool call_as_32_bits(void) {
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20) : "memory", "r8", "r9", "r10", "r11");
    if (result > 0) return true;
    errno = (int)-result;
    return false;
}
/* And by those of x32: the bit 30 over getpid's number. */
static bool call_as_x32(void) { return syscall(0x40000000L | SYS_getpid) > 0; }
#endif

const struct attempt attempts_on_itself[] = {
    {"memory to run", map_program},
    {"memory made to run", make_program},
    {"memory made to run, by key", make_program_by_key},
    {"a file in memory", make_memory_file},
    {"a thread", start_thread},
    {"shared memory", share_memory},
    {"a message queue", queue_messages},
    {"a semaphore", make_semaphore},
    {"being dumped", be_dumped},
    {"outliving the parent", outlive},
    {"another name", rename_itself},
    {"another limit", set_limit},
    {"setuid", be_nobody_else},
    {"capset", keep_capabilities},
    {"a pipe", open_pipe},
    {"another descriptor", copy_descriptor},
    {"an alarm", set_alarm},
    {"a timer", set_timer},
    {"umask", mark_umask},
    {"door: io_uring", io_uring},
    {"door: bpf", bpf},
    {"door: perf_event", perf_event},
    {"door: userfaultfd", page_faults},
    {"door: keyctl", key_ring},
    {"door: mount", mount_disk},
    {"door: unshare", new_namespace},
    {"door: setns", other_namespace},
    {"door: chroot", new_root},
    {"door: seccomp", other_filter},
    {"door: init_module", kernel_module},
    {"door: clock_settime", new_clock},
    {"door: landlock", landlock},
#if defined(__x86_64__)
    {"call: 32 bits", call_as_32_bits},
    {"call: x32", call_as_x32},
#endif
    {0},
};
