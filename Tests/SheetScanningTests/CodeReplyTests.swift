// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@testable import PageReading
@testable import SheetScanning

@Suite("The parent believes no answer that is not exactly in its form")
struct CodeReplyTests {
    private func bytes(_ secret: borrowing SecretBytes) -> [UInt8] { (0..<secret.count).map { secret.span[$0] } }

    private func secret(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8).span) }

    private func reply(_ texts: [String], pageCount: Int, _ end: CodeReply.End = .complete) -> [UInt8] {
        bytes(CodeReply.begin(pageCount: pageCount)) + texts.flatMap { bytes(CodeReply.code(secret($0))) }
            + bytes(CodeReply.end(end))
    }

    private func parse(_ bytes: [UInt8], page: Int = 1) -> CodeReply.Content? {
        CodeReply.decode(SecretBytes(copying: bytes.span), page: page)
    }

    @Test("what the child writes is what the parent reads")
    func roundTrip() throws {
        let long = String(repeating: "x", count: 7_089)
        let content = try #require(parse(reply(["first", "second", long], pageCount: 3), page: 2))
        #expect(content.pageCount == 3)
        #expect(content.codes.map(\.page) == [2, 2, 2])
        #expect(content.codes.map { Page.text($0.text) } == ["first", "second", long])
        #expect(content.end == .complete)
        #expect(parse(reply([], pageCount: 1))?.codes.count == 0)
        for end in [CodeReply.End.moreCodes, .tookTooLong] {
            #expect(parse(reply([], pageCount: 1, end))?.end == end)
        }
    }

    @Test("cut short anywhere it gives the codes that came whole and has no end; with one byte more it is refused")
    func length() throws {
        let whole = reply(["first", "second"], pageCount: 2)
        for length in 0..<10 { #expect(parse(Array(whole[..<length])) == nil) }
        for length in 10..<whole.count {
            let content = try #require(parse(Array(whole[..<length])))
            #expect(content.end == nil)
            let expected = length < 17 ? [] : length < 25 ? ["first"] : ["first", "second"]
            #expect(content.codes.map { Page.text($0.text) } == expected)
        }
        #expect(parse(whole + [0]) == nil)
    }

    @Test("pages, counts and ends out of range are refused")
    func ranges() throws {
        let whole = reply(["ab"], pageCount: 4)
        // Offsets: magic 0, pages 8, length 10, text 12, end 14, more 16.
        for (offset, number) in [(8, 0), (8, 3), (8, 65)] {
            var bytes = whole
            bytes[offset] = UInt8(number >> 8)
            bytes[offset + 1] = UInt8(number & 0xFF)
            #expect(parse(bytes, page: 4) == nil, "\(number) at \(offset)")
        }
        #expect(parse(Array(whole.dropLast()) + [3], page: 4) == nil)
        for offset in 0..<8 {
            var bytes = whole
            bytes[offset] ^= 1
            #expect(parse(bytes, page: 4) == nil)
        }
        #expect(parse(reply((0..<64).map { "code \($0)" }, pageCount: 1))?.codes.count == 64)
        #expect(parse(reply((0..<65).map { "code \($0)" }, pageCount: 1)) == nil)
    }

    @Test("any bytes at all are refused or read, never more")
    func anything() throws {
        var numbers = SeededNumbers(state: 7)
        let whole = reply(["first", "second"], pageCount: 2)
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
    private func texts(_ texts: [String]) -> [CodeReader.Text] {
        texts.map { CodeReader.Text(SecretBytes(copying: Array($0.utf8).span)) }
    }

    private func found(_ codes: [String]) -> FoundCodes {
        var found = FoundCodes()
        found.add(texts(codes))
        return found
    }

    @Test("a share, its manifest and its ciphertext are enough, and each of them is needed")
    func sheet() throws {
        #expect(found(Page.texts).isEnough)
        for index in Page.texts.indices {
            var texts = Page.texts
            texts.remove(at: index)
            #expect(!found(texts).isEnough)
        }
    }

    @Test("nothing is not enough, a code of another maker is")
    func others() {
        #expect(!found([]).isEnough)
        #expect(found(["otpauth://totp/x"]).isEnough)
    }

    @Test("each code is told once, as soon as it is found")
    func notices() {
        var noticed: [String] = []
        var found = FoundCodes { noticed.append(Page.text($0.bytes)) }
        found.add(texts(["a", "b"]))
        found.add(texts(["b", "c"]))
        #expect(noticed == ["a", "b", "c"])
    }

    @Test("of more codes than a page of sheets shows the first are kept, and the search ends")
    func limit() {
        let codes = (0..<65).map { "code \($0)" }
        #expect(found(Array(codes.dropLast())).hasMore == false)
        #expect(found(codes).codes.count == 64)
        #expect(found(codes).hasMore)
        #expect(found(codes).isEnough)
    }
}
