// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Recovery
import Reports
import SecretSharing
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
        for finding in findings {
            switch finding {
            case .dealtWrong(let numbers):
                Console.warn("no quorum with \(list(numbers)) gives the key: the set was dealt wrong; reissue it")
            case .holdsKeyAlone(let numbers):
                Console.warn(
                    "\(list(numbers)) alone \(numbers.count == 1 ? "holds" : "each hold") the key, against the rule: change the "
                        + "credential at once")
            }
        }
    }

    private func list(_ numbers: [ShareNumber]) -> String {
        numbers.map { "share \($0)" }.joined(separator: ", ")
    }

    private func commandError(_ error: RecoveryError) -> CommandError {
        switch error {
        case .envelope(.quorumNotMet(let standing)):
            guard let manifest = session.focus else { return CommandError(.quorumNotMet, "the quorum is not met") }
            let sealed = session.sealedNumbers
            let hint = sealed.isEmpty ? "bring their sheets" : "give the passphrase of \(list(sealed))"
            return CommandError(
                .quorumNotMet, "the quorum is not met: \(RuleWording(manifest).missing(standing))", hint: hint)
        case .envelope(let error): return CommandError(error)
        case .noManifest(let unproven):
            let parts = session.missingParts.filter { $0.kind == .manifest }.map { part in
                "part \(part.missing.map(String.init).joined(separator: ", ")) of \(part.count)"
            }
            let found =
                unproven == 0 ? "no sheet was read" : "\(Self.readable(unproven)), but no manifest is complete"
            return CommandError(
                .quorumNotMet, parts.isEmpty ? found : "\(found): \(parts.joined(separator: "; ")) is missing",
                hint: "the manifest is on every sheet, on the vault sheet, and in manifest.bgm")
        case .severalSets(let identities):
            let titles = identities.compactMap { session.manifest(of: $0)?.title }
            return CommandError(
                .refused,
                "sheets of several sets are here, and nothing says which set is right: \(titles.joined(separator: "; "))",
                hint: "open one with --set and the code on the sheets that you trust; take the others away")
        case .noCiphertext(let isApart):
            return CommandError(
                .quorumNotMet, "the quorum is met, but the locked credential is missing",
                hint: isApart ? "bring the vault sheet" : "scan all pages of any one sheet")
        }
    }
}
