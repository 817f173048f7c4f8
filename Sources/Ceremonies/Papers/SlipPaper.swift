// SPDX-License-Identifier: Apache-2.0

package import Ledger
package import MerkleLog
package import ShareEnvelope
package import SheetPrinting

/// The checkpoint that each participant of a ceremony takes away, as a slip of paper.
package struct SlipPaper: Sendable {
    /// What stands on it.
    package let code: CheckpointCode
    private let slips: SlipSheet
    private let folder: BinderFolder?

    /// Finds what the slip says; `nil` if the evidence is a journal, which has no checkpoints for paper.
    ///
    /// - Parameters:
    ///   - book: where the ceremony writes now.
    ///   - participants: who gets one.
    ///   - ceremony: its name, in a word or two.
    ///   - subjects: the sets that took part.
    package init?(
        _ checkpoint: Checkpoint, of book: EvidenceBook, at place: CeremonyEvidence, for participants: [String],
        of ceremony: String, with subjects: [PaperSubject]
    ) {
        guard case .ledger(let store) = book, let key = place.log?.keys?.newest,
            let code = checkpoint.paper(key: key, origin: store.origin)
        else { return nil }
        self.code = code
        folder = place.folder
        slips = SlipSheet(
            ledger: store.origin.ledgerText, ceremony: ceremony, subjects: subjects, time: CreationTime(.now),
            checkpoint: PrintedCheckpoint(code), participants: participants)
    }

    /// Draws the slips into the binder, and says where they are.
    ///
    /// - Throws: `PaperError`.
    package func draw() throws(PaperError) -> String {
        let page: [UInt8]
        do throws(PrintingError) { page = try SlipDrawing.draw(slips, paper: .a4).publicBytes } catch {
            throw .notDrawn(error)
        }
        do throws(BinderError) {
            guard let folder else { throw BinderError.noLedger(path: "") }
            return try folder.keep(paper: "slips-\(code.size).pdf", page)
        } catch { throw .binder(error) }
    }
}
