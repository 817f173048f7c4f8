// SPDX-License-Identifier: Apache-2.0
//
// Entries about the binder itself. Members are written in the order in which they are declared.

package import MerkleLog
package import SecretSharing
package import ShareEnvelope

/// `binder opened`: the first line of a ledger. It holds the name and the key, but not the origin, which is derived
/// from the line's hash.
package struct BinderOpened: EntryBody {
    /// The version of the ledger's format: 1.
    package let format: Int
    /// The name before the origin's slash.
    package let name: LedgerName
    /// The Ed25519 key that signs checkpoints.
    package let key: LedgerKey
    /// The program that wrote it, with its version.
    package let program: PublicText

    /// Makes the first entry.
    package init(name: LedgerName, key: LedgerKey, program: PublicText) {
        format = 1
        self.name = name
        self.key = key
        self.program = program
    }
}

/// `policy changed`: the policy that is in force from now on.
package struct PolicyChanged: EntryBody {
    /// Who changed it.
    package let by: PublicText
    /// Why.
    package let why: PublicText
    /// What changed, in words.
    package let changes: [PublicText]
    /// The set whose quorum agrees that the policy also counts for key changes.
    package let set: SetIdentity?
    /// The shares that agree; present if and only if `set` is.
    package let shares: [ShareNumber]?
    /// The lines of the policy's file.
    package let policy: [PolicyLine]

    /// Makes an entry.
    package init(
        by: PublicText, why: PublicText, changes: [PublicText], agreed asked: AskedShares? = nil, policy: [PolicyLine]
    ) {
        self.by = by
        self.why = why
        self.changes = changes
        set = asked?.set
        shares = asked?.shares
        self.policy = policy
    }
}

/// `journal opened`: the first line of a journal, which takes the place of a ledger that could not be written.
package struct JournalOpened: EntryBody {
    /// The version of the format: 1.
    package let format: Int
    /// The journal's own name: 32 hexadecimal digits.
    package let journal: JournalName
    /// The origin of the ledger that it belongs to, where that was known.
    package let ledger: LedgerOrigin?
    /// The program that wrote it, with its version.
    package let program: PublicText

    /// Makes the first entry.
    package init(journal: JournalName, ledger: LedgerOrigin?, program: PublicText) {
        format = 1
        self.journal = journal
        self.ledger = ledger
        self.program = program
    }
}

/// `journal merged`: a journal, or a piece of one, that was merged into the ledger byte for byte.
package struct JournalMerged: EntryBody {
    /// The journal's own name.
    package let journal: JournalName
    /// How many entries it holds.
    package let entries: UInt64
    /// The root of its tree.
    package let root: TreeHash
    /// Which piece of the journal this entry holds, from 1.
    package let part: Int
    /// How many pieces there are.
    package let parts: Int
    /// The piece's bytes.
    package let content: LedgerBytes

    /// Makes an entry.
    package init(journal: JournalName, entries: UInt64, root: TreeHash, part: Int, parts: Int, content: LedgerBytes) {
        self.journal = journal
        self.entries = entries
        self.root = root
        self.part = part
        self.parts = parts
        self.content = content
    }
}

extension BinderOpened {
    /// Its kind.
    package static let kind = EntryKind.binderOpened
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// What it refers to.
    package var references: [EntryReference] { [] }
    /// The first member whose value does not have its form.
    package var memberOutOfForm: String? { format == 1 ? nil : "format" }
}

extension PolicyChanged {
    /// Its kind.
    package static let kind = EntryKind.policyChanged
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// Where its signatures count.
    package static let signed: SignaturePlace? = .next
    /// The shares whose signatures it asks for.
    package var asked: AskedShares? { self.set.flatMap { set in shares.map { AskedShares(set, $0) } } }
    /// What it refers to.
    package var references: [EntryReference] { [] }
}

extension JournalOpened {
    /// Its kind.
    package static let kind = EntryKind.journalOpened
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = true
    /// What it refers to.
    package var references: [EntryReference] { [] }
    /// The first member whose value does not have its form.
    package var memberOutOfForm: String? { format == 1 ? nil : "format" }
}

extension JournalMerged {
    /// Its kind.
    package static let kind = EntryKind.journalMerged
    /// Whether ceremonies without the ledger write it.
    package static let standsInJournals = false
    /// What it refers to.
    package var references: [EntryReference] { [] }
    /// The first member whose value does not have its form.
    package var memberOutOfForm: String? { Self.isNumber(entries) ? nil : "entries" }
}
