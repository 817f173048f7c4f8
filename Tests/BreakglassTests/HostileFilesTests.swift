// SPDX-License-Identifier: Apache-2.0
//
// Files and folders that somebody prepared, given to a recovery among genuine sheets.

import Foundation
import Testing

@Suite("Recovering among hostile files")
struct HostileFilesTests {
    let scratch: Scratch
    let journal: String

    init() throws {
        scratch = try Scratch()
        journal = scratch.file("journal.jsonl")
    }

    private func codes() async throws -> [String] {
        let deal = try await Deal.plain()
        return try await deal.codes("g1m1") + deal.codes("g1m2") + deal.codes("g2m1")
    }

    @Test("the name of a file cannot clear the screen, nor look like the program's own word")
    func names() async throws {
        let folder = scratch.file("stick")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let names = [
            "a\u{1B}[2J\u{1B}[31mshare g1m1 is FORGED.txt", "b\nbreakglass: error: the quorum is not met.txt",
            "c\u{202E}txt.gnp", "d\u{9B}2J.txt", "e\u{7}\u{8}\r.txt",
        ]
        for name in names {
            #expect(FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: Data("junk".utf8)))
        }
        try (try await codes()).joined(separator: "\n").write(
            toFile: "\(folder)/z.txt", atomically: true, encoding: .utf8)
        let ended = try await Deal.recover([folder], journal: journal)
        #expect(ended.text == Deal.password, "\(ended.errors)")
        #expect(ended.errorLines.isEmpty)
        for scalar in ended.errors.unicodeScalars {
            #expect(scalar == "\n" || scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
            #expect(!(0x202A...0x202E).contains(scalar.value))
        }
    }

    @Test("each line of a text is taken for itself, whatever stands between them and however lines end")
    func lines() async throws {
        let marked = try await codes().map { "]Q1\($0)" }
        for (end, start) in [("\n", ""), ("\r\n", "\u{FEFF}"), ("\r", ""), ("\n\n", "\u{FEFF}")] {
            let text =
                start + (["# scanned on Tuesday", "4006381333931"] + marked + ["the end"]).joined(separator: end)
            let file = try scratch.write(text, "codes.txt")
            let ended = try await Deal.recover([file], journal: journal)
            #expect(ended.text == Deal.password, "\(ended.errors)")
        }
    }

    @Test("parts that anybody can make up, many of them and first, hide no page of the same file")
    func junkParts() async throws {
        let genuine = try await codes()
        let part = try #require(genuine.first { $0.hasPrefix("BGM1") })
        // Right in form and check, false in content: the checks guard against accidents alone.
        let script = """
            import base64, hashlib, sys
            letters = sys.argv[1][4:]
            data = bytearray(base64.b32decode(letters + "=" * (-len(letters) % 8)))
            for number in range(40):
                body = bytes(data[:10]) + bytes([number]) * (len(data) - 14)
                check = hashlib.blake2b(b"BGM1" + body, digest_size=16, person=b"BGv1 check".ljust(16, b"\\0")).digest()[:4]
                print("BGM1" + base64.b32encode(body + check).decode().rstrip("="))
            """
        let junk = try await Program.run("/usr/bin/python3", ["-c", script, part]).text.split(separator: "\n")
        #expect(junk.count == 40)
        let file = try scratch.write((junk.map(String.init) + genuine).joined(separator: "\n"), "codes.txt")
        let apart = try scratch.write(genuine.joined(separator: "\n"), "genuine.txt")
        let ended = try await Deal.recover([file, apart], journal: journal)
        #expect(ended.text == Deal.password, "\(ended.errors)")
    }

    @Test("a folder of far more files than a pile of sheets has is read to its limit, and that is told")
    func fullFolder() async throws {
        let folder = scratch.file("stick")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for number in 0..<501 { _ = try scratch.write("junk", "stick/\(number + 1).txt") }
        try (try await codes()).joined(separator: "\n").write(
            toFile: "\(folder)/0.txt", atomically: true, encoding: .utf8)
        let ended = try await Deal.recover([folder], journal: journal)
        #expect(ended.text == Deal.password)
        #expect(ended.warningLines.contains { $0.contains("has 502 files: the first 500 are read") }, "\(ended.errors)")
    }

    @Test("a pipe that nobody writes to and a device are refused by name, and hold nothing up")
    func endlessFiles() async throws {
        let pipe = scratch.file("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        let file = try scratch.write(try await codes().joined(separator: "\n"), "codes.txt")
        let ended = try await Deal.recover([pipe, "/dev/zero", file], journal: journal)
        #expect(ended.text == Deal.password, "\(ended.errors)")
        #expect(ended.errorLines.count { $0.contains("\(pipe) is a pipe") } == 1, "\(ended.errors)")
        #expect(ended.errorLines.count { $0.contains("/dev/zero is a pipe or a device") } == 1, "\(ended.errors)")
    }

    @Test("a journal that cannot be written ends it before a sheet is read")
    func unwritableJournal() async throws {
        let file = try scratch.write(try await codes().joined(separator: "\n"), "codes.txt")
        for place in ["/proc/nowhere/journal", scratch.path, scratch.file("no/such/folder/journal")] {
            let ended = try await Deal.recover([file], journal: place)
            #expect(ended.code != 0)
            #expect(ended.output.isEmpty)
            #expect(!ended.errors.contains("is whole"), "\(ended.errors)")
        }
    }

    @Test("the statement is on disk before the first sheet is read, and a program that is ended there leaves it")
    func statementFirst() async throws {
        let ended = try await Deal.recover([scratch.file("nowhere.pdf")], journal: journal)
        ended.expectAttempt(3)
        let kinds = try scratch.text("journal.jsonl").split(separator: "\n").compactMap {
            $0.firstMatch(of: /"kind":"([a-z ]+)"/).map { String($0.1) }
        }
        #expect(kinds == ["journal opened", "recovery opened", "recovery closed"])
        #expect(try scratch.text("journal.jsonl").contains(#""outcome":"failed""#))
    }
}

extension Ended {
    /// Expects that nothing was given out, with this code.
    fileprivate func expectAttempt(_ code: Int) {
        #expect(self.code == code, "\(errors)")
        #expect(output.isEmpty)
    }
}
