// SPDX-License-Identifier: Apache-2.0

import CSodium

/// Stretches a 32-byte key into many random bytes.
public enum KeyStream {
    /// The number of bytes of a stream key.
    public static let keyByteCount = 32

    /// Returns the first `count` bytes of ChaCha20 (RFC 8439) under `key` with nonce 0 and counter 0.
    ///
    /// The nonce is fixed because each key is derived for a single stream and never used for another.
    public static func bytes(_ count: Int, key: borrowing SecretBytes) -> SecretBytes {
        var stream = SecretBytes(zeroCount: count)
        var room = stream.mutableSpan
        fill(&room, key: key)
        return stream
    }

    /// Fills `room` with the first bytes of the same stream.
    public static func fill(_ room: inout MutableSpan<UInt8>, key: borrowing SecretBytes) {
        precondition(key.count == keyByteCount, "a stream key has 32 bytes")
        let nonce = [UInt8](repeating: 0, count: 12)
        unsafe room.withUnsafeMutableBufferPointer { output in
            unsafe key.span.withUnsafeBufferPointer { key in
                // An empty span has no address to write to.
                guard let start = output.baseAddress, let key = key.baseAddress else { return }
                _ = unsafe crypto_stream_chacha20_ietf(start, UInt64(output.count), nonce, key)
            }
        }
    }
}
