// SPDX-License-Identifier: Apache-2.0

import CProcess
import Glibc

/// What a worker can reach beside its own memory and the three streams that it was started with.
public enum WorkerReach: Sendable, Equatable {
    /// Nothing: no file can be opened, and none be seen.
    case streams
    /// Files under these folders, to be read, and threads of its own.
    ///
    /// Where the kernel has no Landlock the worker can read every file that its user can.
    case folders([String])

    /// The folders that may be read.
    private var folders: [String] {
        switch self {
        case .streams: []
        case .folders(let folders): folders
        }
    }

    /// Shuts this thread in, for good; false when the kernel has Landlock and did not agree.
    func takeFilesAway() -> Bool {
        guard cprocess_landlock_version() > 0 else { return true }
        // strdup's copies live until they are freed below.
        let names = unsafe folders.map { unsafe UnsafePointer<CChar>(strdup($0)) }
        defer { unsafe names.forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) } }
        return unsafe cprocess_landlock(names, names.count) == 0
    }
}
