// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc

/// A folder that an export fills.
struct ExportFolder {
    private let path: String

    /// - Throws: `CommandFailure` when the folder cannot be made.
    init(_ path: String) throws(CommandFailure) {
        guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw CommandFailure(.cannotWrite, "\(path) cannot be made: \(unsafe String(cString: strerror(errno)))")
        }
        self.path = path
    }

    /// Writes files, replacing those of the same names.
    ///
    /// - Throws: `CommandFailure` when one cannot be written.
    func write(_ files: [(name: String, content: String)]) throws(CommandFailure) {
        for file in files {
            do {
                try Data(file.content.utf8).write(to: URL(filePath: "\(path)/\(file.name)"))
            } catch {
                throw CommandFailure(.cannotWrite, "\(path)/\(file.name) cannot be written: \(error)")
            }
        }
    }
}
