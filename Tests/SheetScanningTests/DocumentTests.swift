// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SheetScanning

@Suite("Documents of one page or many are read whole")
struct DocumentTests {
    private func jpegPage() async throws -> PDFSample.Sheet {
        PDFSample.scanned(try await Page.damaged(["-quality", "60"], as: "jpeg"), width: 2480, height: 3508)
    }

    private func drawnPage(_ text: String) async throws -> PDFSample.Sheet {
        PDFSample.drawn(ascii: try await Page.run("qrencode", ["-t", "ASCII", "-m", "0", "-o", "-", text]))
    }

    @Test("a PDF of scanned pages")
    func scannedPDF() async throws {
        let found = try Page.decode(PDFSample.document([try await jpegPage()]))
        #expect(Set(found.texts) == Set(Page.texts))
    }

    @Test("a PDF with codes drawn as squares, one a page, tells which page showed which")
    func drawnPDF() async throws {
        var sheets: [PDFSample.Sheet] = []
        for text in Page.texts { sheets.append(try await drawnPage(text)) }
        let found = try Page.decode(PDFSample.document([PDFSample.Sheet(content: "")] + sheets))
        #expect(found.texts == Page.texts)
        #expect(found.pages == Page.texts.indices.map { $0 + 2 })
        #expect(found.pageCount == Page.texts.count + 1)
    }

    @Test(
        "a PDF page of any size, from a stamp to a poster",
        arguments: ["0 0 200 200", "0 0 595 842", "0 0 14400 14400"])
    func pageSize(mediaBox: String) async throws {
        var sheet = try await drawnPage("any size")
        sheet.mediaBox = mediaBox
        if mediaBox == "0 0 200 200" { sheet.content = "1 0 0 1 -80 -610 cm\n" + sheet.content }
        if mediaBox == "0 0 14400 14400" { sheet.content = "17 0 0 17 0 0 cm\n" + sheet.content }
        #expect(try Page.decode(PDFSample.document([sheet])).texts == ["any size"])
    }

    @Test("a TIFF of three pages, in either byte order", arguments: ["LSB", "MSB"])
    func tiff(order: String) async throws {
        var command = ["-endian", order]
        for (index, text) in Page.texts.enumerated() {
            let path = Page.scratch("page-\(order)-\(index).png")
            _ = try await Page.run("qrencode", ["-s", "6", "-o", path, text])
            command.append(path)
        }
        let found = try Page.decode(try await Page.run("convert", command + ["-compress", "LZW", "tiff:-"]))
        #expect(found.texts == Page.texts)
        #expect(found.pages == Page.texts.indices.map { $0 + 1 })
    }

    @Test("64 pages are read, 65 refused", arguments: [64, 65])
    func pageLimit(count: Int) throws {
        let file = PDFSample.emptyPages(count)
        if count == 64 {
            #expect(try Page.decode(file).pageCount == 64)
        } else {
            #expect(throws: DecodingError.tooManyPages(65, limit: 64)) { try Page.decode(file) }
        }
    }

    @Test("a PDF that asks for a password is refused with that reason")
    func encrypted() async throws {
        let plain = Page.scratch("plain.pdf")
        try write(PDFSample.document([try await drawnPage("locked")]), to: plain)
        let locked = try await Page.run(
            "gs",
            [
                "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-sOwnerPassword=owner", "-sUserPassword=user",
                "-dEncryptionR=3", "-dKeyLength=128", "-sOutputFile=-", plain,
            ])
        #expect(throws: DecodingError.encrypted) { try Page.decode(locked) }
    }
}
