// SPDX-License-Identifier: Apache-2.0

import CCrypto

/// SHA-256 and MD5 as lowercase hexadecimal, by libcrypto.
package enum Checksums {
    /// The SHA-256 hash, 64 digits.
    package static func sha256(_ bytes: [UInt8]) -> String { unsafe Hexadecimal.text(digest(bytes, EVP_sha256())) }

    /// The MD5 hash, 32 digits. CloudTrail names its keys by it; it proves nothing.
    package static func md5(_ bytes: [UInt8]) -> String { unsafe Hexadecimal.text(digest(bytes, EVP_md5())) }

    private static func digest(_ bytes: [UInt8], _ kind: OpaquePointer?) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        // The result has room for the largest hash that libcrypto knows.
        let status = unsafe EVP_Digest(bytes, bytes.count, &result, &count, kind, nil)
        precondition(status == 1, "libcrypto cannot compute this hash")
        return Array(result[..<Int(count)])
    }
}
