// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@Suite("Packed logs")
struct PackedLogTests {
    private let file = Array(SampleRecord.file(3).utf8)

    @Test("gzip with several members is read as one text")
    func members() throws {
        let folder = try LogFolder()
        try folder.write(Packing.gzip(file) + Packing.gzip(file), to: "a.json.gz")
        let found = Collector.walk([folder.path])
        #expect(found.ids == SampleRecord.ids(0..<3) + SampleRecord.ids(0..<3))
        #expect(found.problems == [])
    }

    @Test("bytes after the compressed data are told, but not zeros")
    func trailingBytes() throws {
        let folder = try LogFolder()
        try folder.write(Packing.gzip(file) + Array("junk".utf8), to: "junk")
        try folder.write(Packing.gzip(file) + [0, 0, 0], to: "zeros")
        let found = Collector.walk([folder.path])
        #expect(found.ids.count == 6)
        #expect(found.problems.map { folder.name($0.file) } == ["junk"])
    }

    @Test("compressed data that breaks off or has a wrong checksum is told, and what is there is read")
    func damage() throws {
        let folder = try LogFolder()
        let packed = Packing.gzip(file)
        try folder.write(Array(packed.dropLast(60)), to: "cut")
        try folder.write(Array(packed.dropLast(8)) + [1, 2, 3, 4, 5, 6, 7, 8], to: "sum")
        let found = Collector.walk([folder.path])
        #expect(found.problems.map { folder.name($0.file) } == ["cut", "sum"])
        #expect(found.files.count { folder.name($0) == "sum" } == 3)
        #expect((1...2).contains(found.files.count { folder.name($0) == "cut" }))
    }

    @Test("zip, tar and tar in gzip give their members by name, whatever names they have")
    func archives() throws {
        let members = [
            ("../../etc/a.json.gz", Packing.gzip(file)), ("/b.json", file), ("c/d.json", Packing.gzip(file)),
        ]
        for bytes in [Packing.zip(members), Packing.tar(members), Packing.gzip(Packing.tar(members))] {
            let folder = try LogFolder()
            try folder.write(bytes, to: "logs")
            let found = Collector.walk([folder.path])
            #expect(found.problems == [])
            #expect(found.ids.count == 9)
            #expect(Set(found.files.map { folder.name($0) }) == Set(members.map { "logs!/" + $0.0 }))
            let one = folder.path + "/logs!/c/d.json"
            #expect(Collector.walk([folder.path], wanted: [one]).files == [one, one, one])
        }
    }

    @Test("an archive inside an archive is told, and the other members are read")
    func nested() throws {
        let folder = try LogFolder()
        let inner = Packing.gzip(Packing.tar([("x", file)]))
        try folder.write(Packing.zip([("in.zip", Packing.zip([])), ("in.tgz", inner), ("a", file)]), to: "z")
        let found = Collector.walk([folder.path])
        #expect(found.ids == SampleRecord.ids(0..<3))
        #expect(found.problems.map { folder.name($0.file) } == ["z!/in.zip", "z!/in.tgz"])
    }

    @Test("a file that expands to far more than a log does is not read to its end")
    func bomb() throws {
        let folder = try LogFolder()
        let line = Array(#"{"eventID":"a"}"#.utf8) + [UInt8](repeating: 0x20, count: 1 << 16) + [0x0A]
        var text: [UInt8] = []
        for _ in 0..<2_000 { text += line }
        try folder.write(Packing.gzip(text), to: "bomb")
        let found = Collector.walk([folder.path])
        #expect(found.problems.count == 1)
        #expect(found.problems.first?.message.contains("250 times") == true)
        #expect((500..<2_000).contains(found.ids.count))
    }

    @Test("a file larger than a window is read whole, packed or not")
    func windows() throws {
        let folder = try LogFolder()
        let filler = String(repeating: "x", count: 30_000)
        let texts = (0..<900).map { #"{"eventID":"id-\#($0)","requestParameters":{"a":[{"b":"},{"},"\#(filler)"]}}"# }
        let list = "{\"Records\":[" + texts.joined(separator: ",") + "]}"
        let lines = texts.joined(separator: "\n")
        try folder.write(list, to: "a-list")
        try folder.write(lines, to: "b-lines")
        try folder.write(Packing.zip([("list", Array(list.utf8))]), to: "c-zip")
        let found = Collector.walk([folder.path])
        #expect(found.problems == [])
        #expect(found.ids == SampleRecord.ids(0..<900) + SampleRecord.ids(0..<900) + SampleRecord.ids(0..<900))
        let offsets = found.events.prefix(900).map { $0.place.offset }
        #expect(offsets == (0..<900).map { index in 12 + texts[..<index].reduce(0) { $0 + $1.utf8.count + 1 } })
    }

    @Test("other compressions are named")
    func foreign() throws {
        let folder = try LogFolder()
        try folder.write([0x28, 0xB5, 0x2F, 0xFD, 0, 0], to: "a")
        #expect(Collector.walk([folder.path]).problems.first?.message.contains("zstd") == true)
    }
}
