// SPDX-License-Identifier: Apache-2.0

import CCrypto

/// An RSA key that checks signatures, in DER: PKCS#1 (RFC 8017, A.1.1) or SubjectPublicKeyInfo (RFC 5280, 4.1).
package struct RSAPublicKey: Hashable, Sendable {
    private let bytes: [UInt8]
    private let isPlain: Bool

    /// RSA moduli that are accepted, in bits; CloudTrail's have 2048.
    private static let sizes = 2_048...8_192

    /// `nil` unless the bytes are exactly one RSA key in the distinguished encoding.
    package init?(der: [UInt8]) {
        for isPlain in [true, false] {
            guard let key = unsafe Self.decode(der, isPlain: isPlain) else { continue }
            defer { unsafe EVP_PKEY_free(key) }
            guard unsafe EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA else { return nil }
            guard Self.sizes.contains(Int(unsafe EVP_PKEY_get_bits(key))) else { return nil }
            guard unsafe Self.encode(key, isPlain: isPlain) == der else { return nil }
            bytes = der
            self.isPlain = isPlain
            return
        }
        return nil
    }

    /// Whether the signature is RSA PKCS#1 v1.5 with SHA-256 of the text by this key.
    package func verifies(_ signature: [UInt8], of text: [UInt8]) -> Bool {
        guard let key = unsafe Self.decode(bytes, isPlain: isPlain), let context = unsafe EVP_MD_CTX_new() else {
            return false
        }
        defer {
            unsafe EVP_MD_CTX_free(context)
            unsafe EVP_PKEY_free(key)
            // A signature that does not match leaves an entry in libcrypto's list of errors.
            ERR_clear_error()
        }
        var options: OpaquePointer?
        guard unsafe EVP_DigestVerifyInit(context, &options, EVP_sha256(), nil, key) == 1,
            unsafe EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PADDING) == 1
        else { return false }
        // Both arrays have the lengths that are stated.
        return unsafe EVP_DigestVerify(context, signature, signature.count, text, text.count) == 1
    }

    private static func decode(_ der: [UInt8], isPlain: Bool) -> OpaquePointer? {
        defer { ERR_clear_error() }
        return unsafe der.withUnsafeBufferPointer { buffer in
            var place = buffer.baseAddress
            // libcrypto reads at most so many bytes from the place.
            return unsafe isPlain
                ? d2i_PublicKey(EVP_PKEY_RSA, nil, &place, buffer.count) : d2i_PUBKEY(nil, &place, buffer.count)
        }
    }

    private static func encode(_ key: OpaquePointer, isPlain: Bool) -> [UInt8]? {
        let count = unsafe isPlain ? i2d_PublicKey(key, nil) : i2d_PUBKEY(key, nil)
        guard count > 0 else { return nil }
        var der = [UInt8](repeating: 0, count: Int(count))
        let written = unsafe der.withUnsafeMutableBufferPointer { buffer in
            var place = buffer.baseAddress
            // The first call said how many bytes the second writes.
            return unsafe isPlain ? i2d_PublicKey(key, &place) : i2d_PUBKEY(key, &place)
        }
        return written == count ? der : nil
    }
}
