// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Ledger
import Recovery
import SecretSharing
import ShareEnvelope
import TerminalDialogue

extension RecoverCommand {
    /// Rehearses the recovery of a credential.
    func rehearse(_ credential: CredentialArguments, _ passphrases: PassphraseInput, in binder: OpenBinder) async throws
    {
        let drilled = try await binder.drilled(credential, sheets: paths, for: .rehearse)
        let ceremony = Rehearsal(of: drilled, in: binder)
        let leader = try rehearsal.drill.plan(ceremony)
        let open: OpenRehearsal
        do throws(BinderError) { open = try ceremony.open(by: leader) } catch { throw CommandError(error) }
        for line in open.lines { Console.say(line) }
        do throws(CommandError) {
            let reader = drilled.reader(passphrases, allowsSwap: sealed.allowSwap, in: binder, for: .rehearsal)
            try await binder.gather(paths, at: reader, for: .rehearse)
            let (quorum, ciphertext) = try reader.quorum()
            if let words = open.notUnlocked(reader.session.sealedNumbers) { Console.say(words) }
            let proof: RehearsedQuorums
            do throws(DrillError) { proof = try open.prove(quorum, ciphertext) } catch { throw CommandError(error) }
            Console.say(proof.words)
            Slip(proof.appended.checkpoint, of: .ledger(binder.store), at: binder.evidence)
                .handOut(to: proof.participants, of: "Rehearsal", with: [drilled.set])
        } catch {
            try? open.giveUp(error.message)
            throw error
        }
        try rehearsal.drill.end(open.end)
    }
}
