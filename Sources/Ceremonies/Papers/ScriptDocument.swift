// SPDX-License-Identifier: Apache-2.0
//
// A script as a paper, block by block.

package import Custody
import Ledger
package import SheetPrinting

extension PaperDocument {
    /// Makes the paper of a script.
    ///
    /// - Parameters:
    ///   - kit: whom to call and where the sheets lie, for a recovery; its paper begins with it.
    ///   - paper: the paper that it must fit.
    package init(
        _ script: CeremonyScript, called identity: ScriptIdentity, with kit: NightKit? = nil, on paper: PaperSize
    ) {
        if let kit {
            self = .shortest(
                of: NightKitPages.Density.allCases.map {
                    Self(script, identity, RecoveryPages(script: script, kit: kit, density: $0).blocks)
                }, on: paper)
        } else {
            self.init(script, identity, ScriptPages(script: script).blocks)
        }
    }

    private init(_ script: CeremonyScript, _ identity: ScriptIdentity, _ blocks: [PaperBlock]) {
        self.init(
            title: "Script of a \(script.ceremony.rawValue), \(script.account)",
            head: "Script of a \(script.ceremony.rawValue): \(PaperChapter.subject(script))",
            mark: PaperChapter.mark(script),
            foot: "Script \(identity)  (\(identity.words.joined(separator: " ")))",
            created: CreationTime(posixSeconds: Int64(script.made.posixSeconds), secondsFromUTC: 0), blocks: blocks)
    }

    /// The draft with the fewest pages, and of those the first: room to write is not bought with a page.
    private static func shortest(of drafts: [PaperDocument], on paper: PaperSize) -> PaperDocument {
        let counts = drafts.map { DocumentDrawing.pageCount(of: $0, paper: paper) }
        return drafts[counts.indices.min { counts[$0] < counts[$1] } ?? 0]
    }
}

/// The pages of every script but a recovery's.
private struct ScriptPages {
    let script: CeremonyScript

    var blocks: [PaperBlock] {
        titlePage + [.newPage] + people + materials + bags + [.heading("Steps")] + PaperChapter.steps(script)
            + handovers + PaperChapter.exceptions(rows: 3) + hashes + PaperChapter.signOff(script)
    }

    // MARK: - Title page

    private var titlePage: [PaperBlock] {
        [
            .title(
                over: "Script of a ceremony", script.ceremony.title,
                under: PaperChapter.subject(script)),
            .space(3), facts, .space(3),
            .together([
                .subheading("The ledger before this script"), .checkpoint(PaperChapter.checkpoint(script)),
            ]),
            .together([
                .subheading("How to use it"),
                .text([
                    PaperText(
                        "The administrator reads each step aloud. When it is done and the expected result was "
                            + "seen, tick the box. The internal witness writes initials and the time. Any difference, "
                            + "however small, is an exception: everybody stops, the administrator decides, the "
                            + "internal witness fills in a line of the table of exceptions. A command line that ends in "
                            + "\\ continues on the next line. ____ stands for what is known only on the day.")
                ]),
                .fields(
                    [
                        PaperField("Date"), PaperField("Start"), PaperField("End"), PaperField("Time zone"),
                    ], perRow: 4),
            ]),
            .together([
                .subheading("Approval to hold this ceremony"), .signatures(["Name", "Signature", "Date"]),
                .signatures(["Name", "Signature", "Date"]),
            ]),
        ]
    }

    private var facts: PaperBlock {
        var facts: [(name: String, value: PaperTable.Cell)] = [
            ("Organization", .text(PrintedName.harmless(script.organisation))),
            (
                "Kind",
                script.isPractice
                    ? .text("PRACTICE: this is not real.", .strong)
                    : .text("Production: this is real.", .strong)
            ),
            (
                script.ceremony.dealsSheets ? "Who will open it" : "Who can open it",
                .text([PaperText(script.rule + "."), PaperText(script.figures)])
            ),
        ]
        if let sheets = script.sheets {
            facts.append(
                (
                    "Set in force",
                    .text([
                        PaperText(
                            "\(sheets.code)  (\(sheets.words.joined(separator: " ")))"
                                + (sheets.hasVaultSheet ? ", with a vault sheet" : ""), .typed)
                    ])
                ))
        }
        facts += [
            ("Place", script.place.map { .text(PrintedName.harmless($0)) } ?? .blank),
            ("Date and time", script.on.map { .text(PrintedName.harmless($0)) } ?? .blank),
        ]
        return PaperChapter.facts(facts + PaperChapter.origin(script))
    }

    // MARK: - People and things

