// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Watch

@Suite("Fingerprints of files")
struct FileFingerprintTests {
    private func expected(_ hashes: [UInt64]) -> [UInt32] { Set(hashes.map { UInt32($0 >> 32) }).sorted() }

    @Test(
        "traces come in ascending order, each once, however many there are and whatever they begin with",
        arguments: [0, 1, 2, 255, 4_096, 4_097, 20_000])
    func order(_ count: Int) {
        var builder = FingerprintBuilder()
        // Spread evenly; all with one first byte; in descending order, each twice.
        let spread = (0..<count).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
        for hashes in [spread, spread.map { $0 >> 8 | 0xAB << 56 }, spread.sorted(by: >) + spread] {
            builder.add(hashes)
            #expect(builder.take().halves == expected(hashes))
        }
        #expect(builder.take().halves == [], "a file has nothing of the one before")
    }

    @Test("a trace that is there is never missed, and what is written down is read back only in order")
    func questions() throws {
        var builder = FingerprintBuilder()
        let hashes = (0..<300).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
        builder.add(hashes)
        let file = builder.take()
        for hash in hashes { #expect(file.mayContain(anyOf: WantedHalves([hash]))) }
        #expect(file.mayContain(anyOf: WantedHalves(Set(hashes))))
        #expect(!file.mayContain(anyOf: WantedHalves([UInt64.max])))
        #expect(FileFingerprint(halves: file.halves)?.halves == file.halves)
        #expect(FileFingerprint(halves: file.halves.reversed()) == nil)
        #expect(FileFingerprint(halves: [1, 1]) == nil)
    }
}
