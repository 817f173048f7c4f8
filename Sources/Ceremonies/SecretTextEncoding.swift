// SPDX-License-Identifier: Apache-2.0
//
// Editors put marks before a text and save it in other encodings. In a password, such bytes are a fault that shows up
// only in the emergency.

package import SecretMemory

/// The encoding of a secret text, as its bytes reveal it.
package enum SecretTextEncoding: Sendable {
    /// UTF-8 after a byte order mark.
    case markedUTF8
    /// UTF-16 after a byte order mark; little-endian or not.
    case utf16(isLittleEndian: Bool)
    /// UTF-16 of Latin letters without a mark: every other byte is zero.
    case unmarkedUTF16

    /// Detects the encoding of bytes; `nil` for bytes that are used unchanged.
    package init?(of bytes: borrowing SecretBytes) {
        func starts(_ mark: [UInt8], _ bytes: borrowing SecretBytes) -> Bool {
            bytes.count >= mark.count && mark.indices.allSatisfy { bytes.span[$0] == mark[$0] }
        }
        if starts([0xEF, 0xBB, 0xBF], bytes) {
            self = .markedUTF8
        } else if starts([0xFF, 0xFE], bytes) {
            self = .utf16(isLittleEndian: true)
        } else if starts([0xFE, 0xFF], bytes) {
            self = .utf16(isLittleEndian: false)
        } else {
            let zeros = bytes.span.indices.count { bytes.span[$0] == 0 }
            guard bytes.count >= 4, zeros * 3 >= bytes.count else { return nil }
            self = .unmarkedUTF16
        }
    }

    /// The text of bytes in this encoding as UTF-8 without a mark.
    ///
    /// - Returns: `nil` if the bytes are not in this encoding to their end.
    package func text(of bytes: borrowing SecretBytes) -> SecretBytes? {
        switch self {
        case .markedUTF8: bytes.slice(3..<bytes.count)
        case .utf16(let isLittleEndian): Self.utf8(of: bytes, isLittleEndian: isLittleEndian)
        case .unmarkedUTF16: nil
        }
    }

    private static func utf8(of bytes: borrowing SecretBytes, isLittleEndian: Bool) -> SecretBytes? {
        guard bytes.count.isMultiple(of: 2) else { return nil }
        var text = SecretWriter(capacity: bytes.count * 2)
        var index = 2
        while index < bytes.count {
            var code = unit(bytes, index, isLittleEndian)
            index += 2
            if (0xD800...0xDBFF).contains(code) {
                guard index < bytes.count else { return nil }
                let low = unit(bytes, index, isLittleEndian)
                guard (0xDC00...0xDFFF).contains(low) else { return nil }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
                index += 2
            }
            guard let scalar = Unicode.Scalar(code) else { return nil }
            for byte in UTF8.encode(scalar)! { text.append(byte) }
        }
        return text.finish()
    }

    private static func unit(_ bytes: borrowing SecretBytes, _ index: Int, _ isLittleEndian: Bool) -> UInt32 {
        let (first, second) = (UInt32(bytes.span[index]), UInt32(bytes.span[index + 1]))
        return isLittleEndian ? second << 8 | first : first << 8 | second
    }
}
