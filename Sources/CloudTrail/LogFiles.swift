// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The files that paths name, with all files of folders; sorted, and each path once. A file with several names is there
/// once where a link was followed or several paths were named; in one folder, hard links to it are each a file.
package struct LogFiles: Sendable {
    package private(set) var paths: [String] = []
    package private(set) var problems: [ReadingProblem] = []

    /// Whether a link was followed, so that a file may have been found twice.
    private var hasLinks = false

    /// A file, whatever names lead to it.
    private struct Inode: Hashable {
        var device: UInt
        var number: UInt

        init(_ status: stat) {
            device = UInt(status.st_dev)
            number = UInt(status.st_ino)
        }
    }

    private static let deepest = 64

    /// Looks at files and folders. Names that begin with a dot and links to folders are passed over inside of folders,
    /// the links with a problem.
    package init(_ named: [String]) {
        for path in named.sorted() { add(path, depth: 0) }
        paths.sort()
        // A look at each file takes longer than finding its name.
        if hasLinks || named.count > 1 { dropRepeated() }
    }

    private mutating func dropRepeated() {
        var seen: Set<Inode> = []
        paths.removeAll { path in
            var status = stat()
            return unsafe stat(path, &status) == 0 && !seen.insert(Inode(status)).inserted
        }
    }

    private mutating func add(_ path: String, depth: Int) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            return report(path, "cannot be opened: \(SystemError.text(errno))")
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: paths.append(path)
        case S_IFDIR: addFolder(path, depth: depth)
        default: report(path, "neither a file nor a folder")
        }
    }

    private mutating func addFolder(_ path: String, depth: Int) {
        guard depth < LogFiles.deepest else { return report(path, "folders nested too deep; name this one itself") }
        for entry in entries(of: path) {
            switch entry.kind {
            case DT_REG: paths.append(entry.path)
            case DT_DIR: addFolder(entry.path, depth: depth + 1)
            default: addOther(entry.path, depth: depth + 1)
            }
        }
    }

    /// What the folder does not tell to be a file or a folder.
    private mutating func addOther(_ path: String, depth: Int) {
        var link = stat()
        guard unsafe lstat(path, &link) == 0, link.st_mode & S_IFMT == S_IFLNK else { return add(path, depth: depth) }
        hasLinks = true
        var target = stat()
        if unsafe stat(path, &target) == 0, target.st_mode & S_IFMT == S_IFDIR {
            return report(path, "a link to a folder, which is not followed; name the folder itself")
        }
        add(path, depth: depth)
    }

    /// What is in a folder, in the order of names, with the kind that the folder tells.
    private mutating func entries(of folder: String) -> [(path: String, kind: Int)] {
        guard let handle = unsafe opendir(folder) else {
            report(folder, "cannot be opened: \(SystemError.text(errno))")
            return []
        }
        defer { unsafe closedir(handle) }
        let start = folder.hasSuffix("/") ? folder : folder + "/"
        var entries: [(path: String, kind: Int)] = []
        while let entry = unsafe readdir(handle) {
            unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                let name = unsafe UnsafeRawPointer(field).assumingMemoryBound(to: CChar.self)
                guard unsafe name[0] != CChar(UInt8(ascii: ".")) else { return }
                unsafe entries.append((start + String(cString: name), Int(entry.pointee.d_type)))
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
