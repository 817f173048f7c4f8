// SPDX-License-Identifier: Apache-2.0
//
// The calls that a worker may make. The lists come from tracing the workers over every format of page and sheet
// (strace). They also have the calls that other versions of glibc use for the same thing: fstat(3) is newfstatat in
// Debian 12 and fstat in Debian 13, and a clock that is not in the kernel's shared page is read with a call.

import CSeccomp
import Glibc

/// Limits a worker, for the rest of its life, to the few system calls that its work needs.
///
/// Every other call returns `ENOSYS`, as on a kernel that does not have it. Libraries are prepared for that: they do
/// without the call or use an older one, so a new version that makes more calls still reads a page in an emergency. A
/// call with a convention other than the processor's own (32 bits, x32) ends the worker.
enum SystemCallFilter {
    /// A call and the conditions on its arguments, all of which must be met.
    private struct Permission {
        let call: String
        var conditions: [scmp_arg_cmp] = []
    }

    /// Memory that cannot be executed, the standard streams, locks, clocks, random bytes, and exit.
    private static var memoryAndStreams: [Permission] {
        let plain = [
            "read", "pread64", "write", "writev", "close",
            "brk", "munmap", "mremap", "madvise", "mlock", "munlock",
            "futex", "sched_yield", "getrandom", "getpid", "gettid",
            "gettimeofday", "time",
            "rt_sigaction", "rt_sigprocmask", "rt_sigpending", "rt_sigtimedwait", "rt_sigreturn", "restart_syscall",
            "exit", "exit_group",
        ].map { Permission(call: $0) }
        return plain + [
            Permission(call: "mprotect", conditions: [without(PROT_EXEC, argument: 2)]),
            // The number of another process's clock is negative.
            Permission(call: "clock_gettime", conditions: [atMost(argument: 0, 15)]),
            Permission(call: "clock_getres", conditions: [atMost(argument: 0, 15)]),
            // A worker can read its own limits. A library may end its own process or wake its own threads.
            Permission(call: "prlimit64", conditions: [equal(argument: 0, to: 0), equal(argument: 2, to: 0)]),
            Permission(call: "tgkill", conditions: [equal(argument: 0, to: UInt64(getpid()))]),
        ]
    }

    /// Anonymous memory only, so that no file can be mapped.
    private static var anonymousMemory: [Permission] {
        [
            Permission(
                call: "mmap",
                conditions: [
                    without(PROT_EXEC, argument: 2),
                    masked(argument: 3, mask: UInt64(MAP_ANONYMOUS), equals: UInt64(MAP_ANONYMOUS)),
                ])
        ]
    }

    /// Reading files, which Landlock limits to a few folders, and what fontconfig, FreeType and HarfBuzz do besides.
    private static var filesAndThreads: [Permission] {
        let plain = [
            "lseek", "fstat", "newfstatat", "statx", "fstatfs", "getdents64",
            "access", "faccessat", "faccessat2", "readlink", "readlinkat",
            // What a new glibc thread does first; malloc counts the processors with sched_getaffinity.
            "set_robust_list", "rseq", "sched_getaffinity",
        ].map { Permission(call: $0) }
        // The flags that do not write, create, truncate or control. Any other flag, known or future, is refused.
        let reading = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_DIRECTORY | O_NOCTTY | largeFile
        let others = ~UInt64(UInt32(bitPattern: reading)) & 0xFFFF_FFFF
        return plain + [
            Permission(call: "open", conditions: [masked(argument: 1, mask: others, equals: 0)]),
            Permission(call: "openat", conditions: [masked(argument: 2, mask: others, equals: 0)]),
            Permission(call: "fcntl", conditions: [equal(argument: 1, to: UInt64(F_SETFD))]),
            Permission(call: "mmap", conditions: [without(PROT_EXEC, argument: 2)]),
            // glibc tries clone3 first, whose flags a filter cannot see, and uses clone when there is no clone3.
            Permission(call: "clone", conditions: [equal(argument: 0, to: threadFlags)]),
        ]
    }

    private static func permissions(for reach: WorkerReach) -> [Permission] {
        switch reach {
        case .streams: memoryAndStreams + anonymousMemory
        case .folders: memoryAndStreams + filesAndThreads
        }
    }

    /// Installs the filter; returns false when any part of it could not be installed.
    static func install(for reach: WorkerReach) -> Bool {
        guard let filter = unsafe seccomp_init(answer(ENOSYS)) else { return false }
        defer { unsafe seccomp_release(filter) }
        guard unsafe seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, killProcess) == 0 else { return false }
        for permission in permissions(for: reach) {
            let number = unsafe seccomp_syscall_resolve_name(permission.call)
            // A call that this processor or this libseccomp does not know stays forbidden.
            guard number >= 0 else { continue }
            let conditions = permission.conditions
            let isAdded = unsafe conditions.withUnsafeBufferPointer { conditions in
                unsafe seccomp_rule_add_array(filter, allow, number, UInt32(conditions.count), conditions.baseAddress)
            }
            guard isAdded == 0 else { return false }
        }
        return unsafe seccomp_load(filter) == 0
    }

    /// The kernel reads 32 bits of such an argument; the libraries leave the other bits 0.
    private static func without(_ flag: Int32, argument: UInt32) -> scmp_arg_cmp {
        masked(argument: argument, mask: UInt64(flag), equals: 0)
    }

    private static func masked(argument: UInt32, mask: UInt64, equals value: UInt64) -> scmp_arg_cmp {
        scmp_arg_cmp(arg: argument, op: SCMP_CMP_MASKED_EQ, datum_a: mask, datum_b: value)
    }

    private static func equal(argument: UInt32, to value: UInt64) -> scmp_arg_cmp {
        scmp_arg_cmp(arg: argument, op: SCMP_CMP_EQ, datum_a: value, datum_b: 0)
    }

    private static func atMost(argument: UInt32, _ value: UInt64) -> scmp_arg_cmp {
        scmp_arg_cmp(arg: argument, op: SCMP_CMP_LE, datum_a: value, datum_b: 0)
    }

    // Macros of libseccomp that Swift cannot import (seccomp.h).
    private static let allow: UInt32 = 0x7FFF_0000
    private static let killProcess: UInt32 = 0x8000_0000
    private static func answer(_ error: Int32) -> UInt32 { 0x0005_0000 | UInt32(error) & 0xFFFF }
    /// The kernel's O_LARGEFILE, which glibc sets on its own and hides on a 64-bit system.
    private static let largeFile: Int32 = 0o100000
    /// What pthread_create(3) passes to clone(2): a thread that shares everything, and nothing else.
    private static let threadFlags: UInt64 = 0x3D_0F00
}
