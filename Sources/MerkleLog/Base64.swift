// SPDX-License-Identifier: Apache-2.0

import CSodium
@_exported import PublicHashes
import SecretMemory

/// Standard base64 with padding (RFC 4648, section 4), by libsodium, which refuses every non-canonical form of an ASCII
/// text.
enum Base64 {
    static func text(_ bytes: [UInt8]) -> String {
        Sodium.start()
        let capacity = sodium_base64_encoded_len(bytes.count, sodium_base64_VARIANT_ORIGINAL)
        var text = [CChar](repeating: 0, count: capacity)
        // The array has the length that libsodium requires, including the end mark.
        _ = unsafe sodium_bin2base64(&text, capacity, bytes, bytes.count, sodium_base64_VARIANT_ORIGINAL)
        return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The bytes; `nil` for a text with blanks, without its padding, or with unused bits set.
    static func bytes(_ text: String) -> [UInt8]? {
        Sodium.start()
        // libsodium computes with signed characters and would accept some bytes beyond ASCII as base64 letters.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let letters = text.utf8.map { CChar(bitPattern: $0) }
        var bytes = [UInt8](repeating: 0, count: letters.count / 4 * 3 + 3)
        var count = 0
        // The buffer is larger than any text of this length needs. Without an end pointer, libsodium must read all of
        // the text.
        let status = unsafe sodium_base642bin(
            &bytes, bytes.count, letters, letters.count, nil, &count, nil, sodium_base64_VARIANT_ORIGINAL)
        guard status == 0 else { return nil }
        return Array(bytes[0..<count])
    }
}

extension TreeHash {
    /// Reads padded, canonical base64.
    ///
    /// - Returns: `nil` for text that is not the base64 of 32 bytes.
    package init?(base64 text: String) {
        guard let bytes = Base64.bytes(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The hash in padded base64, as notes and proofs write it.
    package var base64: String { Base64.text(bytes) }
}
