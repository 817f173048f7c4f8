// SPDX-License-Identifier: Apache-2.0
//
// The text of an MFA enrollment's QR code (Key URI format of Google Authenticator):
//
//     otpauth://totp/LABEL?secret=BASE32&issuer=…&algorithm=SHA1|SHA256|SHA512&digits=6|7|8&period=30

import Ledger
package import SecretMemory
import ShareEnvelope

/// Reads the seed of one-time passwords from an enrollment code, without ever making it a `String`.
package enum EnrolmentCode {
    /// Parameters that describe the account and do not affect its passwords.
    private static let harmless = ["issuer", "image", "icon", "color"]
    private static let known = ["secret", "algorithm", "digits", "period"] + harmless

    /// Returns the value of a one-time-password field from the text of an enrollment code.
    ///
    /// The text is read strictly: a parameter that is unknown, malformed, or repeated could change every password.
    ///
    /// - Throws: `EnrolmentError`.
    package static func seedValue(_ text: borrowing SecretBytes) throws(EnrolmentError) -> SecretBytes {
        guard !matches(text, "otpauth-migration:", at: 0) else { throw .appExport }
        let start = "otpauth://".utf8.count
        guard matches(text, "otpauth://", at: 0) else { throw .notEnrolment }
        guard !matches(text, "hotp/", at: start) else { throw .counterBased }
        guard matches(text, "totp/", at: start) else { throw .notEnrolment }
        guard let query = (start..<text.count).first(where: { text.span[$0] == UInt8(ascii: "?") }) else {
            throw .noSecret
        }
        var values: [String: Range<Int>] = [:]
        for (index, item) in items(of: text, from: query + 1).enumerated() where !item.isEmpty {
            let (name, value) = try parameter(text, item, place: index + 1)
            guard values.updateValue(value, forKey: name) == nil else { throw .repeatedParameter(name) }
        }
        guard let secret = values["secret"] else { throw .noSecret }
        let algorithm = try readable("algorithm", text, values) { value in
            switch value {
            case "sha1": OneTimePasswordParameters.Algorithm.sha1
            case "sha256": .sha256
            case "sha512": .sha512
            default: nil
            }
        }
        let digits = try readable("digits", text, values) { value in
            Int(plainDecimal: value).flatMap { (6...8).contains($0) ? $0 : nil }
        }
        let period = try readable("period", text, values) { value in
            Int(plainDecimal: value).flatMap { (1...255).contains($0) ? $0 : nil }
        }
        return try value(
            try seed(unescaped(text, secret)), algorithm: algorithm ?? .sha1, digits: digits ?? 6,
            period: period ?? 30)
    }

    /// Returns the value of a one-time-password field from a bare base32 secret, as services show it next to the code.
    ///
    /// - Throws: `EnrolmentError`.
    package static func seedValue(base32 text: borrowing SecretBytes) throws(EnrolmentError) -> SecretBytes {
        try value(try seed(text), algorithm: .sha1, digits: 6, period: 30)
    }

    private static func value(
        _ seed: borrowing SecretBytes, algorithm: OneTimePasswordParameters.Algorithm, digits: Int, period: Int
    ) throws(EnrolmentError) -> SecretBytes {
        let parameters: OneTimePasswordParameters
        do { parameters = try OneTimePasswordParameters(algorithm: algorithm, digits: digits, period: period) } catch {
            throw .unknownValue(of: "digits or period")
        }
        return parameters.seedValue(seed.span)
    }

    // MARK: - Parameters

    /// Returns a parameter's name, which must be a known one, and where its value is.
    private static func parameter(
        _ text: borrowing SecretBytes, _ item: Range<Int>, place: Int
    ) throws(EnrolmentError) -> (name: String, value: Range<Int>) {
        guard !matches(text, "amp;", at: item.lowerBound), !matches(text, "#38;", at: item.lowerBound) else {
            throw .htmlEscaped
        }
        let equals = item.first { text.span[$0] == UInt8(ascii: "=") }
        let name = item.lowerBound..<(equals ?? item.upperBound)
        let value = min(name.upperBound + 1, item.upperBound)..<item.upperBound
        let found = known.first { $0.utf8.count == name.count && matches(text, $0, at: name.lowerBound) }
        guard let found, equals != nil else { throw .unknownParameter(sayable(text, name, value), place: place) }
        // An equals sign in an issuer means that a parameter was swallowed: a real one would be escaped.
        guard found != "issuer" || !value.contains(where: { text.span[$0] == UInt8(ascii: "=") }) else {
            throw .unknownValue(of: found)
        }
        return (found, value)
    }

    /// A parameter's name for an error; `nil` if it could be a secret whose own name is missing.
    private static func sayable(
        _ text: borrowing SecretBytes, _ name: Range<Int>, _ value: Range<Int>
    ) -> String? {
        let bytes = name.prefix(13).map { text.span[$0] }
        guard (1...12).contains(name.count), value.contains(where: { text.span[$0] != UInt8(ascii: "=") }),
            bytes.allSatisfy({ (0x61...0x7A).contains(lower($0)) || $0 == 0x5F || $0 == 0x2D })
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A public parameter's value, which may be a `String`; `nil` if it is left out.
    private static func readable<Value>(
        _ name: String, _ text: borrowing SecretBytes, _ values: [String: Range<Int>], _ read: (String) -> Value?
    ) throws(EnrolmentError) -> Value? {
        guard let range = values[name] else { return nil }
        guard range.count <= 8,
            let value = read(String(decoding: range.map { lower(text.span[$0]) }, as: UTF8.self))
        else { throw .unknownValue(of: name) }
        return value
    }

    private static func matches(_ text: borrowing SecretBytes, _ word: String, at offset: Int) -> Bool {
        let word = Array(word.utf8)
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

    // MARK: - The secret

    /// The secret with the `%XX` and `+` of web addresses decoded.
    private static func unescaped(_ text: borrowing SecretBytes, _ range: Range<Int>) -> SecretBytes {
        var plain = SecretWriter(capacity: range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text.span[index]
            if byte == UInt8(ascii: "%"), index + 2 < range.upperBound,
                let high = digit(text.span[index + 1]), let low = digit(text.span[index + 2])
            {
                plain.append(high << 4 | low)
                index += 3
            } else {
                plain.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
                index += 1
            }
        }
        return plain.finish()
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x41...0x46: character - 0x37
        case 0x61...0x66: character - 0x57
        default: nil
        }
    }

    /// Decodes a base32 secret as authenticator apps do: any case, blanks and hyphens anywhere, with or without `=` at
    /// the end, and leftover bits are dropped.
    private static func seed(_ text: borrowing SecretBytes) throws(EnrolmentError) -> SecretBytes {
        var end = text.count
        while end > 0, [UInt8(ascii: "="), 0x20, 0x09, 0x0A, 0x0D].contains(text.span[end - 1]) { end -= 1 }
        guard end > 0 else { throw .emptySecret }
        let seed: SecretBytes
        do throws(EnvelopeDefect) { seed = try Base32.decodeWholeBytes(text.span.extracting(0..<end)) } catch {
            guard case .foreignCharacter(let position) = error else { throw .emptySecret }
            throw .notBase32(position: position)
        }
        guard seed.count > 0 else { throw .shortSecret }
        return seed
    }
}
