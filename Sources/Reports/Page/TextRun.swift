// SPDX-License-Identifier: Apache-2.0

/// A piece of text: words, or something to type.
struct TextRun {
    let text: String
    let isTyped: Bool

    /// Splits a text at its backquotes, which enclose what is typed.
    static func runs(_ text: String) -> [TextRun] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
            TextRun(text: String(part), isTyped: index % 2 == 1)
        }.filter { !$0.text.isEmpty }
    }
}
