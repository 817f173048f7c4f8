// SPDX-License-Identifier: Apache-2.0
//
// A custodian's passphrase: generated here and written down by hand, or the custodian's own. It is never printed.

import Ceremonies
import Glibc
import Isolation
import SecretMemory
import SecretSharing

/// Asks each custodian of a sealed share for a passphrase.
struct PassphraseInput {
    /// Files that hold passphrases, for scripts.
    private let files: [ShareNumber: String]

    /// Takes `SHARE=PATH` pairs from the command line.
    init(_ pairs: [String]) throws(CommandError) {
        var files: [ShareNumber: String] = [:]
        for pair in pairs {
            guard let equals = pair.firstIndex(of: "="), let number = ShareNumber(reading: String(pair[..<equals]))
            else { throw CommandError(.usage, "--passphrase-from \(pair): no share and path", hint: "g1m2=PATH") }
            files[number] = String(pair[pair.index(after: equals)...])
        }
        self.files = files
    }

    /// No files: every passphrase is asked for.
    init() { files = [:] }

    /// The shares whose passphrases come from files.
    var numbers: Set<ShareNumber> { Set(files.keys) }

    /// Refuses a passphrase that cannot be had later: its file cannot be opened, or nobody can be asked.
    func check(_ name: String, _ number: ShareNumber) throws(CommandError) {
        guard let path = files[number] else { return try checkTerminal(name, number) }
        guard unsafe access(path, R_OK) == 0 else {
            throw CommandError(
                .notFound, "the passphrase in \(path) cannot be read: \(unsafe String(cString: strerror(errno)))",
                hint: "--passphrase-from \(number)=PATH with a file that you may read")
        }
    }

    private func checkTerminal(_ name: String, _ number: ShareNumber) throws(CommandError) {
        guard Terminal.isInteractive else {
            throw CommandError(
                .usage, "there is no terminal to ask \(name) for a passphrase",
                hint: "--passphrase-from \(number)=PATH")
        }
    }

    /// The passphrase in a share's file, if one is named.
    func fromFile(_ number: ShareNumber) throws(CommandError) -> SecretBytes? {
        guard let path = files[number] else { return nil }
        let file = try InputFile.open(path)
        defer { close(file) }
        let passphrase = try Self.read(file, path)
        guard passphrase.count > 0 else {
            throw CommandError(
                .badInput, "the passphrase in \(path) is empty", hint: "write one line into it, or leave --seal out")
        }
        return passphrase
    }

    private static func read(_ file: Int32, _ path: String) throws(CommandError) -> SecretBytes {
        let bytes: SecretBytes
        do throws(SecretInput.Failure) {
            bytes = try SecretInput.read(from: file, limit: StretchWorker.passphraseLimit)
        } catch {
            throw CommandError(.badInput, "the passphrase in \(path) cannot be read", hint: "at most 1,024 bytes")
        }
        return try SecretTextInput.plain(bytes, named: "the passphrase in \(path)").withoutLineEnd()
    }

    /// Generates a passphrase that the custodian writes down from the screen, or takes the custodian's own.
    func agree(with name: String, _ number: ShareNumber) throws(CommandError) -> SecretBytes {
        if let passphrase = try fromFile(number) { return passphrase }
        try checkTerminal(name, number)
        return try Terminal.withAlternateScreen { () throws(CommandError) in
            try Terminal.withKeys { () throws(CommandError) in try Self.dialogue(with: name, number) }
        }
    }

    /// The fewest bytes of a passphrase that a custodian makes up.
    private static let shortest = 12

    private static func dialogue(with name: String, _ number: ShareNumber) throws(CommandError) -> SecretBytes {
        var input = LineInput()
        Console.say("Passphrase of \(name) for share \(number). Only \(name) should see this screen.\n")
        while true {
            let own = try ask(&input, "Press Enter to generate a passphrase, or type your own (not shown): ")
            if own.count == 0 { break }
            guard own.count >= shortest else {
                Console.say("It has fewer than \(shortest) characters: anyone who finds the sheet could guess it.")
                continue
            }
            let again = try ask(&input, "Once more: ")
            if again.isEqual(to: own) { return own }
            Console.say("They do not match.")
        }
        let made = PassphraseGenerator.words()
        var remark = ""
        while true {
            Console.write("\u{1B}[2J\u{1B}[H\(remark)")
            Console.say("Write this down by hand, on a card that you keep apart from the sheet:\n")
            Console.write("    ")
            Terminal.show(made)
            _ = try ask(&input, "\n\nPress Enter when you have written it. ")
            Console.write("\u{1B}[2J\u{1B}[H")
            let typed = try ask(&input, "Type it from your card (not shown; Enter alone shows it again): ")
            if PassphraseGenerator.isSame(typed, as: made) { return made }
            remark = typed.count > 0 ? "What you typed is different. Compare your card.\n\n" : ""
        }
    }

    private static func ask(_ input: inout LineInput, _ prompt: String) throws(CommandError) -> SecretBytes {
        switch input.ask(prompt, echo: .hidden) {
        case .line(let line): return line
        case .end: throw CommandError(.interrupted, "no passphrase was chosen; nothing was created")
        }
    }
}
