// SPDX-License-Identifier: Apache-2.0

import Glibc
public import Isolation

/// The decoding child's whole program.
public enum DecodeWorker {
    /// What one file may cost: a page of 200 megapixels fits, a hostile one ends here.
    public static let limits = WorkerLimits(
        addressSpace: 2 << 30, processorSeconds: 90, wallClock: .seconds(120))
    /// The most bytes of one file: 64 pages of 300-dpi grey scans.
    static let fileLimit = 128 << 20

    /// Reads a file from the standard input and answers with its codes; to be called first in the child's life.
    public static func main() -> Never {
        ImageFile.loadModules()
        WorkerEntry.enter(limits, reach: .streams)
        do throws(DecodingError) {
            let file = try FileBytes(readingFrom: STDIN_FILENO, limit: fileLimit)
            let (found, pageCount) = try PageDecoder.decode(file.span)
            WorkerEntry.reply(CodeReply.encode(found, pageCount: pageCount))
        } catch {
            WorkerEntry.refuse(error.message)
        }
    }
}
