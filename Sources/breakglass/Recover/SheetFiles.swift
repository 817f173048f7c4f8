// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Isolation
import SecretMemory
import ShareEnvelope
import SheetScanning

/// Reads the files of a recovery: images and PDFs in child processes, text and manifests here.
enum SheetFiles {
    /// Text that may hold a share.
    final class Text: Sendable {
        let bytes: SecretBytes
        init(_ bytes: consuming SecretBytes) { self.bytes = bytes }
    }

    /// What a file turned out to be.
    enum Content: Sendable {
        case scan(Scan)
        case text(Text)
        case manifest(Manifest)
    }

    /// The longest text: a sheet's words and codes fit many times.
    private static let textLimit = 1 << 20

    /// Reads all files, as many at once as there are processors, and answers in their order.
    static func read(_ paths: [String]) async -> [(path: String, content: Result<Content, Complaint>)] {
        let width = max(1, ProcessInfo.processInfo.activeProcessorCount)
        return await withTaskGroup(of: (Int, Result<Content, Complaint>).self) { group in
            var results = [Result<Content, Complaint>?](repeating: nil, count: paths.count)
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

    private static func read(_ path: String) async -> Result<Content, Complaint> {
        do throws(Complaint) { return .success(try await content(of: path)) } catch { return .failure(error) }
    }

    private static func content(of path: String) async throws(Complaint) -> Content {
        if path == "-" { return .text(Text(try text(from: STDIN_FILENO, called: "the standard input"))) }
        let file = try SheetPaths.open(path)
        defer { close(file) }
        switch startOf(file) {
        case .picture: return .scan(try await SheetPaths.scan(path))
        case .manifest: return .manifest(try manifest(from: file, called: path))
        case .other: return .text(Text(try text(from: file, called: path)))
        }
    }

    private enum Start {
        case picture
        case manifest
        case other
    }

    /// What the first bytes say; the child that reads a picture looks more closely.
    private static func startOf(_ file: Int32) -> Start {
        var bytes = [UInt8](repeating: 0, count: 1024)
        let count = unsafe pread(file, &bytes, bytes.count, 0)
        guard count > 0 else { return .picture }
        var start = bytes[0..<count]
        if start.starts(with: Array("BGM\u{1}".utf8)) { return .manifest }
        if start.starts(with: Array("\u{FEFF}".utf8)) { start = start.dropFirst(3) }
        // Text of sheets is ASCII; everything else, and a PDF, is for the child to judge.
        let isText = start.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        return isText && !start.starts(with: Array("%PDF".utf8)) ? .other : .picture
    }

    private static func manifest(from file: Int32, called name: String) throws(Complaint) -> Manifest {
        let bytes = try text(from: file, called: name)
        do throws(EnvelopeError) { return try Manifest(encoded: (0..<bytes.count).map { bytes.span[$0] }) } catch {
            throw Complaint(error, in: name)
        }
    }

    private static func text(from file: Int32, called name: String) throws(Complaint) -> SecretBytes {
        do throws(SecretInput.Failure) { return try SecretInput.read(from: file, limit: textLimit) } catch {
            switch error {
            case .tooLong:
                throw Complaint(
                    .badInput, "\(name) is too long for the text of sheets", hint: "one code or row of words a line")
            case .system(let number):
                throw Complaint(
                    .badInput, "\(name) cannot be read: \(unsafe String(cString: strerror(number)))",
                    hint: "copy it to a disk that can be read")
            }
        }
    }
}
