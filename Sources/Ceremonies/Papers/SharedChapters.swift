// SPDX-License-Identifier: Apache-2.0
//
// Chapters that are both in scripts and in records.

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

    /// The three statements, and room for each person to agree or not.
    static func signOff(_ script: CeremonyScript) -> [PaperBlock] {
        let statements = [
            "I was present from arrival to departure, as the table of roles says.",
            "The script was followed, except as the exceptions say, and without deception.",
            "This paper and the ledger say what truly happened.",
        ]
        let people = script.roles.map { role -> (title: String, name: String?) in (role.title, role.name) }
        var seen: Set<String> = []
        let once = people.filter { $0.name.map { seen.insert($0).inserted } ?? true }
        return [
            .heading("Sign-off"),
            .text(
                statements.enumerated().map { PaperText($0.element, lead: "\($0.offset + 1).  ") } + [
                    PaperText(
                        "Each person ticks one box for each statement. Nobody has to agree. If you do not, write why, "
                            + "and sign anyway.", .small)
                ]),
        ] + (once + [(title: "Another person", name: nil), (title: "Another person", name: nil)]).map(statement) + [
            .together([
                .subheading("Where this ceremony’s papers are kept"),
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
            .signatures(["If not, why not"]),
            .signatures(
                person.name == nil ? ["Name", "Signature", "Date, time"] : ["Signature", "Date, time and time zone"]),
            .space(3),
        ])
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
