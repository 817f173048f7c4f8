// SPDX-License-Identifier: Apache-2.0

/// A range of addresses in CIDR notation: `192.0.2.0/24`, `2001:db8::/32` (RFC 4632, RFC 4291 §2.3).
package struct NetworkRange: Sendable, Hashable, CustomStringConvertible {
    /// The address before the slash.
    package let address: NetworkAddress
    /// How many leading bits all addresses have in common.
    package let prefixLength: Int
    /// The range as it was written.
    package let description: String

    /// Reads a range; `nil` unless the text is an address, a slash and a number of bits that the address has.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = NetworkAddress(String(parts[0])), 1...3 ~= parts[1].utf8.count,
            parts[1].utf8.allSatisfy({ 48...57 ~= $0 }), let length = Int(parts[1]),
            length <= address.bytes.count * 8
        else { return nil }
        self.address = address
        prefixLength = length
        description = text
    }

    /// Whether the address before the slash is the range's first: no bits are set beyond the prefix.
    package var isExact: Bool { address.bytes.indices.allSatisfy { address.bytes[$0] & ~mask($0) == 0 } }

    /// Whether an address of the same version of IP is in the range.
    package func contains(_ other: NetworkAddress) -> Bool {
        let (one, other) = (address.bytes, other.bytes)
        return one.count == other.count && one.indices.allSatisfy { (one[$0] ^ other[$0]) & mask($0) == 0 }
    }

    /// The bits of a byte that belong to the prefix.
    private func mask(_ index: Int) -> UInt8 { ~(0xFF >> min(max(prefixLength - index * 8, 0), 8)) }

    /// Compares the bits, not the text.
    package static func == (left: Self, right: Self) -> Bool {
        left.address == right.address && left.prefixLength == right.prefixLength
    }

    /// Hashes the bits.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(address)
        hasher.combine(prefixLength)
    }
}
