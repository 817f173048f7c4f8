// SPDX-License-Identifier: Apache-2.0
//
// The hidden folder in which a new binder is made before it gets its name. An unfinished one is removed as far as the
// disk permits, and the caller learns whether anything is left.

import Foundation
import Glibc

/// A folder to remove unless it is finished.
package struct StagingFolder: Sendable {
    /// The folder.
    package let path: String

    init(path: String) { self.path = path }

    /// Removes all that can be removed: first files, then folders from the innermost, so that a folder that stays keeps
    /// no other.
    ///
    /// - Returns: whether nothing is left of it.
    @discardableResult
    package func remove() -> Bool {
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        let all = names.map { "\(path)/\($0)" }
        let folders = all.filter { Self.isFolder($0) }
        for file in all where !folders.contains(file) { unsafe unlink(file) }
        for folder in folders.sorted(by: { $0.utf8.count > $1.utf8.count }) + [path] { unsafe rmdir(folder) }
        var status = stat()
        return unsafe lstat(path, &status) != 0 && errno == ENOENT
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
