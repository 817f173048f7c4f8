// SPDX-License-Identifier: Apache-2.0
//
// Entries about share sets. Members are written in the order in which they are declared.

package import SecretSharing
package import ShareEnvelope

/// `set created`: a credential was dealt. Written before any sheet is drawn.
package struct SetCreated: EntryBody {
    /// The custodian of one share.
    package struct Custodian: Hashable, Sendable, Codable {
        /// Which share.
        package let share: ShareNumber
        /// The custodian's name on the sheet.
        package let name: PublicText
        /// The custodian's identifier in the policy, if there is one.
        package let person: PublicText?
        /// Whether the custodian's passphrase locks the share.
        package let sealed: Bool
        /// `true` for a sheet that is kept apart to take the place of a lost one; otherwise `nil`.
        package let spare: Bool?

        private enum CodingKeys: String, CodingKey {
            case share
            case name = "custodian"
            case person, sealed, spare
        }

        /// Makes a custodian.
        package init(
            share: ShareNumber, name: PublicText, person: PublicText?, sealed: Bool, isSpare: Bool = false
        ) {
            spare = isSpare ? true : nil
            self.share = share
            self.name = name
            self.person = person
            self.sealed = sealed
        }
    }

    /// The set's identity.
    package let set: SetIdentity
    /// The account that the credential opens: the manifest's label.
    package let account: PublicText
    /// Which of the account's credentials it is, by the manifest.
    package let credential: PublicText?
    /// The set for which this one is practice and protects nothing of value; `nil` for a real set.
    package let practice: SetIdentity?
    /// The custodian of each share, in order of the shares.
    package let custodians: [Custodian]
    /// The manifest's bytes.
    package let manifest: LedgerBytes
    /// The program that dealt it, with its version.
    package let program: PublicText

    /// Makes an entry.
    package init(
        manifest: Manifest, practice: SetIdentity? = nil, custodians: [Custodian], program: PublicText
    ) {
        self.practice = practice
        set = manifest.identity
        account = manifest.label
        credential = manifest.credential
        self.custodians = custodians
        self.manifest = LedgerBytes(manifest.encoded)
        self.program = program
    }
}

/// `sheets released`: every drawn sheet was read back and the quorums tried. Written before the sheets are released.
package struct SheetsReleased: EntryBody {
    /// The set's identity.
    package let set: SetIdentity
    /// How many minimal quorums were tried.
    package let quorumsTried: Int
    /// How many minimal quorums the rule has.
    package let quorums: Int

    private enum CodingKeys: String, CodingKey {
        case set
        case quorumsTried = "quorums_tried"
        case quorums
    }

    /// Makes an entry.
    package init(set: SetIdentity, quorumsTried: Int, quorums: Int) {
        self.set = set
        self.quorumsTried = quorumsTried
        self.quorums = quorums
    }
}

/// `sheets read back`: scans of the printed paper showed that these shares are intact.
package struct SheetsReadBack: EntryBody {
    /// The set's identity.
    package let set: SetIdentity
    /// The shares whose paper was read.
    package let shares: [ShareNumber]

    /// Makes an entry.
    package init(set: SetIdentity, shares: [ShareNumber]) {
        self.set = set
        self.shares = shares
    }
}

/// `set abandoned`: no sheet of this set was released, or the released ones are to be destroyed.
package struct SetAbandoned: EntryBody {
    /// The set's identity.
    package let set: SetIdentity
    /// Why.
    package let why: PublicText

    /// Makes an entry.
    package init(set: SetIdentity, why: PublicText) {
        self.set = set
        self.why = why
    }
}

/// `set retired`: another set took this one's place, or the account is gone. Its paper still opens its old ciphertext.
package struct SetRetired: EntryBody {
    /// The set's identity.
    package let set: SetIdentity
    /// The set that took its place.
    package let successor: SetIdentity?
    /// Whether the credential itself was changed, so that the old one no longer opens anything.
    package let rotated: Bool
    /// Who says so.
    package let by: PublicText
    /// Why.
    package let why: PublicText
    /// The shares that agree by their signatures in the next entry; `nil` where the credential was dealt without them.
    package let shares: [ShareNumber]?

    /// Makes an entry.
    package init(
        set: SetIdentity, successor: SetIdentity?, rotated: Bool, by: PublicText, why: PublicText,
        shares: [ShareNumber]? = nil
    ) {
        self.shares = shares
        self.set = set
        self.successor = successor
        self.rotated = rotated
        self.by = by
        self.why = why
    }
}

extension SetCreated {
    /// Its kind.
    package static let kind = EntryKind.setCreated
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = true
    /// What it refers to.
    package var references: [EntryReference] { [.set(set)] + (practice.map { [.set($0)] } ?? []) }
    /// The first member whose value does not have its form.
    package var memberOutOfForm: String? { custodians.contains { $0.spare == false } ? "spare" : nil }
}

extension SheetsReleased {
    /// Its kind.
    package static let kind = EntryKind.sheetsReleased
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = true
    /// What it refers to.
    package var references: [EntryReference] { [.set(set)] }
}

extension SheetsReadBack {
    /// Its kind.
    package static let kind = EntryKind.sheetsReadBack
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = true
    /// Where its signatures count.
    package static let signed: SignaturePlace? = .rightBehind
    /// What it refers to.
    package var references: [EntryReference] { [.set(set)] }
    /// The shares whose signatures it asks for.
    package var asked: AskedShares? { AskedShares(set, shares) }
}

extension SetAbandoned {
    /// Its kind.
    package static let kind = EntryKind.setAbandoned
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = true
    /// What it refers to.
    package var references: [EntryReference] { [.set(set)] }
}

extension SetRetired {
    /// Its kind.
    package static let kind = EntryKind.setRetired
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// Where its signatures count.
    package static let signed: SignaturePlace? = .rightBehind
    /// What it refers to.
    package var references: [EntryReference] { [.set(set)] }
    /// The shares whose signatures it asks for.
    package var asked: AskedShares? { shares.map { AskedShares(set, $0) } }
}
