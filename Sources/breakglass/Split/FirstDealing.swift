// SPDX-License-Identifier: Apache-2.0

import Binder
import Ceremonies
import ShareEnvelope

/// A credential that is typed or read for the first time, and dealt.
struct FirstDealing {
    let fields: FieldArguments
    let dealing: DealingArguments
    let passphraseFrom: [String]
    let allowsOneSet: Bool
    /// What the policy says that the credential is; nothing without a policy.
    let kind: Policy.CredentialKind?

    /// Reads the credential, deals it, and retires the sets that the new one takes the place of.
    func run(to roster: Roster, _ evidence: SplitEvidence) async throws {
        let sources = try fields.sources()
        let passphrases = try PassphraseInput(passphraseFrom)
        try dealing.check(roster, passphrases)
        let delivery = try await dealing.delivery()
        do {
            let dice = try DiceInput.read(isWanted: dealing.dice)
            let credential = try await CredentialInput().read(sources)
            try checkFactors(of: credential)
            try await Dealing(dealing, passphrases, delivery, evidence).run(credential, to: roster, dice: dice)
            if !evidence.isRotated { try evidence.retirePredecessors() }
        } catch {
            delivery.discard()
            throw error
        }
    }

    private func checkFactors(of credential: Credential) throws(Complaint) {
        if !allowsOneSet, let kind, let mismatch = SecondFactorRule.mismatch(of: credential, with: kind) {
            throw Complaint(
                .refused, mismatch, hint: "--credential names the other one; --allow-one-set deals it all the same")
        }
        guard let conflict = SecondFactorRule.conflict(in: credential) else { return }
        guard allowsOneSet else {
            throw Complaint(
                .refused,
                "\(conflict.secret) and \(conflict.seed) in one set: whoever opens it holds both factors, so that the "
                    + "second protects nothing",
                hint: "split them into two sets with different custodians, or say --allow-one-set")
        }
        Talk.warn("\(conflict.secret) and \(conflict.seed) are in one set: one quorum holds both factors")
    }
}
