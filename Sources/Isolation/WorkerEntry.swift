// SPDX-License-Identifier: Apache-2.0
//
// The child's side of the wall: what a worker does first, and how it ends.

import CProcess
import Glibc
package import SecretMemory

/// What a worker process calls before it touches its input, and to end itself.
package enum WorkerEntry {
    /// The environment variable in which the parent passes its process number.
    static let parentVariable = "BREAKGLASS_PARENT"
    /// The exit codes of a worker that deliberately gives no answer (sysexits.h: EX_DATAERR, EX_OSERR).
    static let refusalCode: Int32 = 65
    static let unprotectedCode: Int32 = 71
    /// Marks the one line of the error output that is meant for the parent; libraries write there too.
    static let messageMark = "worker: "

    /// Takes from this process everything that its work does not need.
    ///
    /// It cannot dump core or be traced, and it dies with its parent. Its memory, processor time and open files are
    /// limited. It cannot make a file grow, has no capabilities, and reaches no file outside `reach`. It can only make
    /// the system calls on a short list: no network, no other program or process, no change to any file. When one of
    /// these cannot be set up, the process ends with a message, except on a kernel that was built without system call
    /// filters or has no Landlock.
    ///
    /// Libraries must load their modules and settings from files before this call, in the only thread of this process.
    package static func enter(_ limits: WorkerLimits, reach: WorkerReach) {
        guard cprocess_forbid_dumps() == 0, limit(CPROCESS_CORE, to: 0) else {
            end(unprotectedCode, "this process cannot be protected against core dumps")
        }
        guard cprocess_die_with_parent() == 0 else { end(unprotectedCode, "this process would outlive its parent") }
        // A parent that died before the line above can no longer send a signal.
        if let parent = parentProcess(), parent != getppid() { exit(unprotectedCode) }
        // The soft limit of processor time sends SIGXCPU, which names the reason; the hard limit sends SIGKILL.
        guard limit(CPROCESS_ADDRESS_SPACE, to: limits.addressSpace),
            limit(CPROCESS_PROCESSOR_TIME, to: limits.processorSeconds, hard: limits.processorSeconds + 1),
            limit(CPROCESS_FILE_SIZE, to: 0), limit(CPROCESS_OPEN_FILES, to: 64)
        else { end(unprotectedCode, "this process cannot be limited") }
        // When nobody reads the answer, write(2) fails instead of the process dying silently.
        _ = signal(SIGPIPE, SIG_IGN)
        // Without a controlling terminal, the worker cannot type in the person's place.
        _ = setsid()
        // Ctrl-C reaches all processes of a terminal. The parent decides what to do, and its end ends the worker.
        for signal in [SIGINT, SIGQUIT, SIGHUP, SIGTSTP] { _ = Glibc.signal(signal, SIG_IGN) }
        // A library's message must not end the work when the error output is a file.
        _ = signal(SIGXFSZ, SIG_IGN)
        // Libraries that format a date read the time zone once. After this point its file is out of reach.
        tzset()
        shutIn(reach)
    }

    /// Sets what cannot be undone, for the calling thread only: it must be the only one.
    private static func shutIn(_ reach: WorkerReach) {
        guard isOnlyThread else { end(unprotectedCode, "a thread was started before the process was locked down") }
        // Root without capabilities can lock as little memory as any user. Remove the limit while that is possible.
        _ = cprocess_limit(Int32(CPROCESS_LOCKED_MEMORY), .max, .max)
        guard cprocess_forbid_new_privileges() == 0, cprocess_drop_capabilities() == 0 else {
            end(unprotectedCode, "this process cannot give up its privileges")
        }
        guard reach.takeFilesAway() else { end(unprotectedCode, "access to files cannot be removed") }
        guard SystemCallFilter.install(for: reach) || cprocess_kernel_has_filters() == 0 else {
            end(unprotectedCode, "the system call filter cannot be installed")
        }
    }

    /// Whether this process has one thread: its task folder has two links of its own and one per thread (proc(5)).
    private static var isOnlyThread: Bool {
        var tasks = stat()
        return unsafe stat("/proc/self/task", &tasks) == 0 && tasks.st_nlink == 3
    }

    /// Ends the worker without an answer; the parent throws `WorkerError.refused` with this public message.
    package static func refuse(_ message: String) -> Never {
        end(refusalCode, message)
    }

    /// Writes the answer to the standard output and ends the worker.
    package static func reply(_ answer: borrowing SecretBytes) -> Never {
        do {
            try SecretOutput.write(answer, to: STDOUT_FILENO)
        } catch {
            // The parent is gone or stopped reading: there is nobody left to report this to.
            exit(unprotectedCode)
        }
        // Not exit(3): the libraries' cleanup no longer matters.
        _exit(0)
    }

    private static func end(_ code: Int32, _ message: String) -> Never {
        let line = Array((messageMark + message + "\n").utf8)
        // When the message cannot be written, there is nobody to read it either.
        unsafe line.withUnsafeBytes { bytes in _ = unsafe write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
        _exit(code)
    }

    private static func limit(_ resource: Int, to value: Int, hard: Int? = nil) -> Bool {
        cprocess_limit(Int32(resource), UInt64(value), UInt64(hard ?? value)) == 0
    }

    private static func parentProcess() -> pid_t? {
        guard let value = unsafe getenv(parentVariable) else { return nil }
        return pid_t(unsafe String(cString: value))
    }
}
