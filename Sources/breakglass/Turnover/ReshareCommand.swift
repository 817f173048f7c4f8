// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
package import Ceremonies
import Ledger
import Recovery
import SecretSharing
import ShareEnvelope
import TerminalDialogue

extension ReshareCause: ExpressibleByArgument {}

/// `breakglass reshare`
struct ReshareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reshare",
        abstract: "Deal the same credential to new paper, from a quorum of its old sheets.",
        discussion: """
            Use it when custodians change, and when a sheet is lost or can no longer be read: a sheet cannot be made \
            again, so a quorum of the others deals the credential to everybody under a new key. If a spare was dealt, \
            hand it over instead: `breakglass sheet receive --replaces SHARE`.

            Nothing is shown. The old set stays in force until every new sheet has been read back; then it is retired. \
            Its sheets still open the old locked credential: have them destroyed, and change the credential if you \
            cannot prove that all of them were.

            --retire-only deals nothing: it takes a set out of force that another one has replaced, or whose account \
            is gone, with a quorum of that set's own sheets. First prove a quorum of the new sheets: `breakglass drill \
            in-person`, or `breakglass sheet receive` with a scan of each.
            """)

    @OptionGroup var arguments: ReshareArguments

    func run() async throws {
        try arguments.check()
        let binder = try OpenBinder(arguments.binder, arguments.key)
        if let set = arguments.retireOnly { try await retire(set, binder) } else { try await reshare(binder) }
    }

    private func retire(_ code: String, _ binder: OpenBinder) async throws(CommandError) {
        let sheets = try OldSheets(arguments, in: binder)
        let set = try await sheets.find { () throws(CommandError) in try binder.set(named: code) }
        guard let manifest = set.manifest else { throw CommandError(.fault, "the set is gone") }
        let ceremony = Retiring(set, isChanged: arguments.change.changed, binder)
        let gate = binder.gate(.reshare, of: set.created.account)
        let overriding = arguments.overriding.overriding
        var interview = arguments.interview
        let (retirement, passage) = try interview.plan(ceremony) { plan, interview throws(CommandError) in
            try gate.judge(ceremony.rules, overriding: overriding, by: plan.author, backTo: &interview)
                .map { (plan, $0) }
        }
        let reader = try await sheets.read(manifest, for: .consent)
        guard reader.isReady else { throw reader.quorumIsMissing() }
        do throws(BinderError) {
            let shares = reader.session.provenShares
            tell(try retirement.record(signedBy: shares, of: manifest, in: binder, passage))
        } catch { throw CommandError(error) }
    }

    private func reshare(_ binder: OpenBinder) async throws(CommandError) {
        let sheets = try OldSheets(arguments, in: binder)
        let newPassphrases = try PassphraseInput(arguments.newPassphraseFrom)
        let life = try await sheets.find { () throws(CommandError) in try binder.life(arguments.credential) }
        let ceremony: Reshare
        do throws(Refusal) { ceremony = try Reshare(of: life, sealing: arguments.sealing.seal, binder) } catch {
            throw CommandError(.refused, error)
        }
        var interview = arguments.interview
        let dealing = arguments.dealing
        let (plan, passage) = try interview.plan(ceremony) { plan, interview throws(CommandError) in
            try dealing.check(plan.roster, newPassphrases)
            let rule = ceremony.rule
            if let notice = rule.notice { Console.warn(notice) }
            return try binder.gate(.reshare, of: life.name.account)
                .judge([rule], overriding: arguments.overriding.overriding, by: plan.by, backTo: &interview)
                .map { (plan, $0) }
        }
        try await dealing.atDesk(newPassphrases) { desk throws(CommandError) in
            do throws(BinderError) { try ceremony.recordLoss(of: plan) } catch { throw CommandError(error) }
            let dice = try DiceInput.read(isWanted: dealing.dice)
            let reader = try await sheets.read(ceremony.manifest, for: .reshare)
            let open: OpenReshare
            let quorum = try reader.quorum().quorum
            do throws(BinderError) { open = try ceremony.open(plan, with: quorum, passage) } catch {
                throw CommandError(error)
            }
            Console.say(open.words)
            let new = try await dealing.dealing(
                to: plan.roster, DealingEvidence(binder.evidence, program: ProgramVersion.name), .none
            ).run(try reader.open().credential, dice: dice, at: desk)
            guard !dealing.noReadBack else {
                Console.warn(open.unproven.warning)
                return Console.say(open.unproven.words)
            }
            do throws(BinderError) { tell(try open.retire(for: new)) } catch { throw CommandError(error) }
            for line in new.nextSteps { Console.say(line) }
        }
    }

    private func tell(_ retired: (words: String, warning: String?)) {
        Console.say(retired.words)
        guard let warning = retired.warning else { return }
        Console.warn(warning)
        Console.say(SetRetirement.destroying)
    }
}

