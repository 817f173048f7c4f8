// SPDX-License-Identifier: Apache-2.0

import PlainTexts

extension Audit {
    /// The report for a person: all of it if something changed since the last run, and otherwise what is still open.
    package func text(_ news: News) -> String {
        let text = NewsText(news: news, hasLedger: openings != nil)
        let lines = news.isChanged ? TextReport(audit: self, news: text.section).lines : text.unchanged
        return lines.joined(separator: "\n") + "\n"
    }
}

/// What changed since the last run, for a person.
struct NewsText {
    let news: News
    let hasLedger: Bool

    /// How many events or files are listed of one kind.
    private static let most = 4

    /// All that is said if nothing changed. What is open stays in sight, so that nobody takes silence for clean.
    var unchanged: [String] {
        let time = news.before.map { ", as on \($0.time)" } ?? ""
        let open = news.now.items.filter { $0.weight != Finding.Weight.note.rawValue }
        let ledger =
            hasLedger || news.now.uses.isEmpty ? [] : ["No ledger was given: nothing says which use was opened."]
        return ["VERDICT: \(news.now.verdict.rawValue)\(time)"]
            + PlainText.wrapped("Nothing changed. \(fileCounts)") + ledger.flatMap { PlainText.wrapped($0) }
            + (open.isEmpty ? [] : ["STILL OPEN"] + lines(open))
    }

    /// The section of the full report.
    var section: [String] {
        let head: [String]
        if let before = news.before {
            let verdict =
                before.verdict == news.now.verdict
                ? "The verdict was the same." : "The verdict was \(before.verdict.rawValue)."
            head = ["SINCE \(before.time)"] + PlainText.wrapped(verdict, indent: 2)
        } else {
            head = ["FIRST RUN WITH THIS STATE"]
        }
        return head + PlainText.wrapped(fileCounts, indent: 2) + basis
            + named("These files are not as they were, and were read again:", news.files.changed)
            + named("These files are gone; what mattered of them is kept:", news.files.vanished) + findings
            + sessions
    }

    private var basis: [String] {
        guard news.files.hasOtherBasis else { return [] }
        return PlainText.wrapped(
            "The identities, the secrets or the rules are not those of the last run: all files were read again.",
            indent: 2)
    }

    /// A first run has nothing to compare with: all findings are in the report.
    private var findings: [String] {
        guard news.before != nil else { return [] }
        return (news.new.isEmpty ? [] : ["  New:"] + lines(news.new, indent: 4))
            + (news.gone.isEmpty ? [] : ["  No longer found:"] + lines(news.gone, indent: 4))
    }

    private var sessions: [String] {
        guard news.before != nil, !news.newUses.isEmpty else { return [] }
        return ["  New sessions:"]
            + news.newUses.flatMap { use in
                PlainText.wrapped("\(use.identity), \(use.began ?? "at an unknown time")", indent: 4, hanging: 6)
            }
    }

    private var fileCounts: String {
        let files = news.files
        let parts = [
            (files.new, "new"), (files.changed.count, "changed"), (files.again, "read again"),
            (files.kept, "not read again"),
        ].filter { $0.0 > 0 }
        return "Files: " + parts.map { "\($0.0) \($0.1)" }.joined(separator: ", ") + "."
    }

    private func named(_ sentence: String, _ names: [String]) -> [String] {
        guard !names.isEmpty else { return [] }
        let rest = names.count > Self.most ? ["and \(names.count - Self.most) more"] : []
        return PlainText.wrapped(sentence, indent: 2)
            + (names.prefix(Self.most) + rest).flatMap { PlainText.wrapped($0, indent: 4, hanging: 6) }
    }

    /// The items by their finding, each with its mark and its events.
    private func lines(_ items: [RunOutcome.Item], indent: Int = 0) -> [String] {
        let groups = Dictionary(grouping: items) { "\($0.weight) \($0.finding)" }
        return items.map { "\($0.weight) \($0.finding)" }.uniqued.flatMap { key -> [String] in
            let group = groups[key] ?? []
            guard let first = group.first else { return [] }
            let mark = (Finding.Weight(rawValue: first.weight) ?? .note).mark
            let about = group.compactMap { item in
                item.event.map { "\($0.time ?? "no time") \($0.call) \($0.id)" } ?? item.subject
            }
            let rest = about.count > Self.most ? ["and \(about.count - Self.most) more"] : []
            return PlainText.wrapped(
                "\(mark) \(first.sentence) [\(first.finding)]", indent: indent, hanging: indent + 3)
                + (about.prefix(Self.most) + rest).flatMap {
                    PlainText.wrapped($0, indent: indent + 5, hanging: indent + 7)
                }
        }
    }
}

extension Finding.Weight {
    /// The sign that stands before a finding in a report.
    var mark: String {
        switch self {
        case .backdoor: "!!"
        case .missing: "??"
        case .note: "--"
        }
    }
}
