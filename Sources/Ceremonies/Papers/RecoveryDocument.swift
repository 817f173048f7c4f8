// SPDX-License-Identifier: Apache-2.0
//
// The script of a recovery as a paper: the night kit with its steps to tick, and a page on which the people who came say
// what was done.

import Custody
import Ledger
import SheetPrinting

/// The pages of the script of a recovery.
struct RecoveryPages {
    let script: CeremonyScript
    let kit: NightKit
    let density: NightKitPages.Density

    var blocks: [PaperBlock] {
        let pages = NightKitPages(kit: kit, density: density)
        return [
            .title(over: "Script of a ceremony", script.ceremony.title, under: PaperChapter.subject(script)),
            .space(2), PaperChapter.facts(pages.facts + kind + plan + ledger),
        ] + pages.approvers + pages.sheets + PaperChapter.steps(script, clock: "UTC") + opening + sheets + end
            + PaperChapter.exceptions(rows: 2, height: 14) + PaperChapter.signOff(script, isTimed: true)
    }

    // MARK: - What it is

    private var kind: [(name: String, value: PaperTable.Cell)] {
        script.isPractice ? [("Kind", .text("PRACTICE: this is not real.", .strong))] : []
    }

    private var plan: [(name: String, value: PaperTable.Cell)] {
        let words = [script.place, script.on].compactMap { $0 }.map(PrintedName.harmless)
        return words.isEmpty ? [] : [("Place and time", .text(words.joined(separator: "; ")))]
    }

    private var ledger: [(name: String, value: PaperTable.Cell)] {
        [
            (
                "The ledger before this script",
                .text([
                    PaperText("\(script.ledger.origin), \(script.ledger.size) entries", .typed),
                    PaperText("\(script.ledger.words.joined(separator: " "))  \(script.ledger.root)", .smallTyped),
                ])
            )
        ] + PaperChapter.origin(script).filter { ["Made", "Due next"].contains($0.name) }
    }

    // MARK: - The sign-off page

    /// The statement, and when things happened.
    private var opening: [PaperBlock] {
        let people: [PaperField] = [ScriptRole.administrator, .operator, .owner, .witness].map { role in
            PaperField(
                Self.name(role), script.roles.first { $0.title == role.title }?.name.map(PrintedName.harmless))
        }
        let materials = script.materials.map {
            PaperField(PrintedName.harmless($0.name), $0.serial.map(PrintedName.harmless))
        }
        return [
            .together([
                .heading("The opening"), .fields(people, perRow: Self.perRow(people, at: [(4, 24), (2, 50)])),
                .fields(
                    ["Failure mode", "Ticket", "Approved by", "Approved at, UTC"].map { PaperField($0) }, perRow: 4),
                .fields(
                    ["How the normal path was shown to be down", "What happened"].map { PaperField($0) }, perRow: 2),
                .fields(
                    ["Decided, UTC", "Bags opened", "Shown", "Cleared", "Closed"].map { PaperField($0) }, perRow: 5),
            ]),
            .together([
                .subheading("Serials of what is used"),
                .fields(materials, perRow: Self.perRow(materials, at: [(7, 12), (3, 32)])),
            ]),
        ]
    }

    /// How many fields stand beside each other, so that the longest value fits.
    ///
    /// - Parameter choices: how many, and the most characters of a value for that.
    private static func perRow(_ fields: [PaperField], at choices: [(count: Int, characters: Int)]) -> Int {
        let longest = fields.map { max($0.name.count, $0.value?.count ?? 0) }.max() ?? 0
        return choices.first { longest <= $0.characters }?.count ?? 1
    }

    private static func name(_ role: ScriptRole) -> String {
        switch role {
        case .administrator: "Led by"
        case .operator: "Operated by"
        case .owner: "Signed in"
        case .witness: "Watched by"
        case .observer: "Observer"
        }
    }

    /// Who came with which sheet, and where it went.
    private var sheets: [PaperBlock] {
        [
            .subheading("Who came with which sheet"),
            .table(
                PaperTable(
                    [
                        .init("Share", width: 14), .init("Custodian"), .init("Came, UTC", width: 18),
                        .init("Bag in the ledger", width: 27), .init("Bag that came", width: 27),
                        .init("Came unopened", width: 27), .init("New bag, or what was done", width: 38),
                    ],
                    script.bags.map { bag in
                        PaperTable.Row(
                            [
                                .text("\(bag.share)", .typed),
                                .text(PrintedName.harmless(bag.custodian), density.look), .blank,
                                .text(bag.serial.map(PrintedName.harmless) ?? "unknown", .typed), .blank,
                                .ticks(["yes", "no"]), .blank,
                            ], height: max(density.row, 7.5))
                    })),
        ]
    }

    /// The slip, which everybody takes along.
    private var end: [PaperBlock] {
        [
            .together([
                .subheading("The slip, as it was copied"),
                .fields(
                    ["Entries", "Word 1", "Word 2", "Word 3", "Word 4", "Read by", "This paper is kept by"].map {
                        PaperField($0)
                    }, perRow: 7),
            ])
        ]
    }
}