    private var people: [PaperBlock] {
        let rows = script.roles.map { role in
            PaperTable.Row(
                [
                    .text([PaperText(role.title, .strong), PaperText(role.duty, .small)]),
                    role.name.map { .text(PrintedName.harmless($0)) } ?? .blank, .ticks([""]), .blank, .blank, .blank,
                ], height: 9)
        }
        let more = PaperTable.Row(
            [.text("Another person", .small), .blank, .ticks([""]), .blank, .blank, .blank], height: 9)
        return [
            .heading("Roles"),
            .table(
                PaperTable(
                    [
                        .init("Role", width: 74), .init("Name"), .init("ID seen", width: 13),
                        .init("Signature", width: 34), .init("Arrives", width: 15), .init("Leaves", width: 15),
                    ], rows + [more])),
        ]
    }

    /// The materials, two in a row.
    private var materials: [PaperBlock] {
        let cells = script.materials.map { material -> [PaperTable.Cell] in
            [
                .text(PrintedName.harmless(material.name)),
                material.serial.map { .text(PrintedName.harmless($0), .typed) } ?? .blank, .ticks(["yes", "no"]),
            ]
        }
        let blank: [PaperTable.Cell] = [.blank, .blank, .ticks(["yes", "no"])]
        let all = cells + Array(repeating: blank, count: cells.count.isMultiple(of: 2) ? 2 : 1)
        let half: [PaperTable.Column] = [.init("What"), .init("Serial", width: 32), .init("Found intact", width: 27)]
        return [
            .heading("Materials"),
            .table(
                PaperTable(
                    half + half,
                    stride(from: 0, to: all.count, by: 2).map { PaperTable.Row(all[$0] + all[$0 + 1], height: 7.5) })),
        ]
    }

    private var bags: [PaperBlock] {
        guard !script.bags.isEmpty else { return [] }
        return [
            .heading("Bags to open"),
            .table(
                PaperTable(
                    [
                        .init("Share", width: 14), .init("Custodian"), .init("Serial in the ledger", width: 36),
                        .init("Serial on the bag", width: 36), .init("Bag unopened", width: 30),
                        .init("Initials", width: 20),
                    ],
                    script.bags.map { bag in
                        PaperTable.Row(
                            [
                                .text("\(bag.share)", .typed),
                                .text([
                                    PaperText(PrintedName.harmless(bag.custodian)),
                                    PaperText(bag.place.map(PrintedName.harmless) ?? "", .small),
                                ]), .text(bag.serial.map(PrintedName.harmless) ?? "unknown", .typed), .blank,
                                .ticks(["yes", "no"]), .blank,
                            ], height: 9)
                    })),
        ]
    }

    // MARK: - Tables to fill in

    private var hashes: [PaperBlock] {
        [
            .together([
                .heading("Hashes"),
                .text([
                    PaperText(
                        "The ledger after the ceremony: its root, in words. Read them aloud. Somebody who does not see "
                            + "the screen writes them down. A word has four letters; the first and last are enough.")
                ]),
                .fields(
                    [PaperField("Entries"), PaperField("Time"), PaperField("Read by"), PaperField("Written by")],
                    perRow: 4),
                PaperChapter.words(nil),
            ])
        ]
    }

    private var handovers: [PaperBlock] {
        var rows = script.handovers.map { sheet in
            PaperTable.Row(
                [
                    .text("\(sheet.share)", .typed),
                    .text([
                        PaperText(PrintedName.harmless(sheet.custodian)),
                        PaperText(PrintedName.harmless(sheet.group), .small),
                    ]), .blank, .text(sheet.place.map(PrintedName.harmless) ?? "", .small), .blank,
                ], height: 10)
        }
        if script.handsOverVaultSheet {
            rows += (1...2).map { number in
                PaperTable.Row(
                    [.text("vault", .typed), .text("Vault sheet, print \(number)"), .blank, .blank, .blank], height: 10)
            }
        }
        return [
            .heading("Sheets handed over"),
            .table(
                PaperTable(
                    [
                        .init("Share", width: 14), .init("Custodian"), .init("Bag serial", width: 36),
                        .init("Place", width: 42), .init("Custodian’s signature", width: 44),
                    ], rows)),
        ]
    }
}

extension CeremonyScript {
    /// Whether vault sheets are handed over: if one was printed or opened.
    fileprivate var handsOverVaultSheet: Bool {
        steps.contains { $0.commands.contains { $0.contains("--vault-sheet") } }
            || (!ceremony.dealsSheets && sheets?.hasVaultSheet == true)
    }
}
