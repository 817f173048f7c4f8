// SPDX-License-Identifier: Apache-2.0
//
// Entries about recoveries. Members are written in the order in which they are declared.

package import CustodyPolicy
package import MerkleLog
package import SecretSharing
package import ShareEnvelope

/// `recovery opened`: the statement, written before any sheet is read. The shares that it lists consent to it by
/// cosigning.
package struct RecoveryOpened: EntryBody {
    /// The account to open, if it is known before a sheet is read.
    package let account: PublicText?
    /// Which of the account's credentials.
    package let credential: PublicText?
    /// Which of the policy's failure modes this is; `nil` only without a policy, or with an exception.
    package let failureMode: PublicText?
    /// How the normal path was shown to be down.
    package let normalPathDown: PublicText?
    /// What happened, in words.
    package let reason: PublicText
    /// The number of the incident ticket.
    package let ticket: PublicText?
    /// Who operates the machine.
    package let operatedBy: PublicText?
    /// Who approved it.
    package let approvedBy: [PublicText]
    /// How long the credential may be used after it is revealed, in seconds; `nil` where no policy sets a limit.
    package let windowSeconds: UInt64?
    /// The set whose shares may consent, if it is known before a sheet is read.
    package let set: SetIdentity?
    /// The shares that may consent.
    package let shares: [ShareNumber]
    /// The index of the `recovery opened` entry of the same ceremony, for the account's other credential.
    package let beside: UInt64?
    /// `true` for practice with a set that protects nothing of value; `nil` for a real recovery.
    package let practice: Bool?

    private enum CodingKeys: String, CodingKey {
        case account
        case credential
        case failureMode = "failure_mode"
        case normalPathDown = "normal_path_down"
        case reason
        case ticket
        case operatedBy = "operator"
        case approvedBy = "approved_by"
        case windowSeconds = "window_seconds"
        case set
        case shares
        case beside
        case practice
    }

    /// Makes an entry.
    package init(
        account: PublicText?, credential: PublicText?, failureMode: PublicText?, normalPathDown: PublicText?,
        reason: PublicText, ticket: PublicText?, operatedBy name: PublicText?, approvedBy: [PublicText],
        windowSeconds: UInt64?, set: SetIdentity?, shares: [ShareNumber], beside: UInt64? = nil,
        isPractice: Bool = false
    ) {
        self.beside = beside
        practice = isPractice ? true : nil
        self.account = account
        self.credential = credential
        self.failureMode = failureMode
        self.normalPathDown = normalPathDown
        self.reason = reason
        self.ticket = ticket
        operatedBy = name
        self.approvedBy = approvedBy
        self.windowSeconds = windowSeconds
        self.set = set
        self.shares = shares
    }
}

/// `recovery named`: the sheets turned out to be of this set. The shares that it lists consent to the earlier opening.
package struct RecoveryNamed: EntryBody {
    /// The index of the `recovery opened` entry.
    package let opening: UInt64
    /// The set.
    package let set: SetIdentity
    /// The account that the set opens, by its manifest.
    package let account: PublicText
    /// The shares that may consent.
    package let shares: [ShareNumber]
    /// The manifest's bytes, if no earlier entry holds them.
    package let manifest: LedgerBytes?

    /// Makes an entry.
    package init(opening: UInt64, manifest: Manifest, isKnown: Bool) {
        self.opening = opening
        set = manifest.identity
        account = manifest.label
        shares = manifest.rule.shareNumbers
        self.manifest = isKnown ? nil : LedgerBytes(manifest.encoded)
    }
}

/// `cosigned`: shares answered the last entry of a tree by cosigning its checkpoint (c2sp.org/tlog-cosignature).
package struct Cosigned: EntryBody {
    /// One share's signature.
    package struct Signature: Hashable, Sendable, Codable {
        /// Which share signed.
        package let share: ShareNumber
        /// The time of signing that the signer claims, in seconds since 1970.
        package let at: UInt64
        /// The Ed25519 signature, 64 bytes.
        package let signature: LedgerBytes

        /// Makes a signature's entry.
        package init(share: ShareNumber, at: UInt64, signature: LedgerBytes) {
            self.share = share
            self.at = at
            self.signature = signature
        }
    }

    /// How many entries the cosigned tree has; its last entry is the one that the shares answer.
    package let size: UInt64
    /// The tree's root.
    package let root: TreeHash
    /// The set of the shares.
    package let set: SetIdentity
    /// The ledger key's own Ed25519 signature of that checkpoint, 64 bytes; `nil` in a journal.
    package let logSignature: LedgerBytes?
    /// The signatures, in order of the shares.
    package let signatures: [Signature]

    private enum CodingKeys: String, CodingKey {
        case size
        case root
        case set
        case logSignature = "log_signature"
        case signatures
    }

    /// Makes an entry.
    package init(
        size: UInt64, root: TreeHash, set: SetIdentity, logSignature: LedgerBytes?, signatures: [Signature]
    ) {
        self.size = size
        self.root = root
        self.logSignature = logSignature
        self.set = set
        self.signatures = signatures
    }
}

