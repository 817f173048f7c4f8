// SPDX-License-Identifier: Apache-2.0
//
// Entries about sheets that change hands, and about sets that are reissued. Members are written in the order in which
// they are declared. A share signs the statement about it: a `cosigned` entry on the tree that ends with the statement.

package import SecretSharing
package import ShareEnvelope

/// `reshare opened`: the same credential is about to be dealt to the custodians of the policy in force. Written before
/// the quorum's key is recombined. The next entry is the consent of the shares.
package struct ReshareOpened: EntryBody {
    /// The set to reissue.
    package let set: SetIdentity
    /// The shares that take part.
    package let shares: [ShareNumber]
    /// Who asks for it.
    package let by: PublicText
    /// Why.
    package let why: PublicText

    /// Makes an entry.
    package init(set: SetIdentity, shares: [ShareNumber], by: PublicText, why: PublicText) {
        self.set = set
        self.shares = shares
        self.by = by
        self.why = why
    }
}

/// `sheet received`: a custodian has a sheet in hand. The next entry is the signature of its share.
package struct SheetReceived: EntryBody {
    /// The set's identity.
    package let set: SetIdentity
    /// Which share the sheet carries.
    package let share: ShareNumber
    /// Who has it now.
    package let custodian: PublicText
    /// The custodian's identifier in the policy, where there is one.
    package let person: PublicText?
    /// The serial of the bag.
    package let bag: PublicText?
    /// Where the sheet is kept.
    package let place: PublicText?
    /// The lost sheet whose place a spare takes.
    package let replaces: ShareNumber?

    /// Makes an entry.
    package init(
        set: SetIdentity, share: ShareNumber, custodian: PublicText, person: PublicText?, bag: PublicText?,
        place: PublicText?, replaces: ShareNumber? = nil
    ) {
        self.replaces = replaces
        self.set = set
        self.share = share
        self.custodian = custodian
        self.person = person
        self.bag = bag
        self.place = place
    }
}

/// `sheet destroyed`: a sheet was seen intact for the last time and is destroyed. The next entry is the signature of
/// its share.
package struct SheetDestroyed: EntryBody {
    /// The set's identity.
    package let set: SetIdentity
    /// Which share the sheet carried.
    package let share: ShareNumber
    /// How it is destroyed.
    package let how: PublicText
    /// Who destroys it.
    package let by: PublicText

    /// Makes an entry.
    package init(set: SetIdentity, share: ShareNumber, how: PublicText, by: PublicText) {
        self.set = set
        self.share = share
        self.how = how
        self.by = by
    }
}

/// `sheet lost`: a sheet is gone or cannot be read. No share signs this entry.
package struct SheetLost: EntryBody {
    /// The set's identity.
    package let set: SetIdentity
    /// Which share the sheet carries.
    package let share: ShareNumber
    /// What happened.
    package let happened: PublicText
    /// Who says so.
    package let by: PublicText

    /// Makes an entry.
    package init(set: SetIdentity, share: ShareNumber, happened: PublicText, by: PublicText) {
        self.set = set
        self.share = share
        self.happened = happened
        self.by = by
    }
}

extension ReshareOpened {
    /// Its kind.
    package static let kind = EntryKind.reshareOpened
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// Where its signatures count.
    package static let signed: SignaturePlace? = .next
    /// What it refers to.
    package var references: [EntryReference] { [.set(set)] }
    /// The shares whose signatures it asks for.
    package var asked: AskedShares? { AskedShares(set, shares) }
}

extension SheetReceived {
    /// Its kind.
    package static let kind = EntryKind.sheetReceived
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// Where its signatures count.
    package static let signed: SignaturePlace? = .rightBehind
    /// What it refers to.
    package var references: [EntryReference] { [.set(set)] }
    /// The shares whose signatures it asks for.
    package var asked: AskedShares? { AskedShares(set, [share]) }
}

extension SheetDestroyed {
    /// Its kind.
    package static let kind = EntryKind.sheetDestroyed
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// Where its signatures count.
    package static let signed: SignaturePlace? = .rightBehind
    /// What it refers to.
    package var references: [EntryReference] { [.set(set)] }
    /// The shares whose signatures it asks for.
    package var asked: AskedShares? { AskedShares(set, [share]) }
}

extension SheetLost {
    /// Its kind.
    package static let kind = EntryKind.sheetLost
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// What it refers to.
    package var references: [EntryReference] { [.set(set)] }
}
