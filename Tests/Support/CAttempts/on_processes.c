/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "attempt.h"

#include <fcntl.h>
#include <linux/ioprio.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Whether the victim dies within ten seconds, which is far more than a signal takes. */
static bool died(void) {
    for (int i = 0; i < 1000; i++) {
        if (waitpid(victim.process, NULL, WNOHANG) == victim.process) return true;
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
    }
    errno = 0;
    return false;
}

static bool kill_it(void) { return kill(victim.process, SIGKILL) == 0 && died(); }
static bool kill_thread(void) { return syscall(SYS_tkill, victim.process, SIGKILL) == 0 && died(); }
static bool kill_group_thread(void) {
    return syscall(SYS_tgkill, victim.process, victim.process, SIGKILL) == 0 && died();
}
static bool queue_signal(void) { return sigqueue(victim.process, SIGKILL, (union sigval){0}) == 0 && died(); }
static bool kill_by_descriptor(void) {
    int process = (int)syscall(SYS_pidfd_open, victim.process, 0);
    return process >= 0 && syscall(SYS_pidfd_send_signal, process, SIGKILL, NULL, 0) == 0 && died();
}

/* The kernel itself signals a descriptor's owner when there is something to read. */
static bool own_pipe(void) {
    return fcntl(victim.pipe[0], F_SETOWN, victim.process) == 0 && fcntl(victim.pipe[0], F_SETSIG, SIGKILL) == 0
        && fcntl(victim.pipe[0], F_SETFL, O_ASYNC) == 0 && write(victim.pipe[1], "x", 1) == 1 && died();
}
static bool own_pipe_by_type(void) {
    struct f_owner_ex owner = {.type = F_OWNER_PID, .pid = victim.process};
    int on = 1;
    return fcntl(victim.pipe[0], F_SETOWN_EX, &owner) == 0 && ioctl(victim.pipe[0], FIOASYNC, &on) == 0
        && write(victim.pipe[1], "x", 1) == 1 && died();
}
static bool own_socket(void) { return ioctl(victim.socket, FIOSETOWN, &victim.process) == 0; }

static bool renice(void) {
    return setpriority(PRIO_PROCESS, (id_t)victim.process, 5) == 0
        && getpriority(PRIO_PROCESS, (id_t)victim.process) == 5;
}
static bool reorder_disk(void) {
    return syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, victim.process, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_IDLE, 0)) == 0;
}
static bool move_to_processor(void) {
    cpu_set_t processors;
    return sched_getaffinity(victim.process, sizeof processors, &processors) == 0
        && sched_setaffinity(victim.process, sizeof processors, &processors) == 0;
}
static bool reschedule(void) {
    return sched_setscheduler(victim.process, SCHED_BATCH, &(struct sched_param){0}) == 0;
}
static bool limit_it(void) {
    struct rlimit limit;
    return prlimit(victim.process, RLIMIT_NOFILE, NULL, &limit) == 0
        && prlimit(victim.process, RLIMIT_NOFILE, &limit, NULL) == 0;
}
static bool move_to_group(void) { return setpgid(victim.process, victim.process) == 0; }
static bool wait_for_it(void) { return waitpid(victim.process, NULL, WNOHANG) == 0; }

static bool read_clock(void) {
    clockid_t clock;
    struct timespec time;
    errno = clock_getcpuclockid(victim.process, &clock);
    return errno == 0 && clock_gettime(clock, &time) == 0;
}
static bool read_limit(void) {
    struct rlimit limit;
    return prlimit(victim.process, RLIMIT_NOFILE, NULL, &limit) == 0;
}

