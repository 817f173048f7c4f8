// SPDX-License-Identifier: Apache-2.0
//
// The night kit as a paper of at most two pages: whom to call, where the sheets are, and what to do.

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
    /// The program that made it.
    package let program: String

    /// Makes a frame.
    package init(by: String, made: LedgerTime, entries: UInt64, program: String) {
        self.by = by
        self.made = made
        self.entries = entries
        self.program = program
    }
}

extension PaperDocument {
    /// The most pages of a night kit.
    package static let nightKitLimit = 2

    /// Makes the paper of a night kit, with as much room to write as fits on its pages.
    package init(_ kit: NightKit, _ frame: NightKitFrame, on paper: PaperSize) {
        let densities = NightKitPages.Density.allCases.map { density in
            PaperDocument(NightKitPages(kit: kit, frame: frame, density: density))
        }
        self =
            densities.first { DocumentDrawing.pageCount(of: $0, paper: paper) <= Self.nightKitLimit }
            ?? densities[densities.count - 1]
    }

    private init(_ pages: NightKitPages) {
        self.init(
            title: "Night kit, \(pages.kit.name)", head: "Night kit: \(pages.subject)", mark: "",
            foot: "Made at \(pages.frame.entries) entries. No secret is on it. Destroy it when a newer one is made.",
            created: CreationTime(posixSeconds: Int64(pages.frame.made.posixSeconds), secondsFromUTC: 0),
            blocks: pages.blocks)
    }
}

/// The blocks of a night kit.
private struct NightKitPages {
    /// How close together its tables are.
    enum Density: CaseIterable {
        case airy, plain, dense

        /// The least height of a row to write in, in millimeters.
        var row: Double {
            switch self {
            case .airy: 11
            case .plain: 7
            case .dense: 0
            }
        }

        /// The look of names and numbers.
        var look: PaperText.Look { self == .dense ? .small : .plain }
    }

    /// The width of a command, in monospaced characters.
    private static let commandWidth = 92

    let kit: NightKit
    let frame: NightKitFrame
    let density: Density

    var subject: String {
        PrintedName.isolated(kit.name.account.description)
            + (kit.name.credential.map { " / \(PrintedName.isolated($0.description))" } ?? "")
    }

    private var rule: SheetRule { SheetRule(kit.manifest) }

    var blocks: [PaperBlock] {
        [
            .title(
                over: "Night kit of \(PrintedName.isolated(kit.organisation.description))", subject,
                under: "For the person who must recover it tonight"), .space(2), facts,
        ] + approvers + sheets + steps + [
            .subheading("Tonight"),
            .fields(
                ["Led by", "Operator", "Signs in", "Ticket", "Begun", "Shown", "Closed", "Time zone"].map {
                    PaperField($0)
                }, perRow: 4), .writing("What happened, with times", lines: density == .airy ? 4 : 2),
        ]
    }

    private var facts: PaperBlock {
        var facts: [(name: String, value: PaperTable.Cell)] = [
            (
                "Set in force",
                .text("\(kit.manifest.identity.code)  (\(kit.manifest.identity.words.joined(separator: " ")))", .typed)
            ),
            (
                "Needed",
                .text(
                    "Sheets of \(rule.inWords)."
                        + (kit.manifest.isCiphertextApart ? " The vault sheet too: without it nothing opens." : ""),
                    .strong)
            ),
        ]
        if !kit.others.isEmpty {
            let names = kit.others.map { PrintedName.isolated($0.description) }.joined(separator: ", ")
            facts.append(("Also of this account", .text("\(names): with other sheets, and a night kit of its own")))
        }
        if let program = kit.program {
            facts.append(("Program and instructions", .text(PrintedName.harmless(program.description), .typed)))
        }
        facts.append(
            (
                "Made",
                .text(
                    "by \(PrintedName.isolated(frame.by)), \(frame.made.onPaper), with \(frame.program). If the binder "
                        + "is here, breakglass status says whether this paper is out of date.", .small)
            ))
        return PaperChapter.facts(facts)
    }

    // MARK: - People

