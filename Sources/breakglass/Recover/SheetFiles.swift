// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Isolation
import Recovery
import Reports
import SecretMemory
import ShareEnvelope
import SheetScanning
import TerminalDialogue

/// Reads the files of a recovery: images and PDFs in child processes, text and manifests here.
enum SheetFiles {
    /// Text that may hold a share.
    final class Text: Sendable {
        let bytes: SecretBytes
        init(_ bytes: consuming SecretBytes) { self.bytes = bytes }

        /// Whether it has a code, a checked line or a row of words.
        var holdsItems: Bool {
            switch RecoverySession.form(of: bytes) {
            case .code, .checkedLine, .words: true
            case .empty, .other: false
            }
        }
    }

    /// What a file turned out to be.
    enum Content: Sendable {
        case scan(Scan)
        case text(Text)
        case manifest(Manifest)
    }

    /// The longest text, in bytes: many times the words and codes of a sheet.
    private static let textLimit = 1 << 20

    /// Reads all files, as many at once as there are processors, and returns the results in their order.
    static func read(_ paths: [String]) async -> [(path: String, content: Result<Content, CommandError>)] {
        let width = max(1, ProcessInfo.processInfo.activeProcessorCount)
        return await withTaskGroup(of: (Int, Result<Content, CommandError>).self) { group in
            var results = [Result<Content, CommandError>?](repeating: nil, count: paths.count)
            var next = 0
            func startNext() {
                guard next < paths.count else { return }
                let index = next
                let path = paths[index]
                group.addTask { (index, await read(path)) }
                next += 1
            }
            for _ in 0..<min(width, paths.count) { startNext() }
            while let (index, result) = await group.next() {
                results[index] = result
                startNext()
            }
            return zip(paths, results).compactMap { path, result in result.map { (path, $0) } }
        }
    }

    private static func read(_ path: String) async -> Result<Content, CommandError> {
        do throws(CommandError) { return .success(try await content(of: path)) } catch { return .failure(error) }
    }

    private static func content(of path: String) async throws(CommandError) -> Content {
        guard path != "-" else {
            let name = "the standard input"
            let text = Text(try text(from: STDIN_FILENO, called: name))
            try checkKind(of: text, called: name)
            return .text(text)
        }
        let file = try SheetPaths.open(path)
        defer { close(file) }
        switch startOf(file) {
        case .picture: return .scan(try await SheetPaths.scan(path))
        case .manifest: return .manifest(try manifest(from: file, called: path))
        case .text:
            let text = Text(try text(from: file, called: path))
            guard RecoverySession.mayBeText(text.bytes) else { throw isNothing(path) }
            try checkKind(of: text, called: path)
            return .text(text)
        }
    }

    private enum Start {
        case picture
        case manifest
        case text
    }

    /// The kind of a file, by its first bytes; the child process that reads a picture checks more closely. Anything
    /// that is not a picture counts as text: editors write it in many ways, and no other kind of file is read.
    private static func startOf(_ file: Int32) -> Start {
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = unsafe pread(file, &bytes, bytes.count, 0)
        let start = bytes[0..<max(0, count)]
        if start.starts(with: Array("BGM\u{1}".utf8)) { return .manifest }
        return FileFormat(startOf: start.span) == nil ? .text : .picture
    }

    /// Refuses text of a kind that no sheet comes as.
    private static func checkKind(of text: Text, called name: String) throws(CommandError) {
        guard let foreign = ForeignText(text.bytes) else { return }
        throw CommandError(.badInput, "\(name) \(foreign.words)", hint: foreign.hint)
    }

    private static func isNothing(_ name: String) -> CommandError {
        CommandError(
            .badInput, "\(name) is not a PNG, JPEG, TIFF or PDF, and not text from sheets",
            hint: "save its picture or text as one of these, and name that file")
    }

    private static func manifest(from file: Int32, called name: String) throws(CommandError) -> Manifest {
        let bytes = try text(from: file, called: name)
        do throws(EnvelopeError) { return try Manifest(encoded: (0..<bytes.count).map { bytes.span[$0] }) } catch {
            throw CommandError(error, in: name)
        }
    }

    private static func text(from file: Int32, called name: String) throws(CommandError) -> SecretBytes {
        do throws(SecretInput.Failure) { return try SecretInput.read(from: file, limit: textLimit) } catch {
            switch error {
            case .tooLong:
                throw CommandError(
                    .badInput,
                    file == STDIN_FILENO
                        ? "\(name) is too long for text from sheets"
                        : "\(name) is not a PNG, JPEG, TIFF or PDF, and too long for text from sheets",
                    hint: "text has one code or row of words per line")
            case .system(let number):
                throw CommandError(
                    .badInput, "\(name) cannot be read: \(unsafe String(cString: strerror(number)))",
                    hint: "copy it to a disk that can be read")
            }
        }
    }
}
