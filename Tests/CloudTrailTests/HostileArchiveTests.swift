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

    /// The names are of one length, and the content is at most 65,535 bytes long.
    private static func nested(_ count: Int, _ quotation: Packing.Quotation) -> [UInt8] {
        let text = Array(repeating: Array(#"{"eventID":"a"}"#.utf8) + [0x0A], count: 4_000).flatMap { $0 }
        return Packing.zip((0..<count).map { "member-\(1_000 + $0)" }, of: text, quoted: quotation)
    }

    private static let overlap = "an archive whose members overlap; its other members are not read"

    @Test("of a zip file whose members share their content, the first is read, and the rest is told once")
    func nestedHeaders() throws {
        let folder = try LogFolder()
        try folder.write(Self.nested(1_000, .inHeader), to: "z.zip")
        try folder.write(file, to: "a.json")
        let found = Collector.walk([folder.path])
        #expect(Set(found.files.map { folder.name($0) }) == ["a.json", "z.zip!/member-1000"])
        #expect(found.problems.map { folder.name($0.file) } == ["z.zip"])
        #expect(found.problems.map(\.message) == [Self.overlap])
        #expect(found.ids.count == 4_003)
    }

    @Test("a zip file whose members hold the headers of others is told once, beside the member that is no log")
    func nestedContent() throws {
        let folder = try LogFolder()
        try folder.write(Self.nested(1_000, .inContent), to: "z.zip")
        try folder.write(file, to: "a.json")
        let found = Collector.walk([folder.path])
        #expect(found.ids == SampleRecord.ids(0..<3))
        #expect(found.problems.map { folder.name($0.file) } == ["z.zip!/member-1000", "z.zip"])
        #expect(found.problems.last?.message == Self.overlap)
    }

    @Test("members one after another do not overlap, in whatever order the directory lists them")
    func shuffled() throws {
        let folder = try LogFolder()
        let members = ["c", "a", "b"].map { (name: $0, bytes: file) }
        let archive = Packing.zip(members)
        try folder.write(archive, to: "in-order.zip")
        // The directory's entries all have one length here.
        let start = archive.count - 22 - members.count * 47
        let entries = (0..<3).map { Array(archive[(start + $0 * 47)..<(start + ($0 + 1) * 47)]) }
        let other = Array(archive[..<start]) + entries.reversed().flatMap { $0 } + archive.suffix(22)
        try folder.write(other, to: "other.zip")
        let found = Collector.walk([folder.path])
        #expect(found.problems.isEmpty && Set(found.files).count == 6)
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
