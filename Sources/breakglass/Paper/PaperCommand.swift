// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Custody
import CustodyPolicy
import Ledger
import MerkleLog
import Reports
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

            The night kit is one sheet of paper, made in advance, for the person who must recover an account at night: \
            what must have failed, whom to call, where the sheets of its credentials lie, and the five steps. \
            `breakglass status` says when it is out of date. No secret is on it, but keep it as you keep the policy.
            """)

    @Argument(help: "The paper: split, reshare, recovery, drill, rehearsal or rotation for a script; record; or night.")
    var kind: PaperKind

    @Argument(help: "For a record, the script's entry (default: the newest script without a record).")
    var entry: String?

    @OptionGroup(title: "Credential") var credential: CredentialArguments
    @OptionGroup(title: "Script") var script: ScriptArguments

    @Option(help: "The paper: a4 or letter.")
    var paper = PaperSize.a4

    @OptionGroup var author: AuthorArguments

    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    func run() throws {
        var interview = Interview([("--by", author.by)])
        switch kind {
        case .script(let ceremony): try makeScript(of: ceremony, &interview)
        case .record: try makeRecord(&interview)
        case .night: try makeNightKit(&interview)
        }
    }

    private func makeScript(of ceremony: PaperMade.Ceremony, _ interview: inout Interview) throws {
        try refuse(entry.map { ["entry \($0)"] } ?? [])
        let making: ScriptMaking
        do throws(Refusal) {
            making = try ScriptMaking(
                of: ceremony, isPractice: script.practice, hasVaultSheet: script.vaultSheet, roles: script.role,
                materials: script.material, place: script.place, on: script.on)
        } catch { throw CommandError(.usage, error) }
        let author = try interview.plan(PaperAuthor(of: "script"))
        let binder = try OpenBinder(self.binder, key)
        // A credential may have a script before it has sheets.
        let life = try credential.choose(
            among: binder.state.lives(under: binder.policy),
            orElse: "neither policy nor ledger has a credential of that name",
            hint: "add one to policy.yaml, then `breakglass policy --adopt`")
        let made = try Self.trying { () throws(PaperError) in
            try making.make(
                of: life.name, in: binder, by: author, on: paper, program: ProgramVersion.name.description)
        }
        for warning in made.warnings { Console.warn(warning) }
        Console.say("Script   \(made.identity.words.joined(separator: " ")), at the foot of each page")
        show(made.paper, "Print it single-sided; what people fill in by hand belongs to the record.")
    }

    private func makeRecord(_ interview: inout Interview) throws {
        try refuse(credential.given + script.given)
        let place = try entry.map { text throws(CommandError) in try EntryPlace(reading: text, option: "the script") }
        let binder = try OpenBinder(self.binder, key)
        let making = try Self.trying { () throws(PaperError) in try RecordMaking(of: place, in: binder) }
        let author = try interview.plan(PaperAuthor(of: "record"))
        let (made, count) = try Self.trying { () throws(PaperError) in
            try making.make(by: author, on: paper, program: ProgramVersion.name.description) {
                EntrySentence(place: $0, event: $1).words
            }
        }
        show(made, "Print it, and keep it with the filled-in script.")
        Console.say(
            count == 0 ? "Exceptions: none recorded." : "Exceptions: \(count) recorded; the record has them in full.")
    }

    private func makeNightKit(_ interview: inout Interview) throws {
        try refuse((entry.map { ["entry \($0)"] } ?? []) + script.given)
        let binder = try OpenBinder(self.binder, key)
        let account = try self.account(in: binder)
        let making = try Self.trying { () throws(PaperError) in try NightKitMaking(of: account, in: binder) }
        let author = try interview.plan(PaperAuthor(of: "night kit"))
        let without = making.withoutContact.map(\.description).joined(separator: ", ")
        if !without.isEmpty {
            Console.warn("the policy has no `contact` for \(without): write the numbers on the paper")
        }
        let made = try Self.trying { () throws(PaperError) in
            try making.make(by: author, on: paper, version: ProgramVersion.number)
        }
        if made.pageCount > PaperDocument.nightKitLimit {
            Console.warn(
                "the night kit has \(made.pageCount) pages: it fits on \(PaperDocument.nightKitLimit) with shorter names, "
                    + "contacts and places in the policy")
        }
        show(made, "Print it on both sides of one sheet, and destroy the one before it.")
    }

    private static func trying<Made>(_ make: () throws(PaperError) -> Made) throws(CommandError) -> Made {
        do throws(PaperError) { return try make() } catch { throw CommandError(error) }
    }

    /// The account that a night kit is about: it has all the credentials that are needed to sign in.
    private func account(in binder: OpenBinder) throws(CommandError) -> PublicText {
        let dealt = binder.state.lives(under: binder.policy).filter { $0.liveSet != nil }
        let fitting = dealt.filter { life in
            (credential.account.map { $0 == life.name.account.description } ?? true)
                && (credential.credential.map { $0 == life.name.credential?.description } ?? true)
        }
        let accounts = Set(fitting.map(\.name.account))
        guard accounts.count == 1, let account = accounts.first else {
            // It says what is missing or ambiguous.
            return try credential.choose(
                among: dealt, orElse: "no credential of that name has a set in force",
                hint: "`breakglass split` deals one"
            ).name.account
        }
        return account
    }

    private func show(_ made: PublishedPaper, _ advice: String) {
        Console.say("Paper    \(made.path)")
        Console.say("Entry    \(made.entry)")
        Console.say("SHA-256  \(made.digest.ledgerText)")
        for line in SpokenHash.lines(made.digest) { Console.say("         \(line)") }
        Console.say(advice)
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
