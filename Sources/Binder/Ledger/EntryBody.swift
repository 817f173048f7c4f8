// SPDX-License-Identifier: Apache-2.0
//
// What a kind of entry declares of itself, once: its name, whether a record may hold it, what it refers to, and whose
// signatures it asks for. Its members are the stored properties of its type, in their order (docs/LEDGER.md, section 5).

public import SecretSharing
public import ShareEnvelope

/// What an entry of one kind holds.
public protocol EntryBody: Codable, Hashable, Sendable {
    /// Its kind.
    static var kind: EntryKind { get }
    /// Whether ceremonies without the ledger write it: nothing else counts in a record.
    static var standsInRecords: Bool { get }
    /// What it refers to.
    var references: [EntryReference] { get }
    /// Where signatures of it count; nothing for a kind that no share signs.
    static var signed: SignaturePlace? { get }
    /// The shares whose signatures it asks for; nothing where none are asked for.
    var asked: AskedShares? { get }
    /// The first member that has not the form of its kind, where its type does not see to it.
    var memberOutOfForm: String? { get }
}

extension EntryBody {
    /// Where signatures of it count.
    public static var signed: SignaturePlace? { nil }
    /// The shares whose signatures it asks for.
    public var asked: AskedShares? { nil }
    /// Each member has its form by its type.
    public var memberOutOfForm: String? { nil }

    /// Whether a number is one of a ledger's: 0…2^63 − 1.
    static func isNumber(_ value: UInt64?) -> Bool { value ?? 0 <= UInt64(Int64.max) }
}

/// In which entries behind it the signatures of an entry count.
public enum SignaturePlace: String, Hashable, Sendable {
    /// In the entry right behind it, and in no other.
    case next
    /// A program writes them right behind it; later ones count too.
    case rightBehind = "right behind"
    /// In any entry behind it.
    case later
}

/// Shares of one set that an entry asks to sign the tree that it ends.
public struct AskedShares: Hashable, Sendable {
    /// Their set.
    public let set: SetIdentity
    /// Which of them.
    public let shares: [ShareNumber]

    /// Names shares.
    public init(_ set: SetIdentity, _ shares: [ShareNumber]) {
        self.set = set
        self.shares = shares
    }
}

/// What an entry refers to. Indices count the entries of the log that it stands in, places those of the ledger.
public enum EntryReference: Hashable, Sendable {
    /// A set whose manifest an entry before it holds, or it holds itself.
    case set(SetIdentity)
    /// A `recovery opened` before it.
    case opening(UInt64)
    /// A `recovery opened` of the ledger, or of a record that was merged before it.
    case use(EntryPlace)
    /// A `drill opened` before it.
    case drill(UInt64)
    /// An `exception` or a `policy changed` before it, which somebody else stands for.
    case overridden(EntryPlace)
    /// The `paper made` of a script before it, in the ledger itself.
    case script(EntryPlace)
    /// The last entry of the tree that shares signed.
    case answered(UInt64)
    /// Any entry, which may as well be none that is there.
    case anything(EntryPlace)
}