    private var approvers: [PaperBlock] {
        guard kit.approvals > 0 else { return [] }
        guard !kit.approvers.isEmpty else {
            return [
                .subheading("Who approves"),
                .text([
                    PaperText("Nobody whom the policy names is still here: override the rule, with the true reason.")
                ]),
            ]
        }
        let spare = kit.approvers.count - kit.approvals
        return [
            .subheading(
                "Who approves: \(kit.approvals) of these" + (spare > 0 ? "; the others are deputies" : "")),
            .table(
                PaperTable(
                    [
                        .init("Approver"), .init("Number"), .init("Called", width: 22),
                        .init("Says yes / no", width: 26),
                    ],
                    kit.approvers.map { person in
                        PaperTable.Row([name(person), number(person), .blank, .blank], height: density.row)
                    })),
        ]
    }

    private var sheets: [PaperBlock] {
        [
            .subheading("Who brings a sheet: call one more of each group than is needed"),
            .text([
                PaperText(
                    "Anyone else in the same group is a deputy, and so is a spare sheet. Call only the numbers on "
                        + "this paper. A custodian who has doubts may call back, and may say no.", .small)
            ]),
            .table(
                PaperTable(
                    [
                        .init("Share", width: 14), .init("Custodian"), .init("Number"), .init("Where it lies, bag"),
                        .init("Called", width: 18), .init("Here", width: 18),
                    ],
                    kit.sheets.map { sheet in
                        PaperTable.Row(
                            [
                                .text("\(sheet.share)", .typed), custodian(sheet), number(sheet.custodian),
                                place(sheet), .blank, .blank,
                            ], height: density.row)
                    })),
        ]
    }

    private func name(_ person: NightKit.Person) -> PaperTable.Cell {
        .text(PrintedName.harmless(person.name.description), density.look)
    }

    private func number(_ person: NightKit.Person) -> PaperTable.Cell {
        person.contact.map { .text(PrintedName.harmless($0.description), density.look) } ?? .blank
    }

    private func custodian(_ sheet: NightKit.Sheet) -> PaperTable.Cell {
        let remarks = [
            // With many custodians, the number of the share has to do for the group.
            density == .dense ? nil : PrintedName.isolated(sheet.group.description), sheet.isSpare ? "spare" : nil,
            sheet.isSealed ? "knows its passphrase" : nil, sheet.isGone ? "HAS LEFT" : nil,
        ].compactMap { $0 }
        let name = PaperText(PrintedName.harmless(sheet.custodian.name.description), density.look)
        return .text(remarks.isEmpty ? [name] : [name, PaperText(remarks.joined(separator: ", "), .small)])
    }

    private func place(_ sheet: NightKit.Sheet) -> PaperTable.Cell {
        let bag = sheet.bag.map { "bag \(PrintedName.isolated($0.description))" }
        let words = [sheet.place.map(PrintedName.isolated), bag].compactMap { $0 }
        guard !words.isEmpty else { return .blank }
        return density == .dense
            ? .text(words.joined(separator: "; "), .small) : .text(words.map { PaperText($0, density.look) })
    }

    // MARK: - Steps

    private var steps: [PaperBlock] {
        let command =
            "breakglass recover --account \(CommandLineWord.quoted(kit.name.account.description))"
            + (kit.name.credential.map { " --credential \(CommandLineWord.quoted($0.description))" } ?? "")
        let lines = CommandLines(command, width: Self.commandWidth).lines.map { PaperText($0, .typed) }
        return [
            .together([
                .subheading("The five steps"),
                .text(
                    [
                        PaperText(
                            "A failure mode of the policy has happened, and the everyday way in was tried and is down. "
                                + "Slow is not down. Open a ticket, on paper if need be. Write down the time.",
                            lead: "1.  Decide that it is an emergency. "),
                        PaperText(
                            "Approvers first, then custodians, each with their own sheet in its sealed bag.",
                            lead: "2.  Call. "),
                        PaperText(
                            "Unplug the network and turn Wi-Fi off, sudo swapoff -a, date -u. Bring the binder and its "
                                + "key; without them it still works. cd into the binder’s folder.",
                            lead: "3.  Take a computer offline. "),
                        PaperText(
                            "Read each answer aloud. Compare serial and seal of each bag before it is opened. Scan or "
                                + "type each sheet. Copy the slip, then show the credential and sign in.",
                            lead: "4.  Open it. "),
                    ] + lines + [
                        PaperText(
                            "Sign out everywhere. New bags, new serials. Then breakglass review, and have the "
                                + "credential changed.", lead: "5.  Close, before anybody sleeps. ")
                    ]),
            ])
        ]
    }
}
