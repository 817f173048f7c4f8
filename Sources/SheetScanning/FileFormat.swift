// SPDX-License-Identifier: Apache-2.0

/// The kinds of files that can be read, recognized by their first bytes alone.
package enum FileFormat: String, Sendable {
    /// Portable Network Graphics.
    case png = "PNG"
    /// JPEG File Interchange Format, and the variants that cameras write.
    case jpeg = "JPEG"
    /// Tagged Image File Format, as scanners write it.
    case tiff = "TIFF"
    /// Portable Document Format.
    case pdf = "PDF"

    /// Recognizes a file by its beginning; its first 1,024 bytes are enough.
    ///
    /// - Returns: `nil` for every other kind of file.
    package init?(startOf file: borrowing Span<UInt8>) {
        func starts(_ magic: [UInt8], at offset: Int = 0) -> Bool {
            guard file.count >= offset + magic.count else { return false }
            for (index, byte) in magic.enumerated() where file[offset + index] != byte { return false }
            return true
        }
        if starts([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if starts([0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if starts([0x49, 0x49, 0x2A, 0x00]) || starts([0x4D, 0x4D, 0x00, 0x2A]) {
            self = .tiff
        } else {
            // ISO 32000-1, annex H: readers accept the header anywhere in the first 1,024 bytes.
            let last = min(1024, file.count) - 5
            for offset in stride(from: 0, through: last, by: 1) where starts(Array("%PDF-".utf8), at: offset) {
                self = .pdf
                return
            }
            return nil
        }
    }

    /// Returns whether the file has the mark that ends files of its kind; gdk-pixbuf does not require it.
    func hasEnd(in file: borrowing Span<UInt8>) -> Bool {
        let mark: [UInt8]
        switch self {
        // The IEND chunk's type and check (PNG, third edition, 11.2.5).
        case .png: mark = [0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
        // The marker EOI (ITU-T T.81, table B.1).
        case .jpeg: mark = [0xFF, 0xD9]
        case .tiff, .pdf: return true
        }
        for start in stride(from: file.count - mark.count, through: 0, by: -1) {
            var offset = 0
            while offset < mark.count, file[start + offset] == mark[offset] { offset += 1 }
            if offset == mark.count { return true }
        }
        return false
    }

    /// Returns the size that a PNG's header gives, so that sizes that libpng itself refuses get the right message.
    static func pngSize(of file: borrowing Span<UInt8>) -> (width: Int, height: Int)? {
        // Signature 8, length 4, type 4, then width and height (PNG, third edition, 11.2.1).
        guard file.count >= 24 else { return nil }
        func number(at offset: Int) -> Int { (0..<4).reduce(0) { $0 << 8 | Int(file[offset + $1]) } }
        return (number(at: 16), number(at: 20))
    }
}
