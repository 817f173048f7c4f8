// SPDX-License-Identifier: Apache-2.0
//
// Files of text as editors, mail programs and scanners of other systems leave them, and files that are none.

import Foundation
import RecoveryPage
import Testing

@Suite("Text files of a recovery")
struct TextFileTests {
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

    private func file(_ name: String, _ bytes: Data) -> String {
        #expect(FileManager.default.createFile(atPath: scratch.file(name), contents: bytes))
        return scratch.file(name)
    }

    @Test("UTF-16, letters outside ASCII and page breaks at the start of a text do not make it a picture")
    func startsOfText() async throws {
        let text = try await codes().joined(separator: "\r\n")
        let starts = ["", "Für den Notfall — Chloés Blatt\r\n", "\u{C}", "日本語のメモ\n", "\u{1D}]Q1"]
        for (index, start) in starts.enumerated() {
            var files = [file("\(index)-8.txt", Data((start + text).utf8))]
            for (name, encoding) in [("little", String.Encoding.utf16LittleEndian), ("big", .utf16BigEndian)] {
                let encoded = try #require((start + text).data(using: encoding))
                let mark: [UInt8] = encoding == .utf16BigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
                files.append(file("\(index)-\(name).txt", Data(mark) + encoded))
            }
            let latin = (start + text).data(using: .isoLatin1)
            if let latin { files.append(file("\(index)-latin.txt", latin)) }
            for file in files {
                let ended = try await Deal.recover([file], journal: journal)
                #expect(ended.text == Deal.password, "\(file): \(ended.errors)")
                #expect(ended.errorLines.isEmpty, "\(file): \(ended.errors)")
            }
        }
    }

    @Test("a PDF after some other bytes is still a PDF")
    func junkBeforePDF() async throws {
        let deal = try await Deal.plain()
        var sheets = deal.sheets(["g1m2", "g2m1"])
        let sheet = try Data(contentsOf: URL(filePath: deal.sheet("g1m1")))
        sheets.append(file("saved.pdf", Data("HTTP/1.1 200 OK\r\n\r\n".utf8) + sheet))
        let ended = try await Deal.recover(sheets, journal: journal)
        #expect(ended.text == Deal.password, "\(ended.errors)")
    }

    @Test("a file that is neither picture nor text of sheets is named once, and costs no other file")
    func neither() async throws {
        let codes = try await file("codes.txt", Data(codes().joined(separator: "\n").utf8))
        var generator = SystemRandomNumberGenerator()
        let packed = Data((0..<50_000).map { _ in UInt8.random(in: 0...255, using: &generator) })
        let photo = file("photo.heic", Data([0, 0, 0, 0x18] + Array("ftypheic".utf8)) + packed)
        let film = file("film.mov", Data([0, 0, 0, 0x14] + Array("ftypqt  ".utf8)) + Data(count: 1 << 20))
        let note = file("note.txt", Data("Für den Notfall: im Safe\n".utf8))
        let empty = file("empty", Data())
        let ended = try await Deal.recover([photo, film, note, empty, codes], journal: journal)
        #expect(ended.text == Deal.password, "\(ended.errors)")
        #expect(ended.errorLines.count == 2, "\(ended.errors)")
        let kinds = "is not a PNG, JPEG, TIFF or PDF, and"
        #expect(ended.errorLines.contains { $0.contains("\(photo) \(kinds) not text from sheets") }, "\(ended.errors)")
        #expect(ended.errorLines.contains { $0.contains("\(film) \(kinds) too long for") }, "\(ended.errors)")
        for file in [note, empty] {
            #expect(ended.errors.contains("\(file): this text has no code, checked line or row of words"))
        }
    }

    @Test("a web page, a drawing or a script is named once, as what it is, and costs no other file")
    func foreign() async throws {
        let text = try await codes().joined(separator: "\n")
        let codes = file("codes.txt", Data(text.utf8))
        // Read as text of sheets, each of these would be many damaged codes and lines.
        let page = file("recovery.html", Data(OwnPage.bytes))
        let one = try #require(text.split(separator: "\n").first)
        let mail = file("mail.html", Data("<!DOCTYPE html>\n<p>\(one)</p>\n".utf8))
        let drawing = file("sheet.svg", Data("<?xml version=\"1.0\"?>\n<svg>\n<text>M001 BGS1</text></svg>\n".utf8))
        let script = file("recover.py", Data("#!/usr/bin/env python3\nKINDS = 'BGS1 BGM1'\n".utf8))
        let ended = try await Deal.recover([page, mail, drawing, script, codes], journal: journal)
        #expect(ended.text == Deal.password, "\(ended.errors)")
        #expect(
            ended.errorLines == [
                "\(page) is the recovery page, not a sheet", "\(mail) is a web page, not a sheet",
                "\(drawing) is a drawing, not a scan", "\(script) is a script, not a sheet",
            ], "\(ended.errors)")
        #expect(ended.hintLines.count == 4 && !ended.errors.contains("does not belong there"), "\(ended.errors)")
        let inspected = try await Program.run(
            Program.path, ["inspect", "-"], input: OwnPage.bytes, in: scratch.path)
        inspected.expectRefusal(65, "the standard input is the recovery page, not a sheet", hint: "leave it out")
    }
}
