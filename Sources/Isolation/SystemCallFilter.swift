// SPDX-License-Identifier: Apache-2.0
//
// The calls that a worker may make. The lists were found by tracing the workers over every format of page and sheet
// (strace), and hold what other versions of glibc use for the same: fstat(3) is newfstatat in Debian 12 and fstat in
// Debian 13, and a clock that the kernel's shared page does not show is asked for by a call.

import CSeccomp
import Glibc

/// Allows a worker, for the rest of its life, the few system calls that its work takes.
///
/// Every other call answers `ENOSYS`, as on a kernel that does not have it: each library is prepared for that, goes
/// without or takes an older call, and a new version that asks for more still reads a page in an emergency. A call by
/// another convention than the processor's own (32 bits, x32) ends the worker.
enum SystemCallFilter {
    /// A call, and what its arguments must be; all of them, where there are several.
    private struct Permission {
        let call: String
        var conditions: [scmp_arg_cmp] = []
    }

    /// Memory that holds no program, the streams, locks, clocks, random bytes, and the end.
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
            // The numbers of another process's clock are negative.
            Permission(call: "clock_gettime", conditions: [atMost(argument: 0, 15)]),
            Permission(call: "clock_getres", conditions: [atMost(argument: 0, 15)]),
            // Its own limits can be read. A library may end its own process or wake its own threads.
            Permission(call: "prlimit64", conditions: [equal(argument: 0, to: 0), equal(argument: 2, to: 0)]),
            Permission(call: "tgkill", conditions: [equal(argument: 0, to: UInt64(getpid()))]),
        ]
    }

    /// Memory from nowhere, so that none is a file's.
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

    /// Reading of files that Landlock keeps to a few folders, and what fontconfig, FreeType and HarfBuzz ask about them.
    private static var filesAndThreads: [Permission] {
        let plain = [
            "lseek", "fstat", "newfstatat", "statx", "fstatfs", "getdents64",
            "access", "faccessat", "faccessat2", "readlink", "readlinkat",
            // What a new thread of glibc does first; sched_getaffinity tells malloc how many processors there are.
            "set_robust_list", "rseq", "sched_getaffinity",
        ].map { Permission(call: $0) }
        // All that does not write, create, empty or steer: whatever other flag there is or comes is refused.
        let reading = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_DIRECTORY | O_NOCTTY | largeFile
        let others = ~UInt64(UInt32(bitPattern: reading)) & 0xFFFF_FFFF
        return plain + [
            Permission(call: "open", conditions: [masked(argument: 1, mask: others, equals: 0)]),
            Permission(call: "openat", conditions: [masked(argument: 2, mask: others, equals: 0)]),
            Permission(call: "fcntl", conditions: [equal(argument: 1, to: UInt64(F_SETFD))]),
            Permission(call: "mmap", conditions: [without(PROT_EXEC, argument: 2)]),
            // glibc asks for clone3 first, whose flags a filter cannot see, and takes clone when there is none.
            Permission(call: "clone", conditions: [equal(argument: 0, to: threadFlags)]),
        ]
    }

    private static func permissions(for reach: WorkerReach) -> [Permission] {
        switch reach {
        case .streams: memoryAndStreams + anonymousMemory
        case .folders: memoryAndStreams + filesAndThreads
        }
    }

    /// Installs the filter; false when any part of it could not be installed.
    static func install(for reach: WorkerReach) -> Bool {
        guard let filter = unsafe seccomp_init(answer(ENOSYS)) else { return false }
        defer { unsafe seccomp_release(filter) }
        guard unsafe seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, killProcess) == 0 else { return false }
        for permission in permissions(for: reach) {
            let number = unsafe seccomp_syscall_resolve_name(permission.call)
            // A call that this processor or this libseccomp does not know is not allowed.
            guard number >= 0 else { continue }
            let conditions = permission.conditions
            let isAdded = unsafe conditions.withUnsafeBufferPointer { conditions in
                unsafe seccomp_rule_add_array(filter, allow, number, UInt32(conditions.count), conditions.baseAddress)
            }
            guard isAdded == 0 else { return false }
        }
        return unsafe seccomp_load(filter) == 0
    }

    /// The kernel reads 32 bits of such an argument, the libraries leave the others 0.
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

    // libseccomp's macros that Swift cannot see (seccomp.h).
    private static let allow: UInt32 = 0x7FFF_0000
    private static let killProcess: UInt32 = 0x8000_0000
    private static func answer(_ error: Int32) -> UInt32 { 0x0005_0000 | UInt32(error) & 0xFFFF }
    /// The kernel's O_LARGEFILE, which glibc sets by itself and shows to nobody on a 64-bit system.
    private static let largeFile: Int32 = 0o100000
    /// What pthread_create(3) passes to clone(2): a thread that shares everything, and nothing else.
    private static let threadFlags: UInt64 = 0x3D_0F00
}
