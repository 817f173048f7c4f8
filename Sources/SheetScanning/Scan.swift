// SPDX-License-Identifier: Apache-2.0

package import Isolation
package import SecretMemory
package import ShareEnvelope

/// What one file showed, page by page.
package struct Scan: Sendable {
    /// All pages in order, whether or not they could be read.
    package let pages: [ScannedPage]

    /// The codes in the order of the pages, each once per page.
    package var codes: [ScannedCode] { pages.flatMap { $0.codes } }
    /// The pages where something went wrong.
    package var troubledPages: [ScannedPage] { pages.filter { $0.trouble != nil } }

    /// Makes a scan from its pages.
    package init(pages: [ScannedPage]) { self.pages = pages }
}

/// What one page showed. Each page is a separate source: it can neither prove nor spoil another.
package struct ScannedPage: Sendable {
    /// The page's number in its file, counted from 1.
    package let number: Int
    /// The codes that were read, each once; they count even when something went wrong later.
    package let codes: [ScannedCode]
    /// What went wrong, if anything.
    package let trouble: PageTrouble?

    /// Makes a page.
    package init(number: Int, codes: [ScannedCode], trouble: PageTrouble? = nil) {
        self.number = number
        self.codes = codes
        self.trouble = trouble
    }
}

/// Why a page may show more than was read from it.
package enum PageTrouble: Error, Equatable, Sendable {
    /// The search ended because the page's time was up.
    case tookTooLong
    /// The page shows more codes than this limit; the rest were not read.
    case tooManyCodes(limit: Int)
    /// The page cannot be read; the message is public and meant for people.
    case unreadable(String)
    /// The child failed before it finished the page.
    case failed(WorkerError)

    init(_ error: WorkerError) {
        switch error {
        case .ranOutOfTime: self = .tookTooLong
        case .refused(let message): self = .unreadable(message)
        default: self = .failed(error)
        }
    }
}

/// How far the reading of a file has come.
package struct ScanProgress: Sendable, Equatable {
    /// The page being read now, counted from 1.
    package let page: Int
    /// The number of pages; `nil` while it is not known.
    package let pageCount: Int?
}

/// One code as it was read; its text may be a share, which is secret.
package final class ScannedCode: Sendable {
    /// The code's bytes, nothing trimmed.
    package let text: SecretBytes
    /// The page that shows the code, counted from 1.
    package let page: Int

    init(text: consuming SecretBytes, page: Int) {
        self.text = text
        self.page = page
    }

    /// Returns what the code says, after verifying its frame and check.
    package func paperCode() throws(EnvelopeError) -> PaperCode {
        try Self.read(text)
    }

    private static func read(_ text: borrowing SecretBytes) throws(EnvelopeError) -> PaperCode {
        try PaperCode.read(text.span)
    }
}
