// SPDX-License-Identifier: Apache-2.0
//
// What each kind of entry declares, in one place: its name, whether a journal may hold it, what it refers to, and whose
// signatures it asks for. Its members are the stored properties of its type, in order (docs/LEDGER.md, section 5).

package import SecretSharing
package import ShareEnvelope

/// What an entry of one kind holds.
package protocol EntryBody: Codable, Hashable, Sendable {
    /// Its kind.
    static var kind: EntryKind { get }
    /// Whether ceremonies without the ledger write it. Other kinds do not count in a journal.
    static var standsInJournals: Bool { get }
    /// What it refers to.
    var references: [EntryReference] { get }
    /// Where its signatures count; `nil` for a kind that no share signs.
    static var signed: SignaturePlace? { get }
    /// The shares whose signatures it asks for; `nil` if it asks for none.
    var asked: AskedShares? { get }
    /// The first member whose value does not have its form, where the type alone does not ensure it.
    var memberOutOfForm: String? { get }
}

extension EntryBody {
    /// Where its signatures count.
    package static var signed: SignaturePlace? { nil }
    /// The shares whose signatures it asks for.
    package var asked: AskedShares? { nil }
    /// By default, the types ensure the form of each member.
    package var memberOutOfForm: String? { nil }

    /// Whether a number is in a ledger's range: 0…2^63 − 1.
    static func isNumber(_ value: UInt64?) -> Bool { value ?? 0 <= UInt64(Int64.max) }
}

/// In which later entries the signatures of an entry count.
package enum SignaturePlace: String, Hashable, Sendable {
    /// In the entry directly after it, and in no other.
    case next
    /// A program writes them directly after it; later ones also count.
    case rightBehind = "right behind"
    /// In any later entry.
    case later
}

/// Shares of one set that an entry asks to sign the tree that ends with it.
package struct AskedShares: Hashable, Sendable {
    /// Their set.
    package let set: SetIdentity
    /// Which of them.
    package let shares: [ShareNumber]

    /// Names shares.
    package init(_ set: SetIdentity, _ shares: [ShareNumber]) {
        self.set = set
        self.shares = shares
    }
}

/// What an entry refers to. An index counts the entries of the log that the entry is in; a place counts those of the
/// ledger.
package enum EntryReference: Hashable, Sendable {
    /// A set whose manifest this entry or an earlier one holds.
    case set(SetIdentity)
    /// A `recovery opened` before it.
    case opening(UInt64)
    /// A `recovery opened` of the ledger, or of a journal that was merged before it.
    case use(EntryPlace)
    /// A `drill opened` before it.
    case drill(UInt64)
    /// An earlier `exception` or `policy changed` that another person countersigns.
    case overridden(EntryPlace)
    /// The `paper made` of a script before it, in the ledger itself.
    case script(EntryPlace)
    /// The last entry of the tree that shares signed.
    case answered(UInt64)
    /// Any entry, whether it exists or not.
    case anything(EntryPlace)
}
