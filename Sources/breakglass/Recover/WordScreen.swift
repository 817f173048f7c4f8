// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import ShareEnvelope

/// Takes the words of a sheet row by row, on a screen that is cleared afterwards: words are a share.
enum WordScreen {
    private static let columns = 8

    /// The words, or nil when the person gives up.
    static func read() throws(Complaint) -> TypedWords? {
        try Terminal.withAlternateScreen { () throws(Complaint) in
            try Terminal.withKeys { () throws(Complaint) in dialogue() }
        }
    }

    private static func dialogue() -> TypedWords? {
        Talk.say("Type the words of the sheet, eight a row. The first and last letter of a word are enough.")
        Talk.say("? stands for a word that cannot be read; `back` takes the last row again; Ctrl-D gives up.\n")
        var input = LineInput()
        var words = TypedWords()
        while true {
            let row = words.count / columns
            if words.count == TypedWords.possibleCounts[1] { return words }
            if words.count == TypedWords.possibleCounts[0] {
                switch input.ask("Does the sheet have rows I to L? Then y, else Enter: ") {
                case .end: return nil
                case .line(let line):
                    if isWord(line, "back") {
                        words.keep(words.count - columns)
                        continue
                    }
                    guard isWord(line, "y") else { return words }
                }
            }
            let letter = Character(UnicodeScalar(UInt8(0x41 + row)))
            guard case .line(let line) = input.ask("\(letter)  ") else { return nil }
            if isWord(line, "back") {
                words.keep(max(0, words.count - columns))
                continue
            }
            take(line, row: row, into: &words)
        }
    }

    /// Takes a row whole or not at all.
    private static func take(_ line: borrowing SecretBytes, row: Int, into words: inout TypedWords) {
        let before = row * columns
        do throws(EnvelopeError) {
            try words.append(line: line.span)
            guard words.count == before + columns else {
                Talk.say("   that row has \(words.count - before) words instead of \(columns): type it again")
                return words.keep(before)
            }
        } catch {
            words.keep(before)
            let complaint = Complaint(error)
            Talk.say("   \(complaint.message): \(complaint.hint ?? "type the row again")")
        }
    }

    private static func isWord(_ line: borrowing SecretBytes, _ word: String) -> Bool {
        let expected = Array(word.utf8)
        guard line.count == expected.count else { return false }
        return expected.indices.allSatisfy { line.span[$0] | 0x20 == expected[$0] }
    }
}
