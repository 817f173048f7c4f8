// SPDX-License-Identifier: Apache-2.0
//
// A worker for the tests: each command misbehaves in one way, or tells what it may and may not do.

import CAttempts
import CProcess
import Glibc
import Isolation
import SecretMemory
import SheetScanning

let arguments = Array(CommandLine.arguments.dropFirst())

/// Small enough that the tests reach them soon, large enough that a busy machine does not.
let limits = WorkerLimits(
    addressSpace: 512 << 20, processorSeconds: ["spin", "stall"].contains(arguments.first) ? 1 : 10,
    wallClock: .seconds(300))

func reply(_ text: String) -> Never {
    WorkerEntry.reply(SecretBytes(copying: Array(text.utf8).span))
}

/// Tries one thing on what was prepared for it, and tells how the system took it.
func attempt(_ name: String) -> Never {
    switch unsafe attempts_try(name) {
    case 0: reply("succeeds")
    case -1: reply("unknown")
    case -2: reply("without effect")
    case let error: reply("errno \(error)")
    }
}

/// What the kernel tells of this process, from files that were opened before the walls.
func status(_ files: [Int32]) -> String {
    var text = ""
    for file in files {
        guard let bytes = try? SecretInput.read(from: file, limit: 1 << 20) else { continue }
        text += String(decoding: (0..<bytes.count).map { bytes.span[$0] }, as: UTF8.self)
    }
    var entry = unsafe environ
    while let variable = unsafe entry.pointee {
        unsafe text += "environment \(String(cString: variable))\n"
        unsafe entry += 1
    }
    return text
}

/// Which descriptors this process has been given.
func descriptors() -> String {
    (0..<1024).filter { fcntl($0, F_GETFD) >= 0 }.map(String.init).joined(separator: " ")
}

switch arguments.first {
case "decode": DecodeWorker.main(page: arguments.last.flatMap { Int($0) })
case "decode in a hurry":
    DecodeWorker.main(
        page: arguments.last.flatMap { Int($0) },
        limits: WorkerLimits(addressSpace: 2 << 30, processorSeconds: 3, wallClock: .seconds(300)))
case "harden":
    let hardening = ProcessHardening.enter()
    reply(
        "shortcomings \(hardening.shortcomings.map { "\($0)" }.sorted())\ndumpable \(cprocess_is_dumpable())\n"
            + status(unsafe [open("/proc/self/limits", O_RDONLY)]))
case "parent":
    // As the main program does: its own /proc entries then belong to root, and it must still start itself.
    _ = ProcessHardening.enter()
    // On a busy machine it may be minutes before anybody looks for the worker.
    let worker = IsolatedWorker(
        arguments: ["sleep"],
        limits: WorkerLimits(addressSpace: 2 << 30, processorSeconds: 3, wallClock: .seconds(7_200)))
    _ = try? await worker.run(input: SecretBytes(zeroCount: 0), replyLimit: 0)
default: break
}

// The walls go up here, but for a try that has to succeed without them.
let given = descriptors()
let proc = unsafe [open("/proc/self/status", O_RDONLY), open("/proc/self/limits", O_RDONLY)]
if arguments.first == "try" {
    // try REACH FOLDER NAME
    guard arguments.count == 4, unsafe attempts_prepare(arguments[2]) == 0 else { WorkerEntry.refuse("no victims") }
}
switch arguments.first == "try" ? arguments[1] : "streams" {
case "unwalled": break
case "streams": WorkerEntry.enter(limits, reach: .streams)
case "folder": WorkerEntry.enter(limits, reach: .folders([arguments[2]]))
case "folder, no Landlock":
    guard attempts_hide_landlock() == 0 else { WorkerEntry.refuse("Landlock cannot be hidden") }
    WorkerEntry.enter(limits, reach: .folders([arguments[2]]))
case let reach: WorkerEntry.refuse("no such reach: \(reach)")
}

switch arguments.first {
case "echo":
    do { WorkerEntry.reply(try SecretInput.read(from: STDIN_FILENO, limit: 64 << 20)) } catch {
        WorkerEntry.refuse("no input")
    }
case "deaf": reply("not read")
case "status": reply(status(proc))
case "descriptors": reply(given)
case "try": attempt(arguments[3])
case "crash": raise(SIGSEGV)
case "trap": fatalError("on purpose")
case "allocate":
    while let page = unsafe malloc(1 << 20) { unsafe memset(page, 1, 1 << 20) }
    fatalError("Out of memory")
case "allocate in Swift":
    var pages: [[UInt8]] = []
    while true { pages.append([UInt8](repeating: 1, count: 64 << 20)) }
case "spin": while true {}
case "sleep":
    // A lock that nobody opens: the clocks' calls for waiting are not on the list.
    let lock = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    unsafe sem_init(lock, 0, 0)
    while true { unsafe sem_wait(lock) }
case "stall":
    // The answer of a file of three pages, each with a code; on the second page the search has no end.
    let page = arguments.last.flatMap { UInt8($0) } ?? 0
    let start = Array("BGcodes1".utf8) + [0, 3, 0, 1, 0x40 + page]
    try? SecretOutput.write(SecretBytes(copying: start.span), to: STDOUT_FILENO)
    while page == 2 {}
    WorkerEntry.reply(SecretBytes(copying: ([0, 0, 0] as [UInt8]).span))
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
