// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ShareEnvelope

/// Changes shares as a forger would, who knows the format and sets every check right.
enum Forger {
    /// The share with one bit of its value changed.
    static func forged(_ code: String) throws -> String {
        var bytes = try decoded(code)
        bytes[30] ^= 1
        return encoded(bytes)
    }

    /// The share under another member's number.
    static func renumbered(_ code: String, to member: UInt8) throws -> String {
        var bytes = try decoded(code)
        bytes[18] = member
        return encoded(bytes)
    }

    private static func decoded(_ code: String) throws -> [UInt8] {
        let bytes = try Base32.decode(Array(code.utf8.dropFirst(4)).span)
        return (0..<bytes.count - 4).map { bytes.span[$0] }
    }

    private static func encoded(_ bytes: [UInt8]) -> String {
        let text = PaperCode.text(kind: .share, body: bytes.span)
        return String(decoding: text.span.indices.map { text.span[$0] }, as: UTF8.self)
    }
}
