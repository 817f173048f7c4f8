// SPDX-License-Identifier: Apache-2.0

package import Recovery
import SecretSharing
package import ShareEnvelope

/// How far the sheets of an opening are, in words.
package struct StandingWording {
    private let session: RecoverySession

    /// Describes what is here now.
    package init(_ session: RecoverySession) { self.session = session }

    /// How far each group's quorum is filled, for one set.
    ///
    /// - Parameter needsCiphertext: whether to say that the locked credential is missing.
    package func lines(of manifest: Manifest, needsCiphertext: Bool) -> [String] {
        let proven = session.provenShares(of: manifest.identity).map { $0.number }
        let standing = manifest.rule.standing(of: proven)
        var lines = [manifest.title] + RuleWording(manifest).standing(standing, proven: proven)
        let isMissing = session.sets.contains { $0.manifest == manifest && !$0.hasCiphertext }
        if standing.isMet, needsCiphertext, isMissing { lines.append("  " + Self.ciphertextIsMissing(manifest)) }
        return lines
    }

    /// That shares are here and no manifest is; `nil` if none are.
    package var withoutManifest: String? {
        session.unprovenCount > 0
            ? "\(Self.readable(session.unprovenCount)), but not proven: no manifest is complete yet." : nil
    }

    /// That shares are here that no manifest proves; `nil` if none are.
    package var unproven: String? {
        let count = session.unprovenCount
        guard count > 0 else { return nil }
        let verdict = count == 1 ? "proves it: it does not count" : "proves them: they do not count"
        return "\(Self.readable(count)), but no manifest that is here \(verdict)."
    }

    /// The sets whose sheets are here, if nothing says which one is right, or which credential of the account is first.
    package var undecided: [String] {
        var lines = [
            "Sheets of \(session.undecided.count) sets are here, and nothing says which "
                + (session.areFactorsOfOneAccount ? "credential comes first:" : "set is right:")
        ]
        for (index, manifest) in session.undecided.enumerated() {
            lines.append("  \(index + 1)  \(manifest.title)")
            lines.append("     dealt \(manifest.createdTime), opens with \(RuleWording(manifest).rule)")
        }
        return lines
    }

    static func readable(_ count: Int) -> String {
        count == 1 ? "1 share is readable" : "\(count) shares are readable"
    }

    private static func ciphertextIsMissing(_ manifest: Manifest) -> String {
        manifest.isCiphertextApart
            ? "the locked credential is still missing: it is on the vault sheet"
            : "the locked credential is still missing: scan all pages of one sheet"
    }
}
