// SPDX-License-Identifier: Apache-2.0

import Ledger

/// An entry of the ledger: as a sentence, in full, and with its proof.
struct ReportEntry {
    let place: String
    let anchor: String
    let time: Moment
    let kind: String
    let sentence: String
    let details: String
    /// The proof, as `ledger show --proof` writes it.
    let proof: String?
    /// The proof's name in a bundle.
    let proofFile: String
    /// The ceremony that it is a part of.
    let ceremony: String?

    /// The name of an entry's proof in a bundle.
    static func proofFile(of index: UInt64) -> String { "proofs/\(index).tlog-proof" }

    /// All entries; those of a merged journal come after the entry that merged it, whose proof also proves them.
    static func all(of log: LogAudit, newest: [UInt8], _ timeline: ReportTimeline) -> [ReportEntry] {
        let proofs = EntryProofs(log, newest: newest)
        return log.placedEntries.map { place, entry in
            let wording = EntryWording(place: place, entry: entry)
            return ReportEntry(
                place: "\(place)", anchor: EntryLink.anchor(of: place), time: Moment(entry.time),
                kind: entry.event.kind.rawValue, sentence: EntrySentence(place: place, event: entry.event).words,
                details: wording.lines.dropFirst(2).map { String($0.dropFirst(6)) }.joined(separator: "\n"),
                proof: place.inJournal == nil ? proofs.text(of: place.index) : nil,
                proofFile: proofFile(of: place.index), ceremony: timeline.anchor(of: place))
        }
    }
}
