/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "attempt.h"

#include <dirent.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

static bool open_it(int flags) { return open(in_folder("file"), flags, 0600) >= 0; }
static bool read_file(void) {
    char text[6];
    int file = open(in_folder("file"), O_RDONLY);
    return file >= 0 && read(file, text, sizeof text) == 6 && memcmp(text, "secret", 6) == 0;
}
static bool read_by_openat2(void) {
    /* struct open_how of linux/openat2.h: flags, mode, resolve. */
    unsigned long long how[3] = {O_RDONLY};
    return syscall(SYS_openat2, AT_FDCWD, in_folder("file"), how, sizeof how) >= 0;
}
static bool read_elsewhere(void) { return open("/etc/passwd", O_RDONLY) >= 0; }
static bool read_device(void) { return open("/dev/zero", O_RDONLY) >= 0; }
static bool read_root(void) { return opendir("/") != NULL; }
static bool read_folder(void) { return opendir(victim.folder) != NULL; }
static bool write_file(void) { return open_it(O_WRONLY); }
static bool read_and_write_file(void) { return open_it(O_RDWR); }
static bool append_file(void) { return open_it(O_WRONLY | O_APPEND); }
static bool empty_file(void) { return open_it(O_RDONLY | O_TRUNC); }
static bool point_at_file(void) { return open_it(O_PATH); }
static bool create_file(void) { return open(in_folder("new"), O_RDONLY | O_CREAT, 0600) >= 0; }
static bool create_nameless(void) { return open(victim.folder, O_RDWR | O_TMPFILE, 0600) >= 0; }
static bool open_null(void) { return open("/dev/null", O_WRONLY) >= 0; }
static bool see_file(void) {
    struct stat status;
    return stat(in_folder("file"), &status) == 0;
}
static bool see_file_well(void) {
    struct statx status;
    return statx(AT_FDCWD, in_folder("file"), 0, STATX_BASIC_STATS, &status) == 0;
}
static bool ask_for_file(void) { return access(in_folder("file"), F_OK) == 0; }
static bool follow_link(void) {
    char target[8];
    return readlink(in_folder("link"), target, sizeof target) == 4;
}
static bool see_disk(void) {
    struct statfs status;
    return statfs(victim.folder, &status) == 0;
}
static bool see_own_folder(void) {
    char path[4096];
    return getcwd(path, sizeof path) != NULL;
}
static bool delete_file(void) { return unlink(in_folder("file")) == 0; }
static bool rename_file(void) {
    char old[512];
    strcpy(old, in_folder("file"));
    return rename(old, in_folder("other")) == 0;
}
static bool link_file(void) {
    char old[512];
    strcpy(old, in_folder("file"));
    return link(old, in_folder("other")) == 0;
}
static bool make_link(void) { return symlink("file", in_folder("other")) == 0; }
static bool make_folder(void) { return mkdir(in_folder("other"), 0700) == 0; }
static bool remove_folder(void) { return rmdir(in_folder("empty")) == 0; }
static bool make_fifo(void) { return mkfifo(in_folder("other"), 0600) == 0; }
static bool change_mode(void) { return chmod(in_folder("file"), 0644) == 0; }
static bool change_owner(void) { return chown(in_folder("file"), geteuid(), getegid()) == 0; }
static bool change_times(void) { return utimensat(AT_FDCWD, in_folder("file"), NULL, 0) == 0; }
static bool cut_file(void) { return truncate(in_folder("file"), 0) == 0; }
static bool change_folder(void) { return chdir(victim.folder) == 0; }
static bool watch_files(void) { return inotify_init1(0) >= 0; }
static bool change_input_mode(void) { return fchmod(STDIN_FILENO, 0600) == 0; }
static bool lock_input(void) { return flock(STDIN_FILENO, LOCK_SH) == 0; }
static bool own_input_flags(void) { return fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK) == 0; }
static bool change_terminal(void) { return syscall(SYS_ioctl, victim.terminal, 0x5414 /* TIOCSWINSZ */, (short[4]){1}) == 0; }
static bool open_queue(void) {
    mqd_t queue = mq_open("/breakglass-test", O_CREAT | O_RDWR, 0600, NULL);
    mq_unlink("/breakglass-test");
    return queue != (mqd_t)-1;
}

const struct attempt attempts_on_files[] = {
    {"reading a file", read_file},
    {"reading a file by openat2", read_by_openat2},
    {"reading a folder", read_folder},
    {"reading a file elsewhere", read_elsewhere},
    {"reading a folder elsewhere", read_root},
    {"reading a device", read_device},
    {"writing a file", write_file},
    {"reading and writing a file", read_and_write_file},
    {"adding to a file", append_file},
    {"emptying a file", empty_file},
    {"a path alone", point_at_file},
    {"a new file", create_file},
    {"a file without a name", create_nameless},
    {"writing to a device", open_null},
    {"stat", see_file},
    {"statx", see_file_well},
    {"access", ask_for_file},
    {"readlink", follow_link},
    {"statfs", see_disk},
    {"getcwd", see_own_folder},
    {"unlink", delete_file},
    {"rename", rename_file},
    {"link", link_file},
    {"symlink", make_link},
    {"mkdir", make_folder},
    {"rmdir", remove_folder},
    {"mkfifo", make_fifo},
    {"chmod", change_mode},
    {"chown", change_owner},
    {"utimensat", change_times},
    {"truncate", cut_file},
    {"chdir", change_folder},
    {"inotify", watch_files},
    {"the input's mode", change_input_mode},
    {"the input's lock", lock_input},
    {"the input's flags", own_input_flags},
    {"a terminal's size", change_terminal},
    {"a message queue with a name", open_queue},
    {0},
};
