// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@testable import Ceremonies

@Suite("The encoding of a secret text")
struct SecretTextEncodingTests {
    @Test("marks of editors are known, and the text behind them comes out as UTF-8")
    func texts() throws {
        let text = "pä€🔑"
        let units = text.utf16.map { (UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)) }
        let files: [[UInt8]] = [
            [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + units.flatMap { [$0.0, $0.1] },
            [0xFE, 0xFF] + units.flatMap { [$0.1, $0.0] },
        ]
        for file in files { #expect(Self.text(file) == text) }
        #expect(Self.text([0xEF, 0xBB, 0xBF]) == "")
    }

    @Test(
        "what is not in its encoding to the end is none",
        arguments: [
            [0xFF, 0xFE, 0x61] as [UInt8], [0xFF, 0xFE, 0x00, 0xD8], [0xFF, 0xFE, 0x00, 0xDC, 0x61, 0],
            [0xFF, 0xFE, 0x00, 0xD8, 0x61, 0], [0x70, 0, 0x61, 0],
        ])
    func broken(bytes: [UInt8]) {
        #expect(Self.isMarked(bytes))
        #expect(Self.text(bytes) == nil)
    }

    @Test(
        "bytes without a mark are taken as they are",
        arguments: [
            [] as [UInt8], [0x70], [0, 0, 0], [0x70, 0x61, 0x73, 0x73], [0xEF, 0xBB], [0xC3, 0xBF, 0xFE], [1, 0, 2, 3],
        ])
    func plain(bytes: [UInt8]) { #expect(!Self.isMarked(bytes)) }

    private static func isMarked(_ bytes: [UInt8]) -> Bool {
        let secret = SecretBytes(copying: bytes.span)
        return SecretTextEncoding(of: secret) != nil
    }

    private static func text(_ bytes: [UInt8]) -> String? {
        let secret = SecretBytes(copying: bytes.span)
        guard let encoding = SecretTextEncoding(of: secret), let text = encoding.text(of: secret) else { return nil }
        return Sample.string(text)
    }
}
