// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import Glibc
import Testing

@Suite("Files that are read whole")
struct WholeFileTests {
    private let folder: LogFolder

    init() throws { folder = try LogFolder() }

    private func pipe() -> String {
        let path = folder.path + "/pipe"
        #expect(mkfifo(path, 0o600) == 0)
        return path
    }

    @Test("a file as large as the limit is read, and one with a byte more is not")
    func limit() throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        let path = try folder.write(bytes, to: "a")
        #expect(try WholeFile.bytes(of: path, limit: bytes.count) == bytes)
        #expect(throws: WholeFile.Fault.tooLarge(limit: bytes.count - 1)) {
            try WholeFile.bytes(of: path, limit: bytes.count - 1)
        }
        #expect(try WholeFile.bytes(of: path) == bytes)
        #expect(try WholeFile.bytes(of: folder.write([], to: "empty"), limit: 0) == [])
    }

    @Test("a file of the system that says it has no bytes is held to the limit too")
    func sizeless() throws {
        #expect(try !WholeFile.bytes(of: "/proc/self/status").isEmpty)
        #expect(throws: WholeFile.Fault.tooLarge(limit: 9)) { try WholeFile.bytes(of: "/proc/self/status", limit: 9) }
    }

    @Test("a pipe is read until its writer ends, if pipes are taken, and held to the limit")
    func writtenPipe() throws {
        let path = pipe()
        // What is written stays in the pipe as long as somebody has it open.
        let holder = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        defer { close(holder) }
        let bytes = [UInt8](repeating: 7, count: 30_000)
        func fill() throws {
            let writer = open(path, O_WRONLY | O_CLOEXEC)
            defer { close(writer) }
            try #require(write(writer, bytes, bytes.count) == bytes.count)
        }
        try fill()
        #expect(try WholeFile.bytes(of: path, limit: bytes.count, takesPipe: true) == bytes)
        try fill()
        #expect(throws: WholeFile.Fault.tooLarge(limit: bytes.count - 1)) {
            try WholeFile.bytes(of: path, limit: bytes.count - 1, takesPipe: true)
        }
    }

    @Test("a pipe that nobody writes to, a folder, a device and a missing file are told apart")
    func others() throws {
        let path = pipe()
        #expect(throws: WholeFile.Fault.idlePipe) { try WholeFile.bytes(of: path, limit: 9, takesPipe: true) }
        #expect(throws: WholeFile.Fault.pipe) { try WholeFile.bytes(of: path, limit: 9) }
        #expect(throws: WholeFile.Fault.pipe) { try WholeFile.begins(path, with: [7]) }
        for takesPipe in [false, true] {
            #expect(throws: WholeFile.Fault.folder) {
                try WholeFile.bytes(of: folder.path, limit: 9, takesPipe: takesPipe)
            }
            #expect(throws: WholeFile.Fault.device) {
                try WholeFile.bytes(of: "/dev/zero", limit: 9, takesPipe: takesPipe)
            }
            #expect(throws: WholeFile.Fault.unreadable("No such file or directory")) {
                try WholeFile.bytes(of: folder.path + "/nowhere", limit: 9, takesPipe: takesPipe)
            }
        }
    }

    @Test("only the beginning of a file is compared, whatever its size")
    func beginning() throws {
        let path = try folder.write("abc", to: "a")
        // A hole of a terabyte takes no room on the disk, and would take a terabyte of memory.
        #expect(truncate(path, 1 << 40) == 0)
        #expect(try WholeFile.begins(path, with: Array("abc".utf8)))
        #expect(try !WholeFile.begins(path, with: Array("abd".utf8)))
        let short = try folder.write("ab", to: "b")
        #expect(try !WholeFile.begins(short, with: Array("abc".utf8)))
        #expect(try WholeFile.begins(short, with: []))
    }
}
