// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SheetScanning

@Suite("A bad file is refused with its reason")
struct HostileFileTests {
    @Test("an empty file, and one of another kind")
    func otherKinds() throws {
        #expect(throws: DecodingError.empty) { try Page.decode([]) }
        for text in [
            "x", "hello, this is a letter\n", "<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF89a", "BM", "%PD",
        ] {
            #expect(throws: DecodingError.unknownFormat) { try Page.decode(Array(text.utf8)) }
        }
    }

    @Test(
        "a file cut short anywhere gives codes that it really shows, or says that it is damaged",
        arguments: ["png", "jpeg", "tiff", "pdf"])
    func truncated(format: String) async throws {
        let text = "cut short"
        let whole: [UInt8]
        if format == "pdf" {
            let ascii = try await Page.run("qrencode", ["-t", "ASCII", "-m", "0", "-o", "-", text])
            whole = PDFSample.document([PDFSample.drawn(ascii: ascii)])
        } else {
            let path = Page.scratch("cut-\(format).png")
            _ = try await Page.run("qrencode", ["-s", "5", "-o", path, text])
            whole = try await Page.run("convert", [path, "\(format):-"])
        }
        #expect(try Page.decode(whole).texts == [text])
        for length in stride(from: 1, to: whole.count, by: max(1, whole.count / 60)) {
            do {
                let found = try Page.decode(Array(whole[..<length])).texts
                #expect(found == [text] || (format == "pdf" && found == []))
            } catch let error as DecodingError {
                let expected: [DecodingError] = [
                    .unknownFormat, .noPages, FileFormat(rawValue: format.uppercased()).map { .damaged($0) } ?? .empty,
                ]
                #expect(expected.contains(error))
            }
        }
    }

    @Test(
        "bytes changed at random give a code that is there, no code, or a reason", arguments: ["png", "jpeg", "tiff"])
    func changed(format: String) async throws {
        let path = Page.scratch("changed-\(format).png")
        _ = try await Page.run("qrencode", ["-s", "5", "-o", path, "changed"])
        let whole = try await Page.run("convert", [path, "\(format):-"])
        var numbers = SeededNumbers(state: 20_261_124)
        for _ in 0..<60 {
            var file = whole
            for _ in 0..<Int.random(in: 1...8, using: &numbers) {
                file[Int.random(in: 8..<file.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
            }
            do { #expect(try Page.decode(file).texts.allSatisfy { $0 == "changed" }) } catch is DecodingError {}
        }
    }

    @Test("garbage after the end of an image does no harm", arguments: ["png", "jpeg"])
    func trailing(format: String) async throws {
        let path = Page.scratch("trailing-\(format).png")
        _ = try await Page.run("qrencode", ["-s", "5", "-o", path, "trailing"])
        let whole = try await Page.run("convert", [path, "\(format):-"])
        let garbage = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7919) }
        #expect(try Page.decode(whole + garbage).texts == ["trailing"])
    }

    @Test("a PNG that claims 100,000 by 100,000 pixels is refused before any room is made")
    func hugePNG() {
        #expect(throws: DecodingError.tooManyPixels(width: 100_000, height: 100_000, limit: 200_000_000)) {
            try Page.decode(ImageSample.png(width: 100_000, height: 100_000))
        }
    }

    @Test("so is a JPEG of 65,000 by 65,000, and a PNG without any pixels is damaged")
    func hugeJPEG() async throws {
        var jpeg = try await Page.run("convert", ["-size", "16x16", "xc:white", "jpeg:-"])
        let frame = try #require(jpeg.indices.first { jpeg[$0] == 0xFF && $0 + 1 < jpeg.count && jpeg[$0 + 1] == 0xC0 })
        for (offset, byte) in [0xFD, 0xE8, 0xFD, 0xE8].enumerated() { jpeg[frame + 5 + offset] = UInt8(byte) }
        #expect(throws: DecodingError.tooManyPixels(width: 65_000, height: 65_000, limit: 200_000_000)) {
            try Page.decode(jpeg)
        }
        #expect(throws: DecodingError.damaged(.png)) { try Page.decode(ImageSample.png(width: 0, height: 0)) }
    }

    @Test("a TIFF whose directories run in a circle has as many pages as directories")
    func tiffCircle() {
        // Two directories without entries at 8 and 14, each naming the other.
        let file: [UInt8] = [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 0, 0, 14, 0, 0, 0, 0, 0, 8, 0, 0, 0]
        #expect(TIFFPages.headers(of: file.span, limit: 65).map { $0[4] } == [8, 14])
        #expect(throws: DecodingError.damaged(.tiff)) { try Page.decode(file) }
        #expect(throws: DecodingError.noPages) { try Page.decode([0x4D, 0x4D, 0, 0x2A, 0xFF, 0xFF, 0xFF, 0xFF]) }
    }

    @Test("a PDF of 10,000 pages is refused")
    func manyPages() {
        #expect(throws: DecodingError.tooManyPages(10_000, limit: 64)) {
            try Page.decode(PDFSample.emptyPages(10_000))
        }
    }

    @Test("a PDF whose table is garbage is read as well as it can be")
    func brokenTable() throws {
        var file = PDFSample.emptyPages(1)
        let table = try #require(file.indices.last { file[$0...].starts(with: Array("xref\n0".utf8)) })
        for index in table..<file.count { file[index] = 0x41 }
        do { #expect(try Page.decode(file).texts == []) } catch let error as DecodingError {
            #expect([.damaged(.pdf), .noPages].contains(error))
        }
    }

    @Test("a PDF whose page tree, drawing or page size bites its own tail ends")
    func circles() throws {
        let tree = PDFSample.assemble([
            Array("<< /Type /Catalog /Pages 2 0 R >>".utf8),
            Array("<< /Type /Pages /Kids [2 0 R] /Count 1 >>".utf8),
        ])
        let drawing = PDFSample.assemble([
            Array("<< /Type /Catalog /Pages 2 0 R >>".utf8),
            Array("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".utf8),
            Array(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /XObject << /A 5 0 R >> >> >>"
                    .utf8),
            PDFSample.stream("", Array("/A Do".utf8)),
            PDFSample.stream(
                "/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /XObject << /A 5 0 R >> >>",
                Array("/A Do /A Do".utf8)),
        ])
        for file in [tree, drawing] {
            do { #expect(try Page.decode(file).texts == []) } catch is DecodingError {}
        }
        for mediaBox in ["0 0 0 0", "0 0 1e30 1e30", "0 0 100000 0.01", "0 0 -5 nan"] {
            let file = PDFSample.document([PDFSample.Sheet(content: "", mediaBox: mediaBox)])
            do { #expect(try Page.decode(file).texts == []) } catch is DecodingError {}
        }
    }
}

/// The same numbers in every run, so that a failing test fails again (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Images written by hand.
enum ImageSample {
    /// A PNG whose header is right and whose pixels are missing (PNG, third edition, section 5).
    static func png(width: UInt32, height: UInt32) -> [UInt8] {
        func bytes(_ number: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }
        let header = Array("IHDR".utf8) + bytes(width) + bytes(height) + [8, 0, 0, 0, 0]
        var check: UInt32 = 0xFFFF_FFFF
        for byte in header {
            check ^= UInt32(byte)
            for _ in 0..<8 { check = check & 1 == 1 ? check >> 1 ^ 0xEDB8_8320 : check >> 1 }
        }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + bytes(13) + header + bytes(~check)
    }
}
