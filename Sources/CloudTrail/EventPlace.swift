// SPDX-License-Identifier: Apache-2.0

/// Where an event stands: the file, and the byte offset in it after decompression.
package struct EventPlace: Hashable, Sendable {
    /// A path, or for a member of an archive the archive's path, `!/` and the member's name.
    package var file: String
    package var offset: Int

    package init(file: String, offset: Int) {
        self.file = file
        self.offset = offset
    }
}
