// SPDX-License-Identifier: Apache-2.0

import SecretMemory

/// The picture of a value as numbers, glyph by glyph, so that the page never has the value as one text: for each glyph
/// its kind, its mark, a count, and that many code points, four bytes each, the lowest first.
struct Glyphs: ~Copyable {
    private enum Kind: UInt32 {
        case plain = 0
        case standIn = 1
        case lineEnd = 2
    }

    let bytes: SecretBytes
    let picture: ValuePicture

    init(_ value: borrowing SecretBytes) {
        let picture = ValuePicture(value, .all)
        var bytes = SecretWriter(capacity: value.count * 16 + 64)
        var index = 0
        while index < value.count {
            let glyph = Glyph(value, at: index, picture.letters)
            let text = picture.text(of: glyph, in: value, at: index)
            var mark: UInt8 = 0
            if picture.marksAlikes, case .plain(let codePoint) = glyph.sign {
                mark = ValuePicture.mark(under: codePoint) ?? 0
            }
            let kind: Kind = glyph.isPlain ? .plain : glyph.isLineEnd ? .lineEnd : .standIn
            Self.append(kind.rawValue, to: &bytes)
            Self.append(UInt32(mark), to: &bytes)
            if case .plain(let codePoint) = glyph.sign, text.count == glyph.byteCount {
                Self.append(1, to: &bytes)
                Self.append(codePoint, to: &bytes)
            } else {
                // A stand-in is ASCII.
                Self.append(UInt32(text.count), to: &bytes)
                for place in 0..<text.count { Self.append(UInt32(text.span[place]), to: &bytes) }
            }
            index += glyph.byteCount
        }
        self.bytes = bytes.finish()
        self.picture = picture
    }

    private static func append(_ number: UInt32, to bytes: inout SecretWriter) {
        for shift in stride(from: 0, through: 24, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> UInt32(shift)))
        }
    }
}
