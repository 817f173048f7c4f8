// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import TerminalDialogue

/// A file of public bytes that does not exist yet.
struct NewFile {
    let path: String
    /// The folder that it goes into.
    private let parent: String
    private let name: String

    /// Refuses a file that exists, or whose folder is not writable, before any other work is done.
    init(_ path: String) throws(CommandError) {
        var status = stat()
        guard unsafe lstat(path, &status) != 0 else { throw Self.isThere(path) }
        self.path = path
        let url = URL(filePath: path).standardizedFileURL
        parent = url.deletingLastPathComponent().path(percentEncoded: false)
        name = url.lastPathComponent
        let draft = try draft()
        close(draft.file)
        unsafe unlink(draft.path)
    }

    /// Writes all of it or nothing: the file gets its name only once it is complete, and never replaces another file.
    func write(_ bytes: [UInt8]) throws(CommandError) {
        let (file, draft) = try draft()
        let undo = Interruption.undo { unsafe unlink(draft) }
        defer {
            unsafe unlink(draft)
            Interruption.forget(undo)
        }
        // The first failure is reported; closing may fail too.
        let trouble = Self.write(bytes, to: file)
        let isClosed = close(file) == 0 ? nil : errno
        if let number = trouble ?? isClosed {
            throw CommandError(.cannotWrite, "\(path) cannot be written", because: number)
        }
        guard let number = Self.give(draft, the: path) else { return }
        guard number == EEXIST else { throw CommandError(.cannotCreate, "\(path) cannot be created", because: number) }
        throw Self.isThere(path)
    }

    /// A new hidden file in the same folder.
    private func draft() throws(CommandError) -> (file: Int32, path: String) {
        var template = Array("\(parent)/.\(name).partial-XXXXXX".utf8CString)
        let file = unsafe mkstemp(&template)
        guard file >= 0 else { throw CommandError(.cannotCreate, "\(path) cannot be created", because: errno) }
        return (file, String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    /// Gives a draft its name, without replacing another file.
    ///
    /// - Returns: the system's error number if that failed.
    private static func give(_ draft: String, the path: String) -> Int32? {
        guard unsafe link(draft, path) != 0 else { return nil }
        guard errno != EEXIST else { return EEXIST }
        // Many USB sticks have no hard links: the name is taken first, so that no other file is replaced.
        let taken = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard taken >= 0 else { return errno }
        close(taken)
        guard unsafe rename(draft, path) != 0 else { return nil }
        let number = errno
        unsafe unlink(path)
        return number
    }

    /// Writes bytes until the disk has them.
    ///
    /// - Returns: the system's error number if that failed.
    private static func write(_ bytes: [UInt8], to file: Int32) -> Int32? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return errno }
            if count > 0 { rest = rest.dropFirst(count) }
        }
        // mkstemp(3) makes a file for its owner only; a public file gets the permissions that the user's umask allows.
        // Disks without permissions, such as FAT, refuse that, and nothing is lost there.
        let mask = umask(0)
        umask(mask)
        fchmod(file, 0o666 & ~mask)
        return fsync(file) == 0 ? nil : errno
    }

    private static func isThere(_ path: String) -> CommandError {
        CommandError(.cannotCreate, "\(path) already exists", hint: "name a file that does not exist yet")
    }
}
