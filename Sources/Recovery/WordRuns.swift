// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import ShareEnvelope

/// Rows of words, gathered into shares: one text may hold the shares of several people.
struct WordRuns {
    private(set) var runs: [WordRun] = []

    /// Takes rows in the order of the text.
    init(_ rows: [TextItems.Row], in text: borrowing SheetText) {
        for row in rows {
            if let last = runs.last, !last.ends(before: row, in: text) {
                runs[runs.count - 1].rows.append(row)
            } else {
                runs.append(WordRun(rows: [row]))
            }
        }
    }
}

/// The rows of one share, in the order of the text.
struct WordRun {
    /// How many words a row of a sheet has; also the number of rows of a plain share.
    static let columns = 8

    var rows: [TextItems.Row]

    /// The rows in the order of their letters if all have letters, else in the order of the text.
    var ordered: [TextItems.Row] {
        isLettered ? rows.sorted { ($0.letter ?? 0) < ($1.letter ?? 0) } : rows
    }

    /// The first of the lettered rows that is missing, from 0.
    var missingRow: Int? {
        guard isLettered, let most = rows.compactMap({ $0.letter }).max() else { return nil }
        let count = most < Self.columns ? Self.columns : most + 1
        return (0..<count).first { letter in !rows.contains { $0.letter == letter } }
    }

    private var isLettered: Bool { rows.allSatisfy { $0.letter != nil } }
    private var wordCount: Int { rows.reduce(0) { $0 + $1.tokens.count } }

    /// Whether the row is the first row of another share.
    func ends(before row: TextItems.Row, in text: borrowing SheetText) -> Bool {
        if let letter = row.letter {
            if rows.contains(where: { $0.letter != nil }) { return rows.contains { $0.letter == letter } }
            if letter == 0 { return true }
        }
        return isComplete(in: text, before: row)
    }

    /// Whether no more words belong to it, whatever comes next.
    ///
    /// The first word says how many words the share has. If that word is illegible or wrong, the healing bytes decide:
    /// 64 words that heal are a plain share, except for a chance of one in some millions. If they do not heal, the best
    /// sign left is a next row that begins like a share.
    func isComplete(in text: borrowing SheetText, before next: TextItems.Row? = nil) -> Bool {
        if let missingRow, missingRow < Self.columns { return false }
        let count = wordCount
        let (plain, sealed) = (TypedWords.possibleCounts[0], TypedWords.possibleCounts[1])
        if let expected = expectedCount(in: text) { return count >= expected }
        guard count == plain else { return count >= sealed }
        if let next, Self.expectedCount(of: next.tokens[0], in: text) != nil { return true }
        return heals(in: text)
    }

    /// How many words the share has, according to its first word; `nil` if that word is illegible or wrong.
    private func expectedCount(in text: borrowing SheetText) -> Int? {
        guard let first = ordered.first, !isLettered || first.letter == 0 else { return nil }
        return Self.expectedCount(of: first.tokens[0], in: text)
    }

    private static func expectedCount(of token: TextItems.Token, in text: borrowing SheetText) -> Int? {
        var first = TypedWords()
        guard (try? first.append(text.bytes.span.extracting(token))) != nil else { return nil }
        return first.expectedCount
    }

    /// Whether the words heal to a share, if those that are not in the list count as illegible.
    private func heals(in text: borrowing SheetText) -> Bool {
        var words = TypedWords()
        for row in ordered {
            for token in row.tokens where (try? words.append(text.bytes.span.extracting(token))) == nil {
                guard (try? words.append([UInt8(ascii: "?")].span)) != nil else { return false }
            }
        }
        return (try? WordShare(words)) != nil
    }
}
