// SPDX-License-Identifier: Apache-2.0

package import SecretMemory

/// A drawn sheet as a file: all its pages as PDF, or one page as SVG or PNG.
///
/// A class, so that an array can hold secrets without copying them.
package final class SheetFile: Sendable {
    /// The file's bytes. They are secret, because a custodian's sheet holds a share.
    package let bytes: SecretBytes

    init(bytes: consuming SecretBytes) {
        self.bytes = bytes
    }
}
