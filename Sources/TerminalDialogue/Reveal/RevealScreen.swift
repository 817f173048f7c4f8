// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Foundation
import Glibc
import SecretMemory
package import ShareEnvelope

/// Shows a credential field by field, on a screen that is cleared after 90 seconds or at a key press.
package struct RevealScreen {
    /// The columns that a one-time password takes, including the time it has left.
    static let codeColumns = "12345678   for 255 more seconds".count

    private static let patience = Duration.seconds(90)

    private let credentials: [Credential]
    private let fields: [CredentialField]
    private let next: String?
    private let letters = ScreenLetters.current

    /// Begins with what is shown.
    ///
    /// - Parameter next: the other credential of the account, if it may be opened after these.
    package init(_ credentials: [Credential], next: String?) {
        self.credentials = credentials
        self.next = next
        fields = credentials.flatMap { $0.fields }
    }

    /// Shows all fields, and shows them again as often as the person asks.
    ///
    /// - Returns: whether the other credential is to be opened next.
    package func run() throws(CommandError) -> Bool {
        while true {
            let first = try Terminal.withAlternateScreen { () throws(CommandError) in
                try Terminal.withKeys { () throws(CommandError) in showFields() }
            }
            guard let word = askOn(after: first) else { return false }
            if word == .next { return true }
        }
    }

    /// Asks what comes after the screen; `nil` if nothing does.
    private func askOn(after first: FirstKey?) -> Confirmation? {
        Terminal.withKeys {
            var input = LineInput()
            if first == nil { input.keyboard.settle() }
            var first = first
            let offer = next.map { "`next` opens \($0); " } ?? ""
            let prompt = "The screen is cleared. \(offer)Enter ends; `again` shows it once more: "
            while true {
                let words: [Confirmation] = next == nil ? [.again] : [.again, .next]
                switch input.ask(prompt, confirmations: words, after: first) {
                case .confirmed(let word): return word
                case .end: return nil
                case .line(let line) where line.count == 0: return nil
                case .line:
                    let names = words.map(\.word).joined(separator: " or ")
                    Console.say("That is not the word. Type \(names) letter by letter, or press Enter to end.")
                }
                first = nil
            }
        }
    }

    /// Shows all fields once.
    ///
    /// - Returns: the key that cleared the screen, if it begins the word that opens the other credential.
    private func showFields() -> FirstKey? {
        var keyboard = Keyboard()
        keyboard.forgetTypedAhead()
        // Two credentials are needed at the same time: all fields that fit on a line go on the first screen.
        let table = RevealTable(
            credentials.count > 1 ? fields : [], columns: Terminal.size.columns, limit: Terminal.size.rows - 6, letters)
        let others = fields.indices.filter { !table.holds($0) }
        if !table.rows.isEmpty {
            guard case .on(let first) = show(table, isLast: others.isEmpty, &keyboard) else { return nil }
            if others.isEmpty { return first }
        }
        for index in others {
            let field = fields[index]
            // Four lines are taken: the name and a blank line above, a blank line and the line about keys below.
            let pages = FieldPages(
                field, columns: Terminal.size.columns, height: max(Terminal.size.rows - 4, 4), letters)
            for page in 0..<pages.count {
                let isLast = index == others.last && page == pages.count - 1
                let heading =
                    fields.count == 1 && pages.count == 1
                    ? "\(field.name)"
                    : "\(field.name)  (field \(index + 1) of \(fields.count)"
                        + (pages.count == 1 ? ")" : ", page \(page + 1) of \(pages.count))")
                guard case .on(let first) = show(pages, page, heading: heading, isLast: isLast, &keyboard) else {
                    return nil
                }
                if isLast { return first }
            }
        }
        return nil
    }

    /// What becomes of a page that was shown.
    private enum Turn {
        /// A key was pressed; it comes along if it begins a word that is offered there.
        case on(FirstKey?)
        /// Everything is cleared.
        case cleared
    }

    /// Shows several fields, each on a line.
    private func show(_ table: RevealTable, isLast: Bool, _ keyboard: inout Keyboard) -> Turn {
        begin("All that it takes to sign in")
        var line = 3
        var codes: [(field: CredentialField, line: Int)] = []
        for row in table.rows {
            Console.write("\(Self.place(line))\(Console.harmless(row.label))\(Self.place(line, after: table.start))")
            if row.isOneTimePassword {
                codes.append((row.field, line))
            } else {
                Terminal.show(row.value)
                Console.write(row.note)
            }
            if row.hasMarks {
                Console.write(Self.place(line + 1, after: table.start))
                Terminal.show(row.marks)
            }
            line += row.height
        }
        let hasMarks = table.rows.contains { $0.hasMarks }
        Console.write("\(Self.place(line + 1))\(hasMarks ? "Under it: # digit  ^ capital letter  _ small letter" : "")")
        return wait(isLast: isLast, &keyboard) {
            for code in codes { showCode(of: code.field, at: code.line, after: table.start) }
        }
    }

    /// Shows one page.
    private func show(
        _ pages: FieldPages, _ page: Int, heading: String, isLast: Bool, _ keyboard: inout Keyboard
    ) -> Turn {
        begin(heading)
        if !pages.isOneTimePassword { Terminal.show(pages.page(page)) }
        return wait(isLast: isLast, &keyboard) { if pages.isOneTimePassword { showCode(of: pages.field, at: 3) } }
    }

    private func begin(_ heading: String) {
        Console.write("\u{1B}[2J\u{1B}[H\u{1B}[?25l\u{1B}[1m\(Console.harmless(heading))\u{1B}[0m\n\n")
    }

    private static func place(_ line: Int, after column: Int = 0) -> String { "\u{1B}[\(line);\(column + 1)H" }

    /// Waits for a key or the end of the screen's time, and draws what changes each second.
    private func wait(isLast: Bool, _ keyboard: inout Keyboard, refresh: () -> Void) -> Turn {
        let start = ContinuousClock.now
        let end = start + Self.patience
        let offersNext = isLast && next != nil
        let action =
            offersNext
            ? "Enter clears it; `next` also opens the other factor" : isLast ? "any key clears it" : "any key continues"
        while true {
            let left = Int((end - .now) / .seconds(1) + 0.999)
            guard left > 0 else { return .cleared }
            refresh()
            let size = Terminal.size
            // Text in the last row must not wrap: it would scroll the rest away.
            let words = [
                "\(action); cleared in \(left) s, Ctrl-C at once", "\(action); cleared in \(left) s",
                "cleared in \(left) s",
            ].first { $0.count < size.columns }
            Console.write("\u{1B}[\(size.rows);1H\u{1B}[K\(words ?? "")")
            switch keyboard.key(until: min(end, ContinuousClock.now + .seconds(1))) {
            case .timeout: continue
            case .end, .byte(0x03): return .cleared
            case .byte(let byte) where offersNext && Confirmation.next.begins(with: byte):
                var rhythm = TypingRhythm(start: start)
                rhythm.note(keyboard.lastArrival)
                return .on(FirstKey(byte: byte, rhythm: rhythm))
            case .byte: return .on(nil)
            }
        }
    }

    /// Draws the current one-time password.
    private func showCode(of field: CredentialField, at line: Int, after column: Int = 0) {
        let start = "\(Self.place(line, after: column))\u{1B}[K"
        guard let password = OneTimePassword(field: field, at: Int(Date().timeIntervalSince1970)) else {
            return Console.write("\(start)it cannot be computed")
        }
        Console.write(start)
        Terminal.show(password.digits)
        Console.write("   for \(password.secondsLeft) more seconds")
    }
}
