// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The bytes of an IPv4 or IPv6 address.
enum NetworkAddress {
    /// 4 or 16 bytes, or nil if the text is no address.
    static func bytes(of text: String) -> [UInt8]? {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if unsafe inet_pton(family, text, &bytes) == 1 { return bytes }
        }
        return nil
    }
}

/// A block of addresses in CIDR notation.
struct AddressBlock: Hashable, Sendable {
    private let bytes: [UInt8]
    private let bitCount: Int

    /// - Throws: a message unless the text is an address, a slash, and a number of bits that the address has.
    init(_ text: String) throws(AlertsError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let bytes = NetworkAddress.bytes(of: String(parts[0])) else {
            throw AlertsError("\(text) is not an address and a number of bits, as in 203.0.113.0/24")
        }
        guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let bitCount = Int(parts[1]),
            bitCount <= bytes.count * 8
        else { throw AlertsError("\(text) has no number of bits from 0 to \(bytes.count * 8) after the slash") }
        self.bytes = bytes
        self.bitCount = bitCount
    }

    /// Whether the text is an address of the block.
    func contains(_ text: String) -> Bool {
        guard let address = NetworkAddress.bytes(of: text), address.count == bytes.count else { return false }
        let whole = bitCount / 8
        guard address.prefix(whole).elementsEqual(bytes.prefix(whole)) else { return false }
        let rest = bitCount % 8
        return rest == 0 || address[whole] >> (8 - rest) == bytes[whole] >> (8 - rest)
    }
}
