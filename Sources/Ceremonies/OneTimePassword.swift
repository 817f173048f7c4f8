// SPDX-License-Identifier: Apache-2.0

import COATH
public import SecretMemory
public import ShareEnvelope

/// A one-time password at a moment (RFC 6238), computed by liboath.
public struct OneTimePassword: ~Copyable, Sendable {
    /// The digits, ASCII.
    public let digits: SecretBytes
    /// For how many more seconds the service takes it.
    public let secondsLeft: Int

    /// Computes the password of a seed field at a POSIX time in seconds.
    ///
    /// - Returns: nothing when the field is no seed or the seed cannot be used.
    public init?(field: CredentialField, at time: Int) {
        guard field.kind == .oneTimePasswordSeed else { return nil }
        self.init(seedValue: field.value, at: time)
    }

    private init?(seedValue: borrowing SecretBytes, at time: Int) {
        guard let parameters = try? OneTimePasswordParameters(seedValue: seedValue.span) else { return nil }
        let flags: oath_totp_flags? =
            switch parameters.algorithm {
            case .sha1: oath_totp_flags(0)
            case .sha256: OATH_TOTP_HMAC_SHA256
            case .sha512: OATH_TOTP_HMAC_SHA512
            }
        guard let flags, oath_init() == 0 else { return nil }
        // liboath writes the digits and an end mark.
        var text = SecretBytes(zeroCount: parameters.digits + 1)
        let seed = seedValue.slice(OneTimePasswordParameters.byteCount..<seedValue.count)
        var room = text.mutableSpan
        let status = unsafe room.withUnsafeMutableBufferPointer { output in
            unsafe seed.span.withUnsafeBufferPointer { seed in
                unsafe seed.withMemoryRebound(to: CChar.self) { seed in
                    unsafe output.withMemoryRebound(to: CChar.self) { output in
                        unsafe oath_totp_generate2(
                            seed.baseAddress, seed.count, time, UInt32(parameters.period), 0,
                            UInt32(parameters.digits), Int32(flags.rawValue), output.baseAddress)
                    }
                }
            }
        }
        guard status == 0 else { return nil }
        digits = text.slice(0..<parameters.digits)
        secondsLeft = parameters.period - time % parameters.period
    }
}
