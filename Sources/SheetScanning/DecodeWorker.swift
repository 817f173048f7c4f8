// SPDX-License-Identifier: Apache-2.0

import Glibc
public import Isolation
import PageReading
import SecretMemory

/// The decoding child's whole program: one page of one file.
public enum DecodeWorker {
    /// What one page may cost: one of 200 megapixels fits, a hostile one ends here.
    ///
    /// The processor's time is what a page is given up for. The clock is for a child that waits for something, so that
    /// a busy machine loses no page.
    public static let limits = WorkerLimits(addressSpace: 2 << 30, processorSeconds: 10, wallClock: .seconds(90))
    /// The most bytes of one file: 64 pages of 300-dpi grey scans.
    static let fileLimit = 128 << 20

    /// Reads a file from the standard input and answers with the codes of a page; to be called first in the child's
    /// life.
    ///
    /// - Parameters:
    ///   - page: the page, from 1; nil for one after the other until they show a complete sheet.
    ///   - limits: what the page may cost.
    public static func main(page: Int?, limits: WorkerLimits = limits) -> Never {
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

    /// Sends a piece at once: what was said counts, whatever comes after.
    private static func say(_ piece: borrowing SecretBytes) {
        // A parent that is gone takes this process along.
        try? SecretOutput.write(piece, to: STDOUT_FILENO)
    }
}
