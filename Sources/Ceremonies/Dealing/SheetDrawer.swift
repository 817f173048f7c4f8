// SPDX-License-Identifier: Apache-2.0

import Isolation
package import SecretMemory
import ShareEnvelope
import SystemPackage

/// A drawn file that is ready to be printed or written.
package final class DrawnFile: Sendable {
    /// What the file should be called.
    package let name: String
    /// The file's bytes; a custodian's sheet holds a share.
    package let bytes: SecretBytes

    init(name: String, bytes: consuming SecretBytes) {
        self.name = name
        self.bytes = bytes
    }
}

/// Draws sheets, each in its own child process, which then exits.
struct SheetDrawer {
    /// The most bytes that one sheet's files may have: many pages at 300 dots per inch.
    private static let replyLimit = 256 << 20

    private let worker: IsolatedWorker

    init(executable: FilePath) {
        worker = IsolatedWorker(executable: executable, arguments: ["worker", "draw"], limits: DrawWorker.limits)
    }

    /// Draws one sheet.
    ///
    /// - Parameters:
    ///   - share: the custodian's share, plain or sealed; nil for the vault sheet.
    ///   - name: the files' name without number and extension.
    func draw(_ order: SheetOrder, share: ReadShare?, name: String) async throws(CeremonyError) -> [DrawnFile] {
        let reply: SecretBytes
        do {
            reply = try await worker.run(input: try order.encoded(share: share), replyLimit: Self.replyLimit)
        } catch let error as WorkerError {
            throw .drawing(error)
        } catch {
            throw .drawing(.replyMalformed)
        }
        var offset = 0
        var pages: [DrawnFile] = []
        let isSingle = order.format == "pdf"
        while offset < reply.count {
            guard let length = ByteCount.read(reply.span, at: offset), length > 0,
                offset + 4 + length <= reply.count
            else { throw .drawing(.replyMalformed) }
            let number = isSingle ? "" : "-\(pages.count + 1)"
            pages.append(
                DrawnFile(
                    name: "\(name)\(number).\(order.format)", bytes: reply.slice(offset + 4..<offset + 4 + length)))
            offset += 4 + length
        }
        guard !pages.isEmpty else { throw .drawing(.replyMalformed) }
        return pages
    }
}
