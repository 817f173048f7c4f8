// SPDX-License-Identifier: Apache-2.0

/// What `breakglass ledger verify --openings` prints; docs/OPENINGS.md describes it.
package struct OpeningsFile: Sendable, Decodable {
    /// How far the ledger can be believed.
    private struct Ledger: Sendable, Decodable {
        var origin: String?
        var verdict: String
    }

    private let format: String
    private let version: Int
    private let ledger: Ledger
    private let written: [Opening]

    private enum CodingKeys: String, CodingKey {
        case format, version, ledger, accounts
        case written = "openings"
    }

    /// The ledger's origin.
    package var origin: String? { ledger.origin }

    /// What the policy in force expects of each account.
    package let accounts: [Expectation]
    /// In the ledger's order. Where somebody outside vouches for some of the ledger, a set that nobody vouches for may have
    /// been made up since, so that only the ledger says what its quorum agreed to.
    package var openings: [Opening] {
        guard ledger.verdict == "vouched" else { return written }
        return written.map { opening in
            var opening = opening
            opening.isAgreed = opening.isAgreed && opening.isVouched
            return opening
        }
    }

    /// Whether it is a file of the form that this program knows.
    package var isKnown: Bool { format == "breakglass openings" && version == 1 }

    /// Whether the openings prove nothing, because the ledger contradicts itself or what vouches for it, or because its
    /// verdict is not known here.
    package var isDisputed: Bool { !["vouched", "consistent"].contains(ledger.verdict) }
}
