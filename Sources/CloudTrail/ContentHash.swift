// SPDX-License-Identifier: Apache-2.0

import CSodium

/// A digest of content, for comparing copies of one event and for naming what has no name.
package enum ContentHash {
    /// The first eight bytes, little-endian, of BLAKE2b-256 of the text.
    static func of(_ text: String) -> UInt64 {
        digest(of: text).prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// BLAKE2b-256 of the text, in 64 hexadecimal digits.
    package static func hexadecimal(of text: String) -> String {
        digest(of: text).map { ($0 < 0x10 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func digest(of text: String) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        var text = text
        text.withUTF8 { bytes in
            let result = unsafe crypto_generichash(
                &digest, digest.count, bytes.baseAddress, UInt64(bytes.count), nil, 0)
            precondition(result == 0, "BLAKE2b refuses no input")
        }
        return digest
    }
}
