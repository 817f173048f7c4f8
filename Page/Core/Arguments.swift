// SPDX-License-Identifier: Apache-2.0

import SecretMemory

/// The arguments of a request: each is its length, four bytes, the lowest first, and its bytes.
struct Arguments: ~Copyable {
    private let bytes: SecretBytes
    private var place = 0

    init(_ bytes: consuming SecretBytes) { self.bytes = bytes }

    /// The next argument; empty after the last.
    mutating func next() -> SecretBytes {
        let range = nextRange()
        return bytes.slice(range)
    }

    /// The next argument, which is public text.
    mutating func text() -> String {
        let range = nextRange()
        var letters: [UInt8] = []
        for index in range { letters.append(bytes.span[index]) }
        return String(decoding: letters, as: UTF8.self)
    }

    /// The next argument, which is a number.
    mutating func number() -> Int { Int(text()) ?? 0 }

    /// Whether the next argument is this text, byte by byte.
    mutating func isNext(_ text: String) -> Bool { self.text().utf8.elementsEqual(text.utf8) }

    /// Whether there is another one.
    var hasMore: Bool { place + 4 <= bytes.count }

    private mutating func nextRange() -> Range<Int> {
        guard hasMore else { return 0..<0 }
        var count = 0
        for offset in 0..<4 { count |= Int(bytes.span[place + offset]) << (8 * offset) }
        let start = place + 4
        let end = min(bytes.count, start + max(count, 0))
        place = end
        return start..<end
    }
}
