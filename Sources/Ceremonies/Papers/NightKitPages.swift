// SPDX-License-Identifier: Apache-2.0
//
// Whom to call, where the sheets are, and what to do: the blocks of the night kit, and of the script of a recovery, which
// begins with them.

import Custody
import CustodyPolicy
import RecoveryPage
import Reports
import SecretSharing
import ShareEnvelope
import SheetPrinting

/// The blocks that say whom to call at night.
struct NightKitPages {
    /// How close together the tables are.
    enum Density: CaseIterable {
        case airy, plain, dense

        /// The least height of a row to write in, in millimeters.
        var row: Double {
            switch self {
            case .airy: 9
            case .plain: 7
            case .dense: 0
            }
        }

        /// The look of names and numbers.
        var look: PaperText.Look { self == .dense ? .small : .plain }
    }

    /// The width of a command, in monospaced characters.
    private static let commandWidth = 92
    /// The same in small type.
    private static let smallCommandWidth = 112

    let kit: NightKit
    let density: Density

    /// Account and, if the kit is about one alone, credential.
    var subject: String {
        let name = kit.factors.count == 1 ? kit.factors[0].name : nil
        return PrintedName.isolated(kit.account.description)
            + (name.map { " / \(PrintedName.isolated($0.description))" } ?? "")
    }

    // MARK: - What it opens

    /// Each credential's set and quorum.
    var facts: [(name: String, value: PaperTable.Cell)] {
        var facts = kit.factors.map { factor -> (name: String, value: PaperTable.Cell) in
            let identity = factor.manifest.identity
            return (
                factor.name.map { PrintedName.isolated($0.description) } ?? "Set in force",
                .text([
                    PaperText("\(identity.code)  (\(identity.words.joined(separator: " ")))", .typed),
                    PaperText(
                        "Needed: sheets of \(SheetRule(factor.manifest).inWords)."
                            + (factor.manifest.isCiphertextApart
                                ? " The vault sheet too: without it nothing opens." : ""),
                        .strong),
                ])
            )
        }
        if let program = kit.program {
            facts.append(("Program and instructions", .text(PrintedName.harmless(program.description), .typed)))
        }
        return facts
    }

    /// Where the things lie that a recovery begins with, or lines to say it by hand; without such lines where the kit is
    /// full. A script does not need them: the person who makes one has the binder.
    var places: [(name: String, value: PaperTable.Cell)] {
        let places = [
            ("Binder", kit.emergency?.binder), ("Its key", kit.emergency?.keys),
            ("Offline laptop", kit.emergency?.machine),
        ]
        if density == .dense {
            let known = places.compactMap { name, place in
                place.map { "\(name): \(PrintedName.isolated($0.description))." }
            }
            return known.isEmpty ? [] : [("Where it is", .text(known.joined(separator: " "), .small))]
        }
        return places.map { name, place in
            (name, place.map { .text(PrintedName.harmless($0.description), density.look) } ?? .blank)
        }
    }

    /// What must have failed, and how that is shown.
    var failureModes: [PaperBlock] {
        guard !kit.failureModes.isEmpty else {
            return [
                .subheading("What must have failed"),
                .text([
                    PaperText(
                        "The policy names no failure for this account: override the rule, with the true reason.",
                        density.look)
                ]),
            ]
        }
        let heading = PaperBlock.subheading("What must have failed: one of these")
        guard density != .dense else { return [heading, .text(kit.failureModes.map(sentence))] }
        return [
            heading,
            .table(
                PaperTable(
                    [
                        .init("What failed"), .init("Normal path"), .init("Shown to be down by"),
                        .init("Tried by, at", width: 34),
                    ],
                    kit.failureModes.map { mode in
                        PaperTable.Row(
                            [
                                .text([
                                    PaperText(PrintedName.harmless(mode.means.description), density.look),
                                    PaperText(mode.id.rawValue, .smallTyped),
                                ]), .text(PrintedName.harmless(mode.normalPath.description), density.look),
                                .text(mode.shownBy.map { PrintedName.harmless($0.description) } ?? "", density.look),
                                .blank,
                            ], height: density.row)
                    })),
        ]
    }

    private func sentence(_ mode: Policy.FailureMode) -> PaperText {
        let shown = mode.shownBy.map { " Shown by: \(PrintedName.isolated($0.description))." } ?? ""
        return PaperText(
            "\(PrintedName.isolated(mode.means.description)) (\(mode.id)). Normal path: "
                + "\(PrintedName.isolated(mode.normalPath.description)).\(shown)", .small)
    }

    // MARK: - People

