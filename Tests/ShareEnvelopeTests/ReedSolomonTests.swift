// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@testable import ShareEnvelope

@Suite("Reed–Solomon over the sharing field", .serialized)
struct ReedSolomonTests {
    @Test(
        "every mixture of errors and erasures with 2e + s ≤ 10 heals, and the healed places are told",
        arguments: [64, 96])
    func healsAllMixtures(count: Int) throws {
        var random = SeededNumbers(seed: 7)
        for errors in 0...5 {
            for erasures in 0...(10 - 2 * errors) {
                for _ in 0..<6 {
                    let word = codeword(count, &random)
                    let places = random.places(errors + erasures, among: count)
                    let illegible = Array(places.prefix(erasures))
                    var damaged = damage(word, at: Array(places.dropFirst(erasures)), &random)
                    for place in illegible { damaged[place] = random.bytes(1)[0] }
                    var healed = Sample.secret(damaged)
                    let told = try? ReedSolomon.heal(&healed, erasures: illegible)
                    if told != places.sorted() || healed.publicBytes() != word {
                        Issue.record("seed \(random.seed): \(errors) errors, \(erasures) erasures at \(places)")
                    }
                }
            }
        }
    }

    @Test(
        "more than ten erasures, and ten with an error, are refused or healed to another word, never to a wrong claim")
    func beyondItsReach() {
        var random = SeededNumbers(seed: 8)
        for _ in 0..<40 {
            let word = codeword(64, &random)
            let places = random.places(11, among: 64)
            var damaged = Sample.secret(damage(word, at: places, &random))
            #expect(throws: EnvelopeDefect.beyondHealing) { try ReedSolomon.heal(&damaged, erasures: places) }
        }
    }

    @Test("six and more errors never heal to the word, and what they heal to is a codeword within five places")
    func sixErrors() {
        var random = SeededNumbers(seed: 9)
        for errors in 6...12 {
            for _ in 0..<40 {
                let word = codeword(64, &random)
                let damaged = damage(word, at: random.places(errors, among: 64), &random)
                var healed = Sample.secret(damaged)
                guard let told = try? ReedSolomon.heal(&healed, erasures: []) else { continue }
                let bytes = healed.publicBytes()
                let changed = bytes.indices.filter { bytes[$0] != damaged[$0] }
                let isCodeword =
                    ReedSolomon.parity(of: Array(bytes[..<54]).span).publicBytes() == Array(bytes[54...])
                if told != changed || changed.count > 5 || !isCodeword || bytes == word {
                    Issue.record("seed \(random.seed): \(errors) errors told as \(told)")
                }
            }
        }
    }

    @Test("no change of one or two bytes makes another codeword", arguments: [64, 96])
    func distance(count: Int) {
        // The code is linear: a change is a codeword when its checks are its own. Columns of the check matrix:
        let message = count - 10
        var columns: [[UInt8]] = (0..<message).map { place in
            ReedSolomon.parity(of: [UInt8](repeating: 0, count: message).with(1, at: place).span).publicBytes()
        }
        columns += (0..<10).map { [UInt8](repeating: 0, count: 10).with(1, at: $0) }
        #expect(columns.allSatisfy { $0.contains { $0 != 0 } })
        let multiples = columns.map { column in
            (1...255).map { factor in column.map { Self.product($0, UInt8(factor)) } }
        }
        for left in columns.indices {
            for right in 0..<left {
                if multiples[right].contains(columns[left]) { Issue.record("places \(left) and \(right) are alike") }
            }
        }
    }

    @Test("a word without damage is left alone, and an erasure that hides the right byte is told as healed")
    func nothingToHeal() throws {
        var random = SeededNumbers(seed: 10)
        let word = codeword(64, &random)
        var same = Sample.secret(word)
        #expect(try ReedSolomon.heal(&same, erasures: []) == [])
        #expect(same.publicBytes() == word)
        #expect(try ReedSolomon.heal(&same, erasures: [3, 63]) == [3, 63])
        #expect(same.publicBytes() == word)
        var zeros = SecretBytes(zeroCount: 64)
        #expect(try ReedSolomon.heal(&zeros, erasures: [0, 10]) == [0, 10])
        #expect(zeros.publicBytes() == [UInt8](repeating: 0, count: 64))
    }

    // MARK: - Words

    private func codeword(_ count: Int, _ random: inout SeededNumbers) -> [UInt8] {
        let message = random.bytes(count - 10)
        return message + ReedSolomon.parity(of: message.span).publicBytes()
    }

    private func damage(_ word: [UInt8], at places: [Int], _ random: inout SeededNumbers) -> [UInt8] {
        places.reduce(word) { $0.with($0[$1] ^ UInt8.random(in: 1...255, using: &random), at: $1) }
    }

    /// Long multiplication and division by x⁸ + x⁴ + x³ + x + 1.
    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product = 0
        for bit in 0..<8 where right & (1 << bit) != 0 { product ^= Int(left) << bit }
        for bit in stride(from: 14, through: 8, by: -1) where product & (1 << bit) != 0 {
            product ^= 0x11B << (bit - 8)
        }
        return UInt8(product)
    }
}
