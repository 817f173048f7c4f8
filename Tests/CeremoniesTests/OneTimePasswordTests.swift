// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@testable import Ceremonies
@testable import ShareEnvelope

@Suite("One-time passwords")
struct OneTimePasswordTests {
    /// RFC 6238, appendix B: eight digits, 30 seconds.
    private static let vectors: [(time: Int, sha1: String, sha256: String, sha512: String)] = [
        (59, "94287082", "46119246", "90693936"), (1_111_111_109, "07081804", "68084774", "25091201"),
        (1_111_111_111, "14050471", "67062674", "99943326"), (1_234_567_890, "89005924", "91819424", "93441116"),
        (2_000_000_000, "69279037", "90698825", "38618901"), (20_000_000_000, "65353130", "77737706", "47863826"),
    ]

    @Test("the vectors of RFC 6238 for SHA-1, SHA-256 and SHA-512")
    func vectors() throws {
        // The errata's seeds: as long as the hash, the digits 1 to 0 again and again.
        let digits = "1234567890123456789012345678901234567890123456789012345678901234"
        for vector in Self.vectors {
            for (algorithm, length, expected) in [
                (OneTimePasswordParameters.Algorithm.sha1, 20, vector.sha1), (.sha256, 32, vector.sha256),
                (.sha512, 64, vector.sha512),
            ] {
                let field = try field(String(digits.prefix(length)), algorithm, digits: 8)
                let password = try password(field, at: vector.time)
                #expect(password.digits == expected)
                #expect(password.secondsLeft == 30 - vector.time % 30)
            }
        }
    }

    @Test("fewer digits are the last ones of the same number")
    func fewerDigits() throws {
        for (count, expected) in [(6, "287082"), (7, "4287082"), (8, "94287082")] {
            let password = try password(
                try field("12345678901234567890", .sha1, digits: count), at: 59)
            #expect(password.digits == expected)
        }
    }

    @Test("the password stays for its period and changes on the second")
    func period() throws {
        let field = try field("12345678901234567890", .sha1, digits: 6, period: 60)
        let first = try password(field, at: 120)
        let last = try password(field, at: 179)
        let next = try password(field, at: 180)
        #expect(first.digits == last.digits)
        #expect(next.digits != last.digits)
        #expect([first.secondsLeft, last.secondsLeft, next.secondsLeft] == [60, 1, 60])
    }

    @Test("a code of a service is found within so many periods of this machine's time, and no further")
    func distance() throws {
        let field = try field("12345678901234567890", .sha1, digits: 8)
        func distance(_ code: String, at time: Int, within periods: Int) -> Int? {
            OneTimePassword.distance(of: Sample.secret(code), from: field, at: time, within: periods)
        }
        // RFC 6238: 07081804 belongs to the period of 1111111109, 14050471 to the next one.
        #expect(distance("07081804", at: 1_111_111_109, within: 1) == 0)
        #expect(distance("0708 1804", at: 1_111_111_109, within: 0) == 0)
        #expect(distance("14050471", at: 1_111_111_109, within: 1) == 1)
        #expect(distance("07081804", at: 1_111_111_111, within: 1) == -1)
        #expect(distance("07081804", at: 1_111_111_109 + 60, within: 1) == nil)
        #expect(distance("07081804", at: 1_111_111_109 + 60, within: 2) == -2)
        #expect(distance("07081805", at: 1_111_111_109, within: 20) == nil)
        for code in ["", "0708180", "070818040", "7081804", "081804"] {
            #expect(distance(code, at: 1_111_111_109, within: 20) == nil)
        }
        #expect(distance("94287082", at: 0, within: 1) == 1, "there is no time before 1970")
    }

    @Test("a field that is no seed has no password")
    func notASeed() throws {
        for kind in [FieldKind.text, .secret, .file] {
            let field = try CredentialField(kind: kind, name: try Sample.text("x"), value: Sample.secret("12345"))
            let isNone = OneTimePassword(field: field, at: 59) == nil
            #expect(isNone)
        }
    }

    private func password(_ field: CredentialField, at time: Int) throws -> (digits: String, secondsLeft: Int) {
        guard let password = OneTimePassword(field: field, at: time) else { throw EnvelopeError.emptyCredential }
        return (Sample.string(password.digits), password.secondsLeft)
    }

    private func field(
        _ seed: String, _ algorithm: OneTimePasswordParameters.Algorithm, digits: Int, period: Int = 30
    ) throws -> CredentialField {
        let parameters = try OneTimePasswordParameters(algorithm: algorithm, digits: digits, period: period)
        return try CredentialField(
            kind: .oneTimePasswordSeed, name: try Sample.text("otp"),
            value: parameters.seedValue(Array(seed.utf8).span))
    }
}
