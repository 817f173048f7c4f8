// SPDX-License-Identifier: Apache-2.0

package import Custody
import CustodyPolicy
package import Ledger
import MerkleLog
import SecretSharing
import ShareEnvelope
import SheetPrinting

/// A letter about a challenge, for the binder's papers.
package struct MailLetter: Sendable {
    /// The letter.
    package let letter: DrillLetter
    private let start: MailChallenge.Start
    private let set: SetHistory
    private let isFurther: Bool
    let addressees: [DrillLetterPaper.Addressee]

    /// Writes a letter about a challenge.
    ///
    /// - Parameters:
    ///   - start: the paper that it continues.
    ///   - isFurther: whether the challenge has other letters.
    /// - Throws: `DrillError`.
    init(
        entry index: UInt64, since start: MailChallenge.Start, of set: SetHistory, isFurther: Bool = false,
        in binder: OpenBinder
    ) throws(DrillError) {
        do throws(LetterError) {
            letter = try DrillLetter(
                entry: index, of: binder.log, since: start.size, signature: binder.store.signature)
        } catch { throw .letter(error) }
        self.start = start
        self.set = set
        self.isFurther = isFurther
        addressees = Self.addressees(
            Self.readers(of: letter, start, set, isFurther: isFurther, in: binder), of: set, in: binder)
    }

    /// Whom the letter is for: those who have the paper that it continues, or everybody asked if nobody knows that.
    private static func readers(
        of letter: DrillLetter, _ start: MailChallenge.Start, _ set: SetHistory, isFurther: Bool, in binder: OpenBinder
    ) -> [ShareNumber] {
        guard start.readers.isEmpty else { return start.readers }
        let asked = letter.opened.shares
        guard continuesSheets(start, set, isFurther: isFurther) else { return asked }
        let slips = SlipHistory(of: set.identity, in: binder.log)
        let withoutSlip = asked.filter { slips.newest(of: $0) == nil }
        return withoutSlip.isEmpty ? asked : withoutSlip
    }

    /// Whether a letter continues the checkpoint on the sheets themselves.
    private static func continuesSheets(_ start: MailChallenge.Start, _ set: SetHistory, isFurther: Bool) -> Bool {
        !isFurther && set.place.inJournal == nil && start.size.rawValue == set.place.index + 1
    }

    /// The custodians of shares, with what ledger and policy know of them.
    private static func addressees(
        _ shares: [ShareNumber], of set: SetHistory, in binder: OpenBinder
    ) -> [DrillLetterPaper.Addressee] {
        let custody = binder.state.custody(under: binder.policy, on: CalendarDay(of: .now)).first {
            $0.set.identity == set.identity
        }
        return shares.map { share in
            let custodian = custody?.custodians.first { $0.share == share }
            return DrillLetterPaper.Addressee(
                name: set.custodian(of: share), share: share.description, group: custodian?.group.description,
                site: custodian?.site?.description ?? custodian?.place)
        }
    }

    /// The challenge, for the person who sends the letter.
    package var challenge: [String] {
        let opened = letter.opened
        return [
            "Challenge  \(opened.nonce.words.joined(separator: " "))  (entry \(letter.inclusion.index), by mail)",
            "Asked      \(set.people(opened.shares)), until \(opened.expires.onClocks)",
        ]
    }

    /// Writes page and text into a binder's papers.
    ///
    /// - Returns: where they are and whom the letter is for, in words.
    /// - Throws: `DrillError`.
    package func keep(in folder: BinderFolder) throws(DrillError) -> String {
        let page: SheetFile
        do throws(PrintingError) { page = try LetterDrawing.draw(paper, paper: .a4) } catch { throw .page(error) }
        return try DrillError.inBinder { () throws(BinderError) in
            let path = try folder.keep(paper: "\(name).pdf", page.publicBytes)
            let text = try folder.keep(paper: "\(name).txt", Array(codes.map { $0.text + "\n" }.joined().utf8))
            let readers =
                if !start.readers.isEmpty {
                    "; for \(set.people(start.readers)), with the slip of \(start.size.rawValue) entries"
                } else if Self.continuesSheets(start, set, isFurther: isFurther) {
                    "; for custodians who have no slip"
                } else { "" }
            return "Letter     \(path); the same as text: \(text)\(readers)"
        }
    }

    private var name: String {
        let index = letter.inclusion.index
        return start.readers.isEmpty && !isFurther
            ? "letter-\(index)" : "letter-\(index)-since-\(start.size.rawValue)"
    }

    private var codes: [PublicCode] {
        letter.parts.map { PublicCode(title: "Letter \($0.index) of \($0.count)", text: $0.text) }
    }

    private var paper: DrillLetterPaper {
        DrillLetterPaper(
            subject: PaperSubject(set), words: letter.opened.nonce.words,
            addressees: addressees, by: letter.opened.by.description,
            ledger: letter.key.name.description, written: CreationTime(letter.entry.time),
            expires: CreationTime(letter.opened.expires), start: start.size.rawValue, codes: codes)
    }
}
