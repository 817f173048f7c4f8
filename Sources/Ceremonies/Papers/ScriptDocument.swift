// SPDX-License-Identifier: Apache-2.0
//
// A script as a paper, block by block.

import Ledger
package import SheetPrinting

extension PaperDocument {
    /// Makes the paper of a script.
    package init(_ script: CeremonyScript, called identity: ScriptIdentity) {
        let pages = ScriptPages(script: script)
        self.init(
            title: "Script of a \(script.ceremony.rawValue), \(script.account)",
            head: "Script of a \(script.ceremony.rawValue): \(PaperChapter.subject(script))",
            mark: PaperChapter.mark(script),
            foot: "Script \(identity)  (\(identity.words.joined(separator: " ")))",
            created: CreationTime(posixSeconds: Int64(script.made.posixSeconds), secondsFromUTC: 0),
            blocks: pages.titlePage + [.newPage] + pages.people + [.newPage] + pages.materials + [.newPage]
                + pages.steps
                + [.newPage] + pages.hashes + [.newPage] + pages.handovers + [.newPage] + pages.exceptionSheets + [
                    .newPage
                ]
                + PaperChapter.signOff(script))
    }
}

private struct ScriptPages {
    /// How many exception sheets there are.
    private static let exceptionSheetCount = 4
    /// The width of the column of steps, in monospaced characters.
    private static let commandWidth = 66

    let script: CeremonyScript

    // MARK: - Title page

