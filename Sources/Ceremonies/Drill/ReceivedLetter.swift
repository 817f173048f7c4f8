// SPDX-License-Identifier: Apache-2.0
//
// Runs on a custodian's own machine, without a binder: a letter and a sheet become an answer. The letter is checked
// against the custodian's own paper and shown before the share signs.

import Custody
package import CustodyPolicy
import Ledger
import MerkleLog
import SecretSharing
package import ShareEnvelope
package import SheetPrinting

/// A letter that a custodian received: it is what it claims.
package struct ReceivedLetter: Sendable {
    private let letter: DrillLetter

    /// Takes the one letter that was read.
    ///
    /// - Parameters:
    ///   - letters: the letters that were read whole.
    ///   - missing: the parts that one which was not is missing, and how many it has.
    /// - Throws: `AnsweringError`.
    package init(
        _ letters: [[UInt8]], missing: (parts: [Int], count: Int)?
    ) throws(AnsweringError) {
        guard let bytes = letters.first else {
            throw .noLetter(missing: missing?.parts ?? [], count: missing?.count ?? 0)
        }
        guard letters.count == 1 else { throw .severalLetters }
        do throws(LetterError) { letter = try DrillLetter(encoded: bytes) } catch { throw .falseLetter(error) }
    }

    /// Everything that the letter asks: a share signs nothing that its custodian has not seen.
    package var lines: [String] {
        let opened = letter.opened
        return [
            "Challenge  \(opened.nonce.words.joined(separator: " "))  (\(opened.nonce.ledgerText))",
            "Set        \(opened.set.code)  (\(opened.set.words.joined(separator: " ")))",
            "Asked      " + opened.shares.map(\.description).joined(separator: ", ") + ", \(opened.way.rawValue)",
            "By         \(opened.by)", "Written    \(letter.entry.time.onClocks)",
            "Until      \(opened.expires.onClocks)", "Ledger     \(letter.key.name), entry \(letter.inclusion.index)",
        ]
    }

    /// Holds the letter against the custodian's sheet and the newest of the custodian's papers, which continues what the
    /// older ones show.
    ///
    /// - Parameters:
    ///   - shares: those that are proven.
    ///   - manifest: their set; `nil` if it is not known.
    ///   - paper: the checkpoints on all paper that was read.
    ///   - misread: the names of papers whose checkpoint was given and cannot be read.
    ///   - now: what this machine's clock shows.
    /// - Throws: `AnsweringError`.
    package func answer(
        with shares: [Share], of manifest: Manifest?, on paper: Set<CheckpointCode>, misread: [String] = [],
        at now: LedgerTime = .now
    ) throws(AnsweringError) -> LetterAnswer {
        guard let manifest, let share = shares.first else { throw .noShare }
        guard shares.count == 1 else { throw .severalShares(shares.map { $0.number }) }
        guard manifest.identity == letter.opened.set else {
            throw .otherSet(letter: letter.opened.set, sheet: manifest.identity)
        }
        // The paper that was misread may be the newest one, and only the newest shows a ledger that forgot entries.
        guard misread.isEmpty else { throw .misreadPaper(misread) }
        guard let newest = paper.max(by: { $0.size < $1.size }) else { throw .noPaper }
        do throws(LetterError) { try letter.check(against: newest) } catch { throw .otherLedger(error) }
        if let untimely = letter.untimely(at: now) { throw .untimely(untimely) }
        return LetterAnswer(letter, share, manifest, continuing: newest, at: now)
    }
}

/// A custodian's answer to a letter, up to the share's signature.
package struct LetterAnswer: Ceremony {
    private let letter: DrillLetter
    private let share: Share
    private let manifest: Manifest
    private let newest: CheckpointCode
    private let now: LedgerTime

    fileprivate init(
        _ letter: DrillLetter, _ share: Share, _ manifest: Manifest, continuing newest: CheckpointCode,
        at now: LedgerTime
    ) {
        self.letter = letter
        self.share = share
        self.manifest = manifest
        self.newest = newest
        self.now = now
    }

    /// What the letter was compared with, in words.
    package var continuity: String {
        "Paper      it continues your paper with \(newest.size) entries: \(newest.words.joined(separator: " "))"
    }

    /// Waits until the custodian has compared clock and challenge.
    package func plan(_ answers: Answers) throws(Asking) {
        try answers.confirm(
            Question(
                "--yes", "If clock and challenge are right, type `sign`; Ctrl-D cancels",
                introduction: ["Clock      this machine shows \(now.onClocks)"], word: "sign"))
    }

    /// Has the share sign.
    ///
    /// - Throws: `AnsweringError`; then nothing was signed.
    package func sign() throws(AnsweringError) -> SignedAnswer {
        do throws(ConsentError) {
            return SignedAnswer(
                answer: try letter.answer(with: share, of: manifest, at: now.posixSeconds), letter: letter,
                manifest: manifest, signed: now)
        } catch { throw .noConsent(error) }
    }
}

/// An answer that a share has signed. It reveals nothing of the share.
package struct SignedAnswer: Sendable {
    /// The answer.
    package let answer: AnswerCode
    fileprivate let letter: DrillLetter
    fileprivate let manifest: Manifest
    fileprivate let signed: LedgerTime

    /// What it proves, in words.
    package var words: String { "WHOLE: \(manifest.place(of: answer.share)), set \(manifest.identity.code)." }

    /// What is sent back: the code, and the lines that say the same.
    package var lines: [String] { [answer.groupedText] + answer.lines.map(\.text) }

    /// The custodian's newest slip, and what to do with it.
    package var slip: [String] {
        guard let paper = letter.paper else { return [] }
        return [
            "Slip       ledger at \(paper.size) entries: \(paper.words.joined(separator: " "))",
            "           \(paper.groupedText)",
            "           Copy the number and the code onto paper, and keep it outside the bag:",
            "           it is your newest slip, and the next letter must continue it.",
        ]
    }

    /// Draws the answer as a page.
    ///
    /// - Throws: `PrintingError`.
    package func page() throws(PrintingError) -> SheetFile {
        let paper = DrillAnswerPaper(
            subject: PaperSubject(manifest), share: answer.share.description,
            shareInWords: manifest.place(of: answer.share), words: letter.opened.nonce.words,
            signed: CreationTime(signed), code: answer.text, lines: answer.lines.map(\.text))
        return try AnswerDrawing.draw(paper, paper: .a4)
    }
}
