// SPDX-License-Identifier: Apache-2.0

/// Why a file could not be read at all; a file that is read and shows no code is no error.
enum DecodingError: Error, Equatable {
    case empty
    case fileTooLarge(limit: Int)
    case unknownFormat
    case damaged(FileFormat)
    case encrypted
    case noPages
    case tooManyPages(Int, limit: Int)
    case tooManyPixels(width: Int, height: Int, limit: Int)
    case tooManyCodes(limit: Int)
    case unreadable
    case outOfMemory

    /// What the person is told, lower case and without a full stop.
    var message: String {
        switch self {
        case .empty: "the file is empty"
        case .fileTooLarge(let limit): "the file is larger than \(limit >> 20) MiB: scan at 300 dpi"
        case .unknownFormat: "the file is no PNG, JPEG, TIFF or PDF"
        case .damaged(let format): "the \(format.rawValue) is damaged or cut short"
        case .encrypted: "the PDF asks for a password: save it without one"
        case .noPages: "the file holds no page"
        case .tooManyPages(let count, let limit): "the file has \(count) pages, the limit is \(limit): split it"
        case .tooManyPixels(let width, let height, let limit):
            "a page of \(width) × \(height) pixels is over the limit of \(limit / 1_000_000) megapixels: scan at 300 dpi"
        case .tooManyCodes(let limit): "the file shows more than \(limit) codes: split it"
        case .unreadable: "the file cannot be read"
        case .outOfMemory: "the page needs more memory than is allowed: scan at 300 dpi"
        }
    }
}

/// The kinds of file that are read, told by their first bytes alone.
enum FileFormat: String {
    case png = "PNG"
    case jpeg = "JPEG"
    case tiff = "TIFF"
    case pdf = "PDF"

    init?(startOf file: borrowing Span<UInt8>) {
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
}
