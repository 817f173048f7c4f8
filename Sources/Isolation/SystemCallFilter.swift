// SPDX-License-Identifier: Apache-2.0

import CSeccomp
import Glibc

/// Refuses, for the rest of the process's life, the system calls that reading and drawing never need.
///
/// A refused call fails with `EPERM`, so that a library that tries one in passing goes on.
/// Everything else stays allowed: which calls libraries make changes with their versions.
enum SystemCallFilter {
    /// Network, other programs and processes, other processes' memory, the kernel's own doors, changes to files.
    private static let refused = [
        "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4",
        "execve", "execveat", "fork", "vfork", "kill", "pidfd_open", "pidfd_getfd", "pidfd_send_signal",
        "ptrace", "process_vm_readv", "process_vm_writev", "perf_event_open", "kcmp",
        "io_uring_setup", "bpf", "userfaultfd", "unshare", "setns", "mount", "umount2", "pivot_root", "chroot",
        "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "msgget", "msgsnd", "msgrcv", "msgctl", "shmget", "shmat",
        "shmctl",
        "semget", "semop", "semctl", "mq_open", "mq_unlink", "fchmod", "fchown", "lchown", "setxattr", "lsetxattr",
        "fsetxattr", "removexattr", "lremovexattr", "fremovexattr", "utime", "utimes", "futimesat", "utimensat",
        "keyctl", "add_key", "request_key", "setrlimit",
        "creat", "unlink", "unlinkat", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat",
        "mkdir", "mkdirat", "rmdir", "truncate", "chmod", "fchmodat", "chown", "fchownat", "mknod", "mknodat",
    ]

    /// Installs the filter; false when any part of it could not be installed.
    static func install() -> Bool {
        guard let filter = unsafe seccomp_init(allow) else { return false }
        defer { unsafe seccomp_release(filter) }
        for name in refused {
            guard unsafe add(filter, deny(EPERM), name) else { return false }
        }
        // glibc asks for clone3 first and falls back to clone, whose flags a filter can see: threads only.
        let newProcess = masked(argument: 0, mask: threadFlag, equals: 0)
        // A library may end its own process or wake its own threads.
        let another = scmp_arg_cmp(arg: 0, op: SCMP_CMP_NE, datum_a: UInt64(getpid()), datum_b: 0)
        let newLimit = scmp_arg_cmp(arg: 2, op: SCMP_CMP_NE, datum_a: 0, datum_b: 0)
        guard unsafe add(filter, deny(ENOSYS), "clone3"),
            unsafe add(filter, deny(EPERM), "clone", [newProcess]),
            unsafe add(filter, deny(EPERM), "prlimit64", [newLimit]),
            unsafe add(filter, deny(EPERM), "tgkill", [another]),
            unsafe forbidTyping(filter),
            unsafe forbidWriting(filter)
        else { return false }
        return unsafe seccomp_load(filter) == 0
    }

    /// Refuses to type into a terminal in the person's place, and to take one over.
    private static func forbidTyping(_ filter: scmp_filter_ctx) -> Bool {
        for request in [TIOCSTI, TIOCLINUX, TIOCSCTTY, TIOCCONS, TIOCSETD] {
            // The kernel reads 32 bits; a filter that compared 64 could be passed by.
            let isIt = masked(argument: 1, mask: 0xFFFF_FFFF, equals: UInt64(request))
            guard unsafe add(filter, deny(EPERM), "ioctl", [isIt]) else { return false }
        }
        return true
    }

    /// Refuses to open for writing, to create and to empty.
    private static func forbidWriting(_ filter: scmp_filter_ctx) -> Bool {
        for (name, argument) in [("open", UInt32(1)), ("openat", 2)] {
            for flag in [O_WRONLY, O_RDWR, O_CREAT, O_TRUNC] {
                let isSet = masked(argument: argument, mask: UInt64(flag), equals: UInt64(flag))
                guard unsafe add(filter, deny(EPERM), name, [isSet]) else { return false }
            }
        }
        // openat2 takes its flags through a pointer, which a filter cannot follow.
        return unsafe add(filter, deny(ENOSYS), "openat2")
    }

    private static func add(
        _ filter: scmp_filter_ctx, _ action: UInt32, _ name: String, _ conditions: [scmp_arg_cmp] = []
    ) -> Bool {
        let number = unsafe seccomp_syscall_resolve_name(name)
        guard number != unknownCall else { return false }
        return unsafe conditions.withUnsafeBufferPointer { conditions in
            unsafe seccomp_rule_add_array(filter, action, number, UInt32(conditions.count), conditions.baseAddress) == 0
        }
    }

    private static func masked(argument: UInt32, mask: UInt64, equals value: UInt64) -> scmp_arg_cmp {
        scmp_arg_cmp(arg: argument, op: SCMP_CMP_MASKED_EQ, datum_a: mask, datum_b: value)
    }

    // libseccomp's macros that Swift cannot see (seccomp.h).
    private static let allow: UInt32 = 0x7FFF_0000
    private static let unknownCall: Int32 = -1
    private static func deny(_ error: Int32) -> UInt32 { 0x0005_0000 | UInt32(error) & 0xFFFF }
    /// CLONE_THREAD of clone(2).
    private static let threadFlag: UInt64 = 0x0001_0000
}
