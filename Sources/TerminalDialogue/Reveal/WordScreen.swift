// SPDX-License-Identifier: Apache-2.0

import SecretMemory
package import ShareEnvelope

/// Takes the words of a sheet row by row, on a screen that is cleared afterwards because words are a share.
package struct WordScreen: ~Copyable {
    private static let columns = 8

    /// One row as it was typed: complete, with only known words.
    private final class Row {
        let line: SecretBytes
        init(_ line: consuming SecretBytes) { self.line = line }
    }

    private var rows: [Row] = []
    private var wordCount: Int?
    /// Says what is wrong with words that are no share.
    private let refusal: (EnvelopeError) -> CommandError

    private init(_ refusal: @escaping (EnvelopeError) -> CommandError) { self.refusal = refusal }

    /// The words, or `nil` if the person gives up.
    ///
    /// - Parameter refusal: says what is wrong with words that are no share.
    package static func read(
        _ input: inout LineInput, refusal: @escaping (EnvelopeError) -> CommandError
    ) -> TypedWords? {
        Terminal.withAlternateScreen {
            Terminal.withKeys {
                var screen = WordScreen(refusal)
                return screen.dialogue(&input)
            }
        }
    }

    private mutating func dialogue(_ input: inout LineInput) -> TypedWords? {
        Console.say("Type the words of the sheet, eight a row. The first and last letter of a word are enough.")
        Console.say("Type ? for a word that you cannot read; `back` redoes the last row; Ctrl-D gives up.\n")
        while true {
            guard let isDone = typeRow(&input) else { return nil }
            guard isDone else { continue }
            let words = typedWords()
            guard let isAccepted = confirm(words, &input) else { return nil }
            if isAccepted { return words }
        }
    }

    /// Takes the next row; true once the last one is there, `nil` if the person gives up.
    private mutating func typeRow(_ input: inout LineInput) -> Bool? {
        if rows.count * Self.columns == TypedWords.possibleCounts[0], wordCount == nil {
            guard let answer = askForm(&input) else { return nil }
            wordCount = answer
        }
        if rows.count * Self.columns == wordCount { return true }
        guard case .line(let line) = input.ask("\(Self.letter(of: rows.count))  ", echo: .shown) else { return nil }
        if Self.isWord(line, "back") {
            if rows.isEmpty { Console.say("   row A is the first row") } else { rows.removeLast() }
        } else if Self.isWhole(line, row: rows.count) {
            if rows.isEmpty { wordCount = Self.expectedCount(line) }
            rows.append(Row(line))
        }
        return false
    }

    /// Asks how many words there are, if the first word does not say.
    private mutating func askForm(_ input: inout LineInput) -> Int? {
        while case .line(let line) = input.ask("Does the sheet have rows I to L (y or n)? ") {
            if Self.isWord(line, "y") { return TypedWords.possibleCounts[1] }
            if Self.isWord(line, "n") { return TypedWords.possibleCounts[0] }
            Console.say("   type y or n: the first word of row A does not say how many rows there are")
        }
        return nil
    }

    private static func expectedCount(_ line: borrowing SecretBytes) -> Int? {
        var words = TypedWords()
        try? words.append(line: line.span)
        return words.expectedCount
    }

    /// Shows what was healed, and lets the person type rows again: nothing is corrected silently.
    ///
    /// - Returns: whether the words are accepted; `nil` if the person gives up.
    private mutating func confirm(_ words: borrowing TypedWords, _ input: inout LineInput) -> Bool? {
        let share: WordShare?
        do throws(EnvelopeError) { share = try WordShare(words) } catch {
            let failure = refusal(error)
            Console.say("\n\(failure.message); \(failure.hint ?? "compare them with the paper")")
            for line in Self.doubts(words) { Console.say(line) }
            share = nil
        }
        if let share, share.healed.isEmpty { return true }
        for place in share?.healed ?? [] {
            Console.write("\(Self.place(place + 1)) is healed: the sheet should show ")
            Terminal.show(share?.word(at: place) ?? SecretBytes(zeroCount: 0))
            Console.say()
        }
        let enter = share == nil ? "" : "Enter accepts the words; "
        guard case .line(let line) = input.ask("\(enter)type a row's letter to redo it: ") else { return nil }
        if line.count == 0, share != nil { return true }
        let row = rows.indices.first { Self.isWord(line, Self.letter(of: $0).lowercased()) }
        if let row {
            retype(row, &input)
        } else {
            Console.say("\nThat is not the letter of a row: they are A to \(Self.letter(of: rows.count - 1)).")
        }
        return false
    }

    /// What the check cannot say: which rows to compare first.
    private static func doubts(_ words: borrowing TypedWords) -> [String] {
        let inexact = words.inexact.map { place($0 + 1) }
        let illegible = words.illegible.map { place($0 + 1) }
        return (inexact.isEmpty ? [] : ["taken by first and last letter: \(inexact.joined(separator: "; "))"])
            + (illegible.isEmpty ? [] : ["typed as ?: \(illegible.joined(separator: "; "))"])
            + ["The check covers all rows together: compare these first, then every row."]
    }

    private mutating func retype(_ row: Int, _ input: inout LineInput) {
        while case .line(let line) = input.ask("\(Self.letter(of: row))  ", echo: .shown) {
            if Self.isWhole(line, row: row) {
                let count = Self.expectedCount(line)
                rows[row] = Row(line)
                if row == 0 { expect(count) }
                return
            }
        }
    }

    /// Takes what a new first word says about the number of rows.
    private mutating func expect(_ count: Int?) {
        wordCount = count
        guard let count, count != rows.count * Self.columns else { return }
        let last = Self.letter(of: count / Self.columns - 1)
        if rows.count * Self.columns > count { rows.removeLast(rows.count - count / Self.columns) }
        Console.say("   row A says now that the sheet has rows A to \(last)")
    }

    private func typedWords() -> TypedWords {
        var words = TypedWords()
        // Each row was checked when it was typed.
        for row in rows { try? words.append(line: row.line.slice(0..<row.line.count).span) }
        return words
    }

    /// Whether a row has eight known words; if not, says what is wrong.
    private static func isWhole(_ line: borrowing SecretBytes, row: Int) -> Bool {
        var words = TypedWords()
        do throws(EnvelopeError) { try words.append(line: line.span) } catch {
            guard case .malformed(.wordBytes, .unknownWord(let position)) = error, position <= columns else {
                Console.say("   row \(letter(of: row)) has more than \(columns) words: type it again")
                return false
            }
            Console.say(
                "   row \(letter(of: row)), word \(position) is not in the list: compare it with the paper, or type ? for it; "
                    + "then the whole row again")
            return false
        }
        guard words.count == columns else {
            Console.say(
                "   row \(letter(of: row)) has \(words.count) words instead of \(columns): type it again")
            return false
        }
        return true
    }

    /// The row and column of a word, counted from 1.
    package static func place(_ position: Int) -> String {
        "row \(letter(of: (position - 1) / columns)), word \((position - 1) % columns + 1)"
    }

    private static func letter(of row: Int) -> String { String(UnicodeScalar(UInt8(0x41 + row))) }

    private static func isWord(_ line: borrowing SecretBytes, _ word: String) -> Bool {
        let expected = Array(word.utf8)
        guard line.count == expected.count else { return false }
        return expected.indices.allSatisfy { line.span[$0] | 0x20 == expected[$0] }
    }
}
