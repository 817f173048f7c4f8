// SPDX-License-Identifier: Apache-2.0
//
// What the decoding child answers, all integers big-endian and nothing after:
//
//     "BGcodes1" 8 · pages 2 · count 2 · count × { page 2 (1…pages) · length 2 (≥ 1) · text }
//
// The child may have been taken over by its input: the parent believes nothing that is not exactly so.

import SecretMemory

enum CodeReply {
    private static let magic = Array("BGcodes1".utf8)
    /// The most bytes of an answer: 1,024 codes of the largest QR code, 7,089 digits each (ISO/IEC 18004).
    static let byteLimit = magic.count + 4 + FoundCodes.limit * (4 + 7_089)

    /// The child's side.
    static func encode(_ found: FoundCodes, pageCount: Int) -> SecretBytes {
        var reply = SecretWriter(capacity: 4096)
        reply.append(magic)
        reply.append(number: pageCount)
        reply.append(number: found.codes.count)
        for code in found.codes {
            reply.append(number: code.page)
            reply.append(text: code.text.bytes)
        }
        return reply.finish()
    }

    /// The parent's side; nil for anything that the child's side would not have written.
    static func decode(_ reply: borrowing SecretBytes) -> Scan? {
        let bytes = reply.span
        var offset = magic.count
        func number() -> Int? {
            guard offset + 2 <= bytes.count else { return nil }
            defer { offset += 2 }
            return Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
        }
        guard bytes.count >= magic.count, magic.indices.allSatisfy({ bytes[$0] == magic[$0] }),
            let pageCount = number(), (1...PageDecoder.pageLimit).contains(pageCount),
            let count = number(), count <= FoundCodes.limit
        else { return nil }
        var codes: [ScannedCode] = []
        for _ in 0..<count {
            guard let page = number(), (1...pageCount).contains(page), let length = number(), length >= 1,
                offset + length <= bytes.count
            else { return nil }
            codes.append(
                ScannedCode(text: SecretBytes(copying: bytes.extracting(offset..<offset + length)), page: page))
            offset += length
        }
        return offset == bytes.count ? Scan(pageCount: pageCount, codes: codes) : nil
    }
}

extension SecretWriter {
    fileprivate mutating func append(number: Int) {
        append(UInt8(number >> 8))
        append(UInt8(number & 0xFF))
    }

    fileprivate mutating func append(text: borrowing SecretBytes) {
        append(number: text.count)
        append(text.span)
    }
}
