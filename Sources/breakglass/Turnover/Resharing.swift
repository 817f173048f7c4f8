// SPDX-License-Identifier: Apache-2.0
//
// The same credential on new paper: a quorum recombines it in memory, and it is dealt under a new key to the custodians
// of the policy in force. The quorum retires the old set only when every new sheet is whole. If anything fails before
// that, the old set stays in force.

import Ceremonies
import Ledger
import SecretSharing
import ShareEnvelope

/// One dealing of a credential from its old sheets.
struct Resharing {
    private let arguments: ReshareArguments
    private let sheets: OldSheets
    private let binder: OpenBinder

    init(_ arguments: ReshareArguments, _ sheets: OldSheets, in binder: OpenBinder) {
        self.arguments = arguments
        self.sheets = sheets
        self.binder = binder
    }

    /// Deals the credential, and retires the old set when every new sheet has been read.
    func run() async throws {
        let newPassphrases = try PassphraseInput(arguments.newPassphraseFrom)
        let life = try await sheets.find { () throws(CommandError) in try binder.life(arguments.credential) }
        guard let set = life.liveSet, let manifest = set.manifest, let policy = binder.policy else {
            throw CommandError(.refused, "no policy is in force", hint: "`breakglass policy --adopt`")
        }
        let cause = try ReshareReason(arguments, for: set)
        let roster = try RosterArguments.roster(of: life.name, under: policy, sealing: arguments.sealing.seal)
        let dealing = arguments.dealing
        try dealing.check(roster, newPassphrases)
        let rule = DealingRule(.reshare, of: life, under: policy, in: binder.state)
        if let notice = rule.notice { Console.warn(notice) }
        let passage = try binder.gate(.reshare, of: life.name.account)
            .judge([rule], overriding: arguments.overriding.overriding, by: try arguments.overriding.author())
        let author = try arguments.author()
        let (reason, loss) = try cause.words()
        let delivery = try await dealing.delivery()
        do {
            // A loss is recorded before anything is dealt, but only after every check has passed.
            if let loss { try binder.enter(.sheetLost(loss(author))) }
            let dice = try DiceInput.read(isWanted: dealing.dice)
            let reader = try await sheets.read(manifest, for: .reshare)
            let quorum = try consent(to: set, author, reason, on: reader, passage)
            let evidence = SplitEvidence(binder.evidence, isChanged: false)
            try await Dealing(dealing, newPassphrases, delivery, evidence)
                .run(try reader.open().credential, to: roster, dice: dice)
            try retire(set, quorum, evidence, author)
        } catch {
            delivery.discard()
            throw error
        }
    }

    /// Records what the quorum is asked for, signed by the quorum, before the credential's key is recombined.
    private func consent(
        to set: SetHistory, _ author: PublicText, _ reason: PublicText, on reader: SheetReader, _ passage: Passage
    ) throws(CommandError) -> Quorum {
        let quorum = try reader.quorum().quorum
        let event = ReshareOpened(
            set: set.identity, shares: quorum.shares.map { $0.number }, by: author, why: reason)
        do throws(BinderError) { try passage.record() } catch { throw CommandError(error) }
        let appended = try binder.enter(.reshareOpened(event), signedBy: quorum.shares, of: quorum.manifest)
        Console.say("Entry \(appended.index): \(author) has the credential reissued: \(reason)")
        return quorum
    }

    /// Retires the old set with the quorum's signature, unless the new sheets are not read back.
    private func retire(
        _ set: SetHistory, _ quorum: Quorum, _ evidence: SplitEvidence, _ author: PublicText
    ) throws(CommandError) {
        guard let successor = evidence.set else { return }
        guard !arguments.dealing.noReadBack else {
            Console.warn(
                "set \(set.identity.code) stays in force beside the new one, whose printed sheets were not read back")
            return Console.say(
                "When the new sheets are proven, run `breakglass reshare --retire-only \(set.identity.code)` with an old "
                    + "quorum.")
        }
        try Retirement(
            of: set, successor: successor, isChanged: false, by: author, why: .known("the credential was reissued")
        ).write(with: quorum.shares, of: quorum.manifest, in: binder)
    }
}

/// Why a credential is dealt to new paper, and the sheet that this is about.
private struct ReshareReason {
    private let cause: ReshareCause
    private let share: ShareNumber?
    private let set: SetHistory
    private let why: String?

    init(_ arguments: ReshareArguments, for set: SetHistory) throws(CommandError) {
        self.set = set
        why = arguments.why
        cause = try Self.cause(arguments.because)
        guard cause.isAboutSheet else {
            share = nil
            return
        }
        let text = try Prompt().text(arguments.share, "Which share's sheet is it, such as g1m2", "--share")
        guard let number = ShareNumber(reading: text), set.created.custodians.contains(where: { $0.share == number })
        else {
            throw CommandError(
                .usage, "set \(set.identity.code) has no share \(text)",
                hint: "it has \(set.created.custodians.map { $0.share.description }.joined(separator: ", "))")
        }
        share = number
    }

    /// What the quorum agrees to, and the loss to record first unless it is on record.
    func words() throws(CommandError) -> (reason: PublicText, loss: ((PublicText) -> SheetLost)?) {
        guard let share, let reason = cause.reason(share) else {
            return (try text("Why"), nil)
        }
        guard ReshareCause.isNews(share, of: set) else { return (reason, nil) }
        let happened = try text("What happened to the sheet of \(share)")
        return (reason, { SheetLost(set: set.identity, share: share, happened: happened, by: $0) })
    }

    private func text(_ question: String) throws(CommandError) -> PublicText {
        try PublicText(named: "--why", try Prompt().text(why, question, "--why"), limit: 1000)
    }

    private static func cause(_ given: ReshareCause?) throws(CommandError) -> ReshareCause {
        if let given { return given }
        let words = ReshareCause.allCases.map(\.rawValue).joined(separator: ", ")
        while true {
            let answer = try Prompt().text(nil, "Why is it dealt to new paper: \(words)", "--because")
            if let cause = ReshareCause(rawValue: answer.lowercased()) { return cause }
            Console.say("Type one of: \(words).")
        }
    }
}
