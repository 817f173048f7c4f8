// SPDX-License-Identifier: Apache-2.0
//
// Entries about the binder itself. Members are written in the order in which they are declared.

public import MerkleLog
public import SecretSharing
public import ShareEnvelope

/// `binder opened`: the first line of a ledger. It holds the name and the key, but not the origin, which is derived
/// from the line's hash.
public struct BinderOpened: EntryBody {
    /// The version of the ledger's format: 1.
    public let format: Int
    /// The name before the origin's slash.
    public let name: LedgerName
    /// The Ed25519 key that signs checkpoints.
    public let key: LedgerKey
    /// The program that wrote it, with its version.
    public let program: PublicText

    /// Makes the first entry.
    public init(name: LedgerName, key: LedgerKey, program: PublicText) {
        format = 1
        self.name = name
        self.key = key
        self.program = program
    }
}

/// `policy changed`: the policy that is in force from now on.
public struct PolicyChanged: EntryBody {
    /// Who changed it.
    public let by: PublicText
    /// Why.
    public let why: PublicText
    /// What changed, in words.
    public let changes: [PublicText]
    /// The set whose quorum agrees that the policy also counts for key changes.
    public let set: SetIdentity?
    /// The shares that agree; present if and only if `set` is.
    public let shares: [ShareNumber]?
    /// The lines of the policy's file.
    public let policy: [PolicyLine]

    /// Makes an entry.
    public init(
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

/// `record opened`: the first line of a record, which takes the place of a ledger that could not be written.
public struct RecordOpened: EntryBody {
    /// The version of the format: 1.
    public let format: Int
    /// The record's own name: 32 hexadecimal digits.
    public let record: RecordName
    /// The origin of the ledger that it belongs to, where that was known.
    public let ledger: LedgerOrigin?
    /// The program that wrote it, with its version.
    public let program: PublicText

    /// Makes the first entry.
    public init(record: RecordName, ledger: LedgerOrigin?, program: PublicText) {
        format = 1
        self.record = record
        self.ledger = ledger
        self.program = program
    }
}

/// `record merged`: a record, or a piece of one, that was merged into the ledger byte for byte.
public struct RecordMerged: EntryBody {
    /// The record's own name.
    public let record: RecordName
    /// How many entries it holds.
    public let entries: UInt64
    /// The root of its tree.
    public let root: TreeHash
    /// Which piece of the record this entry holds, from 1.
    public let part: Int
    /// How many pieces there are.
    public let parts: Int
    /// The piece's bytes.
    public let content: LedgerBytes

    /// Makes an entry.
    public init(record: RecordName, entries: UInt64, root: TreeHash, part: Int, parts: Int, content: LedgerBytes) {
        self.record = record
        self.entries = entries
        self.root = root
        self.part = part
        self.parts = parts
        self.content = content
    }
}

extension BinderOpened {
    /// Its kind.
    public static let kind = EntryKind.binderOpened
    /// Whether ceremonies without the ledger write it.
    public static let standsInRecords = false
    /// What it refers to.
    public var references: [EntryReference] { [] }
    /// The first member whose value does not have its form.
    public var memberOutOfForm: String? { format == 1 ? nil : "format" }
}

extension PolicyChanged {
    /// Its kind.
    public static let kind = EntryKind.policyChanged
    /// Whether ceremonies without the ledger write it.
    public static let standsInRecords = false
    /// Where its signatures count.
    public static let signed: SignaturePlace? = .next
    /// The shares whose signatures it asks for.
    public var asked: AskedShares? { self.set.flatMap { set in shares.map { AskedShares(set, $0) } } }
    /// What it refers to.
    public var references: [EntryReference] { [] }
}

extension RecordOpened {
    /// Its kind.
    public static let kind = EntryKind.recordOpened
    /// Whether ceremonies without the ledger write it.
    public static let standsInRecords = true
    /// What it refers to.
    public var references: [EntryReference] { [] }
    /// The first member whose value does not have its form.
    public var memberOutOfForm: String? { format == 1 ? nil : "format" }
}

extension RecordMerged {
    /// Its kind.
    public static let kind = EntryKind.recordMerged
    /// Whether ceremonies without the ledger write it.
    public static let standsInRecords = false
    /// What it refers to.
    public var references: [EntryReference] { [] }
    /// The first member whose value does not have its form.
    public var memberOutOfForm: String? { Self.isNumber(entries) ? nil : "entries" }
}
