// SPDX-License-Identifier: Apache-2.0
//
// The night kit as a paper of at most two pages.

package import Custody
package import CustodyPolicy
import Reports
import SecretSharing
import ShareEnvelope
package import SheetPrinting

/// What a night kit says about itself.
package struct NightKitFrame: Sendable {
    /// Who made it.
    package let by: String
    /// When it was made.
    package let made: LedgerTime
    /// How many entries the ledger had.
    package let entries: UInt64
    /// The version of Breakglass that made it.
    package let version: String

    /// Makes a frame.
    package init(by: String, made: LedgerTime, entries: UInt64, version: String) {
        self.by = by
        self.made = made
        self.entries = entries
        self.version = version
    }
}

extension PaperDocument {
    /// The most pages of a night kit.
    package static let nightKitLimit = 2
    /// How many lines there are for what happens, if there is room.
    private static let lines = [24, 20, 16, 12, 8, 5, 3, 0]

    /// Makes the paper of a night kit, with as much room to write as fits on its pages.
    package init(_ kit: NightKit, _ frame: NightKitFrame, on paper: PaperSize) {
        let drafts = NightKitPages.Density.allCases.flatMap { density in
            Self.lines.map { PaperDocument(NightKitPages(kit: kit, density: density), frame, lines: $0) }
        }
        self =
            drafts.first { DocumentDrawing.pageCount(of: $0, paper: paper) <= Self.nightKitLimit }
            ?? drafts[drafts.count - 1]
    }

    private init(_ pages: NightKitPages, _ frame: NightKitFrame, lines: Int) {
        let origin =
            "by \(PrintedName.isolated(frame.by)), \(frame.made.onPaper), with breakglass \(frame.version). "
        let made = (
            name: "Made",
            value: PaperTable.Cell.text(
                origin
                    + (pages.isShort
                        ? "Out of date? breakglass status"
                        : "If the binder is here, breakglass status says whether this paper is out of date."),
                .small)
        )
        self.init(
            title: "Night kit, \(pages.kit.account)", head: "Night kit: \(pages.subject)", mark: "",
            foot: "Made at \(frame.entries) entries. No secret is on it. Destroy it when a newer one is made.",
            created: CreationTime(posixSeconds: Int64(frame.made.posixSeconds), secondsFromUTC: 0),
            blocks: [
                .title(
                    over: "Night kit of \(PrintedName.isolated(pages.kit.organisation.description))", pages.subject,
                    under: "For the person who must recover it tonight"), .space(2),
                PaperChapter.facts(pages.facts + pages.places + [made]),
            ] + pages.failureModes + pages.approvers + pages.sheets + pages.steps(version: frame.version)
                + Self.tonight(lines: lines))
    }

    /// Room for names and times.
    private static func tonight(lines: Int) -> [PaperBlock] {
        [
            .together([
                .subheading("Tonight"),
                .fields(
                    [
                        "Led by", "Operator", "Watched by", "Signs in", "Ticket", "Begun, UTC", "Shown, UTC",
                        "Closed, UTC",
                    ]
                    .map { PaperField($0) }, perRow: 4),
            ])
        ]
            + (lines == 0
                ? []
                : [
                    .table(
                        PaperTable(
                            [.init("UTC", width: 18), .init("What happened"), .init("Who", width: 36)],
                            (0..<lines).map { _ in PaperTable.Row([.blank, .blank, .blank], height: 7.5) }))
                ])
    }
}
