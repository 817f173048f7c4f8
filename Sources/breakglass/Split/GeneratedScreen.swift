// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import SecretMemory
import TerminalDialogue

/// Shows a generated password to the dealer, who sets it at the account.
struct GeneratedScreen {
    private let password: GeneratedPassword
    private var name: String { "\(password.field.name)" }

    init(_ password: GeneratedPassword) { self.password = password }

    /// Shows the password until it is typed back.
    func show() throws(CommandError) {
        try Terminal.withAlternateScreen { () throws(CommandError) in
            try Terminal.withKeys { () throws(CommandError) in try untilTypedBack() }
        }
    }

    private func untilTypedBack() throws(CommandError) {
        var input = LineInput()
        var remark = ""
        while true {
            Console.write("\u{1B}[2J\u{1B}[H\(remark)")
            Console.say("The new \(name) of \(password.account).")
            Console.say("It is on the sheets, which were read back. Set it at the account now:\n")
            MarkedValue(password.field).show()
            input.keyboard.forgetTypedAhead()
            _ = try ask(&input, "\nPress Enter when you have set it. ")
            Console.write("\u{1B}[2J\u{1B}[H")
            let typed = try ask(&input, "Type it back as you set it (not shown; Enter alone shows it again): ")
            switch password.compare(typed) {
            case .same: return
            case .nothing: remark = ""
            case .different: remark = "What you typed is different. Compare it.\n\n"
            }
        }
    }

    /// Asks whether it is set at the account.
    func isSet() throws(CommandError) -> Bool {
        Console.say("\n\(name) of \(password.account): log in with the new password to make sure.")
        return try Terminal.withKeys { () throws(CommandError) in
            var input = LineInput()
            input.keyboard.settle()
            while true {
                switch input.ask("Type `set` when it is set at the account, or `not set`: ", confirmation: .set) {
                case .confirmed: return true
                case .line(let line):
                    if line.publicText().lowercased() == "not set" { return false }
                case .end: throw unsettled
                }
            }
        }
    }

    private func ask(_ input: inout LineInput, _ prompt: String) throws(CommandError) -> SecretBytes {
        switch input.ask(prompt, echo: .hidden) {
        case .line(let line): return line
        case .end: throw unsettled
        }
    }

    private var unsettled: CommandError {
        CommandError(
            .interrupted, "nobody confirmed that the new password is set at the account; no set was retired",
            hint: password.remedy)
    }
}
