// SPDX-License-Identifier: Apache-2.0
//
// Writes papers into the binder. A file is in the folder of papers before the ledger names it. Its name comes from its
// content, so two papers that are made at the same time never overwrite each other.

import CustodyPolicy
import Ledger
package import MerkleLog
import ShareEnvelope
import SheetPrinting

/// A paper that is in the binder, and that its ledger names.
package struct PublishedPaper: Sendable {
    /// Its file.
    package let path: String
    /// The SHA-256 of its bytes.
    package let digest: TreeHash
    /// The entry that names it.
    package let entry: UInt64
    /// How many pages it has.
    package let pageCount: Int
}

/// Draws papers, stores them in the binder, and has the ledger name them.
struct PaperWriter {
    /// What the ledger says about a paper.
    struct Subject {
        let kind: PaperMade.Paper
        let ceremony: PaperMade.Ceremony
        let name: CredentialName
        /// The entry of the script that a record belongs to.
        var script: EntryPlace?
    }

    let binder: OpenBinder
    let paper: PaperSize
    let author: PublicText

    /// Stores a paper.
    ///
    /// - Parameter file: its name; by default the first digits of its digest, after this word.
    func publish(
        _ document: PaperDocument, as file: String? = nil, orNamedAfter word: String, _ subject: Subject
    ) throws(PaperError) -> PublishedPaper {
        let page: [UInt8]
        do throws(PrintingError) { page = try DocumentDrawing.draw(document, paper: paper).publicBytes } catch {
            throw .notDrawn(error)
        }
        guard let digest = PaperOnFile.digest(of: page),
            let name = PaperName(ledgerText: file ?? "\(word)-\(digest.ledgerText.prefix(32)).pdf")
        else { throw .notEncoded }
        let path = try keep(page, as: name.description)
        let event = PaperMade(
            paper: subject.kind, ceremony: subject.ceremony, account: subject.name.account,
            credential: subject.name.credential, script: subject.script, file: name, digest: digest, by: author)
        do throws(BinderError) {
            return PublishedPaper(
                path: path, digest: digest, entry: try binder.append(.paperMade(event)).index,
                pageCount: DocumentDrawing.pageCount(of: document, paper: paper))
        } catch { throw .binder(error) }
    }

    /// Stores a file that no entry names by itself.
    @discardableResult
    func keep(_ bytes: [UInt8], as name: String) throws(PaperError) -> String {
        do throws(BinderError) { return try binder.folder.keep(paper: name, bytes) } catch { throw .binder(error) }
    }
}

extension CeremonyScript {
    /// The credential that it is about.
    var name: CredentialName {
        CredentialName(account: .known(account), credential: credential.map { .known($0) })
    }
}
