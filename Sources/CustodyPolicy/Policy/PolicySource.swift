// SPDX-License-Identifier: Apache-2.0
//
// A policy's text by line and column, for edits that leave everything else unchanged. It parses YAML only as far as it
// needs to find a place. The result of the edit is read again, which shows whether the place was right.

internal import Yams

/// A policy's text, cut into lines.
struct PolicySource {
    /// A range of the text, in scalars, and the text that replaces it.
    struct Splice {
        let range: Range<Int>
        let text: String
    }

    /// The text as scalars, because the parser counts columns in scalars.
    let scalars: [Unicode.Scalar]
    /// Where each line begins.
    private let starts: [Int]

    /// - Returns: `nil` for a text with line ends other than a line feed, or with a byte order mark.
    init?(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        guard !scalars.contains(where: { ["\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}"].contains($0) }) else {
            return nil
        }
        self.scalars = scalars
        starts = [0] + scalars.indices.filter { scalars[$0] == "\n" }.map { $0 + 1 }
    }

    /// The number of lines: one more than there are line feeds.
    var lineCount: Int { starts.count }

    /// The text with these ranges replaced; they must not overlap.
    func applying(_ splices: [Splice]) -> String {
        var scalars = scalars
        for splice in splices.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            scalars.replaceSubrange(splice.range, with: splice.text.unicodeScalars)
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// The offset that a mark points to; `nil` if it is past the end.
    func offset(_ mark: Mark?) -> Int? {
        guard let mark, starts.indices.contains(mark.line - 1) else { return nil }
        let offset = starts[mark.line - 1] + mark.column - 1
        return offset < scalars.count ? offset : nil
    }

    /// Whether a list or mapping is written in brackets or braces; the parser does not say.
    func isFlow(at mark: Mark?) -> Bool { offset(mark).map { ["[", "{"].contains(scalars[$0]) } ?? false }

    // MARK: - Tokens

    /// The range of a scalar on one line, including its quotation marks.
    func range(of scalar: Node.Scalar) -> Range<Int>? {
        guard let start = offset(scalar.mark) else { return nil }
        switch scalar.style {
        case .plain:
            let words = scalar.string.unicodeScalars
            guard scalars[start...].starts(with: words) else { return nil }
            return start..<start + words.count
        case .singleQuoted, .doubleQuoted: return endOfQuotation(at: start).map { start..<$0 }
        default: return nil
        }
    }

    /// The offset just after the closing quotation mark.
    private func endOfQuotation(at start: Int) -> Int? {
        let mark = scalars[start]
        guard mark == "'" || mark == "\"" else { return nil }
        var place = start + 1
        while place < scalars.count {
            if scalars[place] == mark {
                guard mark == "'", place + 1 < scalars.count, scalars[place + 1] == mark else { return place + 1 }
                place += 1
            } else if mark == "\"", scalars[place] == "\\" {
                place += 1
            }
            place += 1
        }
        return nil
    }

    /// The edit that adds an entry at the end of a list or mapping in brackets or braces.
    func appending(_ entry: String, toFlowAt open: Int?) -> Splice? {
        guard let open, ["[", "{"].contains(scalars[open]), let last = lastOfFlow(at: open) else { return nil }
        let lead = last == open ? "" : scalars[last] == "," ? " " : ", "
        return Splice(range: last + 1..<last + 1, text: lead + entry)
    }

    /// The last offset before the closing bracket that is neither a space nor part of a comment.
    private func lastOfFlow(at open: Int) -> Int? {
        var depth = 0
        var last = open
        var place = open
        // A quotation mark inside a word is an ordinary character.
        var isTokenStart = true
        while place < scalars.count {
            let scalar = scalars[place]
            let isSpaced = place > 0 && isBlank(scalars[place - 1])
            switch scalar {
            case _ where isBlank(scalar):
                place += 1
                continue
            case "#" where isSpaced:
                place = scalars[place...].firstIndex(of: "\n") ?? scalars.count
                continue
            case "'" where isTokenStart, "\"" where isTokenStart:
                guard let end = endOfQuotation(at: place) else { return nil }
                isTokenStart = false
                place = end - 1
            case "[", "{":
                depth += 1
                isTokenStart = true
            case "]", "}":
                depth -= 1
                guard depth > 0 else { return last }
                isTokenStart = false
            case ",": isTokenStart = true
            // So is a colon inside a word, except after a key in quotation marks.
            case ":":
                isTokenStart =
                    place + 1 < scalars.count && isBlank(scalars[place + 1])
                    || ["'", "\""].contains(scalars[place - 1])
            default: isTokenStart = false
            }
            last = place
            place += 1
        }
        return nil
    }

    private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" || scalar == "\n" }

    // MARK: - Lines

    /// The edit that inserts lines after an entry of a block: after its last words, and after the comments that are
    /// indented like the entry.
    ///
    /// - Parameters:
    ///   - first: the entry's first line, from 0.
    ///   - limit: the line of what follows the entry, from 0.
    ///   - indentation: how far the entry's keys are indented.
    func inserting(_ lines: [String], behind first: Int, before limit: Int, indentation: Int) -> Splice {
        var end = limit
        while end > first + 1, isIdle(line(end - 1)) { end -= 1 }
        while end < limit, let column = columnOfComment(line(end)), column >= indentation { end += 1 }
        let text = lines.joined(separator: "\n")
        guard end < starts.count else { return Splice(range: scalars.count..<scalars.count, text: "\n" + text) }
        return Splice(range: starts[end]..<starts[end], text: text + "\n")
    }

    private func line(_ number: Int) -> ArraySlice<Unicode.Scalar> {
        scalars[starts[number]..<(number + 1 < starts.count ? starts[number + 1] - 1 : scalars.count)]
    }

    /// Whether a line belongs to no entry: spaces, a comment, the hyphen of an entry below, or the end of the document.
    private func isIdle(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
        let words = line.drop(while: isBlank)
        return words.isEmpty || words.first == "#" || line.starts(with: "...".unicodeScalars)
            || words.first == "-" && (words.dropFirst().drop(while: isBlank).first ?? "#") == "#"
    }

    private func columnOfComment(_ line: ArraySlice<Unicode.Scalar>) -> Int? {
        let words = line.drop(while: isBlank)
        return words.first == "#" ? words.startIndex - line.startIndex : nil
    }
}
