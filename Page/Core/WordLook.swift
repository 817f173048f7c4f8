// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import ShareEnvelope

/// Looks at the words of a sheet while they are typed, and takes none of them. It names places, never words: no word of a
/// share leaves the module.
struct WordLook {
    private enum Verdict: String {
        case illegible, inexact, unknown
    }

    private struct Fault {
        let place: Int
        let verdict: Verdict
    }

    private var faults: [Fault] = []
    private var count = 0
    private var expected: Int?
    private var healed: [Int]?
    private var share: String?

    init(_ text: borrowing SecretBytes) {
        var words = TypedWords()
        var start = 0
        var isRowStart = true
        for index in 0...text.count {
            guard index == text.count || Self.isSeparator(text.span[index]) else { continue }
            if index > start, !Self.isRowLetter(text, start..<index, isRowStart) { add(text, start..<index, &words) }
            if index > start { isRowStart = false }
            if index < text.count, text.span[index] == 0x0A || text.span[index] == 0x0D { isRowStart = true }
            start = index + 1
        }
        expected = words.expectedCount
        guard faults.allSatisfy({ $0.verdict != .unknown }), let whole = try? WordShare(words) else { return }
        healed = whole.healed
        share = whole.number.description
    }

    func write(to json: inout JSON) {
        json.member("count", count)
        json.member("expected", expected)
        json.name("words")
        json.array(faults) { json, fault in
            json.object { json in
                json.member("place", fault.place)
                json.member("row", Self.row(fault.place))
                json.member("column", (fault.place - 1) % 8 + 1)
                json.member("verdict", fault.verdict.rawValue)
            }
        }
        json.member("heals", healed != nil)
        json.name("healed")
        json.array(healed ?? []) { json, place in
            json.object { json in
                json.member("place", place + 1)
                json.member("row", Self.row(place + 1))
                json.member("column", place % 8 + 1)
            }
        }
        json.member("share", share)
    }

    private mutating func add(_ text: borrowing SecretBytes, _ range: Range<Int>, _ words: inout TypedWords) {
        count += 1
        let word = text.span.extracting(range)
        if range.count == 1, text.span[range.lowerBound] == UInt8(ascii: "?") {
            faults.append(Fault(place: count, verdict: .illegible))
            _ = try? words.append(word)
            return
        }
        do throws(EnvelopeError) {
            guard try !words.append(word) else { return }
            faults.append(Fault(place: count, verdict: .inexact))
        } catch {
            faults.append(Fault(place: count, verdict: .unknown))
            _ = try? words.append([UInt8(ascii: "?")].span)
        }
    }

    private static func isRowLetter(_ text: borrowing SecretBytes, _ range: Range<Int>, _ isRowStart: Bool) -> Bool {
        let letter = text.span[range.lowerBound] | 0x20
        guard (0x61...0x6C).contains(letter) else { return false }
        return range.count == 1 && isRowStart || range.count == 2 && text.span[range.lowerBound + 1] == 0x3A
    }

    private static func row(_ place: Int) -> String {
        String(decoding: [UInt8(ascii: "A") + UInt8((place - 1) / 8 % 26)], as: UTF8.self)
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0x2C
    }
}