static bool trace(void) { return ptrace(PTRACE_SEIZE, victim.process, NULL, NULL) == 0; }
static bool read_memory(void) {
    long word = 0;
    struct iovec mine = {&word, sizeof word}, its = {(void *)&victim.word, sizeof word};
    return process_vm_readv(victim.process, &mine, 1, &its, 1, 0) == sizeof word && word == 42;
}
static bool write_memory(void) {
    long word = 43;
    struct iovec mine = {&word, sizeof word}, its = {(void *)&victim.word, sizeof word};
    return process_vm_writev(victim.process, &mine, 1, &its, 1, 0) == sizeof word;
}
static bool open_memory(void) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", victim.process);
    return open(path, O_RDONLY) >= 0;
}
static bool take_descriptor(void) {
    int process = (int)syscall(SYS_pidfd_open, victim.process, 0);
    return process >= 0 && syscall(SYS_pidfd_getfd, process, victim.pipe[0], 0) >= 0;
}

/* What it says takes the place of the probe's answer. */
static bool become_program(void) {
    execl("/bin/echo", "echo", "-n", "succeeds", NULL);
    return false;
}
static bool become_program_at(void) {
    char *const words[] = {"echo", "-n", "succeeds", NULL}, *const none[] = {NULL};
    syscall(SYS_execveat, AT_FDCWD, "/bin/echo", words, none, 0);
    return false;
}
static bool start_program(void) {
    pid_t child;
    char *const words[] = {"true", NULL}, *const none[] = {NULL};
    errno = posix_spawn(&child, "/bin/true", NULL, NULL, words, none);
    return errno == 0 && waitpid(child, NULL, 0) == child;
}
static bool split_in_two(void) {
    pid_t child = fork();
    if (child == 0) _exit(0);
    return child > 0 && waitpid(child, NULL, 0) == child;
}

static bool open_socket(void) { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }
static bool open_local_socket(void) { return socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }
static bool open_socket_pair(void) {
    int pair[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0;
}
static bool ask_kernel(void) { return socket(AF_NETLINK, SOCK_RAW, 0) >= 0; }
static bool serve(void) { return listen(victim.socket, 1) == 0; }
static bool send_datagram(void) {
    /* To the port "discard" of this machine; nobody has to be there. */
    static const struct {
        sa_family_t family;
        unsigned char port[2], address[4], rest[8];
    } here = {AF_INET, {0, 9}, {127, 0, 0, 1}, {0}};
    return sendto(victim.datagrams, "x", 1, 0, (const struct sockaddr *)&here, sizeof here) == 1;
}
static bool connect_datagrams(void) {
    static const struct sockaddr nowhere = {.sa_family = AF_UNSPEC};
    return connect(victim.datagrams, &nowhere, sizeof nowhere) == 0;
}

const struct attempt attempts_on_processes[] = {
    {"kill", kill_it},
    {"tkill", kill_thread},
    {"tgkill", kill_group_thread},
    {"a queued signal", queue_signal},
    {"a signal by descriptor", kill_by_descriptor},
    {"a signal by owning a pipe", own_pipe},
    {"a signal by owning a pipe, by ioctl", own_pipe_by_type},
    {"owning a socket for another", own_socket},
    {"renice", renice},
    {"ioprio_set", reorder_disk},
    {"sched_setaffinity", move_to_processor},
    {"sched_setscheduler", reschedule},
    {"prlimit", limit_it},
    {"setpgid", move_to_group},
    {"waitpid", wait_for_it},
    {"another's clock", read_clock},
    {"another's limits", read_limit},
    {"ptrace", trace},
    {"process_vm_readv", read_memory},
    {"process_vm_writev", write_memory},
    {"memory as a file", open_memory},
    {"pidfd_getfd", take_descriptor},
    {"execve", become_program},
    {"execveat", become_program_at},
    {"posix_spawn", start_program},
    {"fork", split_in_two},
    {"a socket", open_socket},
    {"a local socket", open_local_socket},
    {"a pair of sockets", open_socket_pair},
    {"a netlink socket", ask_kernel},
    {"listen", serve},
    {"a datagram", send_datagram},
    {"connect", connect_datagrams},
    {0},
};
