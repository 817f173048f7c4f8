// SPDX-License-Identifier: Apache-2.0

package import SecretMemory

extension StretchedPassphrase {
    /// A passphrase in the form of generated ones: small letters, and one space between words. To the person who wrote it
    /// down, a capital letter or an extra space does not make another passphrase.
    ///
    /// - Returns: `nil` if it has that form already, or nothing is left.
    package static func normalised(_ typed: borrowing SecretBytes) -> SecretBytes? {
        var normal = SecretWriter(capacity: typed.count)
        var isBlankDue = false
        for index in typed.span.indices {
            let byte = typed.span[index]
            if byte == 0x20 || byte == 0x09 {
                isBlankDue = normal.count > 0
                continue
            }
            if isBlankDue { normal.append(0x20) }
            isBlankDue = false
            normal.append((0x41...0x5A).contains(byte) ? byte + 0x20 : byte)
        }
        let result = normal.finish()
        guard result.count > 0, !result.isEqual(to: typed) else { return nil }
        return result
    }
}
