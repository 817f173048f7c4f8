// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a text that people read on paper and screens.
public enum TextDefect: Error, Sendable, Equatable {
    case empty
    case tooLong(byteCount: Int, limit: Int)
    case notUTF8
    /// A control, direction or line separator character, which could make the text look like another one.
    case forbiddenCharacter(codePoint: UInt32)
}

/// A public text, such as a label or a name, that cannot disguise how it reads.
///
/// It is UTF-8 without control, direction-changing or invisible line-breaking characters (docs/FORMAT.md, "Text").
/// Two texts are equal when their bytes are equal. The command line normalizes texts to NFC.
public struct PublicText: Hashable, Sendable, CustomStringConvertible {
    /// The bytes as in the format.
    public let utf8: [UInt8]

    /// Makes a text of 1…`limit` bytes after checking it.
    ///
    /// - Throws: what is wrong with the text.
    public init(utf8 bytes: [UInt8], limit: Int) throws(TextDefect) {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= limit else { throw .tooLong(byteCount: bytes.count, limit: limit) }
        // The commonest texts are of printable ASCII alone, and none of it is forbidden.
        if bytes.allSatisfy({ 0x20...0x7E ~= $0 }) {
            utf8 = bytes
            return
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        for scalar in text.unicodeScalars where Self.isForbidden(scalar.value) {
            throw .forbiddenCharacter(codePoint: scalar.value)
        }
        utf8 = bytes
    }

    /// Makes a text of 1…`limit` bytes of UTF-8 after checking it.
    ///
    /// - Throws: what is wrong with the text.
    public init(_ text: String, limit: Int) throws(TextDefect) {
        try self.init(utf8: Array(text.utf8), limit: limit)
    }

    init(unchecked bytes: [UInt8]) { utf8 = bytes }

    /// The text itself.
    public var description: String { String(decoding: utf8, as: UTF8.self) }

    static func isForbidden(_ codePoint: UInt32) -> Bool {
        switch codePoint {
        case 0x00...0x1F, 0x7F...0x9F: true  // controls
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // direction
        case 0x2028, 0x2029, 0xFEFF: true  // separators, byte order mark
        default: false
        }
    }
}
