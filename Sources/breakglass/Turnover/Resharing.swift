// SPDX-License-Identifier: Apache-2.0
//
// The same credential for today's custodians: a quorum recombines it in memory, and it is dealt under a new key. The
// quorum retires the old set only when every new sheet is whole. If anything fails before that, the old set stays in
// force.

import Ceremonies
import Ledger
import SecretSharing
import ShareEnvelope

/// One dealing of a credential from its old sheets.
struct Resharing {
    private let arguments: ReshareArguments
    private let act: Act

    init(_ arguments: ReshareArguments, as act: Act) {
        self.arguments = arguments
        self.act = act
    }

    /// Deals the credential, and retires the old set when every new sheet has been read.
    ///
    /// - Parameters:
    ///   - why: from the command line; asked for if `nil`.
    ///   - record: writes to the ledger after every check that does not need the old sheets has passed.
    func run(
        because why: String?,
        recording record: (StrictBinder, PublicText) throws(CommandError) -> Void = { _, _ throws(CommandError) in }
    ) async throws {
        let passphrases = try PassphraseInput(arguments.passphraseFrom)
        let newPassphrases = try PassphraseInput(arguments.newPassphraseFrom)
        guard !arguments.paths.isEmpty || Terminal.isInteractive else {
            throw CommandError(.usage, "no sheets are named", hint: "name the old sheets' files")
        }
        let binder = try StrictBinder(arguments.binder, arguments.key)
        let life = try await binder.find(for: arguments.paths, act) { () throws(CommandError) in
            try binder.life(arguments.credential)
        }
        guard let set = life.liveSet, let manifest = set.manifest, let policy = binder.policy else {
            throw CommandError(.refused, "no policy is in force", hint: "`breakglass policy --adopt`")
        }
        let roster = try RosterArguments.roster(of: life.name, under: policy, sealing: arguments.seal)
        let dealing = arguments.dealing
        try dealing.check(roster, newPassphrases)
        let step = StepRule(.reshare, of: life)
        if let notice = step.notice { Console.warn(notice) }
        let passage = try binder.gate(act, of: life.name.account).judge(
            [
                step, PlanRule(dealing: life.name, under: policy),
                FactorRule(dealing: life.name, under: policy, in: binder.state),
            ],
            overriding: arguments.overriding,
            by: try arguments.by.map { name throws(CommandError) in try PublicText(named: "--by", name, limit: 64) })
        let author = try PublicText(
            named: "--by", try Prompt().text(arguments.by, "Who asks for it", "--by"), limit: 64)
        let reason = try PublicText(named: "--why", try Prompt().text(why, "Why", "--why"), limit: 1000)
        let delivery = try await dealing.delivery()
        do {
            try record(binder, author)
            let dice = try DiceInput.read(isWanted: dealing.dice)
            let reader = try await reader(set, manifest, passphrases, in: binder)
            let quorum = try consent(
                to: ReshareStatement(set: set, by: author, why: reason), on: reader, passage, in: binder)
            let evidence = SplitEvidence(binder.place, isRotated: false)
            try await Dealing(dealing, newPassphrases, delivery, evidence)
                .run(try reader.open().credential, to: roster, dice: dice)
            try retire(set, quorum, evidence, author, in: binder)
        } catch {
            delivery.discard()
            throw error
        }
    }

    private func reader(
        _ set: SetHistory, _ manifest: Manifest, _ passphrases: PassphraseInput, in binder: StrictBinder
    ) async throws(CommandError) -> SheetReader {
        let reader = SheetReader(
            passphrases: passphrases, allowsSwap: arguments.dealing.allowSwap, opens: .sets([manifest.identity]),
            known: KnownSets(binder.state), goal: .reshare)
        reader.take(manifest)
        try await binder.gather(arguments.paths, at: reader, for: act)
        return reader
    }

    /// Records what the quorum is asked for, signed by the quorum, before the credential's key is recombined.
    private func consent(
        to statement: ReshareStatement, on reader: SheetReader, _ passage: Passage, in binder: StrictBinder
    ) throws(CommandError) -> Quorum {
        let quorum = try reader.quorum().quorum
        let event = ReshareOpened(
            set: statement.set.identity, shares: quorum.shares.map { $0.number }, by: statement.by, why: statement.why)
        do throws(BinderError) { try passage.record() } catch { throw CommandError(error) }
        let appended = try binder.append(.reshareOpened(event), signedBy: quorum.shares, of: quorum.manifest)
        Console.say("Entry \(appended.index): \(statement.by) has the credential reissued: \(statement.why)")
        return quorum
    }

    /// Retires the old set with the quorum's signature, unless the new sheets are not read back.
    private func retire(
        _ set: SetHistory, _ quorum: Quorum, _ evidence: SplitEvidence, _ author: PublicText, in binder: StrictBinder
    ) throws(CommandError) {
        guard let successor = evidence.set else { return }
        guard !arguments.dealing.noReadBack else {
            Console.warn(
                "set \(set.identity.code) stays in force beside the new one, whose printed sheets were not read back")
            return Console.say(
                "When the new sheets are proven, run `breakglass retire \(set.identity.code)` with an old quorum."
            )
        }
        try Retirement(
            of: set, successor: successor, isRotated: false, by: author, why: .known("the credential was reissued")
        ).write(with: quorum.shares, of: quorum.manifest, in: binder)
    }
}

/// The statement that a quorum agrees to.
private struct ReshareStatement {
    let set: SetHistory
    let by: PublicText
    let why: PublicText
}
