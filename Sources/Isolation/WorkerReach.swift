// SPDX-License-Identifier: Apache-2.0

import CProcess
import Glibc

/// What a worker can reach besides its own memory and its three standard streams.
package enum WorkerReach: Sendable, Equatable {
    /// Nothing: the worker cannot open or see any file.
    case streams
    /// Files under these folders, for reading only, and threads of its own.
    ///
    /// On a kernel without Landlock, the worker can read every file that its user can.
    case folders([String])

    /// The folders that the worker may read.
    private var folders: [String] {
        switch self {
        case .streams: []
        case .folders(let folders): folders
        }
    }

    /// Permanently restricts this thread to the folders; returns false when the kernel has Landlock but refused.
    func takeFilesAway() -> Bool {
        guard cprocess_landlock_version() > 0 else { return true }
        // The copies that strdup makes live until they are freed below.
        let names = unsafe folders.map { unsafe UnsafePointer<CChar>(strdup($0)) }
        defer { unsafe names.forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) } }
        return unsafe cprocess_landlock(names, names.count) == 0
    }
}
