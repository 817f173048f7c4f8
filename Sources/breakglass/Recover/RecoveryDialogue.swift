// SPDX-License-Identifier: Apache-2.0

import Recovery
import Reports
import SecretMemory
import SecretSharing
import ShareEnvelope
import TerminalDialogue

/// Asks for sheets and passphrases until they are enough for their purpose and the person confirms.
struct RecoveryDialogue: ~Copyable {
    private let reader: SheetReader
    /// Shared by all questions: a handheld reader may send the next code before this one is processed.
    private var input = LineInput()

    init(_ reader: SheetReader) { self.reader = reader }

    /// Asks until the credential is to be opened, or until the person gives up.
    mutating func run() async throws(CommandError) {
        showHelp()
        while true {
            for number in reader.waitingForPassphrase { try await askPassphrase(of: number) }
            if reader.goal.endsByItself, reader.isReady { return }
            switch ask() {
            case .confirmed: return
            case .end:
                // Ctrl-D must never show the credential.
                guard reader.isReady else { return }
                throw CommandError(.interrupted, reader.goal.givenUp)
            case .line(let line) where line.count == 0: reader.showStanding()
            case .line(let line): try await take(line)
            }
        }
    }

    private mutating func take(_ line: borrowing SecretBytes) async throws(CommandError) {
        if !input.continuesGroup { reader.beginGroup() }
        // `help` and `back` are words of shares too, and a file's name may contain what looks like a line's number:
        // commands and paths come first.
        if RecognizedLine(line.span, commands: Self.commands + reader.pile.choices) != nil {
            return try await obey(line)
        }
        guard let guess = KeyboardGuess(line.span) else {
            guard reader.takeTyped(line) else { return try await obey(line) }
            return reader.showStanding()
        }
        // Text from a reader that is set to another layout cannot be read as it is.
        Console.warn(guess.words)
        guard guess.isProven, reader.takeTyped(guess.meant(line.span)) else { return }
        reader.showStanding()
    }

    private func showHelp() {
        guard !reader.isReady else { return }
        switch reader.goal {
        case .letter: return Console.say("Give the letter: the name of its file, or its codes from a handheld reader.")
        case .answers: return Console.say("Give the answer: the name of its file, its code, or its four lines.")
        case .opening, .rehearsal, .reshare, .consent, .proof, .answer: break
        }
        Console.say("Give sheets in any order: the name of a file or folder, a code from a handheld reader, or one of")
        Console.say("  words         type the words of a sheet; `back` discards pasted rows")
        if !reader.goal.endsByItself {
            Console.say("  drop g1m2     put a share aside; give a sealed one again to retry its passphrase")
        }
        Console.say("  quit          \(reader.goal.quitting)")
    }

    private mutating func obey(_ line: borrowing SecretBytes) async throws(CommandError) {
        guard let recognized = RecognizedLine(line.span, commands: Self.commands + reader.pile.choices) else {
            if let word = reader.goal.confirmation, word.matches(line) {
                return Console.say("  not yet: the quorum is not met")
            }
            if let refusal = reader.pile.misnamed(line) {
                return Console.say("  \(refusal.words)\(refusal.hint.map { "; \($0)" } ?? "")")
            }
            return Console.say(
                "  there is no such file, and it is not a code; type `words` to enter words, `help` for help")
        }
        guard case .command(let words) = recognized else {
            if case .path(let path) = recognized { try await reader.take([path]) }
            return
        }
        let choice = reader.pile.choice(named: words)
        // A code on a stranger's sheet can contain a command.
        if !["help", "?"].contains(words.first), !input.isKeyed || input.continuesGroup {
            return Console.say("  That came too fast for a hand. Type it one letter at a time, then Enter.")
        }
        switch choice {
        case .one(let set):
            reader.choose(set)
            return reader.showStanding()
        case .several: return Console.say("  several of these sets have this code: give the number of the right one")
        case .none: break
        }
        switch words.first {
        case "words": typeWords()
        case "back": reader.forgetWords()
        case "quit", "exit": throw CommandError(.interrupted, reader.goal.givenUp)
        case "drop" where words.count == 2:
            let parts = words[1].split(separator: " ").map(String.init)
            guard let number = ShareNumber(reading: parts.first ?? "") else {
                return Console.say("  shares have names such as g1m1 and g1m2")
            }
            reader.drop(number, place: parts.count > 1 ? Int(parts[1]) : nil)
            reader.showStanding()
        default: showHelp()
        }
    }

    /// The prompt's commands, besides the word that confirms; paths and codes are understood too.
    private static let commands = ["words", "back", "quit", "exit", "help", "?", "drop "]

    private mutating func ask() -> ConfirmedAnswer {
        let goal = reader.goal
        guard reader.isReady, let confirmation = goal.confirmation else {
            let commands = Self.commands + reader.pile.choices
            let prompt =
                reader.pile.choices.isEmpty
                ? goal.wanting : "The number or the code of the right set, or another sheet: "
            switch Terminal.withKeys({ input.ask(prompt, echo: .recognized(commands: commands)) }) {
            case .line(let line): return .line(line)
            case .end: return .end
            }
        }
        for manifest in reader.manifests { Console.say("\(goal.announcement): \(manifest.title)") }
        return Terminal.withKeys {
            input.ask(
                goal.prompt, echo: .recognized(commands: Self.commands + [confirmation.word]),
                confirmation: confirmation)
        }
    }

    private mutating func askPassphrase(of number: ShareNumber) async throws(CommandError) {
        while reader.waitingForPassphrase.contains(number) {
            let typed: SecretBytes? = Terminal.withKeys {
                input.answer(
                    "Passphrase of \(reader.title(of: number)) (not shown; empty leaves it locked): ", echo: .hidden)
            }
            guard let typed, typed.count > 0 else { return reader.setAside(number) }
            if !input.continuesGroup { reader.beginGroup() }
            // A person who keeps scanning does not look at the screen.
            if reader.takesCode(typed) {
                _ = reader.takeTyped(typed)
                continue
            }
            do throws(CommandError) { try await reader.unlock(number, with: typed) } catch {
                guard error.code == .badInput else { throw error }
                Console.report(error)
            }
        }
        reader.showStanding()
    }

    private mutating func typeWords() {
        guard let words = WordScreen.read(&input, refusal: { CommandError($0) }) else {
            return Console.say("  no words were entered")
        }
        reader.take(words)
        reader.showStanding()
    }
}

extension SheetReader {
    /// Takes files and folders, and at a terminal asks for what is still missing.
    func gather(_ paths: [String]) async throws(CommandError) {
        try await take(paths)
        if Terminal.isInteractive, paths.isEmpty || !isReady {
            var dialogue = RecoveryDialogue(self)
            try await dialogue.run()
        }
    }
}
