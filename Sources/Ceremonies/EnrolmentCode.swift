// SPDX-License-Identifier: Apache-2.0
//
// The text of an MFA enrolment's QR code (Key URI format of Google Authenticator):
//
//     otpauth://totp/LABEL?secret=BASE32&issuer=…&algorithm=SHA1|SHA256|SHA512&digits=6|7|8&period=30

public import SecretMemory
public import ShareEnvelope

/// Why an enrolment code holds no seed that can be kept.
public enum EnrolmentError: Error, Equatable, Sendable {
    /// It is no `otpauth://` text.
    case notEnrolment
    /// It is for counted passwords (HOTP), whose counter no paper can keep.
    case counterBased
    /// It has no secret, or one that is not base32.
    case noSecret
    /// It has more than one secret, and nothing says which is meant.
    case twoSecrets
    /// Algorithm, digits or period are none that the format knows.
    case unknownParameter(String)
}

/// Reads the seed of one-time passwords from an enrolment code, without ever making a `String` of it.
public enum EnrolmentCode {
    /// The value of a one-time-password field.
    public static func seedValue(_ text: borrowing SecretBytes) throws(EnrolmentError) -> SecretBytes {
        let start = Array("otpauth://".utf8)
        guard text.count > start.count, matches(text, start, at: 0) else { throw .notEnrolment }
        guard !matches(text, Array("hotp/".utf8), at: start.count) else { throw .counterBased }
        guard matches(text, Array("totp/".utf8), at: start.count) else { throw .notEnrolment }
        guard let query = (start.count..<text.count).first(where: { text.span[$0] == UInt8(ascii: "?") }) else {
            throw .noSecret
        }
        var seed: SecretBytes?
        var seedCount = 0
        var algorithm = OneTimePasswordParameters.Algorithm.sha1
        var digits = 6
        var period = 30
        for item in items(of: text, from: query + 1) {
            if matches(text, Array("secret=".utf8), at: item.lowerBound) {
                seedCount += 1
                guard seedCount == 1 else { throw .twoSecrets }
                seed = try base32(text, item.lowerBound + 7..<item.upperBound)
            } else if matches(text, Array("algorithm=".utf8), at: item.lowerBound) {
                algorithm = try parameter("algorithm", text, item.lowerBound + 10..<item.upperBound) { value in
                    switch value {
                    case "sha1": .sha1
                    case "sha256": .sha256
                    case "sha512": .sha512
                    default: nil
                    }
                }
            } else if matches(text, Array("digits=".utf8), at: item.lowerBound) {
                digits = try parameter("digits", text, item.lowerBound + 7..<item.upperBound) { Int($0) }
            } else if matches(text, Array("period=".utf8), at: item.lowerBound) {
                period = try parameter("period", text, item.lowerBound + 7..<item.upperBound) { Int($0) }
            }
        }
        guard let seed = consume seed else { throw .noSecret }
        return try value(seed, algorithm: algorithm, digits: digits, period: period)
    }

    /// The value of a one-time-password field from a bare base32 secret, as services show it beside the code.
    public static func seedValue(base32 text: borrowing SecretBytes) throws(EnrolmentError) -> SecretBytes {
        try value(try base32(text, 0..<text.count), algorithm: .sha1, digits: 6, period: 30)
    }

    private static func value(
        _ seed: borrowing SecretBytes, algorithm: OneTimePasswordParameters.Algorithm, digits: Int, period: Int
    ) throws(EnrolmentError) -> SecretBytes {
        let parameters: OneTimePasswordParameters
        do { parameters = try OneTimePasswordParameters(algorithm: algorithm, digits: digits, period: period) } catch {
            throw .unknownParameter("digits or period")
        }
        return parameters.seedValue(seed.span)
    }

    private static func matches(_ text: borrowing SecretBytes, _ word: [UInt8], at offset: Int) -> Bool {
        guard offset + word.count <= text.count else { return false }
        return word.indices.allSatisfy { lower(text.span[offset + $0]) == word[$0] }
    }

    private static func lower(_ letter: UInt8) -> UInt8 { (0x41...0x5A).contains(letter) ? letter + 0x20 : letter }

    /// The ranges between `&`.
    private static func items(of text: borrowing SecretBytes, from start: Int) -> [Range<Int>] {
        var items: [Range<Int>] = []
        var first = start
        for index in start...text.count where index == text.count || text.span[index] == UInt8(ascii: "&") {
            items.append(first..<index)
            first = index + 1
        }
        return items
    }

    /// A public parameter, which may be a `String`.
    private static func parameter<Value>(
        _ name: String, _ text: borrowing SecretBytes, _ range: Range<Int>, _ read: (String) -> Value?
    ) throws(EnrolmentError) -> Value {
        guard range.count <= 8,
            let value = read(String(decoding: range.map { lower(text.span[$0]) }, as: UTF8.self))
        else { throw .unknownParameter(name) }
        return value
    }

    /// Base32 with or without `=` at the end, also written as `%3D`.
    private static func base32(
        _ text: borrowing SecretBytes, _ range: Range<Int>
    ) throws(EnrolmentError) -> SecretBytes {
        var end = range.upperBound
        while end > range.lowerBound {
            if text.span[end - 1] == UInt8(ascii: "=") {
                end -= 1
            } else if end - range.lowerBound >= 3, matches(text, Array("%3d".utf8), at: end - 3) {
                end -= 3
            } else {
                break
            }
        }
        do {
            let seed = try Base32.decode(text.span.extracting(range.lowerBound..<end))
            guard seed.count > 0 else { throw EnrolmentError.noSecret }
            return seed
        } catch { throw .noSecret }
    }
}
