// SPDX-License-Identifier: Apache-2.0

public import Isolation
public import SecretMemory
public import ShareEnvelope

/// What one file showed, page by page.
public struct Scan: Sendable {
    /// The pages in their order, each of them, whether it could be read or not.
    public let pages: [ScannedPage]

    /// The codes in order of page, each once a page.
    public var codes: [ScannedCode] { pages.flatMap { $0.codes } }
    /// The pages on which something went wrong.
    public var troubledPages: [ScannedPage] { pages.filter { $0.trouble != nil } }

    /// Makes a scan of its pages.
    public init(pages: [ScannedPage]) { self.pages = pages }
}

/// What one page showed: a source of its own, which proves or spoils nothing of another.
public struct ScannedPage: Sendable {
    /// The page's number in its file, from 1.
    public let number: Int
    /// The codes that were read, each once; they count whatever went wrong afterwards.
    public let codes: [ScannedCode]
    /// What went wrong, if anything did.
    public let trouble: PageTrouble?

    /// Makes a page.
    public init(number: Int, codes: [ScannedCode], trouble: PageTrouble? = nil) {
        self.number = number
        self.codes = codes
        self.trouble = trouble
    }
}

/// Why a page may hold more than was read from it.
public enum PageTrouble: Error, Equatable, Sendable {
    /// The search was given up when the page's time was over.
    case tookTooLong
    /// The page shows more codes than this limit; the others were not read.
    case tooManyCodes(limit: Int)
    /// The page was looked at and cannot be read; the message is for people and public.
    case unreadable(String)
    /// The child did not live to the end of the page.
    case failed(WorkerError)

    init(_ error: WorkerError) {
        switch error {
        case .ranOutOfTime: self = .tookTooLong
        case .refused(let message): self = .unreadable(message)
        default: self = .failed(error)
        }
    }
}

/// How far the reading of a file is.
public struct ScanProgress: Sendable, Equatable {
    /// The page that is being read now, from 1.
    public let page: Int
    /// The number of pages; nil as long as it is not known.
    public let pageCount: Int?
}

/// One code as it was read; its text may be a share.
public final class ScannedCode: Sendable {
    /// The code's bytes, nothing trimmed.
    public let text: SecretBytes
    /// The page that shows it, from 1.
    public let page: Int

    init(text: consuming SecretBytes, page: Int) {
        self.text = text
        self.page = page
    }

    /// What the code says, once its frame and check are right.
    public func paperCode() throws(EnvelopeError) -> PaperCode {
        try Self.read(text)
    }

    private static func read(_ text: borrowing SecretBytes) throws(EnvelopeError) -> PaperCode {
        try PaperCode.read(text.span)
    }
}
