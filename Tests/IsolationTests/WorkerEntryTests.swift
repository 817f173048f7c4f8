// SPDX-License-Identifier: Apache-2.0

import Glibc
import SecretMemory
import Subprocess
import SystemPackage
import Testing

@testable import Isolation

@Suite("A worker has nothing but its work")
struct WorkerEntryTests {
    @Test("it cannot be dumped, dies with its parent, and is limited in memory, time and files")
    func limits() async throws {
        let status = try await Probe.answer(Probe.worker("status"))
        let lines = status.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        func limit(_ name: String) -> [String]? {
            let words = name.split(separator: " ").map(String.init)
            return lines.first { $0.starts(with: words) }.map { Array($0.dropFirst(words.count).prefix(2)) }
        }
        #expect(status.contains("dumpable 0\n"))
        #expect(status.contains("death signal \(SIGKILL)\n"))
        #expect(limit("Max core file size") == ["0", "0"])
        #expect(limit("Max address space") == ["\(512 << 20)", "\(512 << 20)"])
        #expect(limit("Max cpu time") == ["10", "11"])
        #expect(limit("Max file size") == ["0", "0"])
        #expect(limit("Max open files") == ["64", "64"])
        #expect(status.contains("Seccomp:\t2\n"))
        #expect(status.contains("NoNewPrivs:\t1\n"))
    }

    @Test("its environment is a language, no crash report, and its parent's number")
    func environment() async throws {
        let status = try await Probe.answer(Probe.worker("status"))
        let variables = status.split(separator: "\n").filter { $0.hasPrefix("environment ") }
        #expect(
            Set(variables) == [
                "environment LANG=C.UTF-8", "environment SWIFT_BACKTRACE=enable=no",
                "environment BREAKGLASS_PARENT=\(getpid())",
            ])
    }

    @Test(
        "it reaches no network, program, process or file, and cannot raise its limits",
        arguments: [
            "socket", "local socket", "program", "child", "signal", "new file", "removal", "higher limit", "typing",
            "queued signal", "changed mode", "changed times", "message queue", "shared memory",
        ])
    func refused(what: String) async throws {
        #expect(try await Probe.answer(Probe.worker("attempt", what)) == "errno \(EPERM)")
    }

    @Test("it may read files, as libraries must")
    func reading() async throws {
        #expect(try await Probe.answer(Probe.worker("attempt", "reading a file")) == "allowed")
    }

    @Test("it does not begin when its parent is already gone")
    func orphan() async throws {
        let result = try await Subprocess.run(
            .path(Probe.path), arguments: ["deaf"], environment: .custom(["BREAKGLASS_PARENT": "1"]),
            output: .string(limit: 100), error: .string(limit: 100))
        #expect(result.terminationStatus == .exited(71))
        #expect(result.standardOutput == "")
    }

    @Test("it dies when its parent is killed")
    func parentDies() async throws {
        _ = try await Subprocess.run(
            .path(Probe.path), arguments: ["parent"], input: .none, output: .discarded, error: .discarded
        ) { parent in
            let child = try #require(await firstChild(of: parent.processIdentifier.value))
            try parent.send(signal: .kill)
            #expect(await isGone(child))
        }
    }

    private func firstChild(of parent: pid_t) async throws -> pid_t? {
        for _ in 0..<2_000 {
            let listing = "/proc/\(parent)/task/"
            for thread in try names(in: listing) {
                let children = try? contents(of: "\(listing)\(thread)/children")
                if let child = children?.split(separator: " ").first.flatMap({ pid_t($0) }),
                    // Its limits are set once the filter is on.
                    try contents(of: "/proc/\(child)/status").contains("Seccomp:\t2")
                {
                    return child
                }
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        return nil
    }

    private func isGone(_ process: pid_t) async -> Bool {
        for _ in 0..<2_000 {
            let status = try? contents(of: "/proc/\(process)/status")
            // Where nobody inherits orphans, the dead one stays listed as a zombie.
            if status.map({ $0.contains("State:\tZ") }) ?? true { return true }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    private func contents(of path: String) throws -> String {
        let file = try FileDescriptor.open(FilePath(path), .readOnly)
        defer { try? file.close() }
        return Probe.text(try SecretInput.read(from: file.rawValue, limit: 1 << 20))
    }

    private func names(in folder: String) throws -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }
}
