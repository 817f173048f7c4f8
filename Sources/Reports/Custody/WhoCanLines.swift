// SPDX-License-Identifier: Apache-2.0
//
// The answer as text: first a summary, then a block for each set whose paper is out.

extension WhoCanReport {
    /// The answer in words.
    ///
    /// - Parameter width: how many characters a line should have; `nil` for a line for each row.
    package func lines(width: Int?) -> [String] {
        let blocks = sets.map { ($0.title, $0.rows) } + factors.map { ($0.title, $0.rows) }
        return summary + doubts
            + blocks.flatMap { title, rows in ["", title] + TextTable(rows, least: [8]).lines(width: width) }
    }

    /// Warnings about unsigned lines, which are left out, and about entries that were written late.
    private var doubts: [String] {
        var lines: [String] = []
        if unsignedLines > 0 {
            lines.append(
                unsignedLines == 1
                    ? "A LINE OF THE LEDGER IS NOT SIGNED and does not count here."
                    : "\(unsignedLines) LINES OF THE LEDGER ARE NOT SIGNED and do not count here.")
        }
        if !writtenLater.isEmpty {
            let list = writtenLater.prefix(10).joined(separator: ", ") + (writtenLater.count > 10 ? ", …" : "")
            lines.append("Entries written later than their date: \(list). They count from when they were written.")
        }
        return lines
    }

    /// A label and the rows under it; the label stands before the first.
    fileprivate static func labeled(_ label: String, _ rows: [[String]]) -> [[String]] {
        rows.enumerated().map { [$0 == 0 ? label : ""] + $1 }
    }
}

extension WhoCanReport.Set {
    /// "AWS root / root password"
    var title: String { credential.map { "\(account) / \($0)" } ?? account }

    fileprivate var rows: [[String]] {
        let ways = quorumCount.map { $0 == 1 ? "one way" : "\($0) ways" } ?? "very many ways"
        let least = fewest.map {
            $0 == 1 ? "at least ONE PERSON ALONE; \(ways)" : "at least \($0) people; \(ways)"
        }
        var rows = [
            ["Set", "\(set), dealt \(dealt.prefix(10)), \(condition)"],
            ["Opens", "with \(rule)\(needsVaultSheet ? ", and the vault sheet" : "")"],
            ["Takes", least ?? "more people than have sheets"],
        ]
        rows += WhoCanReport.labeled("Kept by", custodians.map { $0.cells })
        if !lost.isEmpty {
            let who = "anyone who has one can use it, so its last holder counts"
            rows.append(["Lost", "\(lost.joined(separator: ", ")), reportedly: \(who)"])
        }
        rows.append(["Alone", alone.isEmpty ? "nobody" : "\(alone.joined(separator: ", ")) CAN OPEN IT ALONE"])
        rows += WhoCanReport.labeled("Together", (quorums ?? []).map { [$0.joined(separator: " + ")] })
        if goneCanOpen {
            rows.append(["Gone", "\(gone.joined(separator: " + ")): THEY CAN STILL OPEN IT TOGETHER"])
        } else if !gone.isEmpty {
            rows.append(["Gone", "\(gone.joined(separator: ", ")): together they cannot open it"])
        }
        return rows
    }
}

extension WhoCanReport.Custodian {
    /// Name, group and share, then where the sheet is and what is special about it.
    fileprivate var cells: [String] {
        let marks = [
            place, sealed ? "sealed" : nil, spare ? "spare" : nil, saidLost ? "REPORTED LOST" : nil,
            left.map { "LEFT on \($0)" } ?? (isUnlisted ? "NOT IN THE POLICY" : nil),
        ]
        return [name, group, share, marks.compactMap { $0 }.joined(separator: ", ")]
    }
}

extension WhoCanReport.Factors {
    fileprivate var title: String { "\(account): password and second factor" }

    fileprivate var rows: [[String]] {
        var rows = [["Both", keepBoth.isEmpty ? "nobody keeps sheets of both" : keepBoth.joined(separator: ", ")]]
        if let fewest { rows.append(["Takes", fewest == 1 ? "ONE PERSON ALONE" : "at least \(fewest) people"]) }
        return rows + sameHands.map { ["SAME", "\($0.joined(separator: " + ")) can open both"] }
    }
}
