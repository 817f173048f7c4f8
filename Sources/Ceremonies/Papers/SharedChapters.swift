// SPDX-License-Identifier: Apache-2.0
//
// Chapters that several papers have.

import Ledger
import MerkleLog
import SheetPrinting

/// Parts of papers.
enum PaperChapter {
    /// The mark on each page if the ceremony is only practice.
    static func mark(_ script: CeremonyScript) -> String { script.isPractice ? "PRACTICE" : "" }

    /// A table of names and values, without column titles.
    static func facts(_ facts: [(name: String, value: PaperTable.Cell)]) -> PaperBlock {
        .table(
            PaperTable(
                [.init("", width: 40), .init("")],
                facts.map { PaperTable.Row([.text([PaperText($0.name, .small)]), $0.value]) }))
    }

    /// The credential in one line.
    static func subject(_ script: CeremonyScript) -> String {
        PrintedName.isolated(script.account) + (script.credential.map { " / \(PrintedName.isolated($0))" } ?? "")
    }

    /// Where a script comes from.
    static func origin(_ script: CeremonyScript) -> [(name: String, value: PaperTable.Cell)] {
        [
            ("Ledger", .text(script.ledger.origin, .typed)), ("Policy", .text(script.ledger.policy, .typed)),
            (
                "Made",
                .text("by \(PrintedName.isolated(script.by)), \(script.made.onPaper), with \(script.program)")
            ),
            ("Earlier papers", .text(script.previous.isEmpty ? "none" : script.previous.joined(separator: "; "))),
            ("Due next", .text(script.due.isEmpty ? "nothing" : script.due.joined(separator: "; "))),
        ]
    }

    /// The ledger before a script.
    static func checkpoint(_ script: CeremonyScript) -> PrintedCheckpoint {
        PrintedCheckpoint(
            code: script.ledger.code, size: script.ledger.size, root: script.ledger.root, words: script.ledger.words)
    }

    // MARK: - Steps

    /// The width of the column of steps, in monospaced characters.
    private static let commandWidth = 74

    /// The numbered steps, a table for each phase.
    static func steps(_ script: CeremonyScript, clock: String = "Time") -> [PaperBlock] {
        var number = 0
        return script.phases.flatMap { phase -> [PaperBlock] in
            let lines = phase.steps.flatMap { step -> [PaperTable.Row] in
                number += 1
                return rows(of: step, number)
            }
            return [
                .space(3),
                .table(
                    PaperTable(
                        [
                            .init("No.", width: 10), .init(phase.title), .init("Done", width: 10),
                            .init("Initials", width: 14), .init(clock, width: 15),
                        ], lines)),
            ]
        }
    }

    private static func rows(of step: CeremonyScript.Step, _ number: Int) -> [PaperTable.Row] {
        var texts = [PaperText(step.text, lead: step.title + (step.text.isEmpty ? "" : ".  "))]
        texts += step.points.map { PaperText($0, .small) }
        texts += typed(step.commands)
        if let expected = step.expected { texts.append(PaperText(expected, lead: "Expect:  ", .small)) }
        let cells: [PaperTable.Cell] = [.text("\(number)", .strong), .text(texts)]
        guard !step.turns.isEmpty else { return [PaperTable.Row(cells + [.ticks([""]), .blank, .blank], height: 9)] }
        return [PaperTable.Row(cells + [.blank, .blank, .blank])]
            + step.turns.map { turn in
                PaperTable.Row(
                    [
                        .text("\(turn.share)", .smallTyped),
                        .text([PaperText(PrintedName.harmless(turn.custodian), .strong)] + typed(turn.commands)),
                        .ticks([""]), .blank, .blank,
                    ], height: 8)
            }
    }

    private static func typed(_ commands: [String]) -> [PaperText] {
        commands.flatMap { CommandLines($0, width: commandWidth).lines.map { PaperText($0, .typed) } }
    }

    // MARK: - What is filled in at the end

