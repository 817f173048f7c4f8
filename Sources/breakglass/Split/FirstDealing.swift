// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import CustodyPolicy
import ShareEnvelope

/// Deals a credential that is typed, read or generated.
struct FirstDealing {
    let fields: FieldArguments
    let dealing: DealingArguments
    let passphrases: PassphraseInput
    /// The kind of credential according to the policy; `nil` without a policy.
    let kind: Policy.CredentialKind?
    /// Records that a seed is dealt untried.
    let gate: Gate
    /// The person who overrides a rule, from the command line.
    let author: PublicText?

    /// Reads the credential, deals it, and retires the sets that the new one replaces.
    func run(to roster: Roster, _ evidence: SplitEvidence) async throws {
        let sources = try fields.sources()
        let trial = try SeedTrial(fields, sources)
        let generated = sources.filter { $0.origin == .generated }.map(\.name)
        try checkGenerated(generated)
        try dealing.check(roster, passphrases)
        try checkFactors(of: sources)
        let author = try seedOverrider(sources)
        let delivery = try await dealing.delivery()
        do {
            let dice = try DiceInput.read(isWanted: dealing.dice)
            let credential = try await CredentialInput().read(sources)
            for (name, why) in try trial.untried(in: credential) {
                try gate.pass([SeedRule(untried: name)], overriding: why.description, by: author)
            }
            let work = Dealing(dealing, passphrases, delivery, evidence, retiresLater: !generated.isEmpty)
            if generated.isEmpty {
                try await work.run(credential, to: roster, dice: dice)
            } else {
                try await Self.unseen(evidence) { try await work.run(credential, to: roster, dice: dice) }
            }
            try set(generated, of: credential, at: roster.account, evidence)
            if !evidence.isChanged || !generated.isEmpty { try evidence.retirePredecessors() }
        } catch {
            delivery.discard()
            throw error
        }
    }

    /// Refuses options that do not fit a generated password: nobody knows it until it is shown, and it is not shown
    /// before the paper is proven.
    private func checkGenerated(_ names: [PublicText]) throws(CommandError) {
        guard let name = names.first else { return }
        guard names.count == 1 else {
            throw CommandError(
                .usage,
                "--generate makes one password at a time: with two, one could be set at the account and the other not",
                hint: "deal each of them as its own credential")
        }
        guard Terminal.canReveal else {
            throw CommandError(
                .usage, "there is no terminal to show the generated \(name) on",
                hint: "--field-from \"\(name)=PATH\" takes one that is already set at the account")
        }
        guard !dealing.noReadBack else {
            throw CommandError(
                .usage, "--generate does not work with --no-read-back: the paper is proven before the account changes",
                hint: "leave --no-read-back out, and scan the printed sheets")
        }
    }

    /// Deals a password that nobody has seen yet. If this fails, the set is abandoned, because its sheets open nothing.
    private static func unseen(_ evidence: SplitEvidence, _ deal: () async throws -> Void) async throws {
        let why = "nobody saw the generated password"
        let token = Interruption.undo { try? evidence.giveUp(because: why) }
        defer { Interruption.forget(token) }
        do { try await deal() } catch {
            Interruption.forget(token)
            try evidence.giveUp(because: why)
            guard let failure = error as? CommandError else { throw error }
            throw CommandError(
                failure.code, "\(failure.message); \(why), and the new sheets open nothing",
                hint: "destroy what was printed, and start again; whatever was in force before stays in force")
        }
    }

    /// Has the dealer set each generated password at the account.
    private func set(
        _ names: [PublicText], of credential: Credential, at account: PublicText, _ evidence: SplitEvidence
    ) throws(CommandError) {
        for field in credential.fields where names.contains(field.name) {
            try evidence.shows(field.name)
            let token = Interruption.undo { try? evidence.leaveUnsettled(field.name) }
            defer { Interruption.forget(token) }
            let isSet: Bool
            do throws(CommandError) {
                isSet = try GeneratedPassword(name: field.name, account: account).isSet(field.value)
            } catch {
                try evidence.leaveUnsettled(field.name)
                throw error
            }
            guard isSet else {
                try evidence.giveUp(because: "the generated password was not set at the account")
                throw CommandError(
                    .refused, "the new \(field.name) is not set at the account: its sheets open nothing",
                    hint: "destroy them; whatever was in force before stays in force")
            }
        }
    }

    /// The person who has a seed dealt untried. At a terminal, asks before the credential is typed.
    private func seedOverrider(_ sources: [FieldSource]) throws(CommandError) -> PublicText? {
        guard author == nil, fields.untriedSeed != nil, Terminal.isInteractive,
            sources.contains(where: { $0.kind == .oneTimePasswordSeed })
        else { return author }
        return try Prompt().text(nil, "Who overrides this rule", "--by", limit: 64)
    }

    private func checkFactors(of sources: [FieldSource]) throws(CommandError) {
        let dealt = sources.map { (kind: $0.kind, name: $0.name) }
        if !fields.allowOneSet, let kind, let mismatch = SecondFactorRule.mismatch(of: dealt, with: kind) {
            throw CommandError(
                .refused, mismatch, hint: "--credential names the other one; --allow-one-set deals it anyway")
        }
        guard let conflict = SecondFactorRule.conflict(in: dealt) else { return }
        guard fields.allowOneSet else {
            throw CommandError(
                .refused,
                "\(conflict.secret) and \(conflict.seed) in one set: anyone who opens it holds both factors, so the "
                    + "second protects nothing",
                hint: "split them into two sets with different custodians, or use --allow-one-set")
        }
        Console.warn("\(conflict.secret) and \(conflict.seed) are in one set: one quorum holds both factors")
    }
}
