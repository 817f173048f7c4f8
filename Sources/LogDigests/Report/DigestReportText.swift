// SPDX-License-Identifier: Apache-2.0

extension DigestReport {
    /// How many findings of a kind are printed; JSON has them all.
    private static let mostOfAKind = 12

    /// The report for people, in lines of at most `width` characters where names of files allow it.
    package func text(width: Int) -> [String] {
        var page = Page(width: width)
        page.write(heading)
        page.write(
            "\(digests.valid) of \(digests.all) digest files and \(logs.valid) of \(logs.all) log files are valid.")
        for chain in chains { write(chain, to: &page) }
        if let asked { write(asked, to: &page) }
        for (level, title) in [("altered", "Altered"), ("unverified", "Not shown"), ("note", "Notes")] {
            write(findings.filter { $0.level == level }, under: title, to: &page)
        }
        return page.lines
    }

    private var heading: String {
        switch verdict {
        case .valid:
            asked == nil
                ? "Valid: the digests prove all that was delivered from their first hour to their last."
                : "Valid: the digests prove all that was delivered in this time."
        case .unverified: "Unverified: the digests do not prove everything; see what is missing below."
        case .altered: "Altered: some files are not as CloudTrail delivered them."
        }
    }

    private func write(_ chain: Chain, to page: inout Page) {
        page.write()
        page.write("\(chain.name.words)\(chain.backfill ? " (backfill)" : "")")
        page.write("\(chain.digests.valid) of \(chain.digests.all) digest files valid", indent: 2)
        guard let covered = chain.covered else { return }
        for span in covered { page.write("proven: \(span.from) to \(span.until)", indent: 2) }
        if covered.isEmpty { page.write("proven: nothing", indent: 2) }
        if let until = chain.validatedUntil, until != chain.digestsUntil {
            page.write("validated up to \(until); digests end at \(chain.digestsUntil)", indent: 2)
        }
    }

    private func write(_ asked: Asked, to page: inout Page) {
        page.write()
        page.write("Asked: events from \(asked.from) to \(asked.until), delivered until \(asked.deliveredUntil)")
        if asked.covered { page.write("covered", indent: 2) }
        for time in asked.uncovered {
            page.write("not covered: \(time.from) to \(time.until)", indent: 2)
            page.write(time.chain?.words ?? "every account", indent: 4)
            for reason in time.reasons { page.write(reason, indent: 4) }
        }
    }

    private func write(_ items: [Item], under title: String, to page: inout Page) {
        guard !items.isEmpty else { return }
        page.write()
        page.write(title)
        var start = 0
        while start < items.count {
            let kind = items[start].finding
            let same = items[start...].prefix { $0.finding == kind }
            page.write("\(items[start].rule) \(kind.rawValue)", indent: 2)
            for item in same.prefix(Self.mostOfAKind) {
                page.write(item.object, indent: 4)
                page.write(item.message, indent: 6)
            }
            if same.count > Self.mostOfAKind {
                page.write("and \(same.count - Self.mostOfAKind) more; --json lists all", indent: 4)
            }
            start = same.endIndex
        }
    }
}

/// Lines of text in a column.
private struct Page {
    let width: Int
    private(set) var lines: [String] = []

    init(width: Int) { self.width = width }

    /// Writes a paragraph, broken between words; names from the folder cannot steer the terminal.
    mutating func write(_ text: String = "", indent: Int = 0) {
        let margin = String(repeating: " ", count: indent)
        var line = ""
        for word in Self.harmless(text).split(separator: " ") {
            for (place, piece) in pieces(of: word, room: width - indent).enumerated() {
                let joined = line.isEmpty ? String(piece) : line + (place == 0 ? " " : "") + piece
                if !line.isEmpty, indent + joined.count > width {
                    lines.append(margin + line)
                    line = String(piece)
                } else {
                    line = joined
                }
            }
        }
        lines.append(line.isEmpty ? "" : margin + line)
    }

    /// A word as it is, or a long path in parts that end with a slash.
    private func pieces(of word: Substring, room: Int) -> [Substring] {
        guard word.count > room else { return [word] }
        var pieces: [Substring] = []
        var rest = word
        while let slash = rest.firstIndex(of: "/") {
            let next = rest.index(after: slash)
            pieces.append(rest[..<next])
            rest = rest[next...]
        }
        return pieces + [rest]
    }

    private static func harmless(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
                scalars.append("\u{FFFD}")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
