// SPDX-License-Identifier: Apache-2.0

import CRecoveryPage

/// The recovery page that this program was built with: one HTML file that recovers a credential in any browser.
package enum OwnPage {
    /// The name of its file in binders, bundles and bags.
    package static let name = "recovery.html"

    /// Its bytes.
    package static let bytes: [UInt8] =
        // The page lives as long as the program, and has the size that is told with it.
        unsafe Array(UnsafeBufferPointer(start: cpage_recovery(), count: cpage_recovery_size()))

    /// The most bytes that are read of a file that may be a page, of this version or another.
    package static let byteLimit = 16 << 20

    /// The SHA-256 of its bytes.
    package static let digest = PageDigest(of: bytes)
}
