// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LogDigests

@Suite("Checksums")
struct ChecksumTests {
    @Test("a file has the hash of its bytes, whatever its size", arguments: [0, 1, 1 << 20, (1 << 20) + 1, 3 << 20])
    func file(byteCount: Int) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bytes = (0..<byteCount).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try Data(bytes).write(to: URL(filePath: path))
        let read = try #require(Checksums.sha256(ofFile: path))
        #expect(read.hash.map { String(format: "%02x", $0) }.joined() == Checksums.sha256(bytes))
        #expect(read.byteCount == byteCount)
    }

    @Test("a file that is not there has none, and the hash of no bytes is the published one")
    func missing() {
        #expect(Checksums.sha256(ofFile: "/nowhere/at/all") == nil)
        #expect(Checksums.sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }
}
