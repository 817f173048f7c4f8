// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import Glibc
import Testing

@Suite("Hostile archives and folders")
struct HostileArchiveTests {
    private let file = Array(SampleRecord.file(3).utf8)
    /// A line with a record, and white space up to 64 KiB.
    private let line = Array(#"{"eventID":"a"}"#.utf8) + [UInt8](repeating: 0x20, count: 1 << 16) + [0x0A]

    @Test("links, devices and pipes in a tar file are passed over, and nothing that they name is read")
    func links() throws {
        let folder = try LogFolder()
        let outside = try LogFolder()
        let target = try outside.write(SampleRecord.file(2), to: "outside.json")
        let kinds = [Packing.Kind.hardLink, .symbolicLink, .device, .pipe]
        let members = kinds.map { (name: "\($0)", bytes: [UInt8](), kind: $0, target: target) }
        try folder.write(Packing.tar(members + [("a.json", file, .file, "")]), to: "logs.tar")
        let found = Collector.walk([folder.path])
        #expect(found.ids == SampleRecord.ids(0..<3))
        #expect(Set(found.files.map { folder.name($0) }) == ["logs.tar!/a.json"])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names == ["logs.tar"], "nothing is written")
    }

    @Test("many names for one member of a zip file do not make it be read many times")
    func overlapping() throws {
        let folder = try LogFolder()
        try folder.write(Packing.zip(names: (0..<1_500).map { "member-\($0)" }, sharing: line + line), to: "z")
        let found = Collector.walk([folder.path])
        #expect(found.ids == ["a", "a"])
    }

    @Test("a file inside of an archive shares the archive's limit")
    func bombInside() throws {
        let folder = try LogFolder()
        let packed = Packing.gzip([UInt8]((0..<2_000).map { _ in line }.joined()))
        try folder.write(Packing.zip([("a.gz", packed), ("b.gz", packed), ("c.json", file)]), to: "z")
        let found = Collector.walk([folder.path])
        #expect(!found.problems.isEmpty)
        #expect(found.problems.allSatisfy { $0.message.contains("250 times") }, "\(found.problems)")
        #expect((500..<4_000).contains(found.ids.count))
    }

    @Test("compressed data inside of compressed data is no log, and is told")
    func gzipTwice() throws {
        let folder = try LogFolder()
        try folder.write(Packing.gzip(Packing.gzip(file)), to: "a.gz.gz")
        let found = Collector.walk([folder.path])
        #expect(found.ids.isEmpty && found.problems.count == 1)
    }

    @Test("a pipe in a folder is told and not waited for, and a link to a file outside is read once")
    func pipe() throws {
        let folder = try LogFolder()
        try folder.write(file, to: "a.json")
        #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link.json", withDestinationPath: folder.path + "/a.json")
        let found = Collector.walk([folder.path])
        #expect(found.problems.map { folder.name($0.file) } == ["pipe"])
        #expect(found.ids == SampleRecord.ids(0..<3))
    }
}
