// SPDX-License-Identifier: Apache-2.0

import Glibc
import SecretMemory
import Subprocess
import SystemPackage
import Testing

@testable import Isolation

@Suite("A worker has nothing but its work")
struct WorkerEntryTests {
    @Test("it is limited in memory, time and files, and can gain no rights")
    func limits() async throws {
        let status = try await Probe.answer(Probe.worker("status"))
        let lines = status.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        func limit(_ name: String) -> [String]? {
            let words = name.split(separator: " ").map(String.init)
            return lines.first { $0.starts(with: words) }.map { Array($0.dropFirst(words.count).prefix(2)) }
        }
        #expect(limit("Max core file size") == ["0", "0"])
        #expect(limit("Max address space") == ["\(512 << 20)", "\(512 << 20)"])
        #expect(limit("Max cpu time") == ["10", "11"])
        #expect(limit("Max file size") == ["0", "0"])
        #expect(limit("Max open files") == ["64", "64"])
        #expect(status.contains("Seccomp:\t2\n"))
        #expect(status.contains("NoNewPrivs:\t1\n"))
        #expect(status.contains("Threads:\t1\n"))
    }

    @Test("it has none of root's capabilities, also when root starts it")
    func capabilities() async throws {
        let status = try await Probe.answer(Probe.worker("status"))
        let mine = try contents(of: "/proc/self/status")
        for set in ["CapInh", "CapPrm", "CapEff", "CapAmb"] + (geteuid() == 0 ? ["CapBnd"] : []) {
            #expect(status.contains("\(set):\t0000000000000000\n"), "\(status)")
        }
        // As root the test would see the difference.
        #expect(geteuid() != 0 || !mine.contains("CapEff:\t0000000000000000\n"))
    }

    @Test("no other process of its user may look into it or have it dumped")
    func dumping() async throws {
        // The files in proc(5) of a process that may be dumped belong to its user, those of one that may not to root:
        // for that to be seen the worker must be somebody else's than root's.
        let nobody = geteuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"] : ["env"]
        func owner(_ words: [String], isReady: @Sendable (String) -> Bool) async throws -> uid_t? {
            try await Subprocess.run(
                .name(nobody[0]), arguments: Arguments(Array(nobody.dropFirst()) + words), environment: .custom([:]),
                input: .none, output: .discarded, error: .discarded
            ) { worker in
                defer { try? worker.send(signal: .kill) }
                let process = "/proc/\(worker.processIdentifier.value)"
                for _ in 0..<2_000 {
                    if let status = try? contents(of: "\(process)/status"), isReady(status) {
                        var files = stat()
                        return stat("\(process)/environ", &files) == 0 ? files.st_uid : nil
                    }
                    try await Task.sleep(for: .milliseconds(50))
                }
                return nil
            }.closureResult
        }
        let someone: uid_t = geteuid() == 0 ? 65534 : geteuid()
        #expect(try await owner(["sleep", "1000"]) { $0.hasPrefix("Name:\tsleep\n") } == someone)
        #expect(try await owner([Probe.path.string, "sleep"]) { $0.contains("Seccomp:\t2\n") } == 0)
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

    @Test("it is given three streams and no other descriptor, whatever else its parent has open")
    func descriptors() async throws {
        let file = open("/proc/self/comm", O_RDONLY)
        defer { close(file) }
        #expect(try await Probe.answer(Probe.worker("descriptors")) == "0 1 2")
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
