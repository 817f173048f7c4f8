// SPDX-License-Identifier: Apache-2.0

import COATH
package import SecretMemory
package import ShareEnvelope

/// A one-time password at a moment (RFC 6238), computed by liboath.
package struct OneTimePassword: ~Copyable, Sendable {
    /// The digits, ASCII.
    package let digits: SecretBytes
    /// How many more seconds the service accepts it.
    package let secondsLeft: Int

    /// Computes the password of a seed field at a POSIX time in seconds.
    ///
    /// - Returns: `nil` if the field is not a seed or the seed cannot be used.
    package init?(field: CredentialField, at time: Int) {
        guard field.kind == .oneTimePasswordSeed else { return nil }
        self.init(seedValue: field.value, at: time)
    }

    /// How many periods a seed's code, as a service shows it, is away from this machine's time.
    ///
    /// - Parameters:
    ///   - code: the digits as typed; blanks between them do not count.
    ///   - time: POSIX time in seconds.
    ///   - periods: how far apart the two clocks may be, in periods.
    /// - Returns: the smallest such distance, negative for a code of the past; `nil` if no period gives the code.
    package static func distance(
        of code: borrowing SecretBytes, from field: CredentialField, at time: Int, within periods: Int
    ) -> Int? {
        guard let parameters = parameters(of: field) else { return nil }
        var digits = SecretWriter(capacity: code.count)
        for index in code.span.indices where code.span[index] != 0x20 { digits.append(code.span[index]) }
        let typed = digits.finish()
        for distance in (0...periods).flatMap({ $0 == 0 ? [0] : [-$0, $0] }) {
            let moment = time + distance * parameters.period
            guard moment >= 0, let password = OneTimePassword(field: field, at: moment) else { continue }
            if password.digits.isEqual(to: typed) { return distance }
        }
        return nil
    }

    /// How the codes of a seed field are computed; `nil` if the field is not a seed.
    package static func parameters(of field: CredentialField) -> OneTimePasswordParameters? {
        field.kind == .oneTimePasswordSeed ? parameters(of: field.value) : nil
    }

    private static func parameters(of seedValue: borrowing SecretBytes) -> OneTimePasswordParameters? {
        try? OneTimePasswordParameters(seedValue: seedValue.span)
    }

    private init?(seedValue: borrowing SecretBytes, at time: Int) {
        guard let parameters = Self.parameters(of: seedValue) else { return nil }
        let flags: oath_totp_flags? =
            switch parameters.algorithm {
            case .sha1: oath_totp_flags(0)
            case .sha256: OATH_TOTP_HMAC_SHA256
            case .sha512: OATH_TOTP_HMAC_SHA512
            }
        guard let flags, oath_init() == 0 else { return nil }
        // liboath writes the digits and a terminating zero.
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
