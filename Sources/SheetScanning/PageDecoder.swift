// SPDX-License-Identifier: Apache-2.0
//
// This code runs in the child. File formats and pixels of unknown origin are parsed here and nowhere else.
// If anything goes wrong in the C libraries below, only this process fails, and only one page is lost.

import Glibc
import PageReading

/// Reads the codes of the pages of a PNG, JPEG, TIFF or PDF.
enum PageDecoder {
    /// The most pages of one file.
    static let pageLimit = 64
    /// The resolution of a drawn PDF page in dots per inch, at first and when that is not enough.
    ///
    /// A module of a printed code is at least 0.5 mm: four dots at 200 dpi.
    private static let resolutions = (quick: 200.0, thorough: 300.0)

    /// Seconds of processor time after which the search of a page ends; a busy machine is not a reason to give up.
    private static let patience = 3.0

    /// Which pages of a file to read.
    enum Choice {
        /// One page, counted from 1.
        case page(Int)
        /// One page after another until they show a complete sheet.
        case untilEnough
    }

    /// Adds the codes of the chosen pages to `found`.
    ///
    /// - Parameter begin: called with the number of pages before any page is read.
    /// - Returns: whether everything that could help was tried.
    static func decode(
        _ file: borrowing Span<UInt8>, _ choice: Choice, into found: inout FoundCodes, begin: (Int) -> Void = { _ in }
    ) throws(DecodingError) -> Bool {
        guard !file.isEmpty else { throw .empty }
        guard let format = FileFormat(startOf: file) else { throw .unknownFormat }
        var isBroken = false
        var isThorough = true
        switch format {
        case .png, .jpeg:
            try read(choice, of: 1, begin, &found) { _, found throws(DecodingError) in
                let image = try ImageFile.image(in: file, format: format)
                isBroken = !image.isWhole
                isThorough = try search(image, into: &found)
            }
        case .tiff:
            // One more than allowed, so that too many are noticed.
            let headers = TIFFPages.headers(of: file, limit: pageLimit + 1)
            try read(choice, of: headers.count, begin, &found) { page, found throws(DecodingError) in
                let image = try ImageFile.image(in: file, format: .tiff, prefix: headers[page - 1])
                isBroken = isBroken || !image.isWhole
                isThorough = try search(image, into: &found) && isThorough
            }
        case .pdf:
            // The pointer lives as long as `file` is borrowed, which is all of this call.
            let bytes = unsafe file.withUnsafeBufferPointer { unsafe $0 }
            let document = try unsafe PDFFile(bytes)
            try read(choice, of: document.pageCount, begin, &found) { page, found throws(DecodingError) in
                isThorough = try search(document, page, into: &found) && isThorough
            }
        }
        // When a damaged file still shows codes, use them instead of reporting the damage.
        guard !found.codes.isEmpty || !isBroken else { throw .damaged(format) }
        return isThorough
    }

    private static func read(
        _ choice: Choice, of pageCount: Int, _ begin: (Int) -> Void, _ found: inout FoundCodes,
        _ page: (Int, inout FoundCodes) throws(DecodingError) -> Void
    ) throws(DecodingError) {
        guard pageCount > 0 else { throw .noPages }
        guard pageCount <= pageLimit else { throw .tooManyPages(pageCount, limit: pageLimit) }
        begin(pageCount)
        switch choice {
        case .page(let number):
            guard (1...pageCount).contains(number) else { throw .noPages }
            try page(number, &found)
        case .untilEnough:
            for number in 1...pageCount where !found.isEnough { try page(number, &found) }
        }
    }

    private static func search(
        _ document: borrowing PDFFile, _ page: Int, into found: inout FoundCodes
    ) throws(DecodingError) -> Bool {
        let quick = try document.image(ofPage: page - 1, dotsPerInch: resolutions.quick)
        do throws(PageReadingError) { try PageSearch().glance(at: quick, into: &found) } catch { throw .outOfMemory }
        // Small codes need more dots, which costs far less than the attempts for damaged paper. Skip a blank page.
        guard !found.isEnough, !quick.isBlank else { return true }
        return try search(try document.image(ofPage: page - 1, dotsPerInch: resolutions.thorough), into: &found)
    }

    private static func search(
        _ image: borrowing GreyImage, into found: inout FoundCodes
    ) throws(DecodingError) -> Bool {
        let deadline = processorTime() + patience
        var search = PageSearch { processorTime() < deadline }
        do throws(PageReadingError) { try search.search(image, into: &found) } catch { throw .outOfMemory }
        return !search.gaveUp
    }

    /// Returns the processor time that this process has used, in seconds.
    private static func processorTime() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
