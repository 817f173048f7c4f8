// SPDX-License-Identifier: Apache-2.0

import MerkleLog
import Testing

/// The reason for which something is refused; nothing when it is accepted.
func refusal(_ body: () throws(MerkleLogError) -> Void) -> MerkleLogError? {
    do { try body() } catch { return error }
    return nil
}

extension [UInt8] {
    /// The same bytes with another one at a place.
    func with(_ byte: UInt8, at place: Int) -> [UInt8] {
        var changed = self
        changed[place] = byte
        return changed
    }

    /// Every list of bytes that differs from this one in one bit.
    var singleBitChanges: [[UInt8]] {
        indices.flatMap { place in (0..<8).map { bit in with(self[place] ^ 1 << bit, at: place) } }
    }

    init(hexadecimal text: String) {
        let digits = Array<Character>(text)
        self = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16)! }
    }

    /// Two lower-case digits a byte.
    var hexadecimal: String {
        map { ($0 < 0x10 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension TreeSize: ExpressibleByIntegerLiteral {
    /// A size within its limit.
    public init(integerLiteral value: UInt64) { self.init(value)! }

    init(_ count: Int) { self.init(UInt64(count))! }
}

extension TreeHash: ExpressibleByStringLiteral {
    /// 64 hexadecimal digits.
    public init(stringLiteral digits: String) { self.init(bytes: [UInt8](hexadecimal: digits))! }
}

extension KeyName: ExpressibleByStringLiteral {
    /// A name that a key can have.
    public init(stringLiteral text: String) { self.init(text)! }
}
