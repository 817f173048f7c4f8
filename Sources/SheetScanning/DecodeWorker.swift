// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Isolation
import PageReading
import SecretMemory

/// The whole program of the decoding child, which reads one page of one file.
package enum DecodeWorker {
    /// What one page may use: enough for 200 megapixels, too little for a hostile page.
    ///
    /// The limit that ends the work on a page is processor time, so that a busy machine does not lose pages. The wall
    /// clock limit catches a child that waits for something.
    package static let limits = WorkerLimits(addressSpace: 2 << 30, processorSeconds: 10, wallClock: .seconds(90))
    /// The largest file, in bytes: 64 pages of 300-dpi gray scans.
    static let fileLimit = 128 << 20

    /// Reads a file from standard input and answers with the codes of a page; the child must call it first.
    ///
    /// - Parameters:
    ///   - page: the page, counted from 1; `nil` to read one page after another until they show a complete sheet.
    ///   - limits: what the page may use.
    package static func main(page: Int?, limits: WorkerLimits = limits) -> Never {
        ImageFile.loadModules()
        WorkerEntry.enter(limits, reach: .streams)
        do throws(DecodingError) {
            let file = try FileBytes(readingFrom: STDIN_FILENO, limit: fileLimit)
            var found = FoundCodes { say(CodeReply.code($0.bytes)) }
            let choice = page.map { PageDecoder.Choice.page($0) } ?? .untilEnough
            let isThorough = try PageDecoder.decode(file.span, choice, into: &found) { pageCount in
                say(CodeReply.begin(pageCount: pageCount))
            }
            WorkerEntry.reply(CodeReply.end(found.hasMore ? .moreCodes : isThorough ? .complete : .tookTooLong))
        } catch {
            WorkerEntry.refuse(error.message)
        }
    }

    /// Sends a piece at once, so that it counts no matter what happens later.
    private static func say(_ piece: borrowing SecretBytes) {
        // When the parent is gone, this process ends too.
        try? SecretOutput.write(piece, to: STDOUT_FILENO)
    }
}
