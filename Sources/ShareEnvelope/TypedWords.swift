// SPDX-License-Identifier: Apache-2.0

import SecretMemory

/// Words as a person types them, one after the other; knows at once which are not in the list.
public struct TypedWords: ~Copyable, Sendable {
    private var writer = SecretWriter(capacity: WordBytes.byteCount(of: .sealed))

    /// The places, from 0, of the words typed as `?`.
    public private(set) var illegible: [Int] = []

    /// How many words were typed.
    public var count: Int { writer.count }

    /// The words of a plain and of a sealed share.
    public static let possibleCounts = [WordBytes.byteCount(of: .plain), WordBytes.byteCount(of: .sealed)]

    /// How many words the sheet has, as the first of them says; nothing while that one is illegible or wrong.
    public var expectedCount: Int? {
        guard count > 0, !illegible.contains(0), let form = ShareForm(rawValue: writer.span[0]) else { return nil }
        return WordBytes.byteCount(of: form)
    }

    /// No words yet.
    public init() {}

    /// Takes one word by its first and last letter, or `?` for one that nobody can read.
    ///
    /// - Returns: whether the word stands in the list exactly as it was typed (or as its two letters).
    /// - Throws: `EnvelopeError.malformed(.wordBytes, .unknownWord)`; nothing is taken then.
    @discardableResult
    public mutating func append(_ word: borrowing Span<UInt8>) throws(EnvelopeError) -> Bool {
        guard count < WordBytes.byteCount(of: .sealed) else { throw .malformed(.wordBytes, .wordCount(count + 1)) }
        if word.count == 1, word[0] == 0x3F {
            illegible.append(count)
            writer.append(0)
            return true
        }
        guard let match = Bytewords.match(word) else {
            throw .malformed(.wordBytes, .unknownWord(position: count + 1))
        }
        writer.append(match.value)
        return match.isExact
    }

    /// Takes a whole run of words, between blanks, commas and line ends; a row's letter does not count, be it `A` as
    /// sheets print it before a row's words, or `A:` as people type it.
    ///
    /// - Throws: as ``append(_:)``, for the first word that is not in the list; the words before it are kept.
    public mutating func append(line: borrowing Span<UInt8>) throws(EnvelopeError) {
        var start = 0
        var isRowStart = true
        for index in 0...line.count {
            guard index == line.count || Self.isSeparator(line[index]) else { continue }
            let isRowLetter =
                (index - start == 2 && line[index - 1] == 0x3A)
                || (index - start == 1 && isRowStart && Self.isRowLetter(line[start]))
            if index > start {
                if !isRowLetter { try append(line.extracting(start..<index)) }
                isRowStart = false
            }
            if index < line.count, line[index] == 0x0A || line[index] == 0x0D { isRowStart = true }
            start = index + 1
        }
    }

    /// A to L, in either case.
    private static func isRowLetter(_ character: UInt8) -> Bool { (0x61...0x6C).contains(character | 0x20) }

    /// Takes back the words after the first `count`.
    public mutating func keep(_ count: Int) {
        while writer.count > count { writer.removeLast() }
        illegible.removeAll { $0 >= count }
    }

    /// The byte of each word; 0 where it is illegible.
    var values: SecretBytes { SecretBytes(copying: writer.span) }

    private static func isSeparator(_ character: UInt8) -> Bool {
        switch character {
        case 0x20, 0x09, 0x0A, 0x0D, 0x2C: true
        default: false
        }
    }
}