    /// Room for what did not go as planned.
    static func exceptions(rows count: Int, height: Double = 16) -> [PaperBlock] {
        [
            .heading("Exceptions"),
            .text([
                PaperText(
                    "A line for each departure from this script, with the initials of the administrator and the internal "
                        + "witness. Tick “not needed” for a line that is not used, so that a missing one is noticed. If "
                        + "there are more, continue on another paper.", .small)
            ]),
            .table(
                PaperTable(
                    [
                        .init("", width: 27), .init("Step, time", width: 20), .init("What was expected"),
                        .init("What happened instead"), .init("What was decided, by whom"),
                        .init("Entry, initials", width: 24),
                    ],
                    (0..<count).map { _ in
                        PaperTable.Row(
                            [.ticks(["used", "not needed"]), .blank, .blank, .blank, .blank, .blank], height: height)
                    })),
        ]
    }

    /// The three statements, and room for each person to agree or not.
    ///
    /// - Parameter isTimed: whether each person also writes when they came and left, because there is no table of roles.
    static func signOff(_ script: CeremonyScript, isTimed: Bool = false) -> [PaperBlock] {
        [.heading("Sign-off"), .text(statements), agreements(script, isTimed)] + (isTimed ? [] : [kept])
    }

    private static var statements: [PaperText] {
        [
            "I was present from arrival to departure.",
            "The script was followed, except as the exceptions say, and without deception.",
            "This paper and the ledger say what truly happened.",
        ].enumerated().map { PaperText($0.element, lead: "\($0.offset + 1).  ") } + [
            PaperText(
                "Each person ticks agree or DO NOT AGREE for each statement. Nobody has to agree. If you do not, write "
                    + "why, and sign anyway.", .small)
        ]
    }

    private static var kept: PaperBlock {
        .together([
            .subheading("Where this ceremony’s papers are kept"),
            .fields([PaperField("Place"), PaperField("Until"), PaperField("Kept by")], perRow: 3),
        ])
    }

    /// A line for each person.
    private static func agreements(_ script: CeremonyScript, _ isTimed: Bool) -> PaperBlock {
        var seen: Set<String> = []
        let people = script.roles.map { role -> (title: String, name: String?) in (role.title, role.name) }
            .filter { $0.name.map { seen.insert($0).inserted } ?? true }
        let others = [(title: "Another person", name: String?.none)]
        let times: [PaperTable.Column] =
            isTimed
            ? [.init("Came, UTC", width: 16), .init("Left, UTC", width: 16)] : [.init("Date, time", width: 20)]
        return .table(
            PaperTable(
                [
                    .init("Who"), .init("Agree", width: 32.5), .init("DO NOT AGREE", width: 32.5),
                    .init("If not, why not", width: 22), .init("Signature", width: 26),
                ] + times,
                (people + others).map { person in
                    PaperTable.Row(
                        [
                            .text(
                                (person.name.map { [PaperText(PrintedName.harmless($0), .strong)] } ?? [])
                                    + [PaperText(person.title, .small)]),
                            .ticks(["1", "2", "3"]), .ticks(["1", "2", "3"]), .blank, .blank,
                        ] + times.map { _ in .blank }, height: person.name == nil ? 11 : 9)
                }))
    }

    /// Fields for the 32 words of a hash, empty for `nil`.
    static func words(_ hash: TreeHash?) -> PaperBlock {
        let words = hash.map(SpokenHash.words)
        return .fields((0..<32).map { PaperField("\($0 + 1)", words?[$0]) }, perRow: 8)
    }

    /// Fields for the hexadecimal digits of a hash, empty for `nil`.
    static func digits(_ hash: TreeHash?) -> PaperBlock {
        let digits = hash.map { Array($0.ledgerText) }
        return .fields(
            (0..<16).map { group in
                PaperField("\(group * 4 + 1)–\(group * 4 + 4)", digits.map { String($0[group * 4..<group * 4 + 4]) })
            }, perRow: 8)
    }
}
