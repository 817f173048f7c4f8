// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The files that paths name, with all files of folders; sorted, and each once.
package struct LogFiles: Sendable {
    package var paths: [String] { files.map(\.path) }
    package private(set) var problems: [ReadingProblem] = []

    private(set) var files: [File] = []

    /// A file and its size when it was found.
    struct File: Sendable {
        let path: String
        let byteCount: Int
    }

    /// A file, whatever names lead to it.
    private struct Inode: Hashable {
        var device: UInt
        var number: UInt
    }

    private static let deepest = 64

    /// Looks at files and folders. Names that begin with a dot and links to folders are passed over inside of folders,
    /// the links with a problem.
    package init(_ named: [String]) {
        var seen: Set<Inode> = []
        for path in named.sorted() { add(path, depth: 0, seen: &seen) }
        files.sort { $0.path < $1.path }
    }

    private mutating func add(_ path: String, depth: Int, seen: inout Set<Inode>) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            return report(path, "cannot be opened: \(SystemError.text(errno))")
        }
        add(path, status, depth: depth, seen: &seen)
    }

    private mutating func add(_ path: String, _ status: stat, depth: Int, seen: inout Set<Inode>) {
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            guard seen.insert(Inode(device: UInt(status.st_dev), number: UInt(status.st_ino))).inserted else { return }
            files.append(File(path: path, byteCount: Int(status.st_size)))
        case S_IFDIR:
            guard depth < LogFiles.deepest else { return report(path, "folders nested too deep; name this one itself") }
            var link = stat()
            if depth > 0, unsafe lstat(path, &link) == 0, link.st_mode & S_IFMT == S_IFLNK {
                return report(path, "a link to a folder, which is not followed; name the folder itself")
            }
            for entry in entries(of: path) {
                if let status = entry.status {
                    add(entry.path, status, depth: depth + 1, seen: &seen)
                } else {
                    add(entry.path, depth: depth + 1, seen: &seen)
                }
            }
        default: report(path, "neither a file nor a folder")
        }
    }

    /// What is in a folder, in the order of names. What cannot be looked at has no status.
    private mutating func entries(of folder: String) -> [(path: String, status: stat?)] {
        guard let handle = unsafe opendir(folder) else {
            report(folder, "cannot be opened: \(SystemError.text(errno))")
            return []
        }
        defer { unsafe closedir(handle) }
        let start = folder.hasSuffix("/") ? folder : folder + "/"
        var entries: [(path: String, status: stat?)] = []
        while let entry = unsafe readdir(handle) {
            unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                let name = unsafe UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self)
                guard unsafe name[0] != CChar(UInt8(ascii: ".")) else { return }
                var status = stat()
                let isKnown = unsafe fstatat(dirfd(handle), name, &status, 0) == 0
                unsafe entries.append((start + String(cString: name), isKnown ? status : nil))
            }
        }
        return entries.sorted { $0.path < $1.path }
    }

    private mutating func report(_ path: String, _ message: String) {
        problems.append(ReadingProblem(file: path, offset: nil, message: message))
    }
}

/// The system's words for an error number.
enum SystemError {
    static func text(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
}
