// SPDX-License-Identifier: Apache-2.0
//
// The real program, run as a person or a script runs it, and other people's tools beside it.

import Foundation
import Glibc
import Subprocess
import Synchronization
import SystemPackage
import Testing

/// How a program ended, and what it said.
struct Ended {
    /// The exit code, or the negative number of the signal that ended it.
    let code: Int
    let output: [UInt8]
    let errors: String

    var text: String { String(decoding: output, as: UTF8.self) }

    /// The lines of the error output that start so, without that start.
    func lines(_ start: String) -> [String] {
        errors.split(separator: "\n").filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
    }

    var errorLines: [String] { lines("breakglass: error: ") }
    var hintLines: [String] { lines("breakglass: hint: ") }
    var warningLines: [String] { lines("breakglass: warning: ") }

    /// Expects the program to have refused: this code, nothing on the standard output, one error with these words, and
    /// one hint.
    func expectRefusal(
        _ code: Int, _ words: String, hint: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(self.code == code, "\(errors)", sourceLocation: sourceLocation)
        #expect(output.isEmpty, sourceLocation: sourceLocation)
        #expect(errorLines.count == 1, "\(errors)", sourceLocation: sourceLocation)
        #expect(hintLines.count == 1, "\(errors)", sourceLocation: sourceLocation)
        #expect(errorLines.first?.contains(words) == true, "\(errors)", sourceLocation: sourceLocation)
        #expect(
            hint.isEmpty || hintLines.first?.contains(hint) == true, "\(errors)", sourceLocation: sourceLocation)
    }
}

/// Lets a few programs run at a time, so that many tests at once do not run one another out of time.
actor Gate {
    static let programs = Gate(width: 4)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(width: Int) { free = width }

    private func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }

    nonisolated func pass<Result>(_ work: () async throws -> Result) async throws -> Result {
        await enter()
        do {
            let result = try await work()
            await leave()
            return result
        } catch {
            await leave()
            throw error
        }
    }
}

/// The programs, built beside the tests; or those of the folder BREAKGLASS_PROGRAMS, such as an optimized build.
enum Program {
    /// `breakglass`.
    static let path = beside("breakglass")
    static let glasswatch = beside("glasswatch")

    private static func beside(_ name: String) -> String {
        if let folder = ProcessInfo.processInfo.environment["BREAKGLASS_PROGRAMS"] { return "\(folder)/\(name)" }
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let tests = FilePath(String(decoding: buffer[0..<max(count, 0)].map { UInt8(bitPattern: $0) }, as: UTF8.self))
        return tests.removingLastComponent().appending(name).string
    }

    /// The input as a file without a name: one that the program does not read to its end costs nothing, where a pipe
    /// would end the tests.
    private static func file(with input: [UInt8]) throws -> FileDescriptor {
        var name = Array("/dev/shm/breakglass-test-input-XXXXXX".utf8CString)
        let number = mkstemp(&name)
        guard number >= 0 else { throw Errno(rawValue: errno) }
        unlink(name)
        let file = FileDescriptor(rawValue: number)
        try file.writeAll(input)
        _ = lseek(number, 0, SEEK_SET)
        return file
    }

    static func run(
        _ arguments: [String], input: [UInt8] = [], in folder: String? = nil, environment: [String: String] = [:]
    ) async throws -> Ended {
        try await run(path, arguments, input: input, in: folder, environment: environment)
    }

    static func run(_ arguments: [String], input: String, in folder: String? = nil) async throws -> Ended {
        try await run(path, arguments, input: Array(input.utf8), in: folder)
    }

    /// Runs the program with the current code of a seed: of the moment when its turn has come among all that run.
    static func run(
        _ arguments: [String], code: OneTimeCode, input: String = "", in folder: String? = nil
    ) async throws -> Ended {
        try await Gate.programs.pass {
            let current = ["--current-code", try await code.code()]
            return try await ungated(path, arguments + current, input: Array(input.utf8), in: folder)
        }
    }

    /// Runs another program.
    static func run(
        _ program: String, _ arguments: [String], input: [UInt8] = [], in folder: String? = nil,
        environment: [String: String] = [:]
    ) async throws -> Ended {
        try await Gate.programs.pass {
            try await ungated(program, arguments, input: input, in: folder, environment: environment)
        }
    }

    /// Runs a program although others are running: for what must happen at the same time.
    static func ungated(
        _ program: String, _ arguments: [String], input: [UInt8] = [], in folder: String? = nil,
        environment: [String: String] = [:]
    ) async throws -> Ended {
        let executable: Executable = program.hasPrefix("/") ? .path(FilePath(program)) : .name(program)
        let settings = Dictionary(
            uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0), Optional($1)) })
        let file = try Self.file(with: input)
        return try await Patience.wait(for: "the end of `\(([program] + arguments).joined(separator: " "))`") {
            let result = try await Subprocess.run(
                executable, arguments: Arguments(arguments), environment: .inherit.updating(settings),
                workingDirectory: folder.map { FilePath($0) },
                input: .fileDescriptor(file, closeAfterSpawningProcess: true),
                output: .bytes(limit: 64 << 20),
                error: .bytes(limit: 8 << 20))
            let code: Int =
                switch result.terminationStatus {
                case .exited(let code): Int(code)
                case .signaled(let signal): -Int(signal)
                }
            return Ended(
                code: code, output: result.standardOutput,
                errors: String(decoding: result.standardError, as: UTF8.self))
        }
    }

    /// Runs a tool that has to succeed, and gives what it wrote.
    @discardableResult
    static func tool(
        _ name: String, _ arguments: String..., in folder: String? = nil, mayFail: Bool = false
    ) async throws -> String {
        let ended = try await run(name, arguments, in: folder)
        guard ended.code == 0 || mayFail else {
            throw ToolFailure(
                command: ([name] + arguments).joined(separator: " "), code: ended.code, errors: ended.errors)
        }
        return ended.text
    }
}

/// A tool of the tests that should have worked and did not.
struct ToolFailure: Error {
    let command: String
    let code: Int
    let errors: String
}

/// What has to be gone when the tests end, whatever became of them.
enum Leftovers {
    private static let actions = Mutex<[@Sendable () -> Void]>([])
    private static let handler: Void = {
        _ = atexit { for action in Leftovers.actions.withLock({ $0.reversed() }) { action() } }
    }()

    /// Has `action` done when the process of the tests ends.
    static func atEnd(_ action: @escaping @Sendable () -> Void) {
        handler
        actions.withLock { $0.append(action) }
    }
}

/// A folder in memory that goes with the test, or with the process of the tests at the latest.
final class Scratch: Sendable {
    let path: String

    init(in parent: String = "/dev/shm") throws {
        let path = "\(parent)/breakglass-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        Leftovers.atEnd { try? FileManager.default.removeItem(atPath: path) }
        self.path = path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: file(name)))
        return file(name)
    }

    func write(_ text: String, _ name: String) throws -> String { try write(Array(text.utf8), name) }

    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: file(name)))) }

    func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    /// What lies in it, hidden files too.
    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

    /// Every file in it and below, hidden ones too.
    var everyFile: [String] {
        (FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []).map { file($0) }
    }
}
