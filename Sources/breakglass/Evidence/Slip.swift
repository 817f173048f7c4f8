// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Ledger
import MerkleLog
import Reports
import ShareEnvelope
import SheetPrinting
import TerminalDialogue

/// The checkpoint that each participant of a ceremony takes away.
struct Slip {
    private let checkpoint: Checkpoint
    private let book: EvidenceBook
    private let place: CeremonyEvidence

    init(_ checkpoint: Checkpoint, of book: EvidenceBook, at place: CeremonyEvidence) {
        self.checkpoint = checkpoint
        self.book = book
        self.place = place
    }

    /// Shows the slip, and draws it into the binder if there is one. Call this before anything is revealed.
    ///
    /// - Parameters:
    ///   - participants: who gets one.
    ///   - ceremony: its name, in a word or two.
    ///   - sets: the sets that took part.
    func handOut(to participants: [String], of ceremony: String, with sets: [SetHistory]) {
        handOut(to: participants, of: ceremony, sets.map { PaperSubject($0) })
    }

    /// The same for sets that no ledger needs to know.
    func handOut(to participants: [String], of ceremony: String, with sets: [Manifest]) {
        handOut(to: participants, of: ceremony, sets.map { PaperSubject($0) })
    }

    private func handOut(to participants: [String], of ceremony: String, _ subjects: [PaperSubject]) {
        guard
            let slip = SlipPaper(checkpoint, of: book, at: place, for: participants, of: ceremony, with: subjects)
        else {
            return Console.say(
                "The journal \(book.path) has \(checkpoint.size.rawValue) entries; root "
                    + checkpoint.root.ledgerText)
        }
        Console.say("Slip     ledger at \(slip.code.size) entries: \(slip.code.words.joined(separator: " "))")
        Console.say("         \(slip.code.groupedText)")
        do throws(PaperError) {
            Console.say("         print \(try slip.draw()): each participant keeps a slip outside the bag")
            Console.say("         without a printer, each copies the number, the four words and the code by hand")
        } catch {
            Console.warn(
                "the slips cannot be drawn: each participant copies the number of entries, the four words and the code "
                    + "onto paper, and keeps it outside the bag")
        }
    }
}
