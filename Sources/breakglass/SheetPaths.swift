// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Isolation
import SheetScanning
import SystemPackage

/// The files that a person means by a path.
enum SheetPaths {
    /// More files of one folder are passed over: a pile of sheets has some dozens of pages.
    private static let folderLimit = 500

    /// The file itself, or every file of a folder in the order of their names; none when there is nothing there.
    static func files(in path: String) -> [String] {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [path] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let sorted = names.filter { !$0.hasPrefix(".") }.sorted { left, right in
            left.compare(right, options: .numeric) == .orderedAscending
        }
        if sorted.count > folderLimit {
            Talk.warn(
                "\(path) has \(sorted.count) files: the first \(folderLimit) are read; name the others one by one")
        }
        return sorted.prefix(folderLimit).map { "\(path.hasSuffix("/") ? String(path.dropLast()) : path)/\($0)" }.filter
        { file in
            var status = stat()
            return unsafe stat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        }
    }

    /// Reads every code of an image or PDF in a child process.
    static func scan(_ path: String) async throws(Complaint) -> Scan {
        let file = try InputFile.open(path)
        defer { close(file) }
        do throws(WorkerError) {
            return try await SheetScanner().codes(in: FileDescriptor(rawValue: file))
        } catch {
            throw Complaint(
                error.isRefusal ? .badInput : .fault, "\(path): \(error.words)",
                hint: "scan the sheet as PNG, JPEG, TIFF or PDF, or type its words")
        }
    }
}

extension SheetPaths {
    /// Whether a file or folder of this name is there.
    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}
