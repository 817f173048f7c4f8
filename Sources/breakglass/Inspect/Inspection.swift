// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Custody
import Ledger
import Recovery
import Reports
import SecretMemory
import SecretSharing
import ShareEnvelope
import SheetScanning

/// Everything public about a number of files.
struct Inspection {
    private var session = RecoverySession(.anyOne)
    private var files: [InspectionReport.File] = []

    /// Takes one file.
    mutating func take(_ content: SheetFiles.Content, from path: String) {
        let source = Source(path)
        var pages: Int?
        var troubles: [String] = []
        switch content {
        case .manifest(let manifest): session.add(manifest, from: source)
        case .text(let text): session.add(text: text.bytes, from: source)
        case .scan(let scan):
            pages = scan.pages.count
            troubles = scan.troubles(in: path)
            session.add(scan, from: source)
            session.noteMissingShare(of: source)
        }
        let findings = session.settle()
        faults += troubles.count
        let isBlank = if case .scan(let scan) = content { scan.codes.isEmpty } else { false }
        if isBlank { faults += 1 }
        let notes = RecoveryWording(session, NoLedger(), isOpening: false).notes(findings).map { note in
            note.place.page == 0 ? note.words : "page \(note.place.page): \(note.words)"
        }
        let silence =
            switch content {
            case .scan(let scan) where isBlank: scan.blankness
            case .text(let text) where !text.holdsItems: "this text has no code, checked line or row of words"
            case .scan, .text, .manifest: "nothing new: the files before it showed all of this"
            }
        files.append(
            InspectionReport.File(
                path: path, pages: pages,
                notes: troubles + (notes.isEmpty ? [silence] : notes)))
        faults += findings.count { $0.event.isFault }
    }

    /// The whole sheets that a ledger says were destroyed.
    func returned(by state: BinderState) -> [ReturnedSheet] {
        session.sets.flatMap { state.returned($0.proven, of: $0.manifest.identity) }
    }

    private var faults = 0

    /// The report on all files together.
    func report() -> InspectionReport { InspectionReport(files, of: session, hasFaults: faults > 0) }
}
