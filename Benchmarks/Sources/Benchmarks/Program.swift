// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One run of a program: its output, and what it and its children used.
struct ProgramRun {
    /// Standard output and error together: ssss-combine prints the secret to standard error.
    let output: String
    /// Processor time in seconds.
    let processorTime: Double
    /// The peak memory of the program or one of its children, in bytes.
    let peakMemory: Int

    /// Runs a program to its end; it must succeed.
    init(_ program: String, _ arguments: [String], input: String = "") {
        var to: [Int32] = [0, 0]
        var from: [Int32] = [0, 0]
        precondition(pipe(&to) == 0 && pipe(&from) == 0)
        for end in to + from { precondition(fcntl(end, F_SETFD, FD_CLOEXEC) == 0) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, to[0], 0)
        posix_spawn_file_actions_adddup2(&actions, from[1], 1)
        posix_spawn_file_actions_adddup2(&actions, from[1], 2)
        var words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var process: pid_t = 0
        guard posix_spawnp(&process, program, &actions, nil, &words, environ) == 0 else {
            fatalError("cannot run \(program)")
        }
        close(to[0])
        close(from[1])
        _ = Array(input.utf8).withUnsafeBytes { write(to[1], $0.baseAddress, $0.count) }
        close(to[1])
        var printed: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(from[0], &chunk, chunk.count)
            guard count > 0 else { break }
            printed += chunk[..<count]
        }
        close(from[0])
        var status: Int32 = 0
        var usage = rusage()
        wait4(process, &status, 0, &usage)
        output = String(decoding: printed, as: UTF8.self)
        precondition(status == 0, "\(program) ended with \(status): \(output)")
        processorTime = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
        peakMemory = usage.ru_maxrss << 10
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
}
