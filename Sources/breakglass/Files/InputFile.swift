// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import TerminalDialogue

/// Reads files that a person named, each up to a limit and without waiting forever.
enum InputFile {
    /// How long to wait for a pipe's writer, in milliseconds.
    private static let patience: Int32 = 2_000

    /// Opens a file for reading; the caller closes it.
    static func open(_ path: String) throws(CommandError) -> Int32 {
        let file = unsafe Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard file >= 0 else { throw unreadable(path, errno) }
        do throws(CommandError) { try check(file, path) } catch {
            close(file)
            throw error
        }
        // From now on, reading blocks until data arrives.
        _ = fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK)
        return file
    }

    /// All bytes of a file.
    ///
    /// - Parameters:
    ///   - limit: how many there may be.
    ///   - hint: the hint of an error: what kind of file is expected.
    static func bytes(_ path: String, limit: Int, hint: String) throws(CommandError) -> [UInt8] {
        let file = try open(path)
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: min(limit + 1, 1 << 16))
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe Glibc.read(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(path, errno) }
            guard count > 0 else { return bytes }
            bytes += piece[..<count]
            guard bytes.count <= limit else {
                throw CommandError(.badInput, "\(path) has more than the limit of \(limit) bytes", hint: hint)
            }
        }
    }

    /// All of a text file.
    static func text(_ path: String, limit: Int, hint: String) throws(CommandError) -> String {
        guard let text = String(validating: try bytes(path, limit: limit, hint: hint), as: UTF8.self) else {
            throw CommandError(.badInput, "\(path) is not UTF-8 text", hint: hint)
        }
        return text
    }

    private static func check(_ file: Int32, _ path: String) throws(CommandError) {
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw unreadable(path, errno) }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw CommandError(.notFound, "\(path) is a folder", hint: "name a file")
        case S_IFIFO:
            guard isWritten(file) else {
                throw CommandError(
                    .notFound, "\(path) is a pipe that no program writes to",
                    hint: "name a file, or check the program that should write to the pipe")
            }
        default: break
        }
    }

    /// Whether a pipe has data, or a program holds its other end: that program may take its time, for example because
    /// it asks for a passphrase.
    private static func isWritten(_ file: Int32) -> Bool {
        var wait = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&wait, 1, patience) == 0 else { return true }
        // Nothing can be read now. With a writer, the system says "try again"; without one, it reports the end.
        var byte: UInt8 = 0
        return unsafe read(file, &byte, 1) < 0 && errno == EAGAIN
    }

    private static func unreadable(_ path: String, _ number: Int32) -> CommandError {
        CommandError(
            .notFound, "\(path) cannot be read: \(unsafe String(cString: strerror(number)))",
            hint: "check the name, and who may read the file")
    }
}
