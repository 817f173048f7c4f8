// SPDX-License-Identifier: Apache-2.0
//
// Runs on a custodian's own machine, without a binder: a letter and a sheet become an answer. The letter is checked
// against the custodian's own paper and shown before the share signs.

import ArgumentParser
import Ceremonies
import Custody
import CustodyPolicy
import Foundation
import Ledger
import ShareEnvelope
import SheetPrinting

/// `breakglass drill answer`
struct DrillAnswerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answer a drill's letter with your own sheet, on your own offline machine.",
        discussion: """
            Checks the letter against the checkpoint on your sheet or slip, shows what it asks, and makes a short \
            answer that your share signs. It reveals nothing of the share, and is valid for this challenge only.
            """)

    @Argument(help: "Files with the letter, your sheet with its outer face, and your newest slip, in any order.")
    var paths: [String] = []

    @Flag(help: "Sign without asking: you have checked this machine's date and the challenge.")
    var yes = false

    @Option(help: ArgumentHelp("Also write the answer as a page to a new PDF.", valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Take a sealed share's passphrase from a file, for scripts. Repeatable.", valueName: "share=path"))
    var passphraseFrom: [String] = []

    @Flag(help: "Open sealed shares even if swap is on.")
    var allowSwap = false

    func run() async throws {
        let exit = try output.map { path throws(CommandError) in try NewFile(path) }
        let reader = SheetReader(passphrases: try PassphraseInput(passphraseFrom), allowsSwap: allowSwap, goal: .letter)
        try await reader.take(paths)
        if Terminal.isInteractive, !reader.isReady { try await ask(reader) }
        let letter = try self.letter(on: reader)
        for line in Self.lines(letter) { Console.say(line) }
        reader.goal = .answer
        if Terminal.isInteractive, !reader.isReady { try await ask(reader) }
        let (share, manifest) = try self.share(on: reader, for: letter)
        try Self.hold(letter, against: reader.session.checkpoints)
        let now = LedgerTime.now
        if let untimely = letter.untimely(at: now) { throw CommandError(.refused, untimely.words, hint: untimely.hint) }
        try confirm(now)
        let answer: AnswerCode
        do throws(ConsentError) {
            answer = try letter.answer(with: share, of: manifest, at: now.posixSeconds)
        } catch { throw CommandError(.refused, error.words) }
        try hand(out: answer, to: letter, manifest, now, exit)
    }

    private func ask(_ reader: SheetReader) async throws(CommandError) {
        var dialogue = RecoveryDialogue(reader)
        try await dialogue.run()
    }

    private func letter(on reader: SheetReader) throws(CommandError) -> DrillLetter {
        guard let bytes = reader.session.letters.first else {
            let missing = reader.session.missingParts.first { $0.kind == .letter }
            throw CommandError(
                .badInput,
                missing.map { part in
                    "letter part \(part.missing.map(String.init).joined(separator: ", ")) of \(part.count) is missing"
                } ?? "no letter was given", hint: "scan all codes of the letter, or give its text file")
        }
        guard reader.session.letters.count == 1 else {
            throw CommandError(.usage, "several letters were given", hint: "answer them one at a time")
        }
        do throws(LetterError) { return try DrillLetter(encoded: bytes) } catch {
            throw CommandError(
                .refused, "do not answer this letter: \(error.words)",
                hint: "nothing was signed; call the sender, on a number that you already know")
        }
    }

    /// Everything that the letter asks: a share signs nothing that its custodian has not seen.
    private static func lines(_ letter: DrillLetter) -> [String] {
        let opened = letter.opened
        return [
            "Challenge  \(opened.nonce.words.joined(separator: " "))  (\(opened.nonce.ledgerText))",
            "Set        \(opened.set.code)  (\(opened.set.words.joined(separator: " ")))",
            "Asked      " + opened.shares.map(\.description).joined(separator: ", ") + ", \(opened.way.rawValue)",
            "By         \(opened.by), written \(letter.entry.time), until \(opened.expires)",
            "Ledger     \(letter.key.name), entry \(letter.inclusion.index)",
        ]
    }

    private func share(on reader: SheetReader, for letter: DrillLetter) throws(CommandError) -> (Share, Manifest) {
        let shares = reader.session.provenShares
        guard let manifest = reader.session.focus, let share = shares.first else {
            throw CommandError(
                .badInput, "no share is whole",
                hint: "scan your sheet again, or type its words; a sealed share needs its passphrase")
        }
        guard shares.count == 1 else {
            throw CommandError(
                .refused, "there are several shares: \(shares.map { $0.number.description }.joined(separator: ", "))",
                hint: "answer with one custodian's sheet only, on that custodian's machine")
        }
        guard manifest.identity == letter.opened.set else {
            throw CommandError(
                .refused,
                "the letter is about set \(letter.opened.set.code), but the sheet is of set \(manifest.identity.code)",
                hint: "nothing was signed; use the sheet of that set")
        }
        return (share, manifest)
    }

    /// Checks the letter against the newest of the custodian's papers, which continues what the older ones show.
    private static func hold(_ letter: DrillLetter, against codes: Set<CheckpointCode>) throws(CommandError) {
        guard let newest = codes.max(by: { $0.size < $1.size }) else {
            throw CommandError(
                .badInput, "no checkpoint of the ledger was read from your paper",
                hint: "scan the outer face of the sheet too, or give the code of a slip")
        }
        do throws(LetterError) { try letter.check(against: newest) } catch {
            throw CommandError(.refused, "the letter does not fit your paper: \(error.words)", hint: error.hint)
        }
        Console.say(
            "Paper      it continues your paper with \(newest.size) entries: \(newest.words.joined(separator: " "))")
    }

    private func confirm(_ now: LedgerTime) throws(CommandError) {
        guard !yes else { return }
        let date = Date(timeIntervalSince1970: TimeInterval(now.posixSeconds))
        let local = date.formatted(date: .complete, time: .shortened)
        guard Terminal.isInteractive else {
            throw CommandError(
                .usage, "there is no terminal to show date and challenge on", hint: "--yes signs without asking")
        }
        Console.say("Clock      it is \(local) (\(now))")
        guard Confirmation.sign.ask("If clock and challenge are right, type `sign`; Ctrl-D cancels: ") else {
            throw CommandError(.interrupted, "nothing was signed", hint: "set the clock right, then answer again")
        }
    }

    private func hand(
        out answer: AnswerCode, to letter: DrillLetter, _ manifest: Manifest, _ now: LedgerTime, _ exit: NewFile?
    ) throws(CommandError) {
        let lines = answer.lines.map(\.text)
        if let exit {
            let paper = DrillAnswerPaper(
                subject: PaperSubject(manifest), share: answer.share.description,
                shareInWords: RuleWording(manifest).place(of: answer.share), words: letter.opened.nonce.words,
                signed: CreationTime(now),
                code: answer.text, lines: lines)
            let page: SheetFile
            do { page = try AnswerDrawing.draw(paper, paper: .a4) } catch {
                throw CommandError(.fault, "the answer cannot be drawn: \(error.words)")
            }
            try exit.write(page.publicBytes)
            Console.say("Answer     \(exit.path)")
        }
        Console.say("WHOLE: \(RuleWording(manifest).place(of: answer.share)), set \(manifest.identity.code).")
        Console.say("Send back the code or the four lines; nothing in them is secret:")
        Console.data(answer.text)
        for line in lines { Console.data(line) }
        guard let paper = letter.paper else { return }
        Console.say("Slip       ledger at \(paper.size) entries: \(paper.words.joined(separator: " "))")
        Console.say("           \(paper.text)")
        Console.say("           Copy the number and the code onto paper, and keep it outside the bag:")
        Console.say("           it is your newest slip, and the next letter must continue it.")
    }
}
