// SPDX-License-Identifier: Apache-2.0
//
// What people copy from the screen must arrive whole: codes, paths and URLs have no spaces to break at, and commands in
// backticks and the four words of a set are kept together here. What is wider than the window would be broken by the
// terminal, anywhere; so a code is broken between its groups, and a command between its words, as a shell reads it.

import Ceremonies
import ShareEnvelope

/// Text with line ends between its words, so that no line is wider than the window.
package struct WrappedText {
    /// The lines; the ones that continue another begin under its text.
    package let lines: [String]

    /// All of it.
    package var text: String { lines.joined(separator: "\n") }

    /// - Parameters:
    ///   - columns: the width of the window.
    ///   - hang: the column where continued lines begin; `nil` finds it from the text.
    ///   - room: the columns that stay free after the last line, for an answer.
    package init(_ text: String, columns: Int, hang: Int? = nil, room: Int = 0) {
        let columns = max(columns, 1)
        let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
        lines = parts.enumerated().flatMap { index, part in
            let line = Line(part)
            let lines = line.wrapped(columns, hang)
            let isTight = ScreenColumns.count(lines.last ?? "") > columns - room
            return index == parts.count - 1 && isTight ? line.wrapped(max(columns - room, 1), hang) : lines
        }
    }
}

/// One line before it is wrapped.
private struct Line {
    /// What is not broken, and the spaces before it.
    private struct Piece {
        var spaces: Int
        var text: String
        var columns: Int { ScreenColumns.count(text) }
        /// Whether a command of the program in backticks is in it.
        var hasCommand: Bool { text.contains("\u{60}breakglass ") }
    }

    private var pieces: [Piece] = []
    /// The spaces at its end: the ones between a prompt and its answer.
    private var end = 0

    init(_ text: Substring) {
        var rest = text
        while !rest.isEmpty {
            let spaces = rest.prefix { $0 == " " }.count
            rest = rest.dropFirst(spaces)
            guard !rest.isEmpty else {
                end = spaces
                break
            }
            let word = Self.piece(of: rest)
            pieces.append(Piece(spaces: spaces, text: String(word)))
            rest = rest.dropFirst(word.count)
        }
        joinSetWords()
    }

    /// The text up to the next space outside backticks; a backtick without another one is an ordinary letter.
    private static func piece(of text: Substring) -> Substring {
        var index = text.startIndex
        while index < text.endIndex, text[index] != " " {
            let after = text.index(after: index)
            index = text[index] == "`" ? text[after...].firstIndex(of: "`").map(text.index(after:)) ?? after : after
        }
        return text[..<index]
    }

    private static let setWords = Set((0...UInt8.max).map { Bytewords.word(for: $0) })
    /// How many words of the list in a row are a set's, or a checkpoint's.
    private static let setWordCount = 4

    /// Joins the words of a set to one piece; brackets and a full stop around them do not matter.
    private mutating func joinSetWords() {
        var joined: [Piece] = []
        var index = 0
        while index < pieces.count {
            let run = pieces[index...].prefix(Self.setWordCount)
            let isSet =
                run.count == Self.setWordCount && run.dropFirst().allSatisfy { $0.spaces == 1 }
                && run.allSatisfy { Self.setWords.contains($0.text.filter(\.isLetter)) }
            guard isSet else {
                joined.append(pieces[index])
                index += 1
                continue
            }
            joined.append(Piece(spaces: pieces[index].spaces, text: run.map(\.text).joined(separator: " ")))
            index += run.count
        }
        pieces = joined
    }

    /// The column where continued lines begin: behind the number or the name that the text belongs to.
    private func hang(_ columns: Int) -> Int {
        let lead = pieces.first?.spaces ?? 0
        var starts: [Int] = []
        var column = 0
        for (index, piece) in pieces.enumerated() {
            column += piece.spaces
            if index > 0, piece.spaces > 1, column <= columns / 2 { starts.append(column) }
            column += piece.columns
        }
        let isNumbered = pieces.first?.text.allSatisfy(\.isNumber) == true
        return (isNumbered ? starts.dropFirst().first : nil) ?? starts.first ?? lead
    }

    func wrapped(_ columns: Int, _ given: Int?) -> [String] {
        let wanted = given ?? hang(columns)
        let hang = wanted <= columns / 2 ? wanted : min(2, columns / 2)
        var lines: [String] = []
        var (line, width) = ("", 0)
        for piece in pieces.flatMap({ Self.fitting($0, columns - hang) }) {
            if width > 0, width + piece.spaces + piece.columns > columns {
                lines.append(line)
                width = Self.indent(of: piece, hang, columns)
                line = String(repeating: " ", count: width)
            } else {
                line += String(repeating: " ", count: piece.spaces)
                width += piece.spaces
            }
            guard piece.hasCommand, width + piece.columns > columns else {
                line += piece.text
                width += piece.columns
                continue
            }
            let command = CommandLines(piece.text, width: columns - width, columns: { ScreenColumns.count($0) }).lines
            for (index, part) in command.enumerated() {
                if index > 0 {
                    lines.append(line)
                    // Only a line of which the shell takes off an end between words may be followed by spaces.
                    line = command[index - 1].hasSuffix(" \\") ? String(repeating: " ", count: width) : ""
                }
                line += part
            }
            width = ScreenColumns.count(line)
        }
        return lines + [line + String(repeating: " ", count: end)]
    }

    /// The column where a line begins with this piece: a digest or a path that the window has room for, but not after
    /// the others' indent, begins further left.
    private static func indent(of piece: Piece, _ hang: Int, _ columns: Int) -> Int {
        guard !piece.hasCommand, piece.columns <= columns else { return hang }
        return min(hang, columns - piece.columns)
    }

    /// The piece, or its groups if it is a code that no line has room for.
    private static func fitting(_ piece: Piece, _ columns: Int) -> [Piece] {
        guard piece.columns > columns, let code = CodeGroups(piece.text) else { return [piece] }
        return code.groups.enumerated().map { Piece(spaces: $0.offset == 0 ? piece.spaces : 0, text: $0.element) }
    }
}
