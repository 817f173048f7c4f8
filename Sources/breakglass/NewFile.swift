// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A file of public bytes that is not there yet.
struct NewFile {
    let path: String

    /// Refuses a file that is there, before anything is done for it.
    init(_ path: String) throws(Complaint) {
        guard !SheetPaths.exists(path) else { throw Self.isThere(path) }
        self.path = path
    }

    /// Writes all of it, or leaves nothing: the file has its name only once it is whole, and never another's place.
    func write(_ bytes: [UInt8]) throws(Complaint) {
        let url = URL(filePath: path).standardizedFileURL
        let parent = url.deletingLastPathComponent().path(percentEncoded: false)
        var template = Array("\(parent)/.\(url.lastPathComponent).partial-XXXXXX".utf8CString)
        let file = unsafe mkstemp(&template)
        guard file >= 0 else {
            throw Complaint(
                .cannotCreate, "\(path) cannot be made", hint: "name a new file in a folder that is there")
        }
        let draft = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let undo = Interruption.undo { unsafe unlink(draft) }
        defer {
            unsafe unlink(draft)
            Interruption.forget(undo)
        }
        let isWritten = Self.write(bytes, to: file)
        guard close(file) == 0, isWritten else {
            throw Complaint(
                .cannotWrite, "\(path) cannot be written to its end", hint: "name a file on a disk that has room")
        }
        guard unsafe link(draft, path) == 0 || Self.rename(draft, to: path) else { throw Self.isThere(path) }
    }

    /// A name for a draft where there are no hard links, as on many sticks: it is taken first, so that no other file
    /// loses its own.
    private static func rename(_ draft: String, to path: String) -> Bool {
        guard errno != EEXIST else { return false }
        let taken = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard taken >= 0 else { return false }
        close(taken)
        guard unsafe Glibc.rename(draft, path) == 0 else {
            unsafe unlink(path)
            return false
        }
        return true
    }

    private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return false }
            if count > 0 { rest = rest.dropFirst(count) }
        }
        // mkstemp(3) makes a file for its owner alone; what is public has the rights that the user's umask gives.
        let mask = umask(0)
        umask(mask)
        return fchmod(file, 0o666 & ~mask) == 0 && fsync(file) == 0
    }

    private static func isThere(_ path: String) -> Complaint {
        Complaint(.cannotCreate, "\(path) is there already", hint: "name a file that is not there yet")
    }
}
