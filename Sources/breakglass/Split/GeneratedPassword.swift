// SPDX-License-Identifier: Apache-2.0
//
// A generated password goes on paper first. It is set at the account only after the paper is proven, so that a failure
// before then leaves the old password working.

import Ceremonies
import SecretMemory
import ShareEnvelope

/// Has the dealer set a generated password at its account.
struct GeneratedPassword {
    /// The field that holds it.
    let name: PublicText
    let account: PublicText

    /// Shows the password so that the dealer can set it at the account, until it is typed back.
    ///
    /// - Returns: whether the dealer confirms that it is set at the account.
    func isSet(_ password: borrowing SecretBytes) throws(CommandError) -> Bool {
        try Terminal.withAlternateScreen { () throws(CommandError) in
            try Terminal.withKeys { () throws(CommandError) in try show(password) }
        }
        Console.say("\n\(name) of \(account): log in with the new password to make sure.")
        return try Terminal.withKeys { () throws(CommandError) in
            var input = LineInput()
            input.keyboard.settle()
            while true {
                switch input.ask("Type `set` when it is set at the account, or `not set`: ", confirmation: .set) {
                case .confirmed: return true
                case .line(let line):
                    if line.publicText().lowercased() == "not set" { return false }
                case .end: throw Self.unsettled
                }
            }
        }
    }

    private func show(_ password: borrowing SecretBytes) throws(CommandError) {
        var input = LineInput()
        var remark = ""
        while true {
            Console.write("\u{1B}[2J\u{1B}[H\(remark)")
            Console.say("The new \(name) of \(account).")
            Console.say("It is on the sheets, which were read back. Set it at the account now:\n")
            Console.write("    ")
            Terminal.show(password)
            input.keyboard.forgetTypedAhead()
            _ = try Self.ask(&input, "\n\nPress Enter when you have set it. ")
            Console.write("\u{1B}[2J\u{1B}[H")
            let typed = try Self.ask(
                &input, "Type it back as you set it (not shown; Enter alone shows it again): ")
            if typed.isEqual(to: password) { return }
            remark = typed.count > 0 ? "What you typed is different. Compare it.\n\n" : ""
        }
    }

    private static func ask(_ input: inout LineInput, _ prompt: String) throws(CommandError) -> SecretBytes {
        switch input.ask(prompt, echo: .hidden) {
        case .line(let line): return line
        case .end: throw unsettled
        }
    }

    private static var unsettled: CommandError {
        CommandError(
            .interrupted, "nobody confirmed that the new password is set at the account; no set was retired",
            hint: "if it is set there, `breakglass reshare --retire-only SET` with the previous set; if not, "
                + "destroy the new sheets")
    }
}
