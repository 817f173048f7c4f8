// SPDX-License-Identifier: Apache-2.0
//
// A folder with durable writes: each operation returns once the data is on disk, or throws and leaves the earlier
// content. It never follows a symbolic link in the place of a file.

import Foundation
import Glibc

/// Why a file operation failed.
package struct StoreFailure: Error, Hashable, Sendable {
    /// The operation that failed: "be read", "be written".
    package let act: String
    /// The file or folder.
    package let path: String
    /// The reason, in words.
    package let reason: String
    /// The system's error number (errno(3)); `nil` if this program refused.
    package let number: Int32?

    /// Whether the file or folder does not exist.
    package var isMissing: Bool { number == ENOENT || number == ENOTDIR }

    /// A failure that the system reported.
    init(_ act: String, _ path: String, number: Int32) {
        self.act = act
        self.path = path
        self.number = number
        // No link is followed here, so that the system's words for it, "too many levels", would be about something else.
        reason = number == ELOOP ? "it is a link, not a file" : unsafe String(cString: strerror(number))
    }

    /// A refusal by this program.
    init(_ act: String, _ path: String, because reason: String) {
        self.act = act
        self.path = path
        self.reason = reason
        number = nil
    }

    /// The same reason for another operation and file.
    func of(_ act: String, _ path: String) -> StoreFailure {
        StoreFailure(act: act, path: path, reason: reason, number: number)
    }

    private init(act: String, path: String, reason: String, number: Int32?) {
        self.act = act
        self.path = path
        self.reason = reason
        self.number = number
    }
}

/// A folder with an open handle.
final class DurableFolder: Sendable {
    let path: String
    let handle: Int32
    /// The permissions of new files.
    private let mode: mode_t

    /// Opens an existing folder.
    init(path: String, mode: mode_t = 0o644) throws(StoreFailure) {
        self.path = path
        self.mode = mode
        handle = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard handle >= 0 else { throw Self.failure("be opened", path) }
    }

    /// Opens a folder inside this one. Makes it if it does not exist.
    func folder(making name: String) throws(StoreFailure) -> DurableFolder {
        if !has(name) { try makeFolder(name) }
        return try folder(name)
    }

