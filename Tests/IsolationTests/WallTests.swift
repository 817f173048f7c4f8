// SPDX-License-Identifier: Apache-2.0
//
// What docs/THREAT-MODEL.md says that a taken-over child cannot do is tried here, each thing once without walls, where
// it must succeed, and once behind them.

import CProcess
import Foundation
import Glibc
import SystemPackage
import Testing

@testable import Isolation

// One after the other: hundreds of processes at once would keep every other test waiting.
@Suite("A worker that somebody has taken over", .serialized)
struct WallTests {
    /// To anybody else.
    private static let processes = [
        "kill", "tkill", "tgkill", "a queued signal", "a signal by descriptor", "a signal by owning a pipe",
        "a signal by owning a pipe, by ioctl", "owning a socket for another", "renice", "ioprio_set",
        "sched_setaffinity", "sched_setscheduler", "prlimit", "setpgid", "waitpid", "another's clock",
        "another's limits", "ptrace", "process_vm_readv",
        "process_vm_writev", "memory as a file", "pidfd_getfd", "execve", "execveat", "posix_spawn", "fork", "a socket",
        "a local socket", "a pair of sockets", "a netlink socket", "listen", "a datagram", "connect",
    ]
    /// To files, but for what a child that draws may do.
    private static let files = [
        "reading a file by openat2", "writing a file", "reading and writing a file", "adding to a file",
        "emptying a file", "a path alone", "a new file", "a file without a name", "writing to a device", "statfs",
        "getcwd", "unlink", "rename", "link", "symlink", "mkdir", "rmdir", "mkfifo", "chmod", "chown", "utimensat",
        "truncate", "chdir", "inotify", "the input's mode", "the input's lock", "the input's flags",
        "a terminal's size", "a message queue with a name",
    ]
    private static let elsewhere = [
        "reading a file elsewhere", "reading a folder elsewhere", "reading a device", "memory as a file",
    ]
    private static let reading = ["reading a file", "reading a folder", "stat", "statx", "access", "readlink"]
    /// To its own process, beyond what it was given.
    private static let itself = [
        "memory to run", "memory made to run", "memory made to run, by key", "a file in memory", "shared memory",
        "a message queue", "a semaphore", "being dumped", "outliving the parent", "another name", "another limit",
        "setuid", "capset", "a pipe", "another descriptor", "an alarm", "a timer", "umask",
    ]

    @Test(
        "that reads pages or stretches passphrases reaches no process, network, file or limit",
        arguments: processes + files + elsewhere + reading + itself + ["a thread"])
    func streams(what: String) async throws {
        #expect(try await attempt(what, reach: "unwalled") == "succeeds")
        #expect(try await attempt(what, reach: "streams") == Self.refused)
    }

    @Test("that draws reaches none of them either", arguments: processes + files + itself)
    func folders(what: String) async throws {
        #expect(try await attempt(what, reach: "unwalled") == "succeeds")
        let answer = try await attempt(what, reach: "folder")
        // What is opened for reading is refused by the place, everything else by the call.
        #expect(answer == Self.refused || Self.elsewhere.contains(what) && answer == Self.outOfReach, "\(answer)")
    }

    @Test("that draws reads the folders of the fonts and, where the kernel has Landlock, no other")
    func fonts() async throws {
        for what in Self.reading + ["a thread"] {
            #expect(try await attempt(what, reach: "folder") == "succeeds", "\(what)")
        }
        for what in Self.elsewhere {
            #expect(try await attempt(what, reach: "unwalled") == "succeeds", "\(what)")
            let expected = cprocess_landlock_version() > 0 ? Self.outOfReach : "succeeds"
            #expect(try await attempt(what, reach: "folder") == expected, "\(what)")
        }
    }

    @Test("that draws where a container hides Landlock still works, and writes and signals nothing")
    func withoutLandlock() async throws {
        let reach = "folder, no Landlock"
        for what in Self.reading + ["reading a file elsewhere"] {
            #expect(try await attempt(what, reach: reach) == "succeeds", "\(what)")
        }
        for what in ["writing a file", "a new file", "kill", "a signal by owning a pipe", "a socket", "execve"] {
            #expect(try await attempt(what, reach: reach) == Self.refused, "\(what)")
        }
    }

    @Test("finds every other door of the kernel shut", arguments: ["streams", "folder"])
    func doors(reach: String) async throws {
        // A container may have closed some already: its answer is told from ours by the error number.
        var open = 0
        for door in [
            "io_uring", "bpf", "perf_event", "userfaultfd", "keyctl", "mount", "unshare", "setns", "chroot", "seccomp",
            "init_module", "clock_settime", "landlock",
        ] {
            if try await attempt("door: \(door)", reach: "unwalled") != Self.refused { open += 1 }
            #expect(try await attempt("door: \(door)", reach: reach) == Self.refused, "\(door)")
        }
        #expect(open > 0)
    }

    #if arch(x86_64)
        @Test("ends at a call by another convention than its processor's own", arguments: ["32 bits", "x32"])
        func conventions(which: String) async throws {
            let scratch = try Folder()
            let worker = Probe.worker("try", "streams", scratch.path, "call: \(which)")
            switch await Probe.failure(of: worker) {
            // Without 32-bit programs the processor itself refuses.
            case .crashed(let signal): #expect(signal == SIGSYS || signal == SIGSEGV && which == "32 bits")
            case let other: Issue.record("\(String(describing: other))")
            }
        }
    #endif

    private static let refused = "errno \(ENOSYS)"
    private static let outOfReach = "errno \(EACCES)"

    private func attempt(_ what: String, reach: String) async throws -> String {
        let folder = try Folder()
        return try await Probe.answer(Probe.worker("try", reach, folder.path, what))
    }

    /// A folder of one try's own.
    private final class Folder {
        let path: String

        init() throws {
            var template = Array("/tmp/breakglass-walls-XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
            path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }
    }
}