/// `recovery revealed`: the quorum is met and the credential is about to be shown.
package struct RecoveryRevealed: EntryBody {
    /// The index of the `recovery opened` entry.
    package let opening: UInt64
    /// The set.
    package let set: SetIdentity
    /// The shares that took part.
    package let shares: [ShareNumber]
    /// The one field that is shown; `nil` when all are shown.
    package let field: PublicText?
    /// When the emergency window ends.
    package let until: LedgerTime?

    /// Makes an entry.
    package init(
        opening: UInt64, set: SetIdentity, shares: [ShareNumber], field: PublicText?, until: LedgerTime?
    ) {
        self.opening = opening
        self.set = set
        self.shares = shares
        self.field = field
        self.until = until
    }
}

/// `recovery closed`: how the ceremony at the machine ended.
package struct RecoveryClosed: EntryBody {
    /// How it ended.
    package enum Outcome: String, Hashable, Sendable, Codable {
        /// The credential was shown or written out, and cleared.
        case shown
        /// It could not be opened.
        case failed
        /// It was given up.
        case givenUp = "given up"
        /// A later ceremony found it neither closed nor in progress.
        case leftOpen = "left open"
    }

    /// The index of the `recovery opened` entry.
    package let opening: UInt64
    /// How it ended.
    package let outcome: Outcome
    /// The opening's set, if it has one.
    package let set: SetIdentity?
    /// The shares that were proven.
    package let shares: [ShareNumber]
    /// What went wrong, in words.
    package let detail: PublicText?

    /// Makes an entry.
    package init(
        opening: UInt64, outcome: Outcome, set: SetIdentity?, shares: [ShareNumber], detail: PublicText?
    ) {
        self.opening = opening
        self.outcome = outcome
        self.set = set
        self.shares = shares
        self.detail = detail
    }
}

extension RecoveryOpened {
    /// Its kind.
    package static let kind = EntryKind.recoveryOpened
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = true
    /// Where its signatures count.
    package static let signed: SignaturePlace? = .later
    /// What it refers to.
    package var references: [EntryReference] { [] }
    /// The shares whose signatures it asks for.
    package var asked: AskedShares? { self.set.map { AskedShares($0, shares) } }
    /// The first member whose value does not have its form.
    package var memberOutOfForm: String? {
        practice == false ? "practice" : Self.isNumber(windowSeconds) ? nil : "window_seconds"
    }
}

extension RecoveryNamed {
    /// Its kind.
    package static let kind = EntryKind.recoveryNamed
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = true
    /// Where its signatures count.
    package static let signed: SignaturePlace? = .later
    /// What it refers to.
    package var references: [EntryReference] { [.opening(opening), .set(set)] }
    /// The shares whose signatures it asks for.
    package var asked: AskedShares? { AskedShares(set, shares) }
}

extension Cosigned {
    /// Its kind.
    package static let kind = EntryKind.cosigned
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = true
    /// What it refers to.
    package var references: [EntryReference] { [.answered(size - min(size, 1))] }
    /// The first member whose value does not have its form.
    package var memberOutOfForm: String? {
        !Self.isNumber(size) ? "size" : signatures.allSatisfy { Self.isNumber($0.at) } ? nil : "at"
    }
}

extension RecoveryRevealed {
    /// Its kind.
    package static let kind = EntryKind.recoveryRevealed
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = true
    /// What it refers to.
    package var references: [EntryReference] { [.opening(opening)] }
}

extension RecoveryClosed {
    /// Its kind.
    package static let kind = EntryKind.recoveryClosed
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = true
    /// What it refers to.
    package var references: [EntryReference] { [.opening(opening)] }
}
