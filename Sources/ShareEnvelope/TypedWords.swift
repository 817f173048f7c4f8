// SPDX-License-Identifier: Apache-2.0

import SecretMemory

/// Words as a person types them, one after another; it rejects at once those that are not in the list.
public struct TypedWords: ~Copyable, Sendable {
    private var writer = SecretWriter(capacity: WordBytes.byteCount(of: .sealed))

    /// The places, counted from 0, of the words typed as `?`.
    public private(set) var illegible: [Int] = []

    /// The places, counted from 0, of the words that were typed unlike any in the list, and taken by their first and last
    /// letter.
    public private(set) var inexact: [Int] = []

    /// How many words have been typed.
    public var count: Int { writer.count }

    /// How many words a plain share and a sealed share have.
    public static let possibleCounts = [WordBytes.byteCount(of: .plain), WordBytes.byteCount(of: .sealed)]

    /// How many words the sheet has, as its first word says; `nil` while that word is missing, illegible or wrong.
    public var expectedCount: Int? {
        guard count > 0, !illegible.contains(0), let form = ShareForm(rawValue: writer.span[0]) else { return nil }
        return WordBytes.byteCount(of: form)
    }

    /// Makes an empty list of words.
    public init() {}

    /// Adds one word, identified by its first and last letter, or `?` for an illegible one.
    ///
    /// - Returns: whether the word is in the list exactly as typed (or as its two letters).
    /// - Throws: `EnvelopeError.malformed(.wordBytes, .unknownWord)`; the word is not added.
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
        if !match.isExact { inexact.append(count) }
        writer.append(match.value)
        return match.isExact
    }

    /// Adds several words, separated by blanks, commas and line ends.
    ///
    /// The letter of a row is ignored, whether it is `A`, as printed before the words of a row, or `A:`, as people type
    /// it.
    ///
    /// - Throws: the errors of ``append(_:)`` for the first word that is not in the list; the words before it are kept.
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

    /// Returns whether a character is A to L, in upper or lower case.
    private static func isRowLetter(_ character: UInt8) -> Bool { (0x61...0x6C).contains(character | 0x20) }

    /// Removes all words after the first `count`.
    public mutating func keep(_ count: Int) {
        while writer.count > count { writer.removeLast() }
        illegible.removeAll { $0 >= count }
        inexact.removeAll { $0 >= count }
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