    var titlePage: [PaperBlock] {
        [
            .title(
                over: "Script of a ceremony", script.ceremony.title,
                under: PaperChapter.subject(script)),
            .space(3), facts, .space(3),
            .together([
                .subheading("The ledger before this script"),
                .checkpoint(
                    PrintedCheckpoint(
                        code: script.ledger.code, size: script.ledger.size, root: script.ledger.root,
                        words: script.ledger.words)),
            ]),
            .together([
                .subheading("How to use it"),
                .text([
                    PaperText(
                        "The administrator reads each step aloud. When it is done and the expected result was "
                            + "seen, tick the box. The internal witness writes initials and the time. Any difference, "
                            + "however small, is an exception: everybody stops, the administrator decides, the "
                            + "internal witness fills in an exception sheet. A command line that ends in \\ continues "
                            + "on the next line. ____ stands for what is known only on the day.")
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
            ("Ledger", .text(script.ledger.origin, .typed)), ("Policy", .text(script.ledger.policy, .typed)),
            ("Program", .text(script.program)),
            ("Made", .text("by \(PrintedName.isolated(script.by)), \(script.made.onPaper)")),
            (
                "Earlier papers",
                .text(script.previous.isEmpty ? "none" : script.previous.joined(separator: "; "))
            ), ("Due next", .text(script.due.isEmpty ? "nothing" : script.due.joined(separator: "; "))),
        ]
        return PaperChapter.facts(facts)
    }

    // MARK: - People and things

    var people: [PaperBlock] {
        let rows = script.roles.map { role in
            PaperTable.Row(
                [
                    .text([PaperText(role.title, .strong), PaperText(role.duty, .small)]),
                    role.name.map { .text(PrintedName.harmless($0)) } ?? .blank, .ticks([""]), .blank, .blank, .blank,
                ], height: 12)
        }
        let more = (1...3).map { _ in
            PaperTable.Row(
                [.text("Another person", .small), .blank, .ticks([""]), .blank, .blank, .blank], height: 12)
        }
        return [
            .heading("Roles"),
            .table(
                PaperTable(
                    [
                        .init("Role", width: 62), .init("Name"), .init("ID seen", width: 13),
                        .init("Signature", width: 38), .init("Arrives", width: 16), .init("Leaves", width: 16),
                    ], rows + more)),
        ]
    }

    var materials: [PaperBlock] {
        var blocks: [PaperBlock] = [
            .heading("Materials"),
            .table(
                PaperTable(
                    [
                        .init("What"), .init("Serial", width: 62), .init("Found intact", width: 30),
                        .init("Initials", width: 20),
                    ],
                    script.materials.map { material in
                        PaperTable.Row(
                            [
                                .text(PrintedName.harmless(material.name)),
                                material.serial.map { .text(PrintedName.harmless($0), .typed) } ?? .blank,
                                .ticks(["yes", "no"]), .blank,
                            ], height: 9)
                    }
                        + (1...3).map { _ in
                            PaperTable.Row([.blank, .blank, .ticks(["yes", "no"]), .blank], height: 9)
                        }
                )),
        ]
        guard !script.bags.isEmpty else { return blocks }
        blocks += [
            .heading("Bags to open"),
            .table(
                PaperTable(
                    [
                        .init("Share", width: 14), .init("Custodian"), .init("Serial in the ledger", width: 36),
                        .init("Serial on the bag", width: 36), .init("Seal intact", width: 30),
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
                            ], height: 10)
                    })),
        ]
        return blocks
    }

    // MARK: - Steps

    var steps: [PaperBlock] {
        var number = 0
        return [.heading("Steps")]
            + script.phases.flatMap { phase -> [PaperBlock] in
                let rows = phase.steps.map { step in
                    number += 1
                    return row(step, number)
                }
                return [
                    .subheading(phase.title),
                    .table(
                        PaperTable(
                            [
                                .init("No.", width: 10), .init("Step"), .init("Done", width: 11),
                                .init("Initials", width: 19), .init("Time", width: 19),
                            ], rows)),
                ]
            }
    }

    private func row(_ step: CeremonyScript.Step, _ number: Int) -> PaperTable.Row {
        var texts = [PaperText(step.text, lead: step.title + ".  ")]
        texts += step.points.map { PaperText($0, .small) }
        texts += step.commands.flatMap {
            CommandLines($0, width: Self.commandWidth).lines.map { PaperText($0, .typed) }
        }
        if let expected = step.expected { texts.append(PaperText(expected, lead: "Expect:  ", .small)) }
        return PaperTable.Row([.text("\(number)", .strong), .text(texts), .ticks([""]), .blank, .blank], height: 11)
    }

    // MARK: - Pages to fill in

    var hashes: [PaperBlock] {
        [
            .heading("Hashes"),
            .text([
                PaperText(
                    "Read them aloud. Somebody who does not see the screen writes them down. A word has four letters; "
                        + "the first and last are enough.")
            ]),
            .together([
                .subheading("This script’s file, as the ledger names it: SHA-256, in words"),
                PaperChapter.words(nil), .text([PaperText("The same in digits", .small)]), PaperChapter.digits(nil),
            ]),
            .together([
                .subheading("The ledger after the ceremony: its root, in words"),
                .fields(
                    [PaperField("Entries"), PaperField("Time"), PaperField("Read by"), PaperField("Written by")],
                    perRow: 4),
                PaperChapter.words(nil),
            ]),
        ]
    }

    var handovers: [PaperBlock] {
        var rows = script.handovers.map { sheet in
            PaperTable.Row(
                [
                    .text("\(sheet.share)", .typed),
                    .text([
                        PaperText(PrintedName.harmless(sheet.custodian)),
                        PaperText(PrintedName.harmless(sheet.group), .small),
                    ]), .blank, .text(sheet.place.map(PrintedName.harmless) ?? "", .small), .blank,
                ], height: 12)
        }
        if script.handsOverVaultSheet {
            rows += (1...2).map { number in
                PaperTable.Row(
                    [.text("vault", .typed), .text("Vault sheet, print \(number)"), .blank, .blank, .blank], height: 12)
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

    var exceptionSheets: [PaperBlock] {
        [
            .heading("Exception sheets"),
            .text([
                PaperText(
                    "One for each departure from this script. If a sheet is not needed, tick “not needed”, so "
                        + "that a missing sheet is noticed.")
            ]),
        ]
            + (1...Self.exceptionSheetCount).map { number in
                .together([
                    .subheading("Exception \(number) of \(Self.exceptionSheetCount)"),
                    .choice("", ["not needed", "used", "continued on another paper"]),
                    .fields(
                        [
                            PaperField("Start time"), PaperField("Step"), PaperField("Decided by"),
                            PaperField("Ledger entry"),
                        ], perRow: 4),
                    .writing("What was expected", lines: 2), .space(2), .writing("What happened instead", lines: 3),
                    .space(2), .writing("What was decided", lines: 2),
                    .signatures(["Ceremony administrator", "Internal witness", "Time"]),
                ])
            }
    }
}

extension CeremonyScript {
    /// Whether vault sheets are handed over: if one was printed or opened.
    fileprivate var handsOverVaultSheet: Bool {
        steps.contains { $0.commands.contains { $0.contains("--vault-sheet") } }
            || (!ceremony.dealsSheets && sheets?.hasVaultSheet == true)
    }
}
