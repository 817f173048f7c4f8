// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Watch

@Suite("Numbers by hashes")
struct HashTableTests {
    @Test("each hash has the number that it was added with, whatever the others are")
    func numbers() {
        var table = HashTable()
        var expected: [UInt64: Int] = [:]
        // Hashes that want the same place, the one that stands for an empty place, and many others.
        let near = (0..<600).map { UInt64($0) << 40 }
        let spread = (1...6_000).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
        for (number, hash) in (near + spread + [.max]).enumerated() {
            #expect(table[hash] == nil)
            table.add(hash, number)
            expected[hash] = number
        }
        #expect(table.count == expected.count)
        #expect(expected.allSatisfy { table[$0] == $1 })
        #expect(table[0] == 0)
        #expect(spread.allSatisfy { table[$0 ^ 1] == expected[$0 ^ 1] })
        table.removeAll()
        #expect(table.count == 0 && table[0] == nil && table[spread[0]] == nil)
    }
}