    /// Checks that files can be made in the folder, and leaves none behind.
    func checkWritable() throws(StoreFailure) {
        let draft = ".check.new"
        let file = unsafe openat(
            handle, draft, O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else { throw Self.failure("be written", path) }
        close(file)
        unsafe unlinkat(handle, draft, 0)
    }

    /// Opens a folder inside this one. Refuses a symbolic link.
    func folder(_ name: String) throws(StoreFailure) -> DurableFolder {
        let file = unsafe openat(handle, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw failure("be opened", name) }
        return DurableFolder(handle: file, path: "\(path)/\(name)", mode: mode)
    }

    private init(handle: Int32, path: String, mode: mode_t) {
        self.handle = handle
        self.path = path
        self.mode = mode
    }

    deinit { close(handle) }

    /// The names of its contents, in order. In a name that is not UTF-8, replacement characters mark the invalid bytes.
    func names() throws(StoreFailure) -> [String] {
        let own = unsafe openat(handle, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0, let list = unsafe fdopendir(own) else { throw Self.failure("be read", path) }
        defer { unsafe closedir(list) }
        var names: [String] = []
        while let entry = unsafe readdir(list) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Reads all bytes of a file.
    ///
    /// - Parameter limit: the most bytes that the file may have.
    /// - Returns: `nil` if there is no such file.
    func read(_ name: String, limit: Int) throws(StoreFailure) -> [UInt8]? {
        try read(name) { count throws(StoreFailure) in
            try check(count, of: name, limit)
            return count
        }
    }

    /// Reads the first bytes of a file, at most `limit`.
    ///
    /// - Returns: `nil` if there is no such file.
    func start(of name: String, limit: Int) throws(StoreFailure) -> [UInt8]? {
        try read(name) { min($0, limit) }
    }

    /// Reads a file piece by piece, each from the position up to which the one before was taken. Does nothing if there
    /// is no such file.
    ///
    /// - Parameters:
    ///   - limit: the most bytes that the file may have.
    ///   - take: returns how many bytes of a piece it took; the next piece begins with the rest.
    func readPieces(
        of name: String, limit: Int, _ take: (ArraySlice<UInt8>) -> Int
    ) throws(StoreFailure) {
        let file = unsafe openat(handle, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
        if file < 0, errno == ENOENT { return }
        guard file >= 0 else { throw failure("be read", name) }
        defer { close(file) }
        let count = try byteCount(of: file, name)
        try check(count, of: name, limit)
        var piece = [UInt8](repeating: 0, count: min(count, 1 << 20))
        var start = 0
        while start < count {
            let got = unsafe piece.withUnsafeMutableBytes { unsafe pread(file, $0.baseAddress, $0.count, off_t(start)) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw failure("be read", name) }
            guard got > 0 else { return }
            let taken = take(piece[..<got])
            // A piece without a line end is not part of a log; skip it.
            start += taken > 0 ? taken : got
        }
    }

    private func check(_ count: Int, of name: String, _ limit: Int) throws(StoreFailure) {
        guard count > limit else { return }
        throw StoreFailure(
            "be read", "\(path)/\(name)", because: "it has \(count) bytes, and at most \(limit) are read")
    }

    private func read(
        _ name: String, taking wanted: (Int) throws(StoreFailure) -> Int
    ) throws(StoreFailure) -> [UInt8]? {
        let file = unsafe openat(handle, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
        if file < 0, errno == ENOENT { return nil }
        guard file >= 0 else { throw failure("be read", name) }
        defer { close(file) }
        return try bytes(of: file, name, count: try wanted(try byteCount(of: file, name)))
    }

    /// Reads all bytes of a regular file that has no second name anywhere.
    ///
    /// - Returns: `nil` for a link, a folder, a file over the limit, and a file with a second name, which may be in
    ///   another folder.
    func readSole(_ name: String, limit: Int) throws(StoreFailure) -> [UInt8]? {
        let file = unsafe openat(handle, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
        if file < 0, [ENOENT, ELOOP, ENXIO].contains(errno) { return nil }
        guard file >= 0 else { throw failure("be read", name) }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw failure("be read", name) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_nlink == 1, status.st_size <= limit else { return nil }
        return try bytes(of: file, name, count: Int(status.st_size))
    }

    private func bytes(of file: Int32, _ name: String, count: Int) throws(StoreFailure) -> [UInt8] {
        var hasFailed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { room, filled in
            while filled < count {
                // The buffer has `count` bytes, and `filled` of them are written.
                let got = unsafe Glibc.read(file, room.baseAddress! + filled, count - filled)
                if got < 0, errno == EINTR { continue }
                hasFailed = got < 0
                guard got > 0 else { return }
                filled += got
            }
        }
        guard !hasFailed else { throw failure("be read", name) }
        return bytes
    }

    /// How many bytes a file has; 0 if it does not exist.
    func byteCount(of name: String) throws(StoreFailure) -> Int {
        var status = stat()
        guard unsafe fstatat(handle, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            guard errno == ENOENT else { throw failure("be read", name) }
            return 0
        }
        return Int(status.st_size)
    }

    /// Appends bytes to a file. Its end must be where the caller expects it.
    func append(_ bytes: [UInt8], to name: String, after end: Int) throws(StoreFailure) {
        let file = unsafe openat(
            handle, name, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else { throw failure("be written", name) }
        defer { close(file) }
        guard try byteCount(of: file, name) == end else {
            throw StoreFailure("be written", "\(path)/\(name)", because: "another program wrote to it")
        }
        do throws(StoreFailure) {
            try write(bytes, to: file, name)
            // After a failed fsync, the kernel may drop what was not written. Never retry it (fsync(2)).
            guard fsync(file) == 0 else { throw failure("be written", name) }
        } catch {
            ftruncate(file, off_t(end))
            throw error
        }
        if end == 0 { try sync() }
    }

    /// Replaces the content of a file, completely or not at all.
    func replace(_ name: String, with bytes: [UInt8], isDurable: Bool = true) throws(StoreFailure) {
        let draft = ".\(name).new"
        let file = unsafe openat(
            handle, draft, O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else { throw failure("be written", name) }
        do throws(StoreFailure) {
            defer { close(file) }
            try write(bytes, to: file, name)
            guard !isDurable || fsync(file) == 0 else { throw failure("be written", name) }
        } catch {
            unsafe unlinkat(handle, draft, 0)
            throw error
        }
        do throws(StoreFailure) { try rename(draft, to: name, isDurable: isDurable) } catch {
            unsafe unlinkat(handle, draft, 0)
            throw error
        }
    }

    /// Renames a file and replaces the one that had the new name.
    func rename(_ name: String, to other: String, isDurable: Bool = true) throws(StoreFailure) {
        guard unsafe renameat(handle, name, handle, other) == 0 else { throw failure("be replaced", other) }
        if isDurable { try sync() }
    }

    /// Cuts a file to its first `count` bytes.
    func truncate(_ name: String, to count: Int) throws(StoreFailure) {
        let file = unsafe openat(handle, name, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw failure("be written", name) }
        defer { close(file) }
        guard ftruncate(file, off_t(count)) == 0, fsync(file) == 0 else { throw failure("be written", name) }
    }

    /// Makes a folder inside this one if it does not exist.
    func makeFolder(_ name: String) throws(StoreFailure) {
        guard unsafe mkdirat(handle, name, 0o755) == 0 || errno == EEXIST else { throw failure("be made", name) }
        try sync()
    }

    /// Whether something of that name exists.
    func has(_ name: String) -> Bool { unsafe faccessat(handle, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0 }

    /// Whether a regular file of that name exists. A link to one does not count.
    func isPlainFile(_ name: String) -> Bool {
        var status = stat()
        return unsafe fstatat(handle, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    private func sync() throws(StoreFailure) {
        guard fsync(handle) == 0 else { throw Self.failure("be written", path) }
    }

    private func write(_ bytes: [UInt8], to file: Int32, _ name: String) throws(StoreFailure) {
        // If a full disk, a quota or a limit cuts a write short, the next attempt fails with the reason.
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { throw failure("be written", name) }
            if count > 0 { rest = rest.dropFirst(count) }
        }
    }

    private func byteCount(of file: Int32, _ name: String) throws(StoreFailure) -> Int {
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw failure("be read", name) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StoreFailure("be read", "\(path)/\(name)", because: "it is not a regular file")
        }
        return Int(status.st_size)
    }

    private func failure(_ act: String, _ name: String) -> StoreFailure { Self.failure(act, "\(path)/\(name)") }

    static func failure(_ act: String, _ path: String) -> StoreFailure {
        StoreFailure(act, path, number: errno)
    }
}
