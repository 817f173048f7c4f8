// SPDX-License-Identifier: Apache-2.0

public import Isolation
public import SecretMemory
public import ShareEnvelope
public import SystemPackage

/// Reads the codes of a file in a child process that holds nothing else.
public struct SheetScanner: Sendable {
    private let worker: IsolatedWorker

    /// Makes a scanner whose child is `executable` with `arguments`, which must call ``DecodeWorker/main()``.
    public init(executable: FilePath = "/proc/self/exe", arguments: [String] = ["worker", "decode"]) {
        worker = IsolatedWorker(executable: executable, arguments: arguments, limits: DecodeWorker.limits)
    }

    /// Reads a PNG, JPEG, TIFF or PDF of at most 128 MiB and 64 pages from an open file, from where it stands.
    ///
    /// Finding no code is no error: the list is empty.
    ///
    /// - Throws: `WorkerError.refused` with a message for people when the file is none of these or damaged, and the
    ///   other cases when the child did not live to answer.
    public func codes(in file: FileDescriptor) async throws(WorkerError) -> Scan {
        try scan(await worker.run(file: file, replyLimit: CodeReply.byteLimit))
    }

    /// Reads an image or PDF that is in memory, such as a page that was just drawn.
    public func codes(in file: consuming SecretBytes) async throws(WorkerError) -> Scan {
        try scan(await worker.run(input: file, replyLimit: CodeReply.byteLimit))
    }

    private func scan(_ reply: consuming SecretBytes) throws(WorkerError) -> Scan {
        guard let scan = CodeReply.decode(reply) else { throw .replyMalformed }
        return scan
    }
}

/// What one file showed.
public struct Scan: Sendable {
    /// The number of pages that were looked at.
    public let pageCount: Int
    /// The codes in order of page, each once a page.
    public let codes: [ScannedCode]
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
