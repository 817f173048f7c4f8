// SPDX-License-Identifier: Apache-2.0

package import CloudTrail
import Foundation

/// A key that CloudTrail signs with in one region, and when it does.
package struct SigningKey: Hashable, Sendable {
    /// MD5 of the key's DER, which digests name it by.
    package let fingerprint: String
    package let key: RSAPublicKey
    package let validFrom: EventTime
    package let validUntil: EventTime
}

/// The keys that `aws cloudtrail list-public-keys` printed. They are what everything else is proven by.
package struct KeySet: Sendable {
    /// The largest output of `aws cloudtrail list-public-keys` that is read, in bytes: room for the keys of decades.
    package static let byteLimit = 16 << 20

    private var keys: [String: [SigningKey]] = [:]

    package init() {}

    /// How many keys there are.
    package var count: Int { keys.values.reduce(0) { $0 + $1.count } }

    /// The keys with a fingerprint: one, or the same one with another validity from another file.
    package subscript(_ fingerprint: String) -> [SigningKey] { keys[fingerprint] ?? [] }

    /// Adds the keys of one output of `aws cloudtrail list-public-keys`.
    ///
    /// - Throws: `FormatFault.notJSON`, `.member`: also for a key that is not RSA, and for one whose
    ///   fingerprint is not that of its bytes.
    package mutating func add(_ bytes: [UInt8]) throws(FormatFault) {
        let list = try Members(document: bytes).array("PublicKeyList")
        guard !list.isEmpty else { throw .member("PublicKeyList", expected: "a list with a key") }
        var read: [SigningKey] = []
        for element in list { read.append(try Self.key(Members(element, called: "PublicKeyList"))) }
        for key in read where !self[key.fingerprint].contains(key) { keys[key.fingerprint, default: []].append(key) }
    }

    private static func key(_ members: Members) throws(FormatFault) -> SigningKey {
        let text = try members.text("Value")
        guard let data = Data(base64Encoded: text), data.base64EncodedString() == text,
            let key = RSAPublicKey(der: Array(data))
        else { throw .member("Value", expected: "an RSA key of 2048 bits or more in base64") }
        let fingerprint = try members.hexadecimal("Fingerprint", digits: 32)
        guard Checksums.md5(Array(data)) == fingerprint else {
            throw .member("Fingerprint", expected: "the MD5 hash of its Value")
        }
        let (from, until) = (try time(members, "ValidityStartTime"), try time(members, "ValidityEndTime"))
        guard from < until else { throw .member("ValidityEndTime", expected: "after its ValidityStartTime") }
        return SigningKey(fingerprint: fingerprint, key: key, validFrom: from, validUntil: until)
    }

    /// A time as version 1 of the AWS CLI prints it, seconds since 1970, or as version 2 does, with an offset.
    private static func time(_ members: Members, _ name: String) throws(FormatFault) -> EventTime {
        switch members[name] {
        case .number(let text)?:
            let seconds = text.split(separator: ".", omittingEmptySubsequences: false)
            if seconds.count <= 2, let value = Int64(seconds[0]), (0...253_402_300_799).contains(value) {
                return EventTime(seconds: value)
            }
        case .string(let text)?:
            if let time = EventTime(text) ?? offsetTime(text) { return time }
        default: break
        }
        throw .member(name, expected: "a time")
    }

    private static func offsetTime(_ text: String) -> EventTime? {
        let offset = Array(text.utf8.suffix(6))
        guard offset.count == 6, let time = EventTime(text.dropLast(6) + "Z"), offset[3] == UInt8(ascii: ":") else {
            return nil
        }
        let digits = [offset[1], offset[2], offset[4], offset[5]].map { Int64($0) - 0x30 }
        guard digits.allSatisfy({ (0...9).contains($0) }), digits[2] < 6 else { return nil }
        let seconds = (digits[0] * 10 + digits[1]) * 3_600 + (digits[2] * 10 + digits[3]) * 60
        switch offset[0] {
        case UInt8(ascii: "+"): return EventTime(seconds: time.seconds - seconds)
        case UInt8(ascii: "-"): return EventTime(seconds: time.seconds + seconds)
        default: return nil
        }
    }
}
