// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Isolation
import RecoveryPage
import SheetScanning
import SystemPackage
import TerminalDialogue

/// The files that a person means by a path.
enum SheetPaths {
    /// The most files that are read from one folder: a pile of sheets has a few dozen pages.
    private static let folderLimit = 500

    /// The path itself, or every file of a folder in the order of their names. The recovery page lies beside sheets in
    /// binders and on sticks, and is none.
    static func files(in path: String) -> [String] {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [path] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let sorted = names.filter { !$0.hasPrefix(".") && $0 != OwnPage.name }.sorted { left, right in
            left.compare(right, options: .numeric) == .orderedAscending
        }
        if sorted.count > folderLimit {
            Console.warn(
                "\(path) has \(sorted.count) files: the first \(folderLimit) are read; name the others one by one")
        }
        return sorted.prefix(folderLimit).map { "\(path.hasSuffix("/") ? String(path.dropLast()) : path)/\($0)" }.filter
        { file in
            var status = stat()
            return unsafe stat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        }
    }

    /// Opens a file with sheets; refuses a pipe or a device, which might never end.
    static func open(_ path: String) throws(CommandError) -> Int32 {
        // Checked before opening, because opening a pipe waits until somebody writes to it.
        var status = stat()
        if unsafe stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) {
            throw CommandError(
                .badInput, "\(path) is a pipe or a device",
                hint: "save its text or picture as a file, and name that file")
        }
        return try InputFile.open(path)
    }

    /// Reads every code of an image or PDF in child processes, and says so if that takes a while.
    static func scan(_ path: String) async throws(CommandError) -> Scan {
        let file = try open(path)
        defer { close(file) }
        let progress = Progress("Reading \(path)")
        defer { progress.end() }
        let hint = "scan the sheet as PNG, JPEG, TIFF or PDF, or type its words"
        let scan: Scan
        do throws(WorkerError) {
            scan = try await SheetScanner().codes(in: FileDescriptor(rawValue: file)) { place in
                if let count = place.pageCount { progress.note("page \(place.page) of \(count)") }
            }
        } catch {
            throw CommandError(error.isRefusal ? .badInput : .fault, "\(path): \(error.words)", hint: hint)
        }
        // If the only page failed and shows nothing, the whole file failed.
        if scan.pages.count == 1, scan.codes.isEmpty, let trouble = scan.troubles(in: path).first {
            throw CommandError(.badInput, trouble, hint: hint)
        }
        return scan
    }
}

extension SheetPaths {
    /// Whether a file or folder of this name exists.
    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}
