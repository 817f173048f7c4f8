// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A file of public bytes that is not there yet.
struct NewFile {
    let path: String
    /// The folder that it goes into.
    private let parent: String
    private let name: String

    /// Refuses a file that is there, or whose folder takes none, before anything is done for it.
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

    /// Writes all of it, or leaves nothing: the file has its name only once it is whole, and never another's place.
    func write(_ bytes: [UInt8]) throws(CommandError) {
        let (file, draft) = try draft()
        let undo = Interruption.undo { unsafe unlink(draft) }
        defer {
            unsafe unlink(draft)
            Interruption.forget(undo)
        }
        // What the system says about the first thing that fails counts; closing may fail too.
        let trouble = Self.write(bytes, to: file)
        let isClosed = close(file) == 0 ? nil : errno
        if let number = trouble ?? isClosed {
            throw CommandError(.cannotWrite, "\(path) cannot be written", because: number)
        }
        guard let number = Self.give(draft, the: path) else { return }
        guard number == EEXIST else { throw CommandError(.cannotCreate, "\(path) cannot be made", because: number) }
        throw Self.isThere(path)
    }

    /// A new hidden file beside the place of this one.
    private func draft() throws(CommandError) -> (file: Int32, path: String) {
        var template = Array("\(parent)/.\(name).partial-XXXXXX".utf8CString)
        let file = unsafe mkstemp(&template)
        guard file >= 0 else { throw CommandError(.cannotCreate, "\(path) cannot be made", because: errno) }
        return (file, String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    /// Gives a draft its name, and takes nobody else's.
    ///
    /// - Returns: what the system said where that failed.
    private static func give(_ draft: String, the path: String) -> Int32? {
        guard unsafe link(draft, path) != 0 else { return nil }
        guard errno != EEXIST else { return EEXIST }
        // Many sticks have no hard links: the name is taken first, so that no other file loses its own.
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
    /// - Returns: what the system said where that failed.
    private static func write(_ bytes: [UInt8], to file: Int32) -> Int32? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return errno }
            if count > 0 { rest = rest.dropFirst(count) }
        }
        // mkstemp(3) makes a file for its owner alone; what is public has the rights that the user's umask gives. Disks
        // that keep no rights, such as FAT, refuse that, and nothing is lost there.
        let mask = umask(0)
        umask(mask)
        fchmod(file, 0o666 & ~mask)
        return fsync(file) == 0 ? nil : errno
    }

    private static func isThere(_ path: String) -> CommandError {
        CommandError(.cannotCreate, "\(path) is there already", hint: "name a file that is not there yet")
    }
}
