// SPDX-License-Identifier: Apache-2.0
//
// Writes papers into the binder. A file is in the folder of papers before the ledger names it. Its name comes from its
// content, so two papers that are made at the same time never overwrite each other.

import Ceremonies
import Ledger
import MerkleLog
import ShareEnvelope
import SheetPrinting

/// Draws papers, stores them in the binder, and has the ledger name them.
struct CeremonyPaperWriter {
    private let binder: StrictBinder

    init(_ binder: StrictBinder) { self.binder = binder }

    /// Stores a script: its page, and its own bytes, from which the record is made later.
    func publish(_ script: CeremonyScript, on paper: PaperSize, by author: PublicText) throws(CommandError) {
        guard let data = try? script.encoded() else { throw CommandError(.fault, "the script cannot be encoded") }
        let identity = ScriptIdentity(of: data)
        let page = try Self.draw(PaperDocument(script, called: identity), on: paper)
        do throws(BinderError) { _ = try binder.folder.keep(paper: identity.dataFile, data) } catch {
            throw CommandError(error)
        }
        Console.say("Script   \(identity.words.joined(separator: " ")), at the foot of each page")
        try publish(
            page, as: identity.pageFile, .script, of: script, following: nil, by: author,
            "print it single-sided; what people fill in by hand belongs to the record")
    }

    /// Stores a record.
    func publish(
        _ document: PaperDocument, of script: CeremonyScript, at place: EntryPlace, on paper: PaperSize,
        by author: PublicText
    ) throws(CommandError) {
        let page = try Self.draw(document, on: paper)
        guard let digest = TreeHash(bytes: SHA256Digest.of(page)) else { throw CommandError(.fault, "no digest") }
        try publish(
            page, as: "record-\(digest.ledgerText.prefix(32)).pdf", .record, of: script, following: place, by: author,
            "print it, and keep it with the filled-in script")
    }

    private static func draw(_ document: PaperDocument, on paper: PaperSize) throws(CommandError) -> [UInt8] {
        do { return try DocumentDrawing.draw(document, paper: paper).publicBytes } catch {
            throw CommandError(.fault, "the paper cannot be drawn: \(error.words)")
        }
    }

    private func publish(
        _ page: [UInt8], as file: String, _ kind: PaperMade.Paper, of script: CeremonyScript,
        following place: EntryPlace?, by author: PublicText, _ advice: String
    ) throws(CommandError) {
        guard let digest = TreeHash(bytes: SHA256Digest.of(page)), let name = PaperName(ledgerText: file) else {
            throw CommandError(.fault, "no digest")
        }
        let path: String
        do throws(BinderError) { path = try binder.folder.keep(paper: file, page) } catch { throw CommandError(error) }
        let appended = try binder.append(
            .paperMade(
                PaperMade(
                    paper: kind, ceremony: script.ceremony, account: .known(script.account),
                    credential: script.credential.map { .known($0) }, script: place, file: name,
                    digest: digest, by: author)))
        Console.say("Paper    \(path)")
        Console.say("Entry    \(appended.index)")
        Console.say("SHA-256  \(digest.ledgerText)")
        for line in SpokenHash.lines(digest) { Console.say("         \(line)") }
        Console.say("\(advice.prefix(1).uppercased())\(advice.dropFirst()).")
    }
}
