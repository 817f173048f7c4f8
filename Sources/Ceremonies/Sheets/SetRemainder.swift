// SPDX-License-Identifier: Apache-2.0

package import Ledger
import SecretSharing
import ShareEnvelope

/// What the sheets of a set that are left can still open.
package struct SetRemainder: Sendable {
    /// The set.
    package let set: SetHistory
    private let manifest: Manifest

    /// Looks at a set; `nil` if the binder does not have its manifest.
    init?(of set: SetHistory) {
        guard let manifest = set.manifest else { return nil }
        self.set = set
        self.manifest = manifest
    }

    /// It in a sentence.
    package var words: String {
        let all = set.created.custodians.map { $0.share }
        let left = all.filter { set.sheets[$0]?.isInHand ?? true }
        guard manifest.rule.isMet(by: all.filter { set.sheets[$0]?.destroyed == nil }) else {
            return "No quorum of set \(set.identity.code) is left: its paper no longer opens anything."
        }
        guard manifest.rule.isMet(by: left) else {
            return "The sheets of set \(set.identity.code) in hand cannot open it; with lost ones they can."
        }
        return
            "\(left.count) of the \(all.count) sheets of set \(set.identity.code) are in hand and still open it: "
            + "\(left.map(\.description).joined(separator: ", "))."
    }
}