    /// Who may approve.
    var approvers: [PaperBlock] {
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
                "Call first. Who approves: \(kit.approvals) of these" + (spare > 0 ? "; the others are deputies" : "")),
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

    /// Who keeps the sheets of each credential, in the order in which to call them.
    var sheets: [PaperBlock] {
        [
            .subheading("Then call who brings a sheet: one more of each group than is needed"),
            .text([
                PaperText(
                    "From the top. Anyone else in the same group is a deputy, and so is a spare sheet. Call only the "
                        + "numbers on this paper. A custodian who has doubts may call back, and may say no."
                        + (kit.factors.count > 1 ? " To sign in, all of these credentials are needed." : ""), .small)
            ]),
        ] + kit.factors.map(sheets)
    }

    private func sheets(of factor: NightKit.Factor) -> PaperBlock {
        let title = kit.factors.count > 1 ? factor.name?.description : nil
        return .table(
            PaperTable(
                [
                    .init("Share", width: 14),
                    .init(title.map { "Custodian: \(PrintedName.isolated($0))" } ?? "Custodian"),
                    .init("Number"), .init("Where it lies, bag"), .init("Called", width: 18), .init("Here", width: 18),
                ],
                factor.inOrder.map { sheet in
                    PaperTable.Row(
                        [
                            .text("\(sheet.share)", .typed), custodian(sheet), number(sheet.custodian), place(sheet),
                            .blank, .blank,
                        ], height: density.row)
                }))
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

    /// The folder in memory for scans.
    private static let scans = "/dev/shm/scans"

    /// What to do, in five steps, for somebody who never saw the program.
    ///
    /// - Parameter version: the version of the program that makes the paper.
    func steps(version: String) -> [PaperBlock] {
        let only = kit.factors.count == 1 ? kit.factors[0].name : nil
        let recover =
            "breakglass recover \(CredentialName(account: kit.account, credential: only).options)"
        let texts = [
            [step(1, "Decide that it is an emergency.", decide)],
            [step(2, "Call.", call)],
            [step(3, "Take the laptop offline.", takeOffline)]
                + typed("cd FOLDER", "sudo swapoff -a", "date -u", "mkdir -m 700 \(Self.scans)"),
            [step(4, "Open it.", "In the same terminal, type:")] + typed(recover) + [said(open)],
            withoutProgram(version: version),
            [step(5, "Close, before anybody sleeps.", isShort ? "\(close) \(rotate)" : close)]
                + typed("rm -r \(Self.scans)", "breakglass review")
                + (isShort ? [] : [said(rotate)] + typed("breakglass split --changed")),
        ]
        let heading = PaperBlock.subheading("The five steps")
        guard !isShort else { return [heading, .text(texts.flatMap(\.self))] }
        return [.together([heading, .text(texts[0])])] + texts.dropFirst().map { .together([.text($0)]) }
    }

    /// Whether only the shortest sentences have room.
    var isShort: Bool { density == .dense }

    private var decide: String {
        isShort
            ? "One of the failures above, and the normal path is down, not slow. Open a ticket. Write down the time."
            : "One of the failures above has happened, and the normal path was tried and is down. Slow is not down. Write "
                + "down the time, what was tried, and who saw it fail. Open a ticket, on paper if need be."
    }

    private var call: String {
        isShort
            ? "Approvers first, then custodians, each with their own sheet in its unopened bag."
            : "Approvers first, then custodians. Each comes with their own sheet in its unopened bag, and with the "
                + "passphrase if their sheet has one. One person leads, one operates the laptop, one watches."
    }

    private var takeOffline: String {
        isShort
            ? "Bring binder, key and laptop. Unplug the network, turn Wi-Fi off. In the binder’s FOLDER, type:"
            : "Bring binder, key and laptop from the places on the first page. The binder is a folder, mostly on a USB "
                + "stick; without it or its key the program still works. Unplug the network, and turn Wi-Fi and "
                + "Bluetooth off. Open a terminal, the window for typed commands. Type each line and press Enter, with "
                + "the binder’s folder for FOLDER. The date must be right, in UTC:"
    }

    private var open: String {
        let both = kit.factors.count > 1 ? " This opens all of the credentials above that are used together." : ""
        return isShort
            ? "Key elsewhere: add \(Self.whole("--binder-key")) and its file. Answer each question; the reason "
                + "says what is broken. Read "
                + "the statement aloud. At “Sheet:”, compare serial and bag, open it, scan the sheet into "
                + "\(Self.scans) and type that folder; or type words, then its rows. Type show; copy the slip’s "
                + "number, four words and code; type show again, and sign in. Any key clears it." + both
            : "If the binder’s key is not on the laptop, add \(Self.whole("--binder-key")) and the path of the key’s "
                + "file. Answer each "
                + "question. The reason is one sentence: what is broken, since when, and the ticket. Read the statement "
                + "aloud, then press Enter. At “Sheet:”, compare each bag’s serial, check that it is unopened, and open "
                + "it. Each custodian scans the side with the codes at 300 dpi into \(Self.scans); type that folder. "
                + "Without a scanner, type words, then the sheet’s rows. When every group is met, type show. Each "
                + "custodian copies the slip: number, four words, code. Have the sign-in page open on another computer, "
                + "type show again, and sign in. Any key clears the screen." + both
    }

    /// The page for a browser, its digest, and what to do where there is no browser.
    private func withoutProgram(version: String) -> [PaperText] {
        let line = PageDigestLine(version: version, digest: OwnPage.digest.hexadecimal)
        let recover = typed("python3 without-breakglass/recover.py \(Self.scans)/*")
        guard !isShort else {
            let open =
                "Open \(line.subject), in any offline browser, if its hash "
                + "(sha256sum; macOS: shasum -a 256; Windows: certutil -hashfile FILE SHA256) is below. "
            return [step(nil, "No program?", open + withoutBrowser)] + recover + [PaperText(line.digits, .smallTyped)]
        }
        let open =
            "A browser and one file are enough: open recovery.html, from the binder or a bag, on any computer or "
            + "telephone that is offline. It asks what this program asks, and writes the journal. First compare "
            + "its digits:"
        return [
            step(nil, "No program?", open),
            PaperText(
                "\(line.rule). \(Self.whole(PageDigestCommand.sentence))", lead: "\(line.subject): ", .small),
            PaperText(line.digits, .typed), said(withoutBrowser),
        ] + recover
    }

    private var withoutBrowser: String {
        isShort
            ? "No browser? Python 3 and PyNaCl (for scans \(Self.whole("zbar-tools")), "
                + "\(Self.whole("poppler-utils"))), by without-breakglass/README.txt:"
            : "No browser? Follow without-breakglass/README.txt in the binder. Any offline computer with Python 3 "
                + "and PyNaCl will do; for scans it also needs \(Self.whole("zbar-tools")) and "
                + "\(Self.whole("poppler-utils")). It lists the fields of the credential: add "
                + "\(Self.whole("--field")) and the name of one. Write down here who, why and when:"
    }

    private var close: String {
        isShort
            ? "Enter ends it. Sign out everywhere. New bags, new serials. Somebody who did not use it files the review. "
                + "Keep \(Self.whole("breakglass-journal.jsonl")), if there is one."
            : "Press Enter to end the program. Sign out everywhere. Each sheet goes into a new bag: write down its "
                + "serial. If there is a file \(Self.whole("breakglass-journal.jsonl")), copy it to the stick. Then "
                + "clear the scans. "
                + "Somebody else, who did not use the credential, files the review. It asks what broke, what was done, "
                + "and how the normal path was restored:"
    }

    private var rotate: String {
        isShort
            ? "Tomorrow, change what was shown, and deal new sheets."
            : "Tomorrow, rotate: the account’s owner changes what was shown. Then new sheets are dealt:"
    }

    /// A name with hyphens in a sentence, which no line's end may divide.
    private static func whole(_ name: String) -> String { name.replacing("-", with: "-\u{2060}") }

    /// A step's first text; `nil` for one that belongs to the step before.
    private func step(_ number: Int?, _ title: String, _ text: String) -> PaperText {
        PaperText(text, lead: (number.map { "\($0).  " } ?? "") + title + " ", density.look)
    }

    private func said(_ text: String) -> PaperText { PaperText(text, density.look) }

    private func typed(_ commands: String...) -> [PaperText] {
        // A shell takes several commands on one line.
        let lines = isShort ? [commands.joined(separator: "; ")] : commands
        return lines.flatMap { CommandLines($0, width: isShort ? Self.smallCommandWidth : Self.commandWidth).lines }
            .map { PaperText($0, isShort ? .smallTyped : .typed) }
    }
}

extension NightKit.Factor {
    /// The sheets in the order in which to call their custodians: group by group, spares and people who left last.
    fileprivate var inOrder: [NightKit.Sheet] {
        sheets.sorted { left, right in
            (left.share.group, left.isGone ? 2 : left.isSpare ? 1 : 0, left.share)
                < (right.share.group, right.isGone ? 2 : right.isSpare ? 1 : 0, right.share)
        }
    }
}
