// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import ShareEnvelope

/// Rows of words, gathered into shares: one text may hold several people's.
struct WordRuns {
    /// The rows of one share, in order.
    struct Run {
        var rows: [TextItems.Row]
        /// The first of the lettered rows that is not there, from 0.
        var missingRow: Int?
    }

    private static let columns = 8

    private var runs: [[TextItems.Row]] = []

    /// Takes the next row. A row A begins a new share, and so does a word after the last one that a share has.
    mutating func add(_ row: TextItems.Row, in text: borrowing SheetText) {
        guard let last = runs.last else {
            runs.append([row])
            return
        }
        let isRepeated = row.letter.map { letter in last.contains { $0.letter == letter } } ?? false
        if isRepeated || (row.letter == nil && Self.isComplete(last, in: text)) {
            runs.append([row])
        } else {
            runs[runs.count - 1].append(row)
        }
    }

    /// Every share's rows: lettered ones in the order of their letters, whatever order they stand in.
    func finished(in text: borrowing SheetText) -> [Run] {
        runs.map { rows in
            let lettered = rows.filter { $0.letter != nil }
            guard lettered.count == rows.count, let most = lettered.compactMap({ $0.letter }).max() else {
                return Run(rows: rows, missingRow: nil)
            }
            let count = most < Self.columns ? Self.columns : most + 1
            let missing = (0..<count).first { letter in !lettered.contains { $0.letter == letter } }
            return Run(rows: lettered.sorted { ($0.letter ?? 0) < ($1.letter ?? 0) }, missingRow: missing)
        }
    }

    private static func isComplete(_ rows: [TextItems.Row], in text: borrowing SheetText) -> Bool {
        var first = TypedWords()
        let count = rows.reduce(0) { $0 + $1.tokens.count }
        guard let token = rows.first?.tokens.first,
            (try? first.append(text.bytes.span.extracting(token))) != nil
        else { return false }
        return count >= first.expectedCount ?? TypedWords.possibleCounts[1]
    }
}
