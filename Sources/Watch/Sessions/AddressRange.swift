// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A range of addresses in CIDR notation (RFC 4632, RFC 4291 §2.3), or a single address.
package struct AddressRange: Sendable, Hashable {
    /// 4 bytes of IPv4, 16 of IPv6.
    private let first: [UInt8]
    private let prefixLength: Int

    /// Reads `192.0.2.0/24`, `2001:db8::/32` or an address; `nil` for any other text.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let bytes = Self.address(String(parts[0])) else { return nil }
        first = bytes
        guard parts.count == 2 else {
            prefixLength = bytes.count * 8
            return
        }
        guard let length = Int(parts[1]), 0...(bytes.count * 8) ~= length else { return nil }
        prefixLength = length
    }

    /// Whether an address is in the range; IPv4 written as IPv6 (`::ffff:192.0.2.1`) counts as IPv4.
    func contains(_ address: [UInt8]) -> Bool {
        guard address.count == first.count else { return false }
        return first.indices.allSatisfy { index in
            let bits = min(max(prefixLength - index * 8, 0), 8)
            let mask = ~UInt8(truncatingIfNeeded: 0xFF >> bits)
            return first[index] & mask == address[index] & mask
        }
    }

    /// The bytes of an address; `nil` for names and for rubbish such as `225.01.00.16`.
    package static func address(_ text: String) -> [UInt8]? {
        guard !text.utf8.contains(0), text.utf8.count < 64 else { return nil }
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            // The buffer is exactly as large as an address of this family.
            let read = unsafe bytes.withUnsafeMutableBytes { room in
                unsafe inet_pton(family, text, room.baseAddress)
            }
            guard read == 1 else { continue }
            let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
            return count == 16 && Array(bytes[..<12]) == mapped ? Array(bytes[12...]) : bytes
        }
        return nil
    }
}
