// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import Ledger
import MerkleLog
import SecretSharing
import ShareEnvelope
import SheetPrinting

/// A letter about a challenge.
struct LetterPost {
    private let letter: DrillLetter
    private let set: SetHistory
    private let binder: OpenBinder

    init(entry: UInt64, since start: TreeSize, of set: SetHistory, in binder: OpenBinder) throws(CommandError) {
        do throws(LetterError) {
            letter = try DrillLetter(entry: entry, of: binder.log, since: start, signature: binder.store.signature)
        } catch { throw CommandError(.fault, "the letter cannot be made: \(error.words)") }
        self.set = set
        self.binder = binder
    }

    /// Writes a further letter about a challenge, for a custodian whose slip the ledger does not know of.
    func writeAnother() throws(CommandError) { try write(isFirst: false, for: [], isFurther: true) }

    /// Writes page and text into the binder's papers, and says where.
    ///
    /// - Parameters:
    ///   - isFirst: whether to print the challenge too.
    ///   - readers: the shares whose newest slip it continues; empty for sheets alone, or for a slip of `--since`.
    func write(isFirst: Bool, for readers: [ShareNumber], isFurther: Bool = false) throws(CommandError) {
        let index = letter.inclusion.index
        let codes = letter.parts.map { PublicCode(title: "Letter \($0.index) of \($0.count)", text: $0.text) }
        let asked = letter.opened.shares.map { "\(set.custodian(of: $0)) (\($0))" }
        let paper = DrillLetterPaper(
            subject: PaperSubject(set), words: letter.opened.nonce.words,
            asked: asked, by: letter.opened.by.description, ledger: letter.key.name.description,
            written: CreationTime(letter.entry.time), expires: CreationTime(letter.opened.expires),
            start: letter.continuity.old.rawValue, codes: codes)
        let page: SheetFile
        do { page = try LetterDrawing.draw(paper, paper: .a4) } catch {
            throw CommandError(.fault, "the letter cannot be drawn: \(error.words)")
        }
        let text = codes.map { $0.text + "\n" }.joined()
        do throws(BinderError) {
            let start = letter.continuity.old.rawValue
            let name = readers.isEmpty && !isFurther ? "letter-\(index)" : "letter-\(index)-since-\(start)"
            let path = try binder.folder.keep(paper: "\(name).pdf", page.publicBytes)
            let textPath = try binder.folder.keep(paper: "\(name).txt", Array(text.utf8))
            if isFirst {
                Console.say("Challenge  \(letter.opened.nonce.words.joined(separator: " "))  (entry \(index), by mail)")
                Console.say("Asked      \(asked.joined(separator: ", ")), until \(letter.opened.expires)")
            }
            let people = readers.map { "\(set.custodian(of: $0)) (\($0))" }.joined(separator: ", ")
            Console.say(
                "Letter     \(path); the same as text: \(textPath)"
                    + (readers.isEmpty ? "" : "; for \(people), with the slip of \(start) entries"))
        } catch { throw CommandError(error) }
    }
}
