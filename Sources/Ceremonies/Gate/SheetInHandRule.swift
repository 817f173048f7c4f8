// SPDX-License-Identifier: Apache-2.0

package import Custody
package import SecretSharing
package import ShareEnvelope

/// A recovery uses sheets that the ledger has as somebody's. Others count as well, and somebody has to find out where they
/// come from.
package struct SheetInHandRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Holds the shares of a set that are proven against what the ledger says of their sheets.
    package init(_ shares: [ShareNumber], of set: SetIdentity, known: KnownSets) {
        breaches = shares.compactMap { share in
            known.doubt(about: share, in: set).map { doubt in
                Breach(
                    expected: "sheets that are in hand", found: "the sheet of \(share), set \(set.code), was \(doubt)",
                    remedy: "find out where it was, and `breakglass sheet receive` it or have it destroyed")
            }
        }
    }
}
