// SPDX-License-Identifier: Apache-2.0

import Ceremonies
package import SecretMemory

/// Agrees on the passphrase of a sealed share with its custodian, on a screen that is cleared afterwards.
package struct PassphraseScreen {
    /// The fewest bytes of a passphrase that a custodian makes up.
    private static let shortest = 12

    private let custodian: String
    private let subject: String

    /// - Parameters:
    ///   - custodian: whose passphrase it is.
    ///   - subject: the share that it unlocks, with its credential and the words of its set.
    package init(of custodian: String, for subject: String) {
        self.custodian = custodian
        self.subject = subject
    }

    /// Generates a passphrase that the custodian writes down by hand, or takes the custodian's own.
    package func run() throws(CommandError) -> SecretBytes {
        try Terminal.withAlternateScreen { () throws(CommandError) in
            try Terminal.withKeys { () throws(CommandError) in try dialogue() }
        }
    }

    private var heading: String {
        "Passphrase of \(custodian) for \(subject). Only \(custodian) should see this screen.\n"
    }

    private func dialogue() throws(CommandError) -> SecretBytes {
        var input = LineInput()
        Console.say(heading)
        while true {
            let own = try Self.ask(&input, "Press Enter to generate a passphrase, or type your own (not shown): ")
            if own.count == 0 { break }
            guard own.count >= Self.shortest else {
                Console.say("It has fewer than \(Self.shortest) characters: anyone who finds the sheet could guess it.")
                continue
            }
            let again = try Self.ask(&input, "Once more: ")
            if again.isEqual(to: own) { return own }
            Console.say("They do not match.")
        }
        let made = PassphraseGenerator.words()
        var remark = ""
        while true {
            Console.write("\u{1B}[2J\u{1B}[H")
            if !remark.isEmpty { Console.say(remark) }
            Console.say(heading)
            Console.say("Write this down by hand, on a card that you keep apart from the sheet:\n")
            Console.write("    ")
            Terminal.show(made)
            _ = try Self.ask(&input, "\n\nPress Enter when you have written it. ")
            Console.write("\u{1B}[2J\u{1B}[H")
            Console.say(heading)
            let typed = try Self.ask(&input, "Type it from your card (not shown; Enter alone shows it again): ")
            if PassphraseGenerator.isSame(typed, as: made) { return made }
            remark = typed.count > 0 ? "What you typed is different. Compare your card.\n" : ""
        }
    }

    private static func ask(_ input: inout LineInput, _ prompt: String) throws(CommandError) -> SecretBytes {
        switch input.ask(prompt, echo: .hidden) {
        case .line(let line): return line
        case .end: throw CommandError(.interrupted, "no passphrase was chosen; nothing was created")
        }
    }
}
