// SPDX-License-Identifier: Apache-2.0

import Recovery
import SecretMemory
import SecretSharing
import ShareEnvelope

/// Asks for sheets and passphrases until they are enough for what they are for and the person wants to go on.
struct RecoveryDialogue: ~Copyable {
    private let desk: RecoveryDesk
    /// One for all questions: a handheld reader may send the next code before this one is dealt with.
    private var input = LineInput()

    init(_ desk: RecoveryDesk) { self.desk = desk }

    /// Returns when the credential is to be opened, or when the person gives up.
    mutating func run() async throws(Complaint) {
        showHelp()
        while true {
            for number in desk.waitingForPassphrase { try await askPassphrase(of: number) }
            if desk.goal.endsByItself, desk.isReady { return }
            switch ask() {
            case .confirmed: return
            case .end:
                // Leaving is never a wish to see the credential.
                guard desk.isReady else { return }
                throw Complaint(.interrupted, desk.goal.givenUp)
            case .line(let line) where line.count == 0: desk.showStanding()
            case .line(let line): try await take(line)
            }
        }
    }

    private mutating func take(_ line: borrowing SecretBytes) async throws(Complaint) {
        if !input.continuesGroup { desk.beginGroup() }
        // `help` and `back` are words of shares, too, and the name of a file may hold what looks like a line's number:
        // what the prompt knows comes first.
        if RecognizedLine(line.span, commands: Self.commands + desk.choices) != nil { return try await obey(line) }
        guard let guess = KeyboardGuess(line.span) else {
            guard desk.takeTyped(line) else { return try await obey(line) }
            return desk.showStanding()
        }
        // A reader that is set to another layout would send nothing that can be read.
        Talk.warn(guess.words)
        guard guess.isProven, desk.takeTyped(guess.meant(line.span)) else { return }
        desk.showStanding()
    }

    private func showHelp() {
        guard !desk.isReady else { return }
        switch desk.goal {
        case .letter: return Talk.say("Give the letter: the name of its file, or its codes from a handheld reader.")
        case .answers: return Talk.say("Give the answer: the name of its file, its code, or its four lines.")
        case .opening, .rehearsal, .reshare, .consent, .proof, .answer: break
        }
        Talk.say("Give sheets in any order: the name of a file or folder, a code from a handheld reader, or one of")
        Talk.say("  words         type the words of a sheet; `back` forgets rows that were pasted here")
        if !desk.goal.endsByItself {
            Talk.say("  drop g1m2     put a share aside; given again, a sealed one is asked for its passphrase again")
        }
        Talk.say("  quit          \(desk.goal.quitting)")
    }

    private mutating func obey(_ line: borrowing SecretBytes) async throws(Complaint) {
        guard let recognized = RecognizedLine(line.span, commands: Self.commands + desk.choices) else {
            return Talk.say(
                "  there is no such file, and it is no code; `words` starts the typing of words, `help` lists all")
        }
        guard case .command(let words) = recognized else {
            if case .path(let path) = recognized { try await desk.take([path]) }
            return
        }
        let choice = desk.choice(named: words)
        // A code on a stranger's sheet can hold a command, too.
        if !["help", "?"].contains(words.first), !input.isKeyed || input.continuesGroup {
            return Talk.say("  That came too fast for a hand. Type it one letter at a time, then Enter.")
        }
        switch choice {
        case .one(let set):
            desk.choose(set)
            return desk.showStanding()
        case .several: return Talk.say("  several of these sets have this code: give the number of the right one")
        case .none: break
        }
        switch words.first {
        case "words": typeWords()
        case "back": desk.forgetWords()
        case "quit", "exit": throw Complaint(.interrupted, desk.goal.givenUp)
        case "drop" where words.count == 2:
            let parts = words[1].split(separator: " ").map(String.init)
            guard let number = ShareNumber(reading: parts.first ?? "") else {
                return Talk.say("  shares are called g1m1, g1m2 and so on")
            }
            desk.drop(number, place: parts.count > 1 ? Int(parts[1]) : nil)
            desk.showStanding()
        default: showHelp()
        }
    }

    /// What the prompt understands besides paths, codes and the word that confirms.
    private static let commands = ["words", "back", "quit", "exit", "help", "?", "drop "]

    private mutating func ask() -> ConfirmedAnswer {
        let goal = desk.goal
        guard desk.isReady, let confirmation = goal.confirmation else {
            let commands = Self.commands + desk.choices
            let prompt =
                desk.choices.isEmpty ? goal.wanting : "The number or the code of the right set, or another sheet: "
            switch Terminal.withKeys({ input.ask(prompt, echo: .recognized(commands: commands)) }) {
            case .line(let line): return .line(line)
            case .end: return .end
            }
        }
        for manifest in desk.manifests { Talk.say("\(goal.announcement): \(manifest.title)") }
        return Terminal.withKeys {
            input.ask(
                goal.prompt, echo: .recognized(commands: Self.commands + [confirmation.word]),
                confirmation: confirmation)
        }
    }

    private mutating func askPassphrase(of number: ShareNumber) async throws(Complaint) {
        while desk.waitingForPassphrase.contains(number) {
            let typed: SecretBytes? = Terminal.withKeys {
                input.answer(
                    "Passphrase of \(desk.title(of: number)) (not shown; empty leaves it locked): ", echo: .hidden)
            }
            guard let typed, typed.count > 0 else { return desk.setAside(number) }
            if !input.continuesGroup { desk.beginGroup() }
            // Whoever goes on scanning does not look at the screen.
            if desk.takesCode(typed) {
                _ = desk.takeTyped(typed)
                continue
            }
            do throws(Complaint) { try await desk.unlock(number, with: typed) } catch {
                guard error.code == .badInput else { throw error }
                Talk.complain(error)
            }
        }
        desk.showStanding()
    }

    private mutating func typeWords() {
        guard let words = WordScreen.read(&input) else { return Talk.say("  no words were taken") }
        desk.take(words)
        desk.showStanding()
    }
}

extension RecoveryDesk {
    /// Takes files and folders, and asks at a terminal for what they leave wanting.
    func gather(_ paths: [String]) async throws(Complaint) {
        try await take(paths)
        if Terminal.isInteractive, paths.isEmpty || !isReady {
            var dialogue = RecoveryDialogue(self)
            try await dialogue.run()
        }
    }
}
