// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Foundation
import Glibc
import SecretMemory
import ShareEnvelope

/// Shows a credential field by field, on a screen that is cleared after 90 seconds or a key.
struct RevealScreen {
    private static let patience = Duration.seconds(90)

    private let credential: Credential

    init(_ credential: Credential) { self.credential = credential }

    /// Shows all fields, and all again as often as the person asks.
    func run() throws(Complaint) {
        repeat {
            try Terminal.withAlternateScreen { () throws(Complaint) in
                try Terminal.withKeys { () throws(Complaint) in showFields() }
            }
        } while askAgain()
    }

    private func askAgain() -> Bool {
        Terminal.withKeys {
            var input = LineInput()
            input.keyboard.forgetTypedAhead()
            switch input.ask("The screen is cleared. Enter ends; `again` shows the credential once more: ") {
            case .line(let line): return line.count > 0
            case .end: return false
            }
        }
    }

    private func showFields() {
        var keyboard = Keyboard()
        keyboard.forgetTypedAhead()
        for (index, field) in credential.fields.enumerated() {
            let pages = FieldPages(field, columns: Terminal.size.columns, rows: Terminal.size.rows - 6)
            for page in 0..<pages.count {
                let isLast = index == credential.fields.count - 1 && page == pages.count - 1
                let heading =
                    credential.fields.count == 1 && pages.count == 1
                    ? "\(field.name)"
                    : "\(field.name)  (field \(index + 1) of \(credential.fields.count)"
                        + (pages.count == 1 ? ")" : ", page \(page + 1) of \(pages.count))")
                guard show(pages, page, heading: heading, isLast: isLast, &keyboard) else { return }
            }
        }
    }

    /// Shows one page until a key or the end of its time.
    ///
    /// - Returns: whether to go on.
    private func show(
        _ pages: FieldPages, _ page: Int, heading: String, isLast: Bool, _ keyboard: inout Keyboard
    ) -> Bool {
        let end = ContinuousClock.now + Self.patience
        Talk.write("\u{1B}[2J\u{1B}[H\u{1B}[?25l\u{1B}[1m\(heading)\u{1B}[0m\n\n")
        if !pages.isOneTimePassword { Terminal.show(pages.page(page)) }
        while true {
            let left = Int((end - .now) / .seconds(1) + 0.999)
            guard left > 0 else { return false }
            if pages.isOneTimePassword { showCode(of: pages.field) }
            let action = isLast ? "any key clears it" : "any key goes on"
            Talk.write("\u{1B}[\(Terminal.size.rows);1H\u{1B}[K\(action); cleared in \(left) s, Ctrl-C at once")
            switch keyboard.key(until: min(end, ContinuousClock.now + .seconds(1))) {
            case .timeout: continue
            case .end: return false
            case .byte(0x03): return false
            case .byte: return true
            }
        }
    }

    private func showCode(of field: CredentialField) {
        guard let password = OneTimePassword(field: field, at: Int(Date().timeIntervalSince1970)) else {
            return Talk.write("\u{1B}[3;1H\u{1B}[Kthe one-time password cannot be computed")
        }
        Talk.write("\u{1B}[3;1H\u{1B}[K")
        Terminal.show(password.digits)
        Talk.write("   for \(password.secondsLeft) more seconds")
    }
}
