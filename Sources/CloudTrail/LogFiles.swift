// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The files that paths name, with all files of folders; sorted, and each once.
package struct LogFiles: Sendable {
    package private(set) var paths: [String] = []
    package private(set) var problems: [ReadingProblem] = []

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
        paths.sort()
    }

    private mutating func add(_ path: String, depth: Int, seen: inout Set<Inode>) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            return report(path, "cannot be opened: \(SystemError.text(errno))")
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            guard seen.insert(Inode(device: UInt(status.st_dev), number: UInt(status.st_ino))).inserted else { return }
            paths.append(path)
        case S_IFDIR:
            guard depth < LogFiles.deepest else { return report(path, "folders nested too deep; name this one itself") }
            var link = stat()
            if depth > 0, unsafe lstat(path, &link) == 0, link.st_mode & S_IFMT == S_IFLNK {
                return report(path, "a link to a folder, which is not followed; name the folder itself")
            }
            for name in names(in: path) {
                add(path.hasSuffix("/") ? path + name : path + "/" + name, depth: depth + 1, seen: &seen)
            }
        default: report(path, "neither a file nor a folder")
        }
    }

    private mutating func names(in folder: String) -> [String] {
        guard let handle = unsafe opendir(folder) else {
            report(folder, "cannot be opened: \(SystemError.text(errno))")
            return []
        }
        defer { unsafe closedir(handle) }
        var names: [String] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                unsafe String(cString: UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self))
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    private mutating func report(_ path: String, _ message: String) {
        problems.append(ReadingProblem(file: path, offset: nil, message: message))
    }
}

/// The system's words for an error number.
enum SystemError {
    static func text(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
}
