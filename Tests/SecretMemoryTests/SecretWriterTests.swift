// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@Suite("A secret writer")
struct SecretWriterTests {
    @Test("keeps everything in order while it grows")
    func growth() {
        var writer = SecretWriter(capacity: 0)
        var expected: [UInt8] = []
        for number in 0..<1_000 {
            if number % 7 == 0 {
                let run = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: number % 50)
                writer.append(run)
                expected += run
            } else {
                writer.append(UInt8(truncatingIfNeeded: number))
                expected.append(UInt8(truncatingIfNeeded: number))
            }
            #expect(writer.count == expected.count)
        }
        #expect(writer.span.indices.map { writer.span[$0] } == expected)
        #expect(writer.finish().exposed == expected)
    }

    @Test("takes bytes away from the end, and nothing from an empty one")
    func removal() {
        var writer = SecretWriter()
        writer.removeLast()
        #expect(writer.count == 0)
        writer.append([1, 2, 3])
        writer.removeLast()
        writer.append(9)
        #expect(writer.span.indices.map { writer.span[$0] } == [1, 2, 9])
        writer.removeAll()
        #expect(writer.finish().count == 0)
    }

    @Test("hands over exactly as many bytes as were written")
    func handingOver() {
        var writer = SecretWriter(capacity: 100)
        writer.append([5, 6])
        #expect(writer.finish().exposed == [5, 6])
        #expect(SecretWriter().finish().exposed.isEmpty)
    }
}
