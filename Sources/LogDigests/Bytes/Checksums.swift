// SPDX-License-Identifier: Apache-2.0

import CCrypto
import Foundation

/// SHA-256 and MD5 as lowercase hexadecimal, by libcrypto.
package enum Checksums {
    /// The SHA-256 hash, 64 digits.
    package static func sha256(_ bytes: [UInt8]) -> String { unsafe Hexadecimal.text(digest(bytes, EVP_sha256())) }

    /// The SHA-256 hash of a file, 32 bytes, and its size; nil if it cannot be read. Reads a megabyte at a time.
    package static func sha256(ofFile path: String) -> (hash: [UInt8], byteCount: Int)? {
        guard let file = FileHandle(forReadingAtPath: path), let context = unsafe EVP_MD_CTX_new() else { return nil }
        defer { unsafe EVP_MD_CTX_free(context) }
        guard unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { return nil }
        var byteCount = 0
        do {
            while let part = try file.read(upToCount: 1 << 20), !part.isEmpty {
                let bytes = [UInt8](part)
                guard unsafe EVP_DigestUpdate(context, bytes, bytes.count) == 1 else { return nil }
                byteCount += bytes.count
            }
        } catch {
            return nil
        }
        var result = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        guard unsafe EVP_DigestFinal_ex(context, &result, &count) == 1 else { return nil }
        return (Array(result[..<Int(count)]), byteCount)
    }

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
