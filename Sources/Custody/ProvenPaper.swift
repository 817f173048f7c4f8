// SPDX-License-Identifier: Apache-2.0
//
// Whether paper can be relied on: a set replaces another one only when a quorum of its own sheets was proven.

package import Ledger
package import SecretSharing

extension CredentialStatus {
    /// Whether the sheets of a set that are in custodians' hands, and that a read-back, a drill, a receipt, or another
    /// signature ever proved, form a quorum; `false` if the ledger does not have its manifest.
    package func isProven(_ set: SetHistory) -> Bool {
        guard let manifest = set.manifest else { return false }
        let proven = set.created.custodians.map { $0.share }.filter { share in
            lastProof(of: share, in: set) != nil && set.sheets[share]?.isInHand ?? true
        }
        return manifest.rule.isMet(by: proven)
    }

    /// The set that people would rely on without another one, if no set that is left is proven; `nil` if one is, or if
    /// no set is left.
    package func unprovenReplacement(of set: SetHistory) -> SetHistory? {
        let others = liveSets.filter { $0.identity != set.identity }
        guard !others.contains(where: { $0.givenUp == nil && isProven($0) }) else { return nil }
        return others.last { $0.identity == liveSet?.identity } ?? others.last
    }

    /// The unproven set in force that would be all that is left if a sheet of a set out of force were destroyed: that
    /// set opens the credential with the sheet, and not without it. `nil` if there is no such set.
    package func unprovenRemainder(without share: ShareNumber, of set: SetHistory) -> SetHistory? {
        guard !set.isLive, stillOpens(set), let manifest = set.manifest else { return nil }
        let left = set.created.custodians.map { $0.share }.filter { $0 == share || set.sheets[$0]?.isInHand ?? true }
        guard manifest.rule.isMet(by: left), !manifest.rule.isMet(by: left.filter { $0 != share }) else { return nil }
        return unprovenReplacement(of: set)
    }

    /// The commands that prove the sheets of a set, and what they read.
    package var proving: String {
        "`breakglass drill in-person\(naming)`, or `breakglass sheet receive --bag SERIAL --place PLACE SCAN` for each"
    }
}
