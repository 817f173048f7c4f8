// SPDX-License-Identifier: Apache-2.0

package import Recovery
import SecretSharing
package import ShareEnvelope

/// Why a recovery cannot open a credential, or what is wrong with one that it opened.
package struct OpeningWording {
    private let session: RecoverySession

    /// Describes what is here now.
    package init(_ session: RecoverySession) { self.session = session }

    /// What is missing or wrong, and what to do.
    package func refusal(_ error: RecoveryError) -> (words: String, hint: String?) {
        switch error {
        case .envelope(.quorumNotMet(let standing)):
            guard let manifest = session.focus else { return ("the quorum is not met", nil) }
            let sealed = session.sealedNumbers
            let hint = sealed.isEmpty ? "bring their sheets" : "give the passphrase of \(Self.list(sealed))"
            return ("the quorum is not met: \(RuleWording(manifest).missing(standing))", hint)
        case .envelope(let error): return (error.words, error.hint)
        case .noManifest(let unproven):
            let parts = session.missingParts.filter { $0.kind == .manifest }.map { part in
                "part \(part.missing.map { "\($0)" }.joined(separator: ", ")) of \(part.count)"
            }
            let found =
                unproven == 0
                ? "no sheet was read" : "\(StandingWording.readable(unproven)), but no manifest is complete"
            return (
                parts.isEmpty ? found : "\(found): \(parts.joined(separator: "; ")) is missing",
                "the manifest is on every sheet, on the vault sheet, and in manifest.bgm"
            )
        case .severalSets(let identities):
            let titles = identities.compactMap { session.manifest(of: $0)?.title }
            return (
                "sheets of several sets are here, and nothing says which set is right: \(titles.joined(separator: "; "))",
                "open one with --set and the code on the sheets that you trust; take the others away"
            )
        case .noCiphertext(let isApart):
            return (
                "the quorum is met, but the locked credential is missing",
                isApart ? "bring the vault sheet" : "scan all pages of any one sheet"
            )
        }
    }

    /// What is wrong with a set that opened anyway.
    package static func warning(_ finding: DealingFinding) -> String {
        switch finding {
        case .dealtWrong(let numbers):
            "no quorum with \(list(numbers)) gives the key: the set was dealt wrong; reissue it"
        case .holdsKeyAlone(let numbers):
            "\(list(numbers)) alone \(numbers.count == 1 ? "holds" : "each hold") the key, against the rule: change the "
                + "credential at once"
        }
    }

    private static func list(_ numbers: [ShareNumber]) -> String {
        numbers.map { "share \($0)" }.joined(separator: ", ")
    }
}
