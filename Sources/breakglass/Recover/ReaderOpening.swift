// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Recovery
import Reports
import ShareEnvelope
import TerminalDialogue

extension SheetReader {
    /// The quorum, with the locked credential.
    func quorum() throws(CommandError) -> (quorum: Quorum, ciphertext: Ciphertext) {
        do throws(RecoveryError) { return try session.quorum() } catch { throw commandError(error) }
    }

    /// Opens the credential.
    func open() throws(CommandError) -> OpenedCredential {
        let (quorum, ciphertext) = try quorum()
        do throws(EnvelopeError) { return try quorum.open(ciphertext) } catch { throw commandError(.envelope(error)) }
    }

    /// Opens all the credentials that are opened together.
    func openAll() throws(CommandError) -> [OpenedCredential] {
        do throws(RecoveryError) { return try pile.openAll() } catch { throw commandError(error) }
    }

    /// The error that says what is missing for the quorum.
    func quorumIsMissing() -> CommandError {
        guard let standing = session.standing else { return commandError(.noManifest(unproven: session.unprovenCount)) }
        return commandError(.envelope(.quorumNotMet(standing)))
    }

    /// Warns about what is wrong with a set that opened anyway.
    func tell(_ findings: [DealingFinding]) {
        for finding in findings { Console.warn(OpeningWording.warning(finding)) }
    }

    private func commandError(_ error: RecoveryError) -> CommandError {
        if case .envelope(let error) = error {
            guard case .quorumNotMet = error else { return CommandError(error) }
        }
        let (words, hint) = OpeningWording(session).refusal(error)
        let code: ExitCode = if case .severalSets = error { .refused } else { .quorumNotMet }
        return CommandError(code, words, hint: hint)
    }
}
