// SPDX-License-Identifier: Apache-2.0
//
// A rehearsal does everything that a recovery does except show the credential: it recombines the credential in memory,
// tries every quorum of the sheets that are there, and wipes everything.

import Ceremonies
import CustodyPolicy
import Ledger
import Recovery
import SecretSharing
import ShareEnvelope

/// `breakglass recover --rehearse`
struct Rehearsal {
    let paths: [String]
    let passphrases: PassphraseInput
    let allowsSwap: Bool
    let arguments: DrillArguments
    let binder: OpenBinder

    /// How long a rehearsal may take.
    private static let openFor: UInt64 = 86_400

    func run(of credential: CredentialArguments) async throws {
        let life = try await binder.find(for: paths, .rehearse) { () throws(CommandError) in
            try binder.life(credential)
        }
        guard let set = life.liveSet, let manifest = set.manifest else { throw CommandError(.fault, "the set is gone") }
        let author = try arguments.leader()
        let begun = ContinuousClock.now
        let drill = try OpenDrill(
            DrillOpened(
                set: set.identity, shares: set.created.custodians.map { $0.share }, nonce: DrillNonce(),
                way: .rehearsal,
                expires: LedgerTime.now.adding(seconds: Self.openFor), by: author), in: binder)
        for line in drill.lines(set) { Console.say(line) }
        let reader = SheetReader(
            passphrases: passphrases, allowsSwap: allowsSwap, opens: .sets([manifest.identity]),
            known: KnownSets(binder.state), goal: .rehearsal)
        reader.take(manifest)
        let end = DrillEnd(index: drill.index, .rehearsal, in: binder)
        do {
            try await binder.gather(paths, at: reader, for: .rehearse)
            try open(reader, drill, set, begun)
        } catch {
            try? end.write(findings: error.message, by: author)
            throw error
        }
        try end.run(arguments, by: author)
    }

    private func open(
        _ reader: SheetReader, _ drill: OpenDrill, _ set: SetHistory, _ begun: ContinuousClock.Instant
    ) throws(CommandError) {
        let (quorum, ciphertext) = try reader.quorum()
        let locked = reader.session.sealedNumbers.map { "\(set.custodian(of: $0)) (\($0))" }
        if !locked.isEmpty { Console.say("Here, but not unlocked: \(locked.joined(separator: ", "))") }
        _ = try drill.answer(quorum.shares, of: quorum.manifest, in: binder)
        let trial = Progress.during("Trying the quorums") { QuorumTrial(quorum, ciphertext) }
        let seconds = UInt64(max(0, (ContinuousClock.now - begun).components.seconds))
        guard trial.failed.isEmpty else {
            throw CommandError(
                .fault,
                "\(trial.failed.count) of \(trial.count) quorums did not open it: "
                    + trial.failed[0].map(\.description).joined(separator: ", "),
                hint: "the set was dealt wrong: reissue the credential while another quorum still opens it")
        }
        let appended = try binder.enter(
            .rehearsed(
                Rehearsed(
                    drill: drill.index, set: set.identity, shares: quorum.shares.map { $0.number },
                    quorumsTried: trial.tried, quorums: trial.count, seconds: seconds)))
        Console.say(
            "It opens: tried \(trial.tried) of the \(trial.count) quorums of these sheets, within \(seconds) s; "
                + "nothing was shown.")
        Slip(appended.checkpoint, of: .ledger(binder.store), at: binder.evidence)
            .handOut(to: quorum.shares.map { set.custodian(of: $0.number) }, of: "Rehearsal", with: [set])
    }
}
