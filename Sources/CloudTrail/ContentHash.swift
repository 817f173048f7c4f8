// SPDX-License-Identifier: Apache-2.0

import CSodium

/// A digest of a record's content, for comparing copies of one event.
enum ContentHash {
    /// The first eight bytes, little-endian, of BLAKE2b-256 of the text.
    static func of(_ text: String) -> UInt64 {
        var digest = [UInt8](repeating: 0, count: 32)
        var text = text
        text.withUTF8 { bytes in
            let result = unsafe crypto_generichash(
                &digest, digest.count, bytes.baseAddress, UInt64(bytes.count), nil, 0)
            precondition(result == 0, "BLAKE2b refuses no input")
        }
        return digest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
