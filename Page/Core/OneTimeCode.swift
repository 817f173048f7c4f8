// SPDX-License-Identifier: Apache-2.0

import CSodium
import SecretMemory
import ShareEnvelope

/// A one-time password at a moment (RFC 6238). libsodium has HMAC with SHA-256 and SHA-512; SHA-1 is here.
struct OneTimeCode: ~Copyable {
    /// The digits, ASCII.
    let digits: SecretBytes
    /// How many more seconds the service accepts it.
    let secondsLeft: Int

    /// Computes the password of a seed's value at a POSIX time in seconds.
    init?(seedValue value: borrowing SecretBytes, at time: UInt64) {
        guard let parameters = try? OneTimePasswordParameters(seedValue: value.span) else { return nil }
        let seed = value.slice(OneTimePasswordParameters.byteCount..<value.count)
        let counter = time / UInt64(parameters.period)
        let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> UInt64(56 - 8 * $0)) }
        let code = Self.code(seed, message, parameters)
        var text = SecretBytes(zeroCount: parameters.digits)
        var rest = code
        for place in (0..<parameters.digits).reversed() {
            text.write(UInt8(ascii: "0") + UInt8(rest % 10), at: place)
            rest /= 10
        }
        digits = text
        secondsLeft = parameters.period - Int(time % UInt64(parameters.period))
    }

    /// Dynamic truncation (RFC 4226, section 5.3).
    private static func code(
        _ seed: borrowing SecretBytes, _ message: [UInt8], _ parameters: OneTimePasswordParameters
    ) -> UInt32 {
        let tag = tag(seed, message, parameters.algorithm)
        let offset = Int(tag.span[tag.count - 1] & 15)
        var code: UInt32 = 0
        for place in offset..<offset + 4 { code = code << 8 | UInt32(tag.span[place]) }
        var limit: UInt32 = 1
        for _ in 0..<parameters.digits { limit *= 10 }
        return (code & 0x7FFF_FFFF) % limit
    }

    private static func tag(
        _ seed: borrowing SecretBytes, _ message: [UInt8], _ algorithm: OneTimePasswordParameters.Algorithm
    ) -> SecretBytes {
        let isLong = if case .sha512 = algorithm { true } else { false }
        if case .sha1 = algorithm { return SHA1.authenticated(message, key: seed) }
        var tag = SecretBytes(zeroCount: isLong ? 64 : 32)
        var room = tag.mutableSpan
        unsafe room.withUnsafeMutableBufferPointer { output in
            unsafe seed.span.withUnsafeBufferPointer { key in
                guard let start = output.baseAddress, let key = key.baseAddress else { return }
                if isLong {
                    var state = crypto_auth_hmacsha512_state()
                    _ = unsafe crypto_auth_hmacsha512_init(&state, key, seed.count)
                    _ = unsafe crypto_auth_hmacsha512_update(&state, message, UInt64(message.count))
                    _ = unsafe crypto_auth_hmacsha512_final(&state, start)
                } else {
                    var state = crypto_auth_hmacsha256_state()
                    _ = unsafe crypto_auth_hmacsha256_init(&state, key, seed.count)
                    _ = unsafe crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
                    _ = unsafe crypto_auth_hmacsha256_final(&state, start)
                }
            }
        }
        Sodium.clearStack()
        return tag
    }
}

/// SHA-1 (FIPS 180-4), for one-time passwords only.
private enum SHA1 {
    /// HMAC-SHA-1 (RFC 2104), 20 bytes.
    static func authenticated(_ message: [UInt8], key: borrowing SecretBytes) -> SecretBytes {
        var padded = SecretBytes(zeroCount: 64)
        if key.count > 64 { padded.write(digest(key).span, at: 0) } else { padded.write(key.span, at: 0) }
        var inner = SecretWriter(capacity: 64 + message.count)
        for index in 0..<64 { inner.append(padded.span[index] ^ 0x36) }
        inner.append(message)
        var outer = SecretWriter(capacity: 84)
        for index in 0..<64 { outer.append(padded.span[index] ^ 0x5C) }
        outer.append(digest(inner.finish()))
        return digest(outer.finish())
    }

    private static let start: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]

    static func digest(_ message: borrowing SecretBytes) -> SecretBytes {
        var padded = SecretWriter(capacity: message.count + 72)
        padded.append(message)
        padded.append(0x80)
        while padded.count % 64 != 56 { padded.append(0) }
        let bits = UInt64(message.count) * 8
        for shift in stride(from: 56, through: 0, by: -8) { padded.append(UInt8(truncatingIfNeeded: bits >> shift)) }
        // Five words of state, then the eighty of one block.
        var words = SecretBytes(zeroCount: 85 * 4)
        for (index, word) in start.enumerated() {
            set(word, index, &words)
        }
        for start in stride(from: 0, to: padded.count, by: 64) {
            block(padded.span.extracting(start..<start + 64), &words)
        }
        return words.slice(0..<20)
    }

    private static func block(_ bytes: borrowing Span<UInt8>, _ words: inout SecretBytes) {
        for index in 0..<64 { words.write(bytes[index], at: 20 + index) }
        for index in 16..<80 {
            let mixed =
                word(index + 2, words) ^ word(index - 3, words) ^ word(index - 9, words) ^ word(index - 11, words)
            set(rotated(mixed, 1), index + 5, &words)
        }
        var (a, b, c, d, e) = (word(0, words), word(1, words), word(2, words), word(3, words), word(4, words))
        for round in 0..<80 {
            let (choice, constant): (UInt32, UInt32) =
                switch round / 20 {
                case 0: (b & c | ~b & d, 0x5A82_7999)
                case 1: (b ^ c ^ d, 0x6ED9_EBA1)
                case 2: (b & c | b & d | c & d, 0x8F1B_BCDC)
                default: (b ^ c ^ d, 0xCA62_C1D6)
                }
            let next = rotated(a, 5) &+ choice &+ e &+ constant &+ word(round + 5, words)
            (e, d, c, b, a) = (d, c, rotated(b, 30), a, next)
        }
        for (index, value) in [a, b, c, d, e].enumerated() { set(word(index, words) &+ value, index, &words) }
    }

    private static func word(_ index: Int, _ words: borrowing SecretBytes) -> UInt32 {
        (0..<4).reduce(0) { $0 << 8 | UInt32(words.span[index * 4 + $1]) }
    }

    private static func set(_ value: UInt32, _ index: Int, _ words: inout SecretBytes) {
        for place in 0..<4 {
            words.write(UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * place)), at: index * 4 + place)
        }
    }

    private static func rotated(_ value: UInt32, _ by: UInt32) -> UInt32 { value << by | value >> (32 - by) }
}
