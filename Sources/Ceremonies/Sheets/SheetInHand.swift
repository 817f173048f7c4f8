// SPDX-License-Identifier: Apache-2.0

package import Ledger
package import ShareEnvelope

/// A sheet that somebody brought, and whose share was proven whole.
package struct SheetInHand: Sendable {
    /// The set in the ledger.
    package let set: SetHistory
    /// The set's manifest.
    package let manifest: Manifest
    /// The share, which signs what is recorded about its sheet.
    package let share: Share

    /// Names the sheet.
    package init(of set: SetHistory, _ manifest: Manifest, _ share: Share) {
        self.set = set
        self.manifest = manifest
        self.share = share
    }

    /// "the sheet of share g1m1, set 4QX7-…"
    package var words: String { "the sheet of share \(share.number), set \(set.identity.code)" }
}
