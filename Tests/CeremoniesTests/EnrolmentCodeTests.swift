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
            ("otpauth://totp/x?secret=\(base32)&issuer=&icon=x&color=0a0a0a\n", 1, 6, 30),
            ("otpauth://totp/x?secret=GEZD%20GNBV+GY3T%2dQOJQGEZDGNBVGY3TQOJQ", 1, 6, 30),
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
            ("otpauth-migration://offline?data=AAAA", .appExport), ("OTPAUTH-MIGRATION://x", .appExport),
            ("otpauth://hotp/x?secret=\(base32)&counter=1", .counterBased),
            ("otpauth://totp/x", .noSecret), ("otpauth://totp/x?issuer=AWS", .noSecret),
            ("otpauth://totp/x?secret=", .emptySecret), ("otpauth://totp/x?secret====", .emptySecret),
            ("otpauth://totp/x?secret=%3D%3D", .emptySecret), ("otpauth://totp/x?secret=- -", .shortSecret),
            ("otpauth://totp/x?secret=0189!", .notBase32(position: 1)), ("otpauth://totp/x?secret=A", .shortSecret),
            ("otpauth://totp/x?secret=AB%20C1", .notBase32(position: 5)),
            ("otpauth://totp/x?secret=AB=C", .notBase32(position: 3)),
            // What stands between parameters, where & belongs, would leave the rest at its defaults.
            ("otpauth://totp/x?secret=\(base32)&amp;digits=8", .htmlEscaped),
            ("otpauth://totp/x?issuer=a&amp;secret=\(base32)", .htmlEscaped),
            ("otpauth://totp/x?issuer=a&#38;secret=\(base32)", .htmlEscaped),
            ("otpauth://totp/x?secret=\(base32);digits=8", .notBase32(position: 33)),
            ("otpauth://totp/x?secret=\(base32)%26digits=8", .notBase32(position: 33)),
            ("otpauth://totp/x?secret=\(base32)&issuer=a;digits=8", .unknownValue(of: "issuer")),
            ("otpauth://totp/x?secret=\(base32)&secret=\(base32)", .repeatedParameter("secret")),
            ("otpauth://totp/x?secret=\(base32)&digits=6&DIGITS=8", .repeatedParameter("digits")),
            ("otpauth://totp/x?secret=\(base32)&issuer=a&issuer=b", .repeatedParameter("issuer")),
            ("otpauth://totp/x?secret=\(base32)&encoder=steam", .unknownParameter("encoder", place: 2)),
            ("otpauth://totp/x?secret=\(base32)&counter=0", .unknownParameter("counter", place: 2)),
            ("otpauth://totp/x?secret=\(base32)&digit=8", .unknownParameter("digit", place: 2)),
            ("otpauth://totp/x?secretive=1&secret=\(base32)", .unknownParameter("secretive", place: 1)),
            ("otpauth://totp/a?b?secret=\(base32)", .unknownParameter(nil, place: 1)),
            // A name that could be the secret itself is not repeated.
            ("otpauth://totp/x?\(base32)", .unknownParameter(nil, place: 1)),
            ("otpauth://totp/x?mfrggzdf====", .unknownParameter(nil, place: 1)),
            ("otpauth://totp/x?digits", .unknownParameter(nil, place: 1)),
            ("otpauth://totp/x?secret=\(base32)&algorithm=MD5", .unknownValue(of: "algorithm")),
            ("otpauth://totp/x?secret=\(base32)&algorithm=", .unknownValue(of: "algorithm")),
            ("otpauth://totp/x?secret=\(base32)&algorithm=SHA256-or-so", .unknownValue(of: "algorithm")),
            ("otpauth://totp/x?secret=\(base32)&digits=5", .unknownValue(of: "digits")),
            ("otpauth://totp/x?secret=\(base32)&digits=9", .unknownValue(of: "digits")),
            ("otpauth://totp/x?secret=\(base32)&digits=06", .unknownValue(of: "digits")),
            ("otpauth://totp/x?secret=\(base32)&digits=+6", .unknownValue(of: "digits")),
            ("otpauth://totp/x?secret=\(base32)&digits=six", .unknownValue(of: "digits")),
            ("otpauth://totp/x?secret=\(base32)&digits=", .unknownValue(of: "digits")),
            ("otpauth://totp/x?secret=\(base32)&period=0", .unknownValue(of: "period")),
            ("otpauth://totp/x?secret=\(base32)&period=256", .unknownValue(of: "period")),
            ("otpauth://totp/x?secret=\(base32)&period=-30", .unknownValue(of: "period")),
            ("otpauth://totp/x?secret=\(base32)&period=0x1e", .unknownValue(of: "period")),
            ("otpauth://totp/x?secret=\(base32)&period=9999999999999", .unknownValue(of: "period")),
        ])
    func refusals(text: String, error: EnrolmentError) {
        #expect(throws: error) { _ = try EnrolmentCode.seedValue(Sample.secret(text)) }
    }

    @Test("bits that are left over behind the last byte are dropped, as authenticator apps drop them")
    func leftOverBits() throws {
        let ten = Array("Hello!".utf8) + [0xDE, 0xAD, 0xBE, 0xEF]
        for text in ["JBSWY3DPEHPK3PXP", "JBSWY3DPEHPK3PXPA", "JBSWY3DPEHPK3PXP7", "jbsw y3dp-ehpk3pxp 7=======\n"] {
            let value = Sample.bytes(try EnrolmentCode.seedValue(base32: Sample.secret(text)))
            #expect(value == [1, 6, 30] + ten, "\(text)")
        }
        let eighteen = Sample.bytes(try EnrolmentCode.seedValue(base32: Sample.secret("JBSWY3DPEHPK3PXPZ7")))
        #expect(eighteen == [1, 6, 30] + ten + [0xCF])
        let alphabet = Sample.bytes(
            try EnrolmentCode.seedValue(base32: Sample.secret("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
        #expect(alphabet.count == 3 + 16)
        // One byte is the least.
        #expect(Sample.bytes(try EnrolmentCode.seedValue(base32: Sample.secret("ME"))) == [1, 6, 30, 0x61])
    }

    @Test("a bare base32 secret, in groups and small letters as services show it")
    func bare() throws {
        for text in [Self.base32, "gezd gnbv gy3t qojq gezd gnbv gy3t qojq", Self.base32 + "==="] {
            let value = Sample.bytes(try EnrolmentCode.seedValue(base32: Sample.secret(text)))
            #expect(value == [1, 6, 30] + Self.seed)
        }
        for (text, error) in [
            ("", EnrolmentError.emptySecret), ("====", .emptySecret), ("1", .notBase32(position: 1)),
            ("héllo", .notBase32(position: 2)), ("A", .shortSecret),
        ] {
            #expect(throws: error) { _ = try EnrolmentCode.seedValue(base32: Sample.secret(text)) }
        }
    }
}
