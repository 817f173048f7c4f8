// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import CustodyPolicy

@Suite("Files of text that people write")
struct TextInputTests {
    static let text = "account: Chloé 🔑\ngroups:\n"

    @Test("every encoding and line end that editors write gives the same text")
    func encodings() throws {
        let windows = Self.text.replacing("\n", with: "\r\n")
        let old = Self.text.replacing("\n", with: "\r")
        let files: [[UInt8]] = [
            Array(Self.text.utf8), [0xEF, 0xBB, 0xBF] + Array(Self.text.utf8), Array(windows.utf8), Array(old.utf8),
            [0xEF, 0xBB, 0xBF] + Array(windows.utf8),
            [0xFF, 0xFE] + Self.units(windows).flatMap { [$0.low, $0.high] },
            [0xFE, 0xFF] + Self.units(windows).flatMap { [$0.high, $0.low] },
        ]
        for file in files { #expect(try TextInput.text(of: file) == Self.text) }
        #expect(try TextInput.text(of: []) == "")
        #expect(try TextInput.text(of: [0xEF, 0xBB, 0xBF]) == "")
        #expect(try TextInput.text(of: Array("a\r\n\r\nb\r\r".utf8)) == "a\n\nb\n\n")
    }

    @Test(
        "bytes that are no text are refused by what they are",
        arguments: [
            ([0x61, 0x0A, 0xFF, 0x0A] as [UInt8], TextInputDefect.notUTF8(line: 2)), ([0xC3], .notUTF8(line: 1)),
            ([0xFF, 0xFE, 0x61], .brokenUTF16), ([0xFF, 0xFE, 0x00, 0xD8], .brokenUTF16),
            ([0x61, 0, 0x62, 0], .unmarkedUTF16), ([0xFF, 0xFE, 0, 0], .utf32), ([0, 0, 0xFE, 0xFF], .utf32),
        ])
    func refused(bytes: [UInt8], defect: TextInputDefect) {
        #expect(throws: defect) { _ = try TextInput.text(of: bytes) }
        #expect(!defect.words.isEmpty)
    }

    @Test("a policy of every encoding and line end is the same policy")
    func policy() throws {
        let expected = try PolicyFile.parse(PolicyFixture.text)
        let windows = PolicyFixture.text.replacing("\n", with: "\r\n")
        for bytes in [[0xEF, 0xBB, 0xBF] + Array(windows.utf8), Array(windows.utf8)] {
            #expect(try PolicyFile.parse(TextInput.text(of: bytes)) == expected)
        }
    }

    private static func units(_ text: String) -> [(low: UInt8, high: UInt8)] {
        text.utf16.map { (UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)) }
    }
}
