// SPDX-License-Identifier: Apache-2.0
//
// A record as a paper: the script's steps, each with what the ledger says about it.

package import CustodyPolicy
package import Ledger
package import MerkleLog
import SecretSharing
package import SheetPrinting

/// What a record's paper says besides its entries.
package struct RecordFrame: Sendable {
    /// The entry that names the script.
    package let scriptPlace: EntryPlace
    /// The SHA-256 of the script's file, from that entry.
    package let scriptDigest: TreeHash
    /// The script's name.
    package let identity: ScriptIdentity
    /// The ledger after the ceremony.
    package let checkpoint: PrintedCheckpoint
    /// The root of that ledger.
    package let root: TreeHash
    /// What is due next, in words.
    package let due: [String]
    /// The program that made the record.
    package let program: String
    /// When it was made.
    package let made: LedgerTime
    /// The person who made it.
    package let by: String
    /// Describes an entry in a sentence.
    package let sentence: @Sendable (EntryPlace, LedgerEvent) -> String

    /// Makes the frame of a record.
    package init(
        scriptPlace: EntryPlace, scriptDigest: TreeHash, identity: ScriptIdentity, checkpoint: PrintedCheckpoint,
        root: TreeHash, due: [String], program: String, made: LedgerTime, by: String,
        sentence: @escaping @Sendable (EntryPlace, LedgerEvent) -> String
    ) {
        self.scriptPlace = scriptPlace
        self.scriptDigest = scriptDigest
        self.identity = identity
        self.checkpoint = checkpoint
        self.root = root
        self.due = due
        self.program = program
        self.made = made
        self.by = by
        self.sentence = sentence
    }
}

extension PaperDocument {
    /// Makes the paper of a record.
    package init(_ record: CeremonyRecord, of script: CeremonyScript, _ frame: RecordFrame) {
        let pages = RecordPages(record: record, script: script, frame: frame)
        self.init(
            title: "Record of a \(script.ceremony.rawValue), \(script.account)",
            head: "Record of a \(script.ceremony.rawValue): \(PaperChapter.subject(script))",
            mark: PaperChapter.mark(script),
            foot: "Record of script \(frame.identity)  (\(frame.identity.words.joined(separator: " ")))",
            created: CreationTime(posixSeconds: Int64(frame.made.posixSeconds), secondsFromUTC: 0),
            blocks: pages.titlePage + [.newPage] + pages.steps + pages.exceptions + pages.others + [.newPage]
                + pages.hashes + [.newPage] + PaperChapter.signOff(script))
    }
}

private struct RecordPages {
    /// The width of the column of steps, in small monospaced characters.
    private static let commandWidth = 42

    let record: CeremonyRecord
    let script: CeremonyScript
    let frame: RecordFrame

    // MARK: - Title page

    var titlePage: [PaperBlock] {
        [
            .title(
                over: "Record of a ceremony", script.ceremony.title, under: PaperChapter.subject(script)), .space(3),
            PaperChapter.facts([
                ("Organization", .text(PrintedName.harmless(script.organisation))),
                (
                    "Kind",
                    script.isPractice
                        ? .text("PRACTICE: this was not real.", .strong)
                        : .text("Production: this was real.", .strong)
                ),
                (
                    "Script",
                    .text([
                        PaperText(
                            "entry \(frame.scriptPlace), made by \(PrintedName.isolated(script.by)), "
                                + script.made.onPaper),
                        PaperText("SHA-256 \(frame.scriptDigest.ledgerText)", .typed),
                    ])
                ),
                ("Place", script.place.map { .text(PrintedName.harmless($0)) } ?? .blank),
                (
                    "In the ledger",
                    .text(
                        record.span.map { span in
                            "from entry \(span.first.place), \(span.first.entry.time.onPaper), to entry "
                                + "\(span.last.place), \(span.last.entry.time.onPaper)"
                        } ?? "nothing was written")
                ), ("Shares that signed", .text(signers)),
                ("Exceptions", .text(exceptionCount, .strong)), ("Steps without an entry", .text(missing)),
                ("Ledger", .text(script.ledger.origin, .typed)), ("Program", .text(frame.program)),
                ("Made", .text("by \(PrintedName.isolated(frame.by)), \(frame.made.onPaper)")),
                (
                    "Earlier papers",
                    .text(script.previous.isEmpty ? "none" : script.previous.joined(separator: "; "))
                ), ("Due next", .text(frame.due.isEmpty ? "nothing" : frame.due.joined(separator: "; "))),
            ]), .space(3),
            .together([.subheading("The ledger after the ceremony"), .checkpoint(frame.checkpoint)]),
            .text([
                PaperText(
                    "Next to each step is what the ledger says. Entries say what the program did and which shares "
                        + "signed. What else people saw and decided is on the script, which is kept with this "
                        + "record.")
            ]),
        ]
    }

    private var exceptionCount: String {
        switch record.exceptions.count {
        case 0: "none recorded"
        case 1: "1 recorded"
        case let count: "\(count) recorded"
        }
    }

    private var signers: String {
        let entries = record.phases.flatMap(\.steps).flatMap(\.entries) + record.unplaced
        let shares = entries.flatMap { entry -> [ShareNumber] in
            if case .cosigned(let event) = entry.entry.event { event.signatures.map { $0.share } } else { [] }
        }
        return shares.isEmpty ? "none" : Set(shares).sorted().map(\.description).joined(separator: ", ")
    }

    /// The steps that should have left an entry but did not.
    private var missing: String {
        let steps = record.phases.flatMap(\.steps).filter { done in
            !done.step.leaves.filter { ![.exception, .countersigned, .paperMade].contains($0) }.isEmpty
                && done.entries.isEmpty
        }
        return steps.isEmpty ? "none" : steps.map(\.mark).joined(separator: ", ")
    }