/// The arguments for dealing a credential again from its old sheets, or for retiring these.
struct ReshareArguments: ParsableArguments {
    @Argument(help: "Files and folders with the old sheets, or - for text on the standard input.")
    var paths: [String] = []

    @Option(
        help: ArgumentHelp(
            "Why it is dealt to new paper: people, lost or damaged (asked at a terminal).", valueName: "cause"))
    var because: ReshareCause?

    @Option(help: "The share whose sheet is lost or damaged, such as g1m2.")
    var share: String?

    @OptionGroup var reason: ReasonArguments

    @Option(
        help: ArgumentHelp(
            "Deal nothing: take the set with this code out of force, with a quorum of its own sheets.",
            valueName: "set"))
    var retireOnly: String?

    @OptionGroup var change: ChangeArguments
    @OptionGroup(title: "Credential") var credential: CredentialArguments
    @OptionGroup(title: "Sheets") var sealed: PassphraseArguments

    @Option(
        help: ArgumentHelp(
            "Take a new sealed share's passphrase from a file, for scripts. Repeatable.", valueName: "share=path"))
    var newPassphraseFrom: [String] = []

    @OptionGroup(title: "Sheets") var sealing: SealArguments
    @OptionGroup(title: "Sheets") var dealing: DealingArguments
    @OptionGroup(title: "Evidence") var overriding: OverrideArguments
    @OptionGroup(title: "Evidence") var author: AuthorArguments
    @OptionGroup(title: "Evidence") var binder: BinderArguments
    @OptionGroup var key: BinderKeyArguments

    /// Refuses options that do not belong together, before anything is opened.
    func check() throws(CommandError) {
        if retireOnly != nil {
            guard because == nil, share == nil, dealing.output == nil, dealing.queue == nil else {
                throw CommandError(
                    .usage, "--retire-only deals nothing: --because, --share, --output, and --print cannot be used",
                    hint: "leave them out, or leave --retire-only out to deal the credential to new paper")
            }
        } else if change.changed {
            throw CommandError(
                .usage, "--changed: a changed credential is not on the old sheets",
                hint: "`breakglass split --changed\(credential.naming)` deals it")
        }
        guard !paths.isEmpty || Terminal.isInteractive else {
            throw CommandError(.usage, "no sheets are named", hint: "name the files of a quorum's sheets")
        }
    }

    /// The questions, with what the command line answers.
    var interview: Interview {
        Interview([
            ("--because", because?.rawValue), ("--share", share), ("--by", author.by), ("--why", reason.why),
        ])
    }
}

/// The old sheets, which a quorum brings.
struct OldSheets {
    private let paths: [String]
    private let passphrases: PassphraseInput
    private let allowsSwap: Bool
    private let binder: OpenBinder

    init(_ arguments: ReshareArguments, in binder: OpenBinder) throws(CommandError) {
        paths = arguments.paths
        passphrases = try PassphraseInput(arguments.sealed.passphraseFrom)
        allowsSwap = arguments.dealing.allowSwap
        self.binder = binder
    }

    /// Finds what the sheets belong to.
    func find<Found>(_ find: () throws(CommandError) -> Found) async throws(CommandError) -> Found {
        try await binder.find(for: paths, .reshare, find)
    }

    /// Reads the sheets of a set.
    func read(_ manifest: Manifest, for purpose: ReadingPurpose) async throws(CommandError) -> SheetReader {
        let reader = SheetReader(
            passphrases: passphrases, allowsSwap: allowsSwap, opens: .sets([manifest.identity]),
            known: KnownSets(binder.state), goal: purpose)
        reader.take(manifest)
        try await binder.gather(paths, at: reader, for: .reshare)
        return reader
    }
}
