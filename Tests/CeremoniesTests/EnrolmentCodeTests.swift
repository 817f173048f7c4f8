// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@testable import Ceremonies
@testable import ShareEnvelope

@Suite("The text of an MFA enrolment's code")
struct EnrolmentCodeTests {
    /// Twenty bytes, "12345678901234567890", in base32.
    private static let base32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    private static let seed = Array("12345678901234567890".utf8)

    @Test(
        "enrolments as services write them",
        arguments: [
            ("otpauth://totp/AWS:root?secret=\(base32)&issuer=AWS", 1, 6, 30),
            ("otpauth://totp/root?secret=\(base32)", 1, 6, 30),
            ("otpauth://totp/?secret=\(base32)", 1, 6, 30),
            ("otpauth://totp?secret=\(base32)", 0, 0, 0),
            ("OTPAUTH://TOTP/x?SECRET=\(base32)&ALGORITHM=SHA256&DIGITS=8&PERIOD=60", 2, 8, 60),
            ("otpauth://totp/x?issuer=a%26b&digits=7&secret=\(base32)&algorithm=sha512", 3, 7, 30),
            ("otpauth://totp/x?algorithm=SHA1&secret=\(base32)====", 1, 6, 30),
            ("otpauth://totp/x?secret=\(base32)%3D%3D%3d%3d&period=30", 1, 6, 30),
            ("otpauth://totp/x?secret=\(base32.lowercased())", 1, 6, 30),
            ("otpauth://totp/x?secret=GEZD-GNBV GY3T-QOJQ GEZD-GNBV GY3T-QOJQ", 1, 6, 30),
            ("otpauth://totp/x?&&secret=\(base32)&&image=https%3A%2F%2Fexample.com%2Fx.png&", 1, 6, 30),
            ("otpauth://totp/x?secretive=1&secret=\(base32)&mysecret=2", 1, 6, 30),
        ])
    func shapes(text: String, algorithm: Int, digits: Int, period: Int) throws {
        guard algorithm > 0 else {
            #expect(throws: EnrolmentError.notEnrolment) { _ = try EnrolmentCode.seedValue(Sample.secret(text)) }
            return
        }
        let value = Sample.bytes(try EnrolmentCode.seedValue(Sample.secret(text)))
        #expect(value == [UInt8(algorithm), UInt8(digits), UInt8(period)] + Self.seed)
    }

    @Test(
        "enrolments that hold no seed that can be kept",
        arguments: [
            ("", EnrolmentError.notEnrolment), ("https://example.com", .notEnrolment), ("otpauth://", .notEnrolment),
            ("otpauth://steam/x?secret=\(base32)", .notEnrolment), ("BGS1AAAA", .notEnrolment),
            ("otpauth-migration://offline?data=AAAA", .notEnrolment),
            ("otpauth://hotp/x?secret=\(base32)&counter=1", .counterBased),
            ("otpauth://totp/x", .noSecret), ("otpauth://totp/x?issuer=AWS", .noSecret),
            ("otpauth://totp/x?secret=", .noSecret), ("otpauth://totp/x?secret====", .noSecret),
            ("otpauth://totp/x?secret=0189!", .noSecret), ("otpauth://totp/x?secret=A", .noSecret),
            ("otpauth://totp/x?secret=\(base32)&algorithm=MD5", .unknownParameter("algorithm")),
            ("otpauth://totp/x?secret=\(base32)&algorithm=", .unknownParameter("algorithm")),
            ("otpauth://totp/x?secret=\(base32)&algorithm=SHA256-or-so", .unknownParameter("algorithm")),
            ("otpauth://totp/x?secret=\(base32)&digits=5", .unknownParameter("digits or period")),
            ("otpauth://totp/x?secret=\(base32)&digits=9", .unknownParameter("digits or period")),
            ("otpauth://totp/x?secret=\(base32)&digits=six", .unknownParameter("digits")),
            ("otpauth://totp/x?secret=\(base32)&period=0", .unknownParameter("digits or period")),
            ("otpauth://totp/x?secret=\(base32)&period=256", .unknownParameter("digits or period")),
            ("otpauth://totp/x?secret=\(base32)&period=-30", .unknownParameter("digits or period")),
            ("otpauth://totp/x?secret=\(base32)&period=9999999999999", .unknownParameter("period")),
        ])
    func refusals(text: String, error: EnrolmentError) {
        #expect(throws: error) { _ = try EnrolmentCode.seedValue(Sample.secret(text)) }
    }

    @Test("two different secrets in one text are no seed")
    func twoSecrets() {
        let text = "otpauth://totp/x?secret=\(Self.base32)&secret=MFRGG"
        #expect(throws: EnrolmentError.twoSecrets) {
            _ = try EnrolmentCode.seedValue(Sample.secret(text))
        }
    }

    @Test("a bare base32 secret, in groups and small letters as services show it")
    func bare() throws {
        for text in [Self.base32, "gezd gnbv gy3t qojq gezd gnbv gy3t qojq", Self.base32 + "==="] {
            let value = Sample.bytes(try EnrolmentCode.seedValue(base32: Sample.secret(text)))
            #expect(value == [1, 6, 30] + Self.seed)
        }
        for text in ["", "====", "1", "héllo"] {
            #expect(throws: EnrolmentError.noSecret) { _ = try EnrolmentCode.seedValue(base32: Sample.secret(text)) }
        }
    }
}
