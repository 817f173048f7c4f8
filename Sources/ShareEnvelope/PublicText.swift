// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a text that people will read on paper and screens.
public enum TextDefect: Error, Sendable, Equatable {
    case empty
    case tooLong(byteCount: Int, limit: Int)
    case notUTF8
    /// A control, direction or line-separator character that could make a text look like another.
    case forbiddenCharacter(codePoint: UInt32)
}

/// A public text that cannot lie about how it looks: a label, a name.
///
/// UTF-8 without control, direction-changing or invisible line-breaking characters (docs/FORMAT.md, "Text").
/// Two texts are equal when their bytes are. Normalising to NFC is the command line's work.
public struct PublicText: Hashable, Sendable, CustomStringConvertible {
    /// The bytes as they stand in the format.
    public let utf8: [UInt8]

    /// Checks and takes a text of 1…`limit` bytes.
    ///
    /// - Throws: what is wrong with the text.
    public init(utf8 bytes: [UInt8], limit: Int) throws(TextDefect) {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= limit else { throw .tooLong(byteCount: bytes.count, limit: limit) }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        for scalar in text.unicodeScalars where Self.isForbidden(scalar.value) {
            throw .forbiddenCharacter(codePoint: scalar.value)
        }
        utf8 = bytes
    }

    /// Checks and takes a text of 1…`limit` bytes of UTF-8.
    ///
    /// - Throws: what is wrong with the text.
    public init(_ text: String, limit: Int) throws(TextDefect) {
        try self.init(utf8: Array(text.utf8), limit: limit)
    }

    /// Refuses the text where the format has room for `limit` bytes only.
    func check(_ field: StaticFieldName, limit: Int, of object: EnvelopeObject) throws(EnvelopeError) {
        guard utf8.count <= limit else {
            throw .malformed(object, .forbiddenText(field: field, .tooLong(byteCount: utf8.count, limit: limit)))
        }
    }

    /// The text itself.
    public var description: String { String(decoding: utf8, as: UTF8.self) }

    private static func isForbidden(_ codePoint: UInt32) -> Bool {
        switch codePoint {
        case 0x00...0x1F, 0x7F...0x9F: true  // controls
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // direction
        case 0x2028, 0x2029, 0xFEFF: true  // separators, byte order mark
        default: false
        }
    }
}
