// SPDX-License-Identifier: Apache-2.0
//
// Chapters that scripts and records have in common.

import Binder
import MerkleLog
import SheetPrinting

/// Parts of papers.
enum PaperChapter {
    /// The mark of each page of a ceremony that is only practised.
    static func mark(_ script: CeremonyScript) -> String { script.isPractice ? "PRACTICE" : "" }

    /// Names and values, without lines between columns' titles.
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

    /// The three statements, and what each person says to them.
    static func signOff(_ script: CeremonyScript) -> [PaperBlock] {
        let statements = [
            "I was present from my arrival to my leaving, as the table of roles says.",
            "The script was followed, except as the exceptions say, and without deception.",
            "This paper and the ledger tell truly what happened.",
        ]
        let people = script.roles.map { role -> (title: String, name: String?) in (role.title, role.name) }
        var seen: Set<String> = []
        let once = people.filter { $0.name.map { seen.insert($0).inserted } ?? true }
        return [
            .heading("Sign-off"),
            .text(
                statements.enumerated().map { PaperText($0.element, lead: "\($0.offset + 1).  ") } + [
                    PaperText(
                        "Each person ticks one box for each statement. To agree is no duty: who does not, writes why, "
                            + "and signs all the same.", .small)
                ]),
        ] + (once + [(title: "Further person", name: nil), (title: "Further person", name: nil)]).map(statement) + [
            .together([
                .subheading("Where the papers of this ceremony stay"),
                .fields([PaperField("Place"), PaperField("Until"), PaperField("Kept by")], perRow: 3),
            ])
        ]
    }

    private static func statement(of person: (title: String, name: String?)) -> PaperBlock {
        .together([
            .table(
                PaperTable(
                    [.init("", width: 60), .init(""), .init(""), .init("")],
                    [
                        PaperTable.Row(
                            [
                                .text([
                                    PaperText(person.name.map(PrintedName.harmless) ?? "", .strong),
                                    PaperText(person.title, .small),
                                ])
                            ] + (1...3).map { .ticks(["\($0): agree", "\($0): DO NOT AGREE"]) }, height: 12)
                    ])),
            .space(1),
            .signatures(["Why not, where not"]),
            .signatures(
                person.name == nil ? ["Name", "Signature", "Date, time"] : ["Signature", "Date, time and time zone"]),
            .space(3),
        ])
    }

    /// Fields for the 32 words of a hash, filled in or not.
    static func words(_ hash: TreeHash?) -> PaperBlock {
        let words = hash.map(SpokenHash.words)
        return .fields((0..<32).map { PaperField("\($0 + 1)", words?[$0]) }, perRow: 8)
    }

    /// Fields for the hexadecimal digits of a hash, filled in or not.
    static func digits(_ hash: TreeHash?) -> PaperBlock {
        let digits = hash.map { Array($0.ledgerText) }
        return .fields(
            (0..<16).map { group in
                PaperField("\(group * 4 + 1)–\(group * 4 + 4)", digits.map { String($0[group * 4..<group * 4 + 4]) })
            }, perRow: 8)
    }
}
