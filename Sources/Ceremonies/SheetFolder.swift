// SPDX-License-Identifier: Apache-2.0

import CProcess
import Foundation
import Glibc
import Isolation
package import SecretMemory

/// Why sheets could not be put into a folder. Nothing is left behind.
package enum SheetFolderError: Error, Equatable, Sendable {
    /// Something exists where the folder should be.
    case exists(path: String)
    /// An empty folder is there that this program cannot replace, and why.
    case notReplaceable(path: String, reason: String)
    /// The parent folder does not exist or is not a folder.
    case noParent(path: String)
    /// It is on a disk, where data can be found after it is deleted.
    case onDisk(path: String)
    /// The system refused.
    case system(path: String, reason: String)
}

/// A folder of sheets that appears whole or not at all.
package final class SheetFolder: Sendable {
    /// Where the sheets will be.
    package let path: String
    private let staging: String

    /// Checks the path, and makes a hidden folder next to it that only the user can read.
    ///
    /// - Parameter allowingDisk: whether the sheets may be written to a disk.
    package init(path: String, allowingDisk: Bool) throws(SheetFolderError) {
        let url = URL(filePath: path).standardizedFileURL
        let parent = url.deletingLastPathComponent().path(percentEncoded: false)
        self.path = url.path(percentEncoded: false)
        var status = stat()
        guard unsafe stat(parent, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .noParent(path: parent)
        }
        if unsafe lstat(self.path, &status) == 0 {
            let entries = try? FileManager.default.contentsOfDirectory(atPath: self.path)
            guard status.st_mode & S_IFMT == S_IFDIR, entries?.isEmpty != false else { throw .exists(path: path) }
            try Self.checkReplaceable(self.path, status, in: parent)
            guard entries != nil else { throw .exists(path: path) }
        }
        guard allowingDisk || Self.isInMemory(parent) else { throw .onDisk(path: path) }
        var template = Array("\(parent)/.\(url.lastPathComponent).partial-XXXXXX".utf8CString)
        guard let made = unsafe mkdtemp(&template) else { throw .system(path: parent, reason: Self.reason) }
        staging = unsafe String(cString: made)
    }

    /// Refuses an empty folder that ``publish()`` could not replace, before anything is dealt.
    private static func checkReplaceable(
        _ path: String, _ folder: stat, in parent: String
    ) throws(SheetFolderError) {
        var above = stat()
        guard unsafe stat(parent, &above) == 0 else { throw .system(path: parent, reason: reason) }
        guard folder.st_dev == above.st_dev else {
            throw .notReplaceable(path: path, reason: "another file system is mounted there")
        }
        guard folder.st_uid == geteuid() else {
            throw .notReplaceable(path: path, reason: "it belongs to another user")
        }
    }

    /// Writes a file into the hidden folder, readable only by the user.
    package func add(_ name: String, _ bytes: borrowing SecretBytes) throws(SheetFolderError) {
        let file = unsafe open("\(staging)/\(name)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .system(path: name, reason: Self.reason) }
        defer { close(file) }
        do throws(SecretOutput.Failure) { try SecretOutput.write(bytes, to: file) } catch {
            switch error {
            case .readerIsGone: throw .system(path: name, reason: "cannot be written")
            case .system(let number): throw .system(path: name, reason: unsafe String(cString: strerror(number)))
            }
        }
        guard fsync(file) == 0 else { throw .system(path: name, reason: Self.reason) }
    }

    /// Gives the folder its name, once everything is in it.
    package func publish() throws(SheetFolderError) {
        try Self.sync(staging)
        // An empty folder of that name is replaced; anything else is left alone and reported.
        guard unsafe rename(staging, path) == 0 else {
            if errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR { throw .exists(path: path) }
            throw .system(path: path, reason: Self.reason)
        }
        try Self.sync(URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false))
    }

    /// Removes the hidden folder and everything in it; a published folder is left alone.
    package func discard() {
        try? FileManager.default.removeItem(atPath: staging)
    }

    /// Whether a folder is in memory, judging by the kind of its file system (statfs(2)).
    package static func isInMemory(_ path: String) -> Bool {
        unsafe cprocess_is_in_memory(path) == 1
    }

    private static func sync(_ folder: String) throws(SheetFolderError) {
        let handle = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw .system(path: folder, reason: reason) }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw .system(path: folder, reason: reason) }
    }

    private static var reason: String { unsafe String(cString: strerror(errno)) }
}
