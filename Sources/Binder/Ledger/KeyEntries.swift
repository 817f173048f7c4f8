// SPDX-License-Identifier: Apache-2.0
//
// The change of the binder's key. Members are written in the order in which they are declared.

public import SecretSharing
public import ShareEnvelope

/// `key changed`: a new key signs, beginning with the checkpoint of this entry. The next entry is the consent of a
/// quorum.
public struct KeyChanged: EntryBody {
    /// The new Ed25519 key.
    public let key: LedgerKey
    /// The set whose quorum consents.
    public let set: SetIdentity
    /// The shares that consent.
    public let shares: [ShareNumber]
    /// Who says so.
    public let by: PublicText
    /// Why.
    public let why: PublicText

    /// Makes an entry.
    public init(key: LedgerKey, set: SetIdentity, shares: [ShareNumber], by: PublicText, why: PublicText) {
        self.key = key
        self.set = set
        self.shares = shares
        self.by = by
        self.why = why
    }
}

extension KeyChanged {
    /// Its kind.
    public static let kind = EntryKind.keyChanged
    /// Whether ceremonies without the ledger write it.
    public static let standsInRecords = false
    /// Where its signatures count.
    public static let signed: SignaturePlace? = .next
    /// What it refers to.
    public var references: [EntryReference] { [.set(set)] }
    /// The shares whose signatures it asks for.
    public var asked: AskedShares? { AskedShares(set, shares) }
}
