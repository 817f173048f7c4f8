// SPDX-License-Identifier: Apache-2.0
//
// A worker for the tests: each command misbehaves in one way, or tells what it may and may not do.

import CProcess
import Glibc
import Isolation
import SecretMemory
import SheetScanning

let arguments = CommandLine.arguments.dropFirst()

/// Small enough that the tests reach them soon, large enough that a busy machine does not.
let limits = WorkerLimits(
    addressSpace: 512 << 20, processorSeconds: arguments.first == "spin" ? 1 : 10, wallClock: .seconds(300))

func reply(_ text: String) -> Never {
    WorkerEntry.reply(SecretBytes(copying: Array(text.utf8).span))
}

/// The outcome of a system call in words.
func outcome(_ result: Int) -> String { result == -1 ? "errno \(errno)" : "allowed" }

func text(ofFile path: String) -> String {
    let file = unsafe open(path, O_RDONLY)
    guard file >= 0, let bytes = try? SecretInput.read(from: file, limit: 1 << 20) else { return "" }
    return String(decoding: (0..<bytes.count).map { bytes.span[$0] }, as: UTF8.self)
}

func status() -> String {
    var owner = stat()
    unsafe stat("/proc/self/mem", &owner)
    var environment = ""
    var entry = unsafe environ
    while let variable = unsafe entry.pointee {
        unsafe environment += "environment \(String(cString: variable))\n"
        unsafe entry += 1
    }
    return """
        dumpable \(cprocess_is_dumpable())
        death signal \(cprocess_parent_death_signal())
        \(text(ofFile: "/proc/self/limits"))
        \(text(ofFile: "/proc/self/status"))
        \(environment)
        """
}

func attempt(_ name: String) -> String {
    switch name {
    case "socket": return outcome(Int(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)))
    case "local socket": return outcome(Int(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)))
    case "program":
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
        return unsafe outcome(Int(execve("/bin/true", &arguments, &arguments)))
    case "child":
        var process = pid_t()
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
        let error = unsafe posix_spawn(&process, "/bin/true", nil, nil, &arguments, nil)
        return error == 0 ? "allowed" : "errno \(error)"
    case "signal": return outcome(Int(Glibc.kill(getppid(), 0)))
    case "new file": return unsafe outcome(Int(open("/tmp/breakglass-probe", O_CREAT | O_WRONLY, 0o600)))
    case "typing":
        let terminal = unsafe open("/dev/tty", O_RDONLY)
        var letter: UInt8 = 0x0A
        return unsafe outcome(Int(ioctl(max(terminal, 0), UInt(TIOCSTI) | 1 << 40, &letter)))
    case "queued signal": return unsafe outcome(Int(sigqueue(getppid(), 0, sigval())))
    case "changed mode": return outcome(Int(fchmod(STDIN_FILENO, 0)))
    case "changed times": return unsafe outcome(Int(utimensat(AT_FDCWD, "/etc/passwd", nil, 0)))
    case "message queue": return outcome(Int(msgget(1, 0o1600)))
    case "shared memory": return outcome(Int(shmget(1, 4096, 0o1600)))
    case "removal": return unsafe outcome(Int(unlink("/tmp/breakglass-probe")))
    case "higher limit": return outcome(Int(cprocess_limit(Int32(CPROCESS_CORE), 1, 1)))
    case "reading a file": return unsafe outcome(Int(open("/etc/passwd", O_RDONLY)))
    default: return "unknown"
    }
}

switch arguments.first {
case "decode": DecodeWorker.main()
case "harden":
    let hardening = ProcessHardening.enter()
    reply("shortcomings \(hardening.shortcomings.map { "\($0)" }.sorted())\n" + status())
case "parent":
    // As the main program does: its own /proc entries then belong to root, and it must still start itself.
    _ = ProcessHardening.enter()
    let worker = IsolatedWorker(arguments: ["sleep"], limits: limits)
    _ = try? await worker.run(input: SecretBytes(zeroCount: 0), replyLimit: 0)
default: WorkerEntry.enter(limits)
}

switch arguments.first {
case "echo":
    do { WorkerEntry.reply(try SecretInput.read(from: STDIN_FILENO, limit: 64 << 20)) } catch {
        WorkerEntry.refuse("no input")
    }
case "deaf": reply("not read")
case "status": reply(status())
case "attempt": reply(attempt(arguments.last ?? ""))
case "crash": raise(SIGSEGV)
case "trap": fatalError("on purpose")
case "allocate":
    while let page = unsafe malloc(1 << 20) { unsafe memset(page, 1, 1 << 20) }
    fatalError("Out of memory")
case "allocate in Swift":
    var pages: [[UInt8]] = []
    while true { pages.append([UInt8](repeating: 1, count: 64 << 20)) }
case "spin": while true {}
case "sleep": while true { sleep(100) }
case "flood":
    let flood = SecretBytes(zeroCount: 1 << 20)
    while true { try? SecretOutput.write(flood, to: STDOUT_FILENO) }
case "noise":
    let noise = SecretBytes(zeroCount: 1 << 20)
    try? SecretOutput.write(noise, to: STDERR_FILENO)
    reply("heard")
case "refuse": WorkerEntry.refuse("not \u{1B}[31mtoday\u{202E}")
case "leave": _exit(3)
case "mumble": reply("neither magic nor count")
default: break
}
