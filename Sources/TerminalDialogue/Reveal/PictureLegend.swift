// SPDX-License-Identifier: Apache-2.0

import SecretMemory

/// The legend under a value: its length, and what its stand-ins mean.
struct PictureLegend {
    /// The lines, without line ends, none wider than the screen.
    let lines: [SecretLine]

    /// A line that can be kept in a list; it is secret, because the stand-ins reveal characters of the value.
    final class SecretLine {
        let bytes: SecretBytes
        init(_ bytes: consuming SecretBytes) { self.bytes = bytes }
    }

    /// The most odd characters that are listed one by one; the value shows each one by its number anyway.
    private static let listLimit = 8

    init(_ value: borrowing SecretBytes, _ picture: ValuePicture, columns: Int) {
        var text = Wrapped(columns: columns)
        let characters = picture.characterCount == 1 ? "1 character" : "\(picture.characterCount) characters"
        let bytes = picture.byteCount == 1 ? "1 byte" : "\(picture.byteCount) bytes"
        text.add("\(characters), \(bytes), between the bars.")
        if picture.marksAlikes {
            text.endLine()
            text.add("Under it: # digit  ^ capital letter  _ small letter")
            if (0..<value.count).contains(where: { value.span[$0] == 0x7C }) { text.add(" ! bar") }
        }
        var seen: [Glyph.Sign] = []
        var more = false
        var index = 0
        while index < value.count {
            let glyph = Glyph(value, at: index, picture.letters)
            index += glyph.byteCount
            guard let sign = Self.listed(glyph.sign), !seen.contains(sign) else { continue }
            guard seen.count < Self.listLimit else {
                more = true
                continue
            }
            if seen.isEmpty { text.endLine() }
            seen.append(sign)
            Self.explain(sign, picture, &text)
        }
        if more { text.add("and others.") }
        lines = text.finish()
    }

    /// What is listed for a glyph: spaces and bytes once, plain ASCII characters never.
    private static func listed(_ sign: Glyph.Sign) -> Glyph.Sign? {
        switch sign {
        case .plain(let codePoint): codePoint < 0x80 ? nil : sign
        case .blanks: .blanks(1)
        case .byte: .byte(0)
        case .named, .numbered: sign
        }
    }

    private static func explain(_ sign: Glyph.Sign, _ picture: ValuePicture, _ text: inout Wrapped) {
        var item = SecretWriter(capacity: 64)
        switch sign {
        case .plain(let codePoint):
            guard let scalar = Unicode.Scalar(codePoint), let encoded = UTF8.encode(scalar) else { return }
            for byte in encoded { item.append(byte) }
            item.append(Array(" is U+".utf8))
            ValuePicture.appendHex(codePoint, digits: codePoint > 0xFFFF ? 5 : 4, to: &item)
        case .blanks:
            picture.standIn("SP", &item)
            item.append(Array(" a space, x2 two".utf8))
        case .named(let name):
            picture.standIn(name.rawValue, &item)
            item.append(Array(" \(name.words)".utf8))
        case .numbered(let codePoint, let oddity):
            picture.number(codePoint, &item)
            item.append(Array(" \(oddity.rawValue)".utf8))
        case .byte:
            picture.standIn("byte ..", &item)
            item.append(Array(" a byte that is not a character".utf8))
        }
        item.append(UInt8(ascii: ";"))
        text.add(item)
    }
}

/// Lines that break between items.
private struct Wrapped: ~Copyable {
    private let columns: Int
    private var done: [PictureLegend.SecretLine] = []
    private var line = SecretWriter(capacity: 128)

    init(columns: Int) { self.columns = columns }

    mutating func add(_ words: String) {
        var item = SecretWriter(capacity: 64)
        item.append(Array(words.utf8))
        add(item)
    }

    mutating func add(_ item: borrowing SecretWriter) {
        var start = 0
        for index in 0...item.count where index == item.count || item.span[index] == 0x20 {
            // A character beyond ASCII may take two columns; it has at least as many bytes.
            let width = index - start
            if line.count > 0, line.count + 1 + width > columns { endLine() }
            if line.count > 0 { line.append(0x20) }
            line.append(item.span.extracting(start..<index))
            start = index + 1
        }
    }

    mutating func endLine() {
        guard line.count > 0 else { return }
        done.append(PictureLegend.SecretLine(SecretBytes(copying: line.span)))
        line.removeAll()
    }

    mutating func finish() -> [PictureLegend.SecretLine] {
        endLine()
        return done
    }
}
