// SPDX-License-Identifier: Apache-2.0
//
// The child's room: file formats and pixels of unknown origin are looked at here and nowhere else.
// Whatever goes wrong in the C libraries below costs this process alone.

import Glibc
import SecretMemory

/// Reads every code in a PNG, JPEG, TIFF or PDF.
enum PageDecoder {
    /// The most pages of one file.
    static let pageLimit = 64
    /// Seconds of processor time after which what slow tries found has to do; a busy machine is no reason to give up.
    private static let patience = 30.0
    /// Dots per inch of a drawn PDF page, at first and when that was not enough.
    ///
    /// A module of a printed code is at least 0.5 mm: four dots of 200 to the inch.
    private static let resolutions = (quick: 200.0, thorough: 300.0)

    /// Finds the distinct codes of a file and counts its pages.
    ///
    /// All pages are looked at quickly; only when what was found is no complete sheet, all are searched thoroughly.
    static func decode(_ file: borrowing Span<UInt8>) throws(DecodingError) -> (found: FoundCodes, pageCount: Int) {
        guard !file.isEmpty else { throw .empty }
        guard let format = FileFormat(startOf: file) else { throw .unknownFormat }
        var found = FoundCodes()
        let pageCount = try search(file, format: format, into: &found)
        // What a file that breaks off still showed is worth more than the complaint.
        guard !found.codes.isEmpty || !found.hasBrokenPage else { throw .damaged(format) }
        return (found, pageCount)
    }

    private static func search(
        _ file: borrowing Span<UInt8>, format: FileFormat, into found: inout FoundCodes
    ) throws(DecodingError) -> Int {
        switch format {
        case .png, .jpeg:
            let image = try ImageFile.image(in: file, format: format)
            try PageSearch.quickly(image, into: &found)
            if !found.isEnough { try PageSearch.thoroughly(image, into: &found) }
            return 1
        case .tiff:
            // One more than allowed, so that too many are noticed.
            let headers = TIFFPages.headers(of: file, limit: pageLimit + 1)
            try search(pageCount: headers.count, isDrawn: false, into: &found) { index, _ throws(DecodingError) in
                try ImageFile.image(in: file, format: .tiff, prefix: headers[index])
            }
            return headers.count
        case .pdf:
            // The pointer lives as long as `file` is borrowed, which is all of this call.
            let bytes = unsafe file.withUnsafeBufferPointer { unsafe $0 }
            let document = try unsafe PDFFile(bytes)
            try search(pageCount: document.pageCount, isDrawn: true, into: &found) {
                index, isQuick throws(DecodingError) in
                let resolution = isQuick ? resolutions.quick : resolutions.thorough
                return try document.image(ofPage: index, dotsPerInch: resolution)
            }
            return document.pageCount
        }
    }

    private static func search(
        pageCount: Int, isDrawn: Bool, into found: inout FoundCodes,
        image: (Int, Bool) throws(DecodingError) -> GreyImage
    ) throws(DecodingError) {
        guard pageCount > 0 else { throw .noPages }
        guard pageCount <= pageLimit else { throw .tooManyPages(pageCount, limit: pageLimit) }
        for index in 0..<pageCount {
            found.page = index + 1
            try PageSearch.quickly(image(index, true), into: &found)
        }
        // Dense codes of a drawn page want more dots; that is far cheaper than the tries for damaged paper.
        if isDrawn {
            for index in 0..<pageCount where !found.isEnough {
                found.page = index + 1
                try PageSearch.quickly(image(index, false), into: &found)
            }
        }
        let deadline = processorTime() + patience
        for index in 0..<pageCount where !found.isEnough && processorTime() < deadline {
            found.page = index + 1
            try PageSearch.thoroughly(image(index, false), into: &found)
        }
    }

    /// What this process has used, in seconds.
    private static func processorTime() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
