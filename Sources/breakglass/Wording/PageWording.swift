// SPDX-License-Identifier: Apache-2.0

import SheetScanning

extension Scan {
    /// What to do when no page shows a code.
    var blankness: String {
        "no code was found; scan it flat, at 300 dpi, unless it is a page of printed lines or words: those are typed"
    }

    /// What went wrong on which page, for a person; empty when every page was read to its end.
    func troubles(in path: String) -> [String] {
        troubledPages.compactMap { page in
            guard let trouble = page.trouble else { return nil }
            let name = pages.count > 1 ? "page \(page.number) of \(path)" : path
            return trouble.words(of: name, codesRead: page.codes.count)
        }
    }
}

extension PageTrouble {
    fileprivate func words(of page: String, codesRead: Int) -> String {
        let codes =
            codesRead == 1 ? "the 1 code read from it counts" : "the \(codesRead) codes read from it count"
        return switch self {
        case .tookTooLong where codesRead == 0:
            "\(page) took too long and was skipped: scan it again, or leave it out"
        case .tookTooLong: "\(page) took too long; \(codes): scan it again if something is missing"
        case .tooManyCodes(let limit):
            "\(page) shows more than \(limit) codes; the first \(limit) count: scan one sheet at a time"
        case .unreadable(let reason) where codesRead == 0: "\(page): \(reason)"
        case .unreadable(let reason): "\(page) was read only in part: \(reason); \(codes)"
        case .failed(let error) where codesRead == 0:
            "\(page): \(error.words): scan it again, or leave it out"
        case .failed(let error): "\(page) was read only in part: \(error.words); \(codes)"
        }
    }
}
