// SPDX-License-Identifier: Apache-2.0

/// A line on a terminal that says what takes long. The next one takes its place, and nothing of it stays.
enum PassingLine {
    private static let start = "\r\u{1B}[K"

    /// Shows public text, as much as fits one line: only that can be cleared.
    static func show(_ text: String) {
        var rest = Terminal.size.columns - 1
        let fitting = Console.harmless(text).prefix { character in
            // East Asian characters may take two columns.
            rest -= character.unicodeScalars.contains { $0.value >= 0x2E80 } ? 2 : 1
            return rest >= 0
        }
        Console.write(start + fitting)
    }

    /// Clears it.
    static func clear() { Console.write(start) }
}
