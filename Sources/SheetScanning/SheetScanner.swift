// SPDX-License-Identifier: Apache-2.0

package import Isolation
package import SecretMemory
package import SystemPackage

/// Reads the codes of a file, each page in a separate child process.
package struct SheetScanner: Sendable {
    private let executable: FilePath
    private let arguments: [String]
    private let limits: WorkerLimits

    /// Makes a scanner.
    ///
    /// Its children run `executable` with `arguments`, followed by the number of a page unless the child chooses the
    /// pages. They must call ``DecodeWorker/main(page:)``.
    package init(
        executable: FilePath = "/proc/self/exe", arguments: [String] = ["worker", "decode"],
        limits: WorkerLimits = DecodeWorker.limits
    ) {
        self.executable = executable
        self.arguments = arguments
        self.limits = limits
    }

    /// Reads a PNG, JPEG, TIFF or PDF of at most 128 MiB and 64 pages, from its start.
    ///
    /// Each page has its own time limit. A page that fails is named in the result and does not affect other pages.
    /// Finding no code is not an error: the list is empty.
    ///
    /// - Parameters:
    ///   - file: an open regular file, which stays open.
    ///   - progress: called when the reading of a page begins.
    /// - Throws: `WorkerError.refused` with a message for people when the file is damaged or of another kind, and the
    ///   other cases when the child failed before it reported the number of pages.
    package func codes(
        in file: FileDescriptor, progress: @escaping @Sendable (ScanProgress) -> Void = { _ in }
    ) async throws(WorkerError) -> Scan {
        progress(ScanProgress(page: 1, pageCount: nil))
        let (first, pageCount) = try await read(1, of: file)
        guard pageCount > 1 else { return Scan(pages: [first]) }
        // Read the other pages in parallel, as many at once as there are processors, and return them in order.
        let others = await withTaskGroup(of: ScannedPage.self) { group in
            for number in 2...pageCount {
                group.addTask {
                    do throws(WorkerError) {
                        return try await read(number, of: file) {
                            progress(ScanProgress(page: number, pageCount: pageCount))
                        }.page
                    } catch {
                        return ScannedPage(number: number, codes: [], trouble: PageTrouble(error))
                    }
                }
            }
            var pages: [ScannedPage] = []
            for await page in group { pages.append(page) }
            return pages
        }
        return Scan(pages: [first] + others.sorted { $0.number < $1.number })
    }

    /// Reads the pages of an image or PDF in memory, which this program itself drew, until they show a complete sheet.
    ///
    /// - Throws: the errors for a file, and what went wrong on a page.
    package func codes(inDrawn file: consuming SecretBytes) async throws(WorkerError) -> [ScannedCode] {
        await ProcessorSlots.shared.take()
        let reply = await worker(arguments).answer(to: file, replyLimit: CodeReply.byteLimit)
        await ProcessorSlots.shared.give()
        if let failure = reply.failure { throw failure }
        guard let content = CodeReply.decode(reply.bytes, page: 1), content.end == .complete else {
            throw .replyMalformed
        }
        return content.codes
    }

    /// Reads one page in its own child process.
    ///
    /// - Throws: an error when the child did not report the number of pages.
    private func read(
        _ number: Int, of file: FileDescriptor, whenBegun: @Sendable () -> Void = {}
    ) async throws(WorkerError) -> (page: ScannedPage, pageCount: Int) {
        await ProcessorSlots.shared.take()
        whenBegun()
        let reply = await worker(arguments + ["\(number)"]).answer(readingFrom: file, replyLimit: CodeReply.byteLimit)
        await ProcessorSlots.shared.give()
        guard let content = CodeReply.decode(reply.bytes, page: number) else {
            throw reply.failure ?? .replyMalformed
        }
        let trouble: PageTrouble? =
            if let failure = reply.failure {
                PageTrouble(failure)
            } else {
                switch content.end {
                case nil: .failed(.replyMalformed)
                case .moreCodes?: .tooManyCodes(limit: content.codes.count)
                case .tookTooLong?: .tookTooLong
                case .complete?: nil
                }
            }
        return (ScannedPage(number: number, codes: content.codes, trouble: trouble), content.pageCount)
    }

    private func worker(_ arguments: [String]) -> IsolatedWorker {
        IsolatedWorker(executable: executable, arguments: arguments, limits: limits)
    }
}
