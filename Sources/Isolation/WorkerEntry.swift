// SPDX-License-Identifier: Apache-2.0
//
// The child's side of the wall: what a worker does first, and how it ends.

import CProcess
import Glibc
public import SecretMemory

/// What a worker process calls before it touches its input, and to end.
public enum WorkerEntry {
    /// The environment variable in which the parent tells its process number.
    static let parentVariable = "BREAKGLASS_PARENT"
    /// The exit codes of a worker that gives no answer on purpose (sysexits.h: EX_DATAERR, EX_OSERR).
    static let refusalCode: Int32 = 65
    static let unprotectedCode: Int32 = 71
    /// Marks the one line of the error output that is meant for the parent; libraries write there as well.
    static let messageMark = "worker: "

    /// Takes everything away from this process that its work does not need.
    ///
    /// No core dump, no tracing, death with the parent, limited memory, processor time and open files, no file that
    /// grows, no capabilities, no file outside `reach`, and no system call that is not on a short list: no network, no
    /// other program or process, no change to any file. Where one of these cannot be had the process ends with a
    /// message, except on a kernel that was built without system call filters or has no Landlock.
    ///
    /// Libraries that load modules or settings from files must have done so before, in this process's only thread.
    public static func enter(_ limits: WorkerLimits, reach: WorkerReach) {
        guard cprocess_forbid_dumps() == 0, limit(CPROCESS_CORE, to: 0) else {
            end(unprotectedCode, "this process cannot be protected against core dumps")
        }
        guard cprocess_die_with_parent() == 0 else { end(unprotectedCode, "this process would outlive its parent") }
        // A parent that died before the line above sends no signal any more.
        if let parent = parentProcess(), parent != getppid() { exit(unprotectedCode) }
        // Past the soft limit of processor time comes SIGXCPU, which tells the reason, past the hard one SIGKILL.
        guard limit(CPROCESS_ADDRESS_SPACE, to: limits.addressSpace),
            limit(CPROCESS_PROCESSOR_TIME, to: limits.processorSeconds, hard: limits.processorSeconds + 1),
            limit(CPROCESS_FILE_SIZE, to: 0), limit(CPROCESS_OPEN_FILES, to: 64)
        else { end(unprotectedCode, "this process cannot be limited") }
        // An answer that nobody reads is an error of write(2), not a silent death.
        _ = signal(SIGPIPE, SIG_IGN)
        // Without a terminal of its own there is none to type into in the person's place.
        _ = setsid()
        // Ctrl-C reaches all processes of a terminal: the parent decides, and takes the worker along.
        for signal in [SIGINT, SIGQUIT, SIGHUP, SIGTSTP] { _ = Glibc.signal(signal, SIG_IGN) }
        // Nor does a library's complaint on an error output that is a file end the work.
        _ = signal(SIGXFSZ, SIG_IGN)
        // Asked for by a library that formats a date, once: from here on the zone's file is out of reach.
        tzset()
        shutIn(reach)
    }

    /// What cannot be undone and holds for the calling thread, which must be the only one.
    private static func shutIn(_ reach: WorkerReach) {
        guard isOnlyThread else { end(unprotectedCode, "a thread was started before the walls") }
        // A root without capabilities may lock as little memory as anybody else: the limit goes while it can.
        _ = cprocess_limit(Int32(CPROCESS_LOCKED_MEMORY), .max, .max)
        guard cprocess_forbid_new_privileges() == 0, cprocess_drop_capabilities() == 0 else {
            end(unprotectedCode, "this process cannot give up its privileges")
        }
        guard reach.takeFilesAway() else { end(unprotectedCode, "the files cannot be taken away") }
        guard SystemCallFilter.install(for: reach) || cprocess_kernel_has_filters() == 0 else {
            end(unprotectedCode, "the system call filter cannot be installed")
        }
    }

    /// proc(5) has a folder for each thread: beside its own two links the list has one for each.
    private static var isOnlyThread: Bool {
        var tasks = stat()
        return unsafe stat("/proc/self/task", &tasks) == 0 && tasks.st_nlink == 3
    }

    /// Ends the worker without an answer; the parent throws `WorkerError.refused` with this public message.
    public static func refuse(_ message: String) -> Never {
        end(refusalCode, message)
    }

    /// Writes the answer to the standard output and ends the worker.
    public static func reply(_ answer: borrowing SecretBytes) -> Never {
        do {
            try SecretOutput.write(answer, to: STDOUT_FILENO)
        } catch {
            // The parent is gone or wants no more: there is nobody left to tell.
            exit(unprotectedCode)
        }
        // Not exit(3): nothing of the libraries' closing work matters any more.
        _exit(0)
    }

    private static func end(_ code: Int32, _ message: String) -> Never {
        let line = Array((messageMark + message + "\n").utf8)
        // A message that cannot be written has no reader either.
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
