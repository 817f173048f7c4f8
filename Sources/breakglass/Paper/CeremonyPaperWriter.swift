// SPDX-License-Identifier: Apache-2.0
//
// Writes papers into the binder. A file is in the folder of papers before the ledger names it. Its name comes from its
// content, so two papers that are made at the same time never overwrite each other.

import Ceremonies
import Custody
import CustodyPolicy
import Ledger
import MerkleLog
import ShareEnvelope
import SheetPrinting
import TerminalDialogue

/// Draws papers, stores them in the binder, and has the ledger name them.
struct CeremonyPaperWriter {
    private let binder: OpenBinder

    init(_ binder: OpenBinder) { self.binder = binder }

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
            page, as: identity.pageFile, .script, of: (script.ceremony, script.name), following: nil, by: author,
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
            page, as: "record-\(digest.ledgerText.prefix(32)).pdf", .record, of: (script.ceremony, script.name),
            following: place, by: author,
            "print it, and keep it with the filled-in script")
    }

    /// Stores a night kit.
    func publish(
        _ kit: NightKit, _ frame: NightKitFrame, on paper: PaperSize, by author: PublicText
    ) throws(CommandError) {
        let document = PaperDocument(kit, frame, on: paper)
        let count = DocumentDrawing.pageCount(of: document, paper: paper)
        if count > PaperDocument.nightKitLimit {
            Console.warn(
                "the night kit has \(count) pages: it fits on \(PaperDocument.nightKitLimit) with shorter names, contacts "
                    + "and places in the policy")
        }
        let page = try Self.draw(document, on: paper)
        guard let digest = TreeHash(bytes: SHA256Digest.of(page)) else { throw CommandError(.fault, "no digest") }
        try publish(
            page, as: "night-\(digest.ledgerText.prefix(32)).pdf", .nightKit, of: (.recovery, kit.name),
            following: nil, by: author, "print it on both sides of one sheet, and destroy the one before it")
    }

    private static func draw(_ document: PaperDocument, on paper: PaperSize) throws(CommandError) -> [UInt8] {
        let progress = Progress("Drawing the paper")
        defer { progress.end() }
        do { return try DocumentDrawing.draw(document, paper: paper).publicBytes } catch {
            throw CommandError(.fault, "the paper cannot be drawn: \(error.words)")
        }
    }

    private func publish(
        _ page: [UInt8], as file: String, _ kind: PaperMade.Paper,
        of subject: (ceremony: PaperMade.Ceremony, name: CredentialName), following place: EntryPlace?,
        by author: PublicText, _ advice: String
    ) throws(CommandError) {
        guard let digest = TreeHash(bytes: SHA256Digest.of(page)), let name = PaperName(ledgerText: file) else {
            throw CommandError(.fault, "no digest")
        }
        let path: String
        do throws(BinderError) { path = try binder.folder.keep(paper: file, page) } catch { throw CommandError(error) }
        let appended = try binder.enter(
            .paperMade(
                PaperMade(
                    paper: kind, ceremony: subject.ceremony, account: subject.name.account,
                    credential: subject.name.credential, script: place, file: name,
                    digest: digest, by: author)))
        Console.say("Paper    \(path)")
        Console.say("Entry    \(appended.index)")
        Console.say("SHA-256  \(digest.ledgerText)")
        for line in SpokenHash.lines(digest) { Console.say("         \(line)") }
        Console.say("\(advice.prefix(1).uppercased())\(advice.dropFirst()).")
    }
}

extension CeremonyScript {
    /// The credential that it is about.
    fileprivate var name: CredentialName {
        CredentialName(account: .known(account), credential: credential.map { .known($0) })
    }
}
