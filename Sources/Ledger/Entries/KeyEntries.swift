// SPDX-License-Identifier: Apache-2.0
//
// The change of the binder's key. Members are written in the order in which they are declared.

package import SecretSharing
package import ShareEnvelope

/// `key changed`: a new key signs, beginning with the checkpoint of this entry. The next entry is the consent of a
/// quorum.
package struct KeyChanged: EntryBody {
    /// The new Ed25519 key.
    package let key: LedgerKey
    /// The set whose quorum consents.
    package let set: SetIdentity
    /// The shares that consent.
    package let shares: [ShareNumber]
    /// Who says so.
    package let by: PublicText
    /// Why.
    package let why: PublicText

    /// Makes an entry.
    package init(key: LedgerKey, set: SetIdentity, shares: [ShareNumber], by: PublicText, why: PublicText) {
        self.key = key
        self.set = set
        self.shares = shares
        self.by = by
        self.why = why
    }
}

extension KeyChanged {
    /// Its kind.
    package static let kind = EntryKind.keyChanged
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// Where its signatures count.
    package static let signed: SignaturePlace? = .next
    /// What it refers to.
    package var references: [EntryReference] { [.set(set)] }
    /// The shares whose signatures it asks for.
    package var asked: AskedShares? { AskedShares(set, shares) }
}
