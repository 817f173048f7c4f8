// SPDX-License-Identifier: Apache-2.0
//
// An entry with everything that the log around it says about it. All later code reads these: none of it works out again
// what an event refers to, who signed it, and where it is.

package import CustodyPolicy
import MerkleLog
package import SecretSharing
package import ShareEnvelope

/// An entry of a ledger or of a merged journal, with what it refers to.
package struct ResolvedEntry: Sendable {
    /// Where it is.
    package let place: EntryPlace
    /// The entry.
    package let entry: LedgerEntry
    /// The effective time (T2, T3): the latest time up to here, which is the earliest at which the entry can have been
    /// known. A backdated entry was written later than it says.
    package let effective: LedgerTime
    /// The time from which a deadline counts. For an entry of a journal, the earlier of the time that its writer said
    /// and the effective time (T3).
    let deadlineStart: LedgerTime
    /// The journal that it is in; `nil` for an entry of the ledger itself.
    package let journal: JournalName?
    /// The entry that it is about, if that exists and is of the right kind.
    package let about: EntryPlace?
    /// The references to what does not exist.
    let missing: [EntryReference]
    /// Whether facts may follow from it. None follow from an entry that is not allowed in a journal, or from one about a
    /// set that the journal did not create.
    let counts: Bool
    let detail: Detail

    /// What only some kinds carry.
    indirect enum Detail: Sendable {
        case none
        case manifest(Manifest)
        case badManifest(BadManifest)
        case answer(ResolvedAnswer)
        case piece(JournalPiece)
    }

    /// The entry's own time.
    package var time: LedgerTime { entry.time }
    /// What happened.
    package var event: LedgerEvent { entry.event }
    /// Whether it was written later than it says.
    package var isBackdated: Bool { entry.time < effective }
    /// The index in the ledger; for an entry of a journal, the index of the entry that merged it.
    package var index: UInt64 { place.index }

    /// The checked signatures of a `cosigned` entry.
    package var answer: ResolvedAnswer? { if case .answer(let answer) = detail { answer } else { nil } }
    /// The manifest that the entry holds, if it is that of its set.
    var manifest: Manifest? { if case .manifest(let manifest) = detail { manifest } else { nil } }
    /// The journal that the entry merged, if the entry is its last piece.
    var unfolded: UnfoldedJournal? { if case .piece(.last(let journal)) = detail { journal } else { nil } }

    /// The place of an index of the log that the entry is in.
    package func beside(_ index: UInt64) -> EntryPlace {
        place.inJournal == nil ? EntryPlace(index) : EntryPlace(place.index, inJournal: index)
    }
}

/// Why the bytes in an entry are not the manifest of its set.
struct BadManifest: Hashable, Sendable {
    let set: SetIdentity
    /// Whether their SHA-256 is not the set.
    let isOfAnotherSet: Bool
    /// Whether they do not have the form of a manifest.
    let isOutOfForm: Bool
}

extension ResolvedEntry {
    /// What became of the piece of a journal in it.
    var piece: (isTaken: Bool, isFirst: Bool, isPart: Bool)? {
        guard case .piece(let piece) = detail, case .journalMerged(let event) = event else { return nil }
        return switch piece {
        case .outOfOrder: (false, event.part == 1, false)
        case .part: (true, event.part == 1, true)
        case .last: (true, event.part == 1, false)
        }
    }
}

/// What became of a `journal merged` entry's content.
enum JournalPiece: Sendable {
    /// It does not follow the piece before it.
    case outOfOrder
    /// More pieces are to come.
    case part
    /// The journal is complete.
    case last(UnfoldedJournal)
}

/// The signatures of a `cosigned` entry, checked.
package struct ResolvedAnswer: Sendable {
    /// A share that signed.
    package struct Signer: Hashable, Sendable {
        /// The share.
        package let share: ShareNumber
        /// The time of signing that the signer claims, but no later than the effective time of the entry that holds the
        /// signature.
        package let at: LedgerTime
        /// The time of signing that the signer claims, in seconds since 1970.
        let claimed: UInt64
    }

    /// A signature that proves nothing.
    enum Flaw: Hashable, Sendable {
        /// The tree did not have that size.
        case early
        /// No signatures, or not in the order of the shares with each share once.
        case unordered
        /// The ledger key's signature is not valid.
        case forgedLogSignature
        /// No earlier entry holds the set's manifest, or the set has no such share.
        case unknown(ShareNumber)
        /// It is not the share's signature over that checkpoint.
        case forged(ShareNumber)
        /// The entry does not ask for the share.
        case notAsked(ShareNumber)
    }

    /// The entry that was answered; `nil` if it asks for none of the shares.
    package internal(set) var place: EntryPlace?
    /// The set of the shares.
    package let set: SetIdentity
    /// The shares that signed and were asked.
    package internal(set) var signers: [Signer] = []
    /// Whether all shares that signed the answered entry so far are a quorum.
    package internal(set) var isQuorum = false
    /// Whether it comes directly after the entry that it answers.
    package internal(set) var isRightBehind = false
    /// Shares that signed the tree, whether or not its last entry asks for them.
    var witnesses: [(share: ShareNumber, custodian: PublicText?, at: UInt64)] = []
    var flaws: [Flaw] = []
    /// Whether the tree that was signed is not the log's tree of that size.
    var isOfAnotherTree = false
    /// Whether the ledger's key signed the tree too.
    var isSignedByKey = false
}

/// The shares that signed an entry.
package struct Signatures: Hashable, Sendable {
    /// Their set.
    package let set: SetIdentity
    /// The time at which each signed, as its signer claims.
    package internal(set) var times: [ShareNumber: LedgerTime] = [:]
    /// Whether they are a quorum of their set.
    package internal(set) var isQuorum = false
}

/// A journal as it was merged.
final class UnfoldedJournal: Sendable {
    /// Why a journal does not count as a whole.
    enum Fault: Hashable, Sendable {
        /// Its first line does not open a journal.
        case noBeginning
        /// Its name, number of lines or root is not what the ledger says.
        case other
        /// It belongs to another ledger.
        case foreign
        /// It was merged before, and its earlier lines were different then.
        case rewritten
    }

    /// The journal's own log.
    let log: LedgerReplay
    /// The place of each of its lines.
    let places: [EntryPlace]
    /// How many of them are new.
    let newCount: Int
    /// How many bytes follow its last line end.
    let tornByteCount: Int
    /// Why it does not count; empty for a journal that counts.
    let faults: [Fault]

    init(_ log: LedgerReplay, places: [EntryPlace], newCount: Int, tornByteCount: Int, faults: [Fault]) {
        self.log = log
        self.places = places
        self.newCount = newCount
        self.tornByteCount = tornByteCount
        self.faults = faults
    }
}
