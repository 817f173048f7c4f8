// SPDX-License-Identifier: Apache-2.0

import SecretMemory

/// How a line that is being typed shows on the screen.
package enum Echo {
    /// As it is typed; for a screen that is cleared afterwards.
    case shown
    /// Not at all.
    case hidden
    /// As it is typed, unless it may be a share; such a line is not accepted.
    case unlessShare
    /// As long as it is recognized as a command, a path or a public line (``RecognizedLine``).
    case recognized(commands: [String])
}

/// The part of a line that is on the screen.
struct LineEcho {
    private static let note = "(not shown)"

    private let prompt: String
    private let echo: Echo
    /// How many bytes of the line are shown.
    private var shown = 0
    /// The columns that they take.
    private var columns = 0
    /// How long the line was when it was hidden; `nil` while it is not hidden.
    private var hiddenAt: Int?

    init(_ prompt: String, _ echo: Echo) {
        self.prompt = Console.prompt(prompt)
        self.echo = echo
        Console.write(self.prompt)
    }

    /// Whether a key is shown only when none follows at once: text from a reader or a paste is checked first.
    var waits: Bool { if case .unlessShare = echo { true } else { false } }

    /// Shows what was added to the line, or hides the whole line.
    mutating func follow(_ line: borrowing Span<UInt8>) {
        if let at = hiddenAt, line.count >= at { return }
        guard mayShow(line) else { return hide(line.count) }
        if hiddenAt != nil {
            clear()
            hiddenAt = nil
        }
        guard line.count > shown else { return }
        for index in shown..<line.count where line[index] & 0xC0 != 0x80 { columns += 1 }
        Terminal.echo(line.extracting(shown..<line.count))
        shown = line.count
    }

    /// Follows a line that lost characters at its end.
    mutating func follow(shortened line: borrowing Span<UInt8>) {
        if shown > line.count, hiddenAt == nil { clear() }
        follow(line)
    }

    private func mayShow(_ line: borrowing Span<UInt8>) -> Bool {
        switch echo {
        case .shown: true
        case .hidden: false
        case .unlessShare: !ShareTraces.areIn(line)
        case .recognized(let commands): RecognizedLine.mayShow(line, commands: commands)
        }
    }

    private mutating func hide(_ count: Int) {
        if case .hidden = echo { return }
        clear()
        hiddenAt = count
        columns = Self.note.count
        Console.write(Self.note)
    }

    /// Clears everything after the prompt, however many lines it takes.
    private mutating func clear() {
        let lead = prompt.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        let taken = ScreenColumns.count(lead) + columns
        let rows = taken == 0 ? 0 : (taken - 1) / Terminal.size.columns
        Console.write("\r\(rows > 0 ? "\u{1B}[\(rows)A" : "")\u{1B}[J\(lead)")
        (shown, columns) = (0, 0)
    }
}
