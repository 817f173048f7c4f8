// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope
import Testing

@testable import Recovery

@Suite("Which set a person means")
struct SetChoiceTests {
    /// Identities whose first ten bytes, and so whose codes, are equal, and one more.
    private func identities() throws -> [SetIdentity] {
        try [(1, 1), (1, 2), (3, 3)].map { (start: UInt8, end: UInt8) in
            try #require(
                SetIdentity(bytes: [UInt8](repeating: start, count: 10) + [UInt8](repeating: end, count: 22)))
        }
    }

    @Test("of two sets of one code neither is picked by it, in whatever order they come")
    func sameCode() throws {
        let sets = try identities()
        #expect(sets[0].code == sets[1].code)
        let choice = try #require(SetChoice(reading: sets[0].code))
        #expect(choice.one(of: sets) == nil)
        #expect(choice.one(of: sets.reversed()) == nil)
        #expect(choice.one(of: [sets[2], sets[1]]) == sets[1])
    }

    @Test("the first bytes of an identity may be of the set that was named, or are surely of another one")
    func firstBytes() throws {
        let set = try identities()[2]
        for text in [set.code, set.hexadecimal] {
            let choice = try #require(SetChoice(reading: text))
            for count in 0...10 { #expect(choice.mayMean(setStart: Array(set.bytes.prefix(count))), "\(count) bytes") }
            for start: [UInt8] in [[0xF1], [3, 0x42], [3, 3, 0x83], [3, 3, 0x13]] {
                #expect(!choice.mayMean(setStart: start))
            }
        }
    }

    @Test("a whole identity picks one of two sets of one code, and a set that is there twice is one set")
    func wholeIdentity() throws {
        let sets = try identities()
        let choice = try #require(SetChoice(reading: sets[1].hexadecimal.uppercased()))
        #expect(choice.one(of: sets) == sets[1])
        #expect(choice.one(of: [sets[1], sets[1]]) == sets[1])
        #expect(choice.one(of: [sets[0], sets[2]]) == nil)
    }
}