    // MARK: - Steps

    var steps: [PaperBlock] {
        [.heading("Steps")]
            + record.phases.flatMap { phase -> [PaperBlock] in
                [
                    .subheading(phase.title),
                    .table(
                        PaperTable(
                            [.init("No.", width: 10), .init("Step", width: 66), .init("What the ledger says")],
                            phase.steps.map(row))),
                ]
            }
    }

    private func row(_ done: CeremonyRecord.Done) -> PaperTable.Row {
        let step = done.step
        let said: [PaperText] =
            if !done.entries.isEmpty {
                done.entries.map(text)
            } else if step.leaves.isEmpty {
                [PaperText("It leaves no entry.", .small)]
            } else if step.leaves.allSatisfy({ [.exception, .countersigned, .paperMade].contains($0) }) {
                [PaperText("None recorded.", .small)]
            } else {
                [PaperText("Nothing in the ledger.", .strong)]
            }
        return PaperTable.Row([
            .text("\(done.number)", .strong),
            .text(
                [PaperText(done.title, .strong)]
                    + (step.commands + (done.turn?.commands ?? [])).flatMap { command in
                        CommandLines(command, width: Self.commandWidth).lines.map { PaperText($0, .smallTyped) }
                    }), .text(said),
        ])
    }

    private func text(_ entry: CeremonyRecord.Entry) -> PaperText {
        PaperText(sentence(of: entry), lead: "\(entry.place)  \(clock(entry.entry.time))  ")
    }

    private func sentence(of entry: CeremonyRecord.Entry) -> String {
        var sentence = frame.sentence(entry.place, entry.entry.event)
        if case .cosigned(let event) = entry.entry.event {
            sentence += " Signed: \(event.signatures.map { $0.share.description }.joined(separator: ", "))."
        }
        return PrintedName.harmless(sentence)
    }

    private func clock(_ time: LedgerTime) -> String { String(time.description.dropFirst(11).prefix(8)) }

    // MARK: - Exceptions

    var exceptions: [PaperBlock] {
        guard !record.exceptions.isEmpty else {
            return [.together([.heading("Exceptions"), .text([PaperText("None recorded.", .strong)])])]
        }
        return [
            .heading("Exceptions"),
            .table(
                PaperTable(
                    [.init("Entry", width: 38), .init("What the ledger says")],
                    record.exceptions.map { exception in
                        PaperTable.Row([
                            .text([
                                PaperText("\(exception.entry.place)", .strong),
                                PaperText(exception.entry.entry.time.onPaper, .small),
                            ]), .text(told(exception)),
                        ])
                    })),
        ]
    }

    private func told(_ exception: CeremonyRecord.Exception) -> [PaperText] {
        switch exception.event {
        case .refused(let refused): [PaperText("THE PROGRAM REFUSED.", .strong), told("Why", refused.why)]
        case .recorded(let event):
            (event.override ? [PaperText("A RULE WAS OVERRIDDEN.", .strong)] : []) + [
                told("Expected", event.expected), told("Happened", event.happened), told("Decided", event.decided),
                told("By", event.by),
            ] + (event.override ? [countersigned(exception.countersigned)] : [])
        }
    }

    private func countersigned(_ entry: CeremonyRecord.Entry?) -> PaperText {
        PaperText(
            entry.map { frame.sentence($0.place, $0.entry.event) } ?? "Nobody yet.", lead: "Countersigned:  ")
    }

    private func told(_ name: String, _ text: some CustomStringConvertible) -> PaperText {
        PaperText(PrintedName.harmless(text.description), lead: "\(name):  ")
    }

    var others: [PaperBlock] {
        list("Entries that belong to no step", record.unplaced)
            + list("Entries about other things, written meanwhile", record.foreign)
    }

    private func list(_ title: String, _ entries: [CeremonyRecord.Entry]) -> [PaperBlock] {
        guard !entries.isEmpty else {
            return [.together([.heading(title), .text([PaperText("None.", .strong)])])]
        }
        return [
            .heading(title),
            .table(
                PaperTable(
                    [.init("Entry", width: 38), .init("What the ledger says")],
                    entries.map { entry in
                        PaperTable.Row([
                            .text([
                                PaperText("\(entry.place)", .strong), PaperText(entry.entry.time.onPaper, .small),
                            ]),
                            .text([
                                PaperText(sentence(of: entry), lead: "\(entry.entry.event.kind.rawValue):  ")
                            ]),
                        ])
                    })),
        ]
    }

    var hashes: [PaperBlock] {
        [
            .heading("Hashes"),
            .together([
                .subheading("The script’s file, as the ledger names it: SHA-256, in words"),
                PaperChapter.words(frame.scriptDigest), PaperChapter.digits(frame.scriptDigest),
            ]),
            .together([
                .subheading("The ledger after the ceremony, \(frame.checkpoint.size) entries: its root, in words"),
                PaperChapter.words(frame.root), PaperChapter.digits(frame.root),
            ]),
            .choice(
                "These words are those written on the script at the table.", ["yes", "no: see exceptions"]),
        ]
    }
}

extension CeremonyRecord.Done {
    /// "The sheets are taken: g1m1, Ana Ruiz"
    fileprivate var title: String {
        step.title + (turn.map { ": \($0.share), \(PrintedName.isolated($0.custodian))" } ?? "")
    }

    /// "14", or "14 g1m1" for one of its turns.
    fileprivate var mark: String { "\(number)" + (turn.map { " \($0.share)" } ?? "") }
}
