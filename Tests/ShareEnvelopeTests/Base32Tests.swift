// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@testable import ShareEnvelope

@Suite("Base32")
struct Base32Tests {
    @Test(
        "writes and reads the examples of RFC 4648 section 10, without padding",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func examples(bytes: String, text: String) throws {
        #expect(Base32.encode(Array(bytes.utf8)) == text)
        #expect(try decode(text) == Array(bytes.utf8))
    }

    @Test("gives every byte string of every length from 0 to 300 back, also from lower case")
    func roundTrip() throws {
        var random = SeededNumbers(seed: 6)
        for count in 0...300 {
            for bytes in [
                random.bytes(count), [UInt8](repeating: 0, count: count), [UInt8](repeating: 0xFF, count: count),
            ] {
                let text = Base32.encode(bytes)
                #expect(text.utf8.count == (8 * count + 4) / 5)
                #expect(try decode(text) == bytes, "seed \(random.seed)")
                #expect(try decode(text.lowercased()) == bytes, "seed \(random.seed)")
            }
        }
    }

    @Test("knows each of the 256 byte values as a letter, as a filler, or as foreign with its place")
    func alphabet() throws {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        for byte in UInt8.min...UInt8.max {
            // Twice the letter at the start, so that ten bits make one whole byte without loose bits: AA, II, QQ, YY.
            let text = [UInt8]("AA-".utf8) + [byte]
            let upper = (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
            let defect = self.defect(text)
            if letters.contains(upper) {
                #expect(defect == .impossibleLength(3))
            } else if [0x20, 0x09, 0x0A, 0x0D, 0x2D].contains(byte) {
                #expect(defect == nil)
            } else {
                #expect(defect == .foreignCharacter(position: 4))
            }
        }
    }

    @Test("refuses lengths that no bytes have, and unused bits that are set")
    func canonical() {
        for count in 0...64 {
            let impossible = [1, 3, 6].contains(count % 8)
            let defect = defect([UInt8](repeating: 0x41, count: count))
            #expect(defect == (impossible ? .impossibleLength(count) : nil), "\(count) letters")
        }
        // The last letter of a text with 1, 2, 3 and 4 bytes over has 2, 4, 1 and 3 unused bits.
        for (head, unused) in [("A", 2), ("AAA", 4), ("AAAA", 1), ("AAAAAA", 3)] {
            for (value, letter) in "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8.enumerated() {
                let isLoose = value & ((1 << unused) - 1) != 0
                #expect(defect(Array(head.utf8) + [letter]) == (isLoose ? .looseBits : nil))
            }
        }
    }

    @Test("refuses padding, NUL and letters of other scripts that look alike")
    func lookalikes() {
        #expect(defect(Array("MY======".utf8)) == .foreignCharacter(position: 3))
        #expect(defect(Array("MY\u{0}".utf8)) == .foreignCharacter(position: 3))
        #expect(defect(Array("МY".utf8)) == .foreignCharacter(position: 1))
        for digit in "0189" { #expect(defect(Array("MZX\(digit)".utf8)) == .foreignCharacter(position: 4)) }
    }

    private func decode(_ text: String) throws(EnvelopeDefect) -> [UInt8] {
        try Base32.decode(Array(text.utf8).span).publicBytes()
    }

    private func defect(_ text: [UInt8]) -> EnvelopeDefect? {
        do throws(EnvelopeDefect) { _ = try Base32.decode(text.span) } catch { return error }
        return nil
    }
}
