// SPDX-License-Identifier: Apache-2.0
//
// Base32 (RFC 4648 section 6) without padding, in one canonical form. It encodes shares, so it computes letters
// and never looks them up in a table that a secret would index.

package import SecretMemory

package enum Base32 {
    /// Returns the text of public bytes.
    static func encode(_ bytes: [UInt8]) -> String {
        String(decoding: encodeSecret(bytes.span).publicBytes(), as: UTF8.self)
    }

    /// Returns the upper-case ASCII text of secret bytes: ⌈8n/5⌉ characters for n bytes.
    static func encodeSecret(_ bytes: borrowing Span<UInt8>) -> SecretBytes {
        var text = SecretWriter(capacity: (bytes.count * 8 + 4) / 5)
        var bits: UInt32 = 0
        var bitCount = 0
        for index in bytes.indices {
            bits = bits << 8 | UInt32(bytes[index])
            bitCount += 8
            while bitCount >= 5 {
                bitCount -= 5
                text.append(letter(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)) & 31))
            }
        }
        if bitCount > 0 { text.append(letter(UInt8(truncatingIfNeeded: bits << UInt32(5 - bitCount)) & 31)) }
        return text.finish()
    }

    /// Returns the bytes of a text in canonical form; case, blanks and hyphens are ignored.
    ///
    /// - Throws: the defect: a foreign character with its position in the text, an impossible length, or loose bits.
    package static func decode(_ text: borrowing Span<UInt8>) throws(EnvelopeDefect) -> SecretBytes {
        try decode(text, droppingLooseBits: false)
    }

    /// Returns the bytes of a text of any length. Bits left over after the last byte are dropped, as authenticator apps
    /// do.
    ///
    /// - Throws: the defect: a foreign character with its position in the text.
    package static func decodeWholeBytes(_ text: borrowing Span<UInt8>) throws(EnvelopeDefect) -> SecretBytes {
        try decode(text, droppingLooseBits: true)
    }

    private static func decode(
        _ text: borrowing Span<UInt8>, droppingLooseBits: Bool
    ) throws(EnvelopeDefect) -> SecretBytes {
        var bytes = SecretWriter(capacity: text.count * 5 / 8 + 1)
        var bits: UInt32 = 0
        var bitCount = 0
        var letterCount = 0
        for index in text.indices {
            let character = text[index]
            if isFiller(character) { continue }
            let value = Self.value(of: character)
            guard value < 32 else { throw .foreignCharacter(position: index + 1) }
            letterCount += 1
            bits = bits << 5 | UInt32(value)
            bitCount += 5
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
            }
        }
        guard !droppingLooseBits else { return bytes.finish() }
        // Five or more left-over bits are a whole letter that carries no byte: lengths 1, 3 and 6 modulo 8.
        guard bitCount < 5 else { throw .impossibleLength(letterCount) }
        guard bits & (1 << UInt32(bitCount) - 1) == 0 else { throw .looseBits }
        return bytes.finish()
    }

    /// Returns whether a character is a blank, line end or hyphen, which people and printers put between groups.
    static func isFiller(_ character: UInt8) -> Bool {
        switch character {
        case 0x20, 0x09, 0x0A, 0x0D, 0x2D: true
        default: false
        }
    }

    private static func letter(_ value: UInt8) -> UInt8 {
        // 0…25 are A…Z, 26…31 are 2…7; the mask is all ones for 26…31.
        let isDigit = UInt8(bitPattern: Int8(bitPattern: 25 &- value) >> 7)
        return (value &+ 0x41) ^ (isDigit & ((value &+ 0x41) ^ (value &- 26 &+ 0x32)))
    }

    /// Returns 0…31, or 255 for a character outside the alphabet.
    private static func value(of character: UInt8) -> UInt8 {
        let upper = character & ~(mask(character, from: 0x61, through: 0x7A) & 0x20)
        let isLetter = mask(upper, from: 0x41, through: 0x5A)
        let isDigit = mask(upper, from: 0x32, through: 0x37)
        return (isLetter & (upper &- 0x41)) | (isDigit & (upper &- 0x32 &+ 26)) | ~(isLetter | isDigit)
    }

    /// Returns all ones when `low` ≤ character ≤ `high`, otherwise zero.
    private static func mask(_ character: UInt8, from low: UInt8, through high: UInt8) -> UInt8 {
        let wide = Int16(character)
        let outside = (wide - Int16(low)) | (Int16(high) - wide)
        return UInt8(truncatingIfNeeded: ~(outside >> 15))
    }
}
