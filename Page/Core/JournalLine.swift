// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import SecretSharing
import ShareEnvelope

/// One line of a journal in its canonical form (docs/LEDGER.md, section 3): members in order, no white space, only `"`
/// and `\` escaped.
struct JournalLine {
    private var text: [UInt8] = [UInt8(ascii: "{")]

    /// Begins a line of a kind, written at a time in seconds since 1970.
    init(_ kind: String, at time: UInt64) {
        member("kind", kind)
        member("time", Self.time(time))
    }

    /// The bytes, without a line end.
    var bytes: [UInt8] { text + [UInt8(ascii: "}")] }

    @inline(never) mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        begin(name)
        quote(value)
    }

    @inline(never) mutating func member(_ name: String, _ value: PublicText?) { member(name, value?.description) }

    @inline(never) mutating func member(_ name: String, _ number: UInt64) {
        begin(name)
        text += Array("\(number)".utf8)
    }

    @inline(never) mutating func member(_ name: String, _ flag: Bool) {
        begin(name)
        text += Array((flag ? "true" : "false").utf8)
    }

    @inline(never) mutating func member(_ name: String, _ shares: [ShareNumber]) {
        member(name, list: shares.map { $0.description })
    }

    @inline(never) mutating func member(_ name: String, list values: [String]) {
        begin(name)
        text.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            quote(value)
        }
        text.append(UInt8(ascii: "]"))
    }

    @inline(never) mutating func signatures(_ signatures: [(share: ShareNumber, at: UInt64, bytes: [UInt8])]) {
        begin("signatures")
        for (index, one) in signatures.enumerated() {
            let start = index == 0 ? "[" : ","
            let signature = Base64Text.of(one.bytes)
            text += Array("\(start){\"share\":\"\(one.share)\",\"at\":\(one.at),\"signature\":\"\(signature)\"}".utf8)
        }
        text.append(UInt8(ascii: "]"))
    }

    private mutating func begin(_ name: String) {
        if text.count > 1 { text.append(UInt8(ascii: ",")) }
        quote(name)
        text.append(UInt8(ascii: ":"))
    }

    @inline(never) private mutating func quote(_ value: String) {
        text.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { text.append(UInt8(ascii: "\\")) }
            text.append(byte)
        }
        text.append(UInt8(ascii: "\""))
    }

    /// `YYYY-MM-DDTHH:MM:SSZ`. Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
    private static func time(_ seconds: UInt64) -> String {
        let (days, second) = (Int(seconds / 86_400), Int(seconds % 86_400))
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return "\(year)-\(two(month))-\(two(day))T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// Padded base64 of public bytes (RFC 4648, section 4).
enum Base64Text {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func of(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let rest = min(3, bytes.count - start)
            var bits = 0
            for offset in 0..<3 { bits = bits << 8 | (offset < rest ? Int(bytes[start + offset]) : 0) }
            for place in 0..<4 {
                text.append(place <= rest ? letters[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
