// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Ledger
import ShareEnvelope
import SheetPrinting
import TerminalDialogue

/// A paper that people ask for.
enum PaperKind: Hashable, CaseIterable, ExpressibleByArgument {
    /// The script of a ceremony.
    case script(PaperMade.Ceremony)
    /// The record of the ceremony that followed a script.
    case record
    /// Whom to call, where the sheets are and what to do, for a recovery that nobody planned.
    case night

    static var allCases: [PaperKind] { PaperMade.Ceremony.allCases.map { .script($0) } + [.record, .night] }

    static var allValueStrings: [String] { allCases.map(\.name) }

    init?(argument: String) {
        guard let kind = Self.allCases.first(where: { $0.name == argument }) else { return nil }
        self = kind
    }

    /// The word on the command line.
    var name: String {
        switch self {
        case .script(let ceremony): ceremony.rawValue
        case .record: "record"
        case .night: "night"
        }
    }
}

/// `breakglass paper`
struct PaperCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paper",
        abstract: "Make a paper from the policy and the ledger: the script of a ceremony, its record, or a night kit.",
        discussion: """
            Papers are PDF files in the binder's papers. The ledger names each by its SHA-256, so nobody can swap one \
            later.

            A script is made before its ceremony, when everything is decided: if the policy changes, make a new one. \
            Its steps fit this credential: its custodians, its rule, its vault sheet, and the commands to type. Print \
            it, follow it, fill it in by hand, and sign it.

              breakglass paper split --role administrator="Dana Novak" \\
                --material Laptop=LT-0042 --place "Room 4" --on "2026-12-01 09:00 CET"

            The record is made after the ceremony: the script's steps, each with the entries from the script up to \
            now, or up to the next script of the same credential. A later record of the same script adds what came \
            since. Sign it too. What people filled in by hand is only on the script: keep both.

            The night kit is one sheet of paper, made in advance, for the person who must recover a credential at \
            night: whom to call, where the sheets lie, and the five steps. `breakglass status` says when it is out of \
            date. No secret is on it, but keep it as you keep the policy.
            """)

    @Argument(help: "The paper: split, reshare, recovery, drill, rehearsal or rotation for a script; record; or night.")
    var kind: PaperKind

    @Argument(help: "For a record, the script's entry (default: the newest script without a record).")
    var entry: String?

    @OptionGroup(title: "Credential") var credential: CredentialArguments
    @OptionGroup(title: "Script") var script: ScriptArguments

    @Option(help: "The paper: a4 or letter.")
    var paper = PaperSize.a4

    @Option(help: "Who makes it.")
    var by: String?

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    func run() throws {
        let author = PaperAuthor(given: by)
        switch kind {
        case .script(let ceremony):
            try refuse(entry.map { ["entry \($0)"] } ?? [])
            try ScriptPaper(of: ceremony, for: credential, script, on: paper)
                .make(in: OpenBinder(binder, key), by: author)
        case .record:
            try refuse(credential.given + script.given)
            try RecordPaper(script: entry, paper: paper).make(in: OpenBinder(binder, key), by: author)
        case .night:
            try refuse((entry.map { ["entry \($0)"] } ?? []) + script.given)
            try NightKitPaper(credential: credential, paper: paper).make(in: OpenBinder(binder, key), by: author)
        }
    }

    /// Refuses what another kind of paper needs.
    private func refuse(_ given: [String]) throws(CommandError) {
        guard !given.isEmpty else { return }
        let why =
            switch kind {
            case .script: "only a record is about a script"
            case .record: "a record takes everything from its script"
            case .night: "a night kit takes everything from policy and ledger"
            }
        throw CommandError(
            .usage, "\(given.joined(separator: ", ")): \(why)", hint: "leave \(given.count == 1 ? "it" : "them") out")
    }
}

/// The person who makes a paper: given, or asked for.
struct PaperAuthor {
    let given: String?

    func name(_ question: String) throws(CommandError) -> PublicText {
        try PublicText(named: "--by", try Prompt().text(given, question, "--by"), limit: 64)
    }
}

extension CredentialArguments {
    /// The options that were given.
    var given: [String] {
        [("--account", account), ("--credential", credential)].filter { $0.1 != nil }.map { $0.0 }
    }
}
