// SPDX-License-Identifier: Apache-2.0

import MerkleLog

/// The SHA-256 of a page's file.
package struct PageDigest: Hashable, Sendable {
    /// The 64 lowercase hexadecimal digits, as sha256sum(1) prints them.
    package let hexadecimal: String

    /// Hashes the bytes of a file.
    package init(of bytes: [UInt8]) {
        hexadecimal = SHA256Digest.of(bytes).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// The digest of a file and the one of the program's own page, one below the other; each line fits in 80 columns.
    package var besideOwn: [String] {
        ["this file:     \(hexadecimal)", "the program's: \(OwnPage.digest.hexadecimal)"]
    }
}
