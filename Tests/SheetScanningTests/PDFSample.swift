// SPDX-License-Identifier: Apache-2.0

/// PDFs written by hand, so that each may be wrong in one way (ISO 32000-1, sections 7.5 and 8).
enum PDFSample {
    /// One page's content stream and what it refers to.
    struct Sheet {
        var content: String
        var image: (jpeg: [UInt8], width: Int, height: Int)?
        var mediaBox = "0 0 595 842"
    }

    /// A page that is one picture, as office scanners write it.
    static func scanned(_ jpeg: [UInt8], width: Int, height: Int) -> Sheet {
        Sheet(content: "q 595 0 0 842 0 0 cm /Scan Do Q", image: (jpeg, width, height))
    }

    /// A page with one code drawn as squares of 1.5 points, from `qrencode -t ASCII` with its margin.
    static func drawn(ascii: [UInt8]) -> Sheet {
        let lines = ascii.split(separator: UInt8(ascii: "\n"))
        var content = "0 g\n"
        for (row, line) in lines.enumerated() {
            // Two characters are one module.
            for column in stride(from: 0, to: line.count, by: 2) where line[line.startIndex + column] == 0x23 {
                content += "\(100 + Double(column / 2) * 1.5) \(700 - Double(row) * 1.5) 1.5 1.5 re f\n"
            }
        }
        return Sheet(content: content)
    }

    /// A whole document.
    static func document(_ sheets: [Sheet]) -> [UInt8] {
        var objects: [[UInt8]] = [Array("<< /Type /Catalog /Pages 2 0 R >>".utf8), []]
        var kids = ""
        for sheet in sheets {
            let page = objects.count + 1
            kids += "\(page) 0 R "
            let resources = sheet.image == nil ? "<< >>" : "<< /XObject << /Scan \(page + 2) 0 R >> >>"
            objects.append(
                Array(
                    """
                    << /Type /Page /Parent 2 0 R /MediaBox [\(sheet.mediaBox)] /Contents \(page + 1) 0 R \
                    /Resources \(resources) >>
                    """.utf8))
            objects.append(stream("", Array(sheet.content.utf8)))
            if let image = sheet.image {
                objects.append(
                    stream(
                        """
                        /Type /XObject /Subtype /Image /Width \(image.width) /Height \(image.height) \
                        /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode
                        """, image.jpeg))
            }
        }
        objects[1] = Array("<< /Type /Pages /Kids [\(kids)] /Count \(sheets.count) >>".utf8)
        return assemble(objects)
    }

    /// A document of `count` empty pages, all of them the same object.
    static func emptyPages(_ count: Int) -> [UInt8] {
        document([Sheet](repeating: Sheet(content: ""), count: count))
    }

    /// Numbers objects from 1 and writes the table that finds them.
    static func assemble(_ objects: [[UInt8]]) -> [UInt8] {
        var file = Array("%PDF-1.4\n".utf8)
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.count)
            file += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
        }
        let table = file.count
        file += Array("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8)
        for offset in offsets {
            let digits = String(offset)
            file += Array((String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n").utf8)
        }
        return file
            + Array("trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n".utf8)
    }

    static func stream(_ dictionary: String, _ bytes: [UInt8]) -> [UInt8] {
        Array("<< \(dictionary) /Length \(bytes.count) >>\nstream\n".utf8) + bytes + Array("\nendstream".utf8)
    }
}
