// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A range of addresses in CIDR notation: `192.0.2.0/24`, `2001:db8::/32` (RFC 4632, RFC 4291 §2.3).
package struct NetworkRange: Sendable, Hashable, CustomStringConvertible {
    /// The first address: 4 bytes of IPv4, 16 of IPv6.
    package let address: [UInt8]
    /// How many leading bits all addresses have in common.
    package let prefixLength: Int
    /// The range as it is written in the file.
    package let description: String

    /// Reads a range; `nil` if the text is not one, or if its address has bits set beyond the prefix.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard text.utf8.count <= 64, !text.utf8.contains(0), parts.count == 2,
            let address = Self.address(String(parts[0])), 1...3 ~= parts[1].utf8.count,
            parts[1].utf8.allSatisfy({ 48...57 ~= $0 }), let length = Int(parts[1]), length <= address.count * 8
        else { return nil }
        for (index, byte) in address.enumerated() {
            let fixed = min(max(length - index * 8, 0), 8)
            guard fixed == 8 || byte & (0xFF >> UInt8(fixed)) == 0 else { return nil }
        }
        self.address = address
        prefixLength = length
        description = text
    }

    /// Compares the bits, not the text.
    package static func == (left: Self, right: Self) -> Bool {
        left.address == right.address && left.prefixLength == right.prefixLength
    }

    /// Hashes the bits.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(address)
        hasher.combine(prefixLength)
    }

    private static func address(_ text: String) -> [UInt8]? {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            // The buffer is exactly as large as an address of this family.
            let read = unsafe bytes.withUnsafeMutableBytes { room in
                unsafe inet_pton(family, text, room.baseAddress)
            }
            if read == 1 { return bytes }
        }
        return nil
    }
}
