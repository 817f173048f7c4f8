// SPDX-License-Identifier: Apache-2.0

/// Why a file could not be read at all; a file that can be read but shows no code is not an error.
enum DecodingError: Error, Equatable {
    case empty
    case fileTooLarge(limit: Int)
    case unknownFormat
    case damaged(FileFormat)
    case encrypted
    case noPages
    case tooManyPages(Int, limit: Int)
    case tooManyPixels(width: Int, height: Int, limit: Int)
    case unreadable
    case outOfMemory

    /// The message for the person, in lower case and without a period.
    var message: String {
        switch self {
        case .empty: "the file is empty"
        case .fileTooLarge(let limit): "the file is larger than \(limit >> 20) MiB: scan at 300 dpi"
        case .unknownFormat: "the file is not a PNG, JPEG, TIFF or PDF"
        case .damaged(let format): "the \(format.rawValue) is damaged or cut short"
        case .encrypted: "the PDF is protected with a password: save it without one"
        case .noPages: "the file has no pages"
        case .tooManyPages(let count, let limit): "the file has \(count) pages, the limit is \(limit): split it"
        case .tooManyPixels(let width, let height, let limit):
            "a page of \(width) × \(height) pixels is over the limit of \(limit / 1_000_000) megapixels: scan at 300 dpi"
        case .unreadable: "the file cannot be read"
        case .outOfMemory: "the page needs more memory than is allowed: scan at 300 dpi"
        }
    }
}
