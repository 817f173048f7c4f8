// SPDX-License-Identifier: Apache-2.0
//
// Files of a binder that somebody made too large, or put something else in the place of.

import Foundation
import Ledger
import LedgerFixtures
import Testing

@Suite("Files of a binder that are not what they should be")
struct FileLimitTests {
    private static let files = ["ledger.jsonl", "checkpoint", "policy.yaml"]

    private static func reason(_ act: () throws -> Void) -> String? {
        do {
            try act()
            return nil
        } catch BinderError.store(let failure) { return failure.reason } catch { return "\(error)" }
    }

    private static func read(_ file: String, of folder: BinderFolder) throws {
        switch file {
        case "policy.yaml": _ = try folder.policyText()
        case "checkpoint": _ = try folder.checkpoint()
        default: _ = try folder.read()
        }
    }

    @Test("a file of terabytes, which takes no room on its disk, is refused with its size", arguments: files)
    func sparse(file: String) throws {
        let folder = try StoreFolder()
        let path = "\(folder.path)/\(file)"
        try Data().write(to: URL(filePath: path))
        try #require(truncate(path, 1 << 40) == 0)
        let reason = Self.reason { try Self.read(file, of: BinderFolder(path: folder.path)) }
        #expect(reason?.contains("it has 1099511627776 bytes, and at most") == true, "\(reason ?? "")")
    }

    @Test("a ledger of more lines than are read is refused with their number")
    func lines() throws {
        let folder = try StoreFolder()
        let path = "\(folder.path)/ledger.jsonl"
        try Data(repeating: 0x0A, count: 1_000_001).write(to: URL(filePath: path))
        let reason = Self.reason { try Self.read("ledger.jsonl", of: BinderFolder(path: folder.path)) }
        #expect(reason?.contains("it has 1000001 lines, and at most 1000000") == true, "\(reason ?? "")")
    }

    @Test("a pipe, a folder, a link and a device in the place of a file end at once", arguments: files)
    func others(file: String) throws {
        let folder = try StoreFolder()
        let path = "\(folder.path)/\(file)"
        for put in [
            { mkfifo(path, 0o600) }, { mkdir(path, 0o700) }, { symlink("/dev/zero", path) },
            { symlink("/etc/passwd", path) },
        ] {
            try? FileManager.default.removeItem(atPath: path)
            try #require(put() == 0)
            #expect(Self.reason { try Self.read(file, of: BinderFolder(path: folder.path)) } != nil)
            // An append reads no policy.
            if file != "policy.yaml" { #expect(throws: BinderError.self) { try folder.append("more") } }
        }
    }

    @Test("a pipe in the place of a draft is no reason to wait", arguments: [".checkpoint.next.new", ".frontier.new"])
    func drafts(file: String) throws {
        let folder = try StoreFolder()
        try #require(mkfifo("\(folder.path)/\(file)", 0o600) == 0)
        // The frontier is a cache: without it the entry stands.
        if file == ".frontier.new" {
            try folder.append("more")
        } else {
            #expect(throws: BinderError.self) { try folder.append("more") }
        }
    }

    @Test("a journal of terabytes, and a pipe in its place, are refused")
    func journals() throws {
        let folder = try StoreFolder()
        let path = "\(folder.path)/journal.jsonl"
        try Data().write(to: URL(filePath: path))
        try #require(truncate(path, 1 << 40) == 0)
        #expect(throws: BinderError.self) { try JournalStore(path: path, ledger: nil, program: .known("test")) }
        try FileManager.default.removeItem(atPath: path)
        try #require(mkfifo(path, 0o600) == 0)
        #expect(throws: BinderError.self) { try JournalStore(path: path, ledger: nil, program: .known("test")) }
    }

    @Test("papers and manifests go into folders that are made where they are not there")
    func folders() throws {
        let folder = try StoreFolder()
        let binder = BinderFolder(path: folder.path)
        try? FileManager.default.removeItem(atPath: "\(folder.path)/papers")
        try binder.checkPapers()
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/papers").isEmpty)
        try FileManager.default.removeItem(atPath: "\(folder.path)/papers")
        #expect(try binder.keep(paper: "slips-3.pdf", [1]) == "\(folder.path)/papers/slips-3.pdf")
    }
}
