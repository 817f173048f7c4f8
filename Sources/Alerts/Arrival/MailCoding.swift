// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// The encodings of mail's bodies.
enum MailCoding {
    /// Passes over everything that is no digit of base64, as RFC 2045 asks for.
    static func base64(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text {
            let value: UInt8
            switch Unicode.Scalar(byte) {
            case "A"..."Z": value = byte - 65
            case "a"..."z": value = byte - 71
            case "0"..."9": value = byte + 4
            case "+": value = 62
            case "/": value = 63
            case "=": return bytes
            default: continue
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }

    /// `=3D` is a byte, and `=` at the end of a line joins it with the next.
    static func quotedPrintable(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                continue
            }
            if rest.starts(with: [0x0D, 0x0A]) {
                rest = rest.dropFirst(2)
            } else if rest.first == 0x0A {
                rest = rest.dropFirst()
            } else if rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    /// The text between the tags, with the few entities that an alert has.
    static func textOfHTML(_ html: String) -> String {
        var text = ""
        var isInTag = false
        for character in html {
            switch character {
            case "<":
                isInTag = true
                text.append(" ")
            case ">" where isInTag: isInTag = false
            default: if !isInTag { text.append(character) }
            }
        }
        for (entity, sign) in [
            ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"),
            ("&nbsp;", " "), ("&amp;", "&"),
        ] {
            text = text.split(separator: entity, omittingEmptySubsequences: false).joined(separator: sign)
        }
        return text
    }
}

/// Dates of mail (RFC 5322): `Sun, 01 Mar 2026 02:00:41 +0000 (UTC)`.
enum MailDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// The moment, or nil for anything else.
    static func time(_ text: Substring) -> EventTime? {
        let withoutComment = text.prefix { $0 != "(" }
        var words = withoutComment.split { $0 == " " || $0 == "\t" || $0 == "," }
        if let first = words.first, first.count == 3, !first.allSatisfy({ $0.isNumber }) { words.removeFirst() }
        guard words.count >= 5, let day = Int(words[0]), let month = months.firstIndex(of: words[1].lowercased()),
            let year = Int(words[2]), (1_000...9_999).contains(year)
        else { return nil }
        let clock = words[3].split(separator: ":").compactMap { Int($0) }
        guard (2...3).contains(clock.count), let offset = seconds(ofZone: words[4]) else { return nil }
        let second = clock.count == 3 ? clock[2] : 0
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let iso = "\(year)-\(two(month + 1))-\(two(day))T\(two(clock[0])):\(two(clock[1])):\(two(second))Z"
        return EventTime(iso).map { EventTime(seconds: $0.seconds - offset) }
    }

    private static func seconds(ofZone zone: Substring) -> Int64? {
        if ["GMT", "UT", "UTC", "Z"].contains(zone.uppercased()) { return 0 }
        guard zone.count == 5, let sign = zone.first, sign == "+" || sign == "-", let number = Int64(zone.dropFirst())
        else { return nil }
        return (sign == "-" ? -1 : 1) * (number / 100 * 3_600 + number % 100 * 60)
    }
}
