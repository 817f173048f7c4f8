// SPDX-License-Identifier: Apache-2.0

package import CloudTrail
import Glibc

/// By what a file is known again: its size and the time of its last change. A digest of the content would tell more, but
/// only by reading every file in every run.
package struct FileStamp: Hashable, Sendable {
    /// Bytes.
    package let byteCount: Int
    /// Nanoseconds since 1970.
    package let modified: Int

    init(byteCount: Int, modified: Int) {
        self.byteCount = byteCount
        self.modified = modified
    }

    /// The stamp of a file of the disk; zeros if there is none.
    init(path: String) {
        var status = stat()
        let isThere = unsafe stat(path, &status) == 0
        byteCount = isThere ? Int(status.st_size) : 0
        modified = isThere ? Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec) : 0
    }

    /// The time of the last change, in whole seconds.
    package var time: EventTime { EventTime(seconds: Int64(modified / 1_000_000_000)) }
}
