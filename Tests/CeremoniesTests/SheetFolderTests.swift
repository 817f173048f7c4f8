// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Testing

@testable import Ceremonies

@Suite("A folder of sheets that appears whole or not at all")
struct SheetFolderTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch(in: "/dev/shm") }

    @Test("nothing of that name is seen before it is published, and then all of it, readable by its owner alone")
    func publish() throws {
        let folder = try SheetFolder(path: scratch.file("sheets"), allowingDisk: false)
        try folder.add("a.pdf", Sample.secret("first"))
        try folder.add("b.pdf", Sample.secret("second"))
        #expect(access(scratch.file("sheets"), F_OK) != 0)
        try folder.publish()
        #expect(scratch.names == ["sheets"])
        #expect(try scratch.text("sheets/a.pdf") == "first")
        #expect(try scratch.text("sheets/b.pdf") == "second")
        var status = stat()
        #expect(stat(scratch.file("sheets"), &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
        #expect(stat(scratch.file("sheets/a.pdf"), &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test("what is discarded leaves nothing behind")
    func discard() throws {
        let folder = try SheetFolder(path: scratch.file("sheets"), allowingDisk: false)
        try folder.add("a.pdf", Sample.secret("first"))
        folder.discard()
        #expect(scratch.names.isEmpty)
        folder.discard()
    }

    @Test("what was published is not taken back by a late discard")
    func lateDiscard() throws {
        let folder = try SheetFolder(path: scratch.file("sheets"), allowingDisk: false)
        try folder.add("a.pdf", Sample.secret("first"))
        try folder.publish()
        folder.discard()
        #expect(try scratch.text("sheets/a.pdf") == "first")
    }

    @Test("an empty folder that belongs to somebody else is refused at the start, before anything is dealt")
    func foreign() throws {
        let foreign: String
        if geteuid() == 0 {
            foreign = scratch.file("foreign")
            try FileManager.default.createDirectory(atPath: foreign, withIntermediateDirectories: false)
            #expect(chown(foreign, 65_534, 65_534) == 0)
        } else {
            // Who is not root makes no folder of somebody else's, and finds one of the system's.
            foreign = try #require(
                ["/srv", "/media", "/mnt", "/home", "/var/local", "/usr/local/games"].first {
                    (try? FileManager.default.contentsOfDirectory(atPath: $0))?.isEmpty == true
                })
        }
        #expect(
            throws: SheetFolderError.notReplaceable(path: foreign, reason: "it belongs to another user")
        ) { try SheetFolder(path: foreign, allowingDisk: true) }
        #expect(scratch.names.allSatisfy { $0 == "foreign" })
    }

    @Test("an empty folder of that name is taken over; a full one, a file and a dangling link are refused untouched")
    func exists() throws {
        let path = scratch.file("sheets")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        let folder = try SheetFolder(path: path, allowingDisk: false)
        try folder.add("a.pdf", Sample.secret("first"))
        try folder.publish()
        #expect(try scratch.text("sheets/a.pdf") == "first")
        #expect(throws: SheetFolderError.exists(path: path)) { try SheetFolder(path: path, allowingDisk: false) }

        let file = scratch.file("file")
        try Data("kept".utf8).write(to: URL(filePath: file))
        #expect(throws: SheetFolderError.exists(path: file)) { try SheetFolder(path: file, allowingDisk: false) }
        #expect(try scratch.text("file") == "kept")

        let link = scratch.file("link")
        #expect(symlink(scratch.file("nowhere"), link) == 0)
        #expect(throws: SheetFolderError.exists(path: link)) { try SheetFolder(path: link, allowingDisk: false) }
        #expect(scratch.names == ["file", "link", "sheets"])
    }

    @Test("what fills the folder's place while the sheets are drawn is left alone, and the sheets are not put into it")
    func filledMeanwhile() throws {
        let path = scratch.file("sheets")
        let folder = try SheetFolder(path: path, allowingDisk: false)
        try folder.add("a.pdf", Sample.secret("first"))
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try Data("kept".utf8).write(to: URL(filePath: "\(path)/other"))
        #expect(throws: SheetFolderError.exists(path: path)) { try folder.publish() }
        folder.discard()
        #expect(scratch.names == ["sheets"])
        #expect(try scratch.text("sheets/other") == "kept")
    }

    @Test("a parent that is not there, or is a file, is told and not made")
    func noParent() throws {
        try Data().write(to: URL(filePath: scratch.file("file")))
        for parent in ["nowhere", "file"] {
            #expect(throws: SheetFolderError.noParent(path: scratch.file(parent) + "/")) {
                try SheetFolder(path: scratch.file("\(parent)/sheets"), allowingDisk: true)
            }
        }
        #expect(scratch.names == ["file"])
    }

    @Test("a path with a slash at its end, dots and a doubled slash names the same folder")
    func untidyPaths() throws {
        for path in ["sheets/", "./sheets", "x/../sheets", ".//sheets"] {
            let folder = try SheetFolder(path: "\(scratch.path)/\(path)", allowingDisk: false)
            try folder.add("a.pdf", Sample.secret("first"))
            try folder.publish()
            #expect(try scratch.text("sheets/a.pdf") == "first")
            try FileManager.default.removeItem(atPath: scratch.file("sheets"))
            #expect(scratch.names.isEmpty, "\(path)")
        }
    }

    @Test("two files of one name are refused")
    func twice() throws {
        let folder = try SheetFolder(path: scratch.file("sheets"), allowingDisk: false)
        defer { folder.discard() }
        try folder.add("a.pdf", Sample.secret("first"))
        #expect(throws: SheetFolderError.system(path: "a.pdf", reason: String(cString: strerror(EEXIST)))) {
            try folder.add("a.pdf", Sample.secret("second"))
        }
    }

    @Test("a place on a disk is refused unless it is allowed")
    func onDisk() throws {
        // The folder of the sources lies on whatever disk they were cloned to.
        let sources = URL(filePath: #filePath).deletingLastPathComponent().path
        try #require(!SheetFolder.isInMemory(sources), "the sources lie in memory: this test needs them on a disk")
        let path = "\(sources)/.sheets-\(UUID().uuidString)"
        #expect(throws: SheetFolderError.onDisk(path: path)) { try SheetFolder(path: path, allowingDisk: false) }
        #expect(access(path, F_OK) != 0)
        let folder = try SheetFolder(path: path, allowingDisk: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try folder.add("a.pdf", Sample.secret("first"))
        try folder.publish()
        #expect(access("\(path)/a.pdf", F_OK) == 0)
    }
}
