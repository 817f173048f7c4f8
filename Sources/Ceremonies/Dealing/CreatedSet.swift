// SPDX-License-Identifier: Apache-2.0
//
// The stages of a set, from the entry that says that it exists to its sheets in the world. Each entry is written before
// the event that it records, and each stage is had only from the one before.

package import Ledger
package import SecretSharing
import ShareEnvelope
import Synchronization

/// A sheet that is drawn and read back; `number` is `nil` for the vault sheet.
package struct DrawnSheet {
    /// Whose share it shows.
    package let number: ShareNumber?
    /// Its files.
    package let files: [DrawnFile]
}

/// A set that is on record, and whose sheets are not out.
package struct CreatedSet {
    /// The set and its sheets.
    package let paper: PaperSet
    let site: SetSite

    /// Draws every sheet, reads it back, and tries every quorum.
    ///
    /// - Parameter progress: gets how many sheets are drawn, and whose the last one was.
    /// - Throws: `CeremonyError`.
    package func draw(
        _ progress: (_ done: Int, _ of: Int, ShareNumber?) -> Void
    ) async throws(CeremonyError) -> DrawnSheets {
        var sheets: [DrawnSheet] = []
        let hasVault = paper.dealt.manifest.isCiphertextApart
        let total = paper.numbers.count + (hasVault ? 1 : 0)
        progress(0, total, nil)
        for number in paper.numbers {
            sheets.append(DrawnSheet(number: number, files: try await paper.sheet(of: number)))
            progress(sheets.count, total, number)
        }
        if hasVault {
            sheets.append(DrawnSheet(number: nil, files: try await paper.vaultSheet()))
            progress(sheets.count, total, nil)
        }
        let (tried, all) = try paper.check()
        return DrawnSheets(set: self, sheets: sheets, tried: tried, all: all)
    }

    /// Records that the set is abandoned, unless its sheets are out. It can be called from any thread.
    package var abandon: @Sendable (_ why: String) throws(BinderError) -> Void {
        { [site] why throws(BinderError) in try site.abandon(ifOut: false, because: why) }
    }

    /// The same once its sheets are out, if they open nothing.
    package var giveUp: @Sendable (_ why: String) throws(BinderError) -> Void { site.giveUp }
}

/// Sheets that are drawn and whole, and that nobody has yet.
package struct DrawnSheets {
    private let set: CreatedSet
    private let sheets: [DrawnSheet]
    /// How many of the smallest quorums recovered the credential.
    package let tried: Int
    /// How many there are.
    package let all: Int

    fileprivate init(set: CreatedSet, sheets: [DrawnSheet], tried: Int, all: Int) {
        self.set = set
        self.sheets = sheets
        self.tried = tried
        self.all = all
    }

    /// Records that the sheets are whole and go out.
    ///
    /// - Throws: `BinderError`; then nobody gets them.
    package func release() throws(BinderError) -> OutgoingSheets {
        try set.site.write(
            .sheetsReleased(SheetsReleased(set: set.site.identity, quorumsTried: tried, quorums: all)))
        return OutgoingSheets(set: set, sheets: sheets)
    }
}

/// Sheets on their way to a folder or a printer.
package struct OutgoingSheets {
    private let set: CreatedSet
    /// The sheets.
    package let sheets: [DrawnSheet]

    fileprivate init(set: CreatedSet, sheets: [DrawnSheet]) {
        self.set = set
        self.sheets = sheets
    }

    /// The set and who keeps what.
    package var paper: PaperSet { self.set.paper }

    /// Says that they arrived: from now on the set is good, even if the program ends.
    package func areOut() -> ReleasedSet {
        set.site.noteOut()
        return ReleasedSet(paper: paper, site: set.site)
    }
}

/// Where the entries about one set go, and whether its sheets are out.
final class SetSite: Sendable {
    let identity: SetIdentity
    let place: CeremonyEvidence
    /// The entry that created the set, if it is one of the ledger.
    let created: EntryPlace?
    private let isOut = Mutex(false)

    init(_ identity: SetIdentity, at place: CeremonyEvidence, created: EntryPlace?) {
        self.identity = identity
        self.place = place
        self.created = created
    }

    func noteOut() { isOut.withLock { $0 = true } }

    @discardableResult
    func write(_ event: LedgerEvent) throws(BinderError) -> Appended { try place.append(event) }

    /// Records that the set opens nothing, if its sheets are out.
    var giveUp: @Sendable (_ why: String) throws(BinderError) -> Void {
        { [self] why throws(BinderError) in try abandon(ifOut: true, because: why) }
    }

    /// Records that the set is abandoned, if its sheets are out or are not, as is asked.
    func abandon(ifOut: Bool, because why: String) throws(BinderError) {
        guard isOut.withLock({ $0 }) == ifOut else { return }
        try write(.setAbandoned(SetAbandoned(set: identity, why: .known(why))))
    }
}
