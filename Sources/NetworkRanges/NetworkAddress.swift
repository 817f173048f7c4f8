// SPDX-License-Identifier: Apache-2.0

import Glibc

/// An address of IPv4 or IPv6.
package struct NetworkAddress: Sendable, Hashable {
    /// 4 bytes of IPv4, 16 of IPv6.
    package let bytes: [UInt8]

    /// Reads `192.0.2.1` or `2001:db8::1`; `nil` for names, and for rubbish such as `225.01.00.16`.
    package init?(_ text: String) {
        // C ends a text at its first zero.
        guard text.utf8.count < 64, !text.utf8.contains(0) else { return nil }
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            // The buffer is exactly as large as an address of this family.
            let read = unsafe bytes.withUnsafeMutableBytes { room in
                unsafe inet_pton(family, text, room.baseAddress)
            }
            guard read == 1 else { continue }
            self.bytes = bytes
            return
        }
        return nil
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// The same address as IPv4 where it is IPv4 written as IPv6, `::ffff:192.0.2.1` (RFC 4291 §2.5.5.2).
    package var unmapped: NetworkAddress {
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return bytes.starts(with: mapped) ? NetworkAddress(bytes: Array(bytes[mapped.count...])) : self
    }
}
