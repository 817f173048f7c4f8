// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Reports
import SecretSharing
import ShareEnvelope
import SheetPrinting
import TerminalDialogue

extension CommandError {
    /// The message for a drill that cannot continue.
    init(_ error: DrillError) {
        switch error {
        case .gate(let error): self.init(error)
        case .binder(let error): self.init(error)
        case .contradicted(let fault): self.init(contradiction: fault, in: "the ledger")
        case .gone(let index): self.init(.fault, "the drill of entry \(index) is gone")
        case .quorumsFailed(let failed, let count, let such):
            self.init(
                .fault,
                "\(failed) of \(count) quorums did not open it: " + such.map(\.description).joined(separator: ", "),
                hint: "the set was dealt wrong: reissue the credential while another quorum still opens it")
        case .letter(let error): self.init(.fault, "the letter cannot be made: \(error.words)")
        case .page(let error): self.init(.fault, "the letter cannot be drawn: \(error.words)")
        case .newerPaper(let size, let challenge, let closing):
            self.init(
                .usage, "--since \(size): that paper is newer than the challenge of entry \(challenge)",
                hint: "`\(closing)` ends this drill; then ask again")
        case .noSuchPaper(let size, let entries):
            self.init(
                .usage, "--since \(size): the ledger has \(entries) entries", hint: "use the number on the slip")
        }
    }

    /// The message for a letter that is not answered.
    init(_ error: AnsweringError) {
        switch error {
        case .noLetter(let missing, let count):
            self.init(
                .badInput,
                missing.isEmpty
                    ? "no letter was given"
                    : "letter part \(missing.map(String.init).joined(separator: ", ")) of \(count) is missing",
                hint: "scan all codes of the letter, or give its text file")
        case .severalLetters:
            self.init(.usage, "several letters were given", hint: "answer them one at a time")
        case .falseLetter(let error):
            self.init(
                .refused, "do not answer this letter: \(error.words)",
                hint: "nothing was signed; call the sender, on a number that you already know")
        case .noShare:
            self.init(
                .badInput, "no share is whole",
                hint: "scan your sheet again, or type its words; a sealed share needs its passphrase")
        case .severalShares(let shares):
            self.init(
                .refused, "there are several shares: \(shares.map(\.description).joined(separator: ", "))",
                hint: "answer with one custodian's sheet only, on that custodian's machine")
        case .otherSet(let letter, let sheet):
            self.init(
                .refused, "the letter is about set \(letter.code), but the sheet is of set \(sheet.code)",
                hint: "nothing was signed; use the sheet of that set")
        case .misreadPaper(let papers):
            self.init(
                .badInput, "the code of your paper was misread: \(papers.joined(separator: ", "))",
                hint: "nothing was signed; \(EnvelopeError.readingPaperAgain), and answer again")
        case .noPaper:
            self.init(
                .badInput, "no checkpoint of the ledger was read from your paper",
                hint: "scan the outer face of the sheet too, or give the code of a slip")
        case .otherLedger(let error):
            self.init(.refused, "the letter does not fit your paper: \(error.words)", hint: error.hint)
        case .untimely(let untimely): self.init(.refused, untimely.words, hint: untimely.hint)
        case .noConsent(let error): self.init(.refused, error.words)
        }
    }
}

extension PrintingError {
    /// What went wrong, for a person.
    package var words: String { if case .drawingFailed(let reason) = self { reason } else { "\(self)" } }
}
