// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@testable import SheetScanning

@Suite("The parent believes no answer that is not exactly in its form")
struct CodeReplyTests {
    private func reply(_ texts: [(page: Int, text: String)], pageCount: Int) throws -> [UInt8] {
        var found = FoundCodes()
        for (page, text) in texts {
            found.page = page
            try found.add([CodeReader.Text(SecretBytes(copying: Array(text.utf8).span))])
        }
        let bytes = CodeReply.encode(found, pageCount: pageCount)
        return (0..<bytes.count).map { bytes.span[$0] }
    }

    private func parse(_ bytes: [UInt8]) -> Scan? { CodeReply.decode(SecretBytes(copying: bytes.span)) }

    @Test("what the child writes is what the parent reads")
    func roundTrip() throws {
        let long = String(repeating: "x", count: 7_089)
        let scan = try #require(parse(try reply([(1, "first"), (3, "second"), (3, long)], pageCount: 3)))
        #expect(scan.pageCount == 3)
        #expect(scan.codes.map(\.page) == [1, 3, 3])
        #expect(scan.codes.map { Page.text($0.text) } == ["first", "second", long])
        #expect(try parse(reply([], pageCount: 1))?.codes.count == 0)
    }

    @Test("cut short anywhere, or with one byte more, it is refused")
    func length() throws {
        let whole = try reply([(1, "first"), (2, "second")], pageCount: 2)
        for length in 0..<whole.count { #expect(parse(Array(whole[..<length])) == nil) }
        #expect(parse(whole + [0]) == nil)
    }

    @Test("pages, counts and lengths out of range are refused")
    func ranges() throws {
        let whole = try reply([(1, "ab")], pageCount: 1)
        // Offsets: magic 0, pages 8, count 10, page 12, length 14, text 16.
        for (offset, number) in [
            (8, 0), (8, 65), (10, 0), (10, 2), (10, 1025), (12, 0), (12, 2), (14, 0), (14, 1), (14, 3),
        ] {
            var bytes = whole
            bytes[offset] = UInt8(number >> 8)
            bytes[offset + 1] = UInt8(number & 0xFF)
            #expect(parse(bytes) == nil, "\(number) at \(offset)")
        }
        for offset in 0..<8 {
            var bytes = whole
            bytes[offset] ^= 1
            #expect(parse(bytes) == nil)
        }
    }

    @Test("any bytes at all are refused or read, never more")
    func anything() throws {
        var numbers = SeededNumbers(state: 7)
        let whole = try reply([(1, "first"), (2, "second")], pageCount: 2)
        for _ in 0..<5_000 {
            var bytes = whole
            for _ in 0..<3 {
                bytes[Int.random(in: 8..<bytes.count, using: &numbers)] = .random(in: 0...255, using: &numbers)
            }
            let total = parse(bytes)?.codes.reduce(0) { $0 + $1.text.count } ?? 0
            #expect(total <= bytes.count)
        }
    }
}

@Suite("A search goes on until a sheet lacks nothing")
struct FoundCodesTests {
    private func found(_ texts: [String]) throws -> FoundCodes {
        var found = FoundCodes()
        try found.add(texts.map { CodeReader.Text(SecretBytes(copying: Array($0.utf8).span)) })
        return found
    }

    @Test("a share, its manifest and its ciphertext are enough, and each of them is needed")
    func sheet() throws {
        #expect(try found(Page.texts).isEnough)
        for index in Page.texts.indices {
            var texts = Page.texts
            texts.remove(at: index)
            #expect(try !found(texts).isEnough)
        }
    }

    @Test("nothing is not enough, a code of another maker is")
    func others() throws {
        #expect(try !found([]).isEnough)
        #expect(try found(["otpauth://totp/x"]).isEnough)
    }

    @Test("more codes than any sheets show are refused")
    func limit() throws {
        #expect(try found((0..<1024).map { "code \($0)" }).codes.count == 1024)
        #expect(throws: DecodingError.tooManyCodes(limit: 1024)) { try found((0..<1025).map { "code \($0)" }) }
    }
}
