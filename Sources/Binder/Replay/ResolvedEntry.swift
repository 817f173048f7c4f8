// SPDX-License-Identifier: Apache-2.0
//
// An entry with everything that the log around it makes of it. Whatever is read off a ledger is read off these: nobody
// looks at an event and guesses once more what it refers to, who signed it, and where it stands.

import MerkleLog
public import SecretSharing
public import ShareEnvelope

/// An entry of a ledger or of a record that it took in, with what it refers to.
public struct ResolvedEntry: Sendable {
    /// Where it stands.
    public let place: EntryPlace
    /// The entry.
    public let entry: LedgerEntry
    /// When it came to be known at the earliest: the latest time up to here. An entry that is dated back was written later.
    public let effective: LedgerTime
    /// The time from which a deadline counts: of an entry of a record the earlier one of what its writer said and of when it
    /// came to be known.
    let deadlineStart: LedgerTime
    /// The record that it stands in; nothing for one of the ledger itself.
    public let record: RecordName?
    /// The entry that it is about, where that is there and of the right kind.
    public let about: EntryPlace?
    /// What it refers to and is not there.
    let missing: [EntryReference]
    /// Whether facts may follow from it: not from an entry that cannot stand in a record, nor from one about a set that the
    /// record did not create.
    let counts: Bool
    let detail: Detail

    /// What only some kinds bring.
    indirect enum Detail: Sendable {
        case none
        case manifest(Manifest)
        case badManifest(BadManifest)
        case answer(ResolvedAnswer)
        case piece(RecordPiece)
    }

    /// When it was written, as it says.
    public var time: LedgerTime { entry.time }
    /// What happened.
    public var event: LedgerEvent { entry.event }
    /// Whether it was written later than it says.
    public var isBackdated: Bool { entry.time < effective }
    /// The place in the ledger: for an entry of a record that of the entry that took it in.
    public var index: UInt64 { place.index }

    /// What the signatures of a `cosigned` entry amount to.
    public var answer: ResolvedAnswer? { if case .answer(let answer) = detail { answer } else { nil } }
    /// The manifest that the entry brings, if it is that of its set.
    var manifest: Manifest? { if case .manifest(let manifest) = detail { manifest } else { nil } }
    /// The record that the entry took in, if it is the last piece of it.
    var unfolded: UnfoldedRecord? { if case .piece(.last(let record)) = detail { record } else { nil } }

    /// The place of an index of the log that the entry stands in.
    public func beside(_ index: UInt64) -> EntryPlace {
        place.inRecord == nil ? EntryPlace(index) : EntryPlace(place.index, inRecord: index)
    }
}

/// How the bytes of a set's manifest are none of it.
struct BadManifest: Hashable, Sendable {
    let set: SetIdentity
    /// Whether their SHA-256 is not the set.
    let isOfAnotherSet: Bool
    /// Whether they are not the one form of a manifest.
    let isOutOfForm: Bool
}

extension ResolvedEntry {
    /// What became of the piece of a record that it brings.
    var piece: (isTaken: Bool, isFirst: Bool, isPart: Bool)? {
        guard case .piece(let piece) = detail, case .recordMerged(let event) = event else { return nil }
        return switch piece {
        case .outOfOrder: (false, event.part == 1, false)
        case .part: (true, event.part == 1, true)
        case .last: (true, event.part == 1, false)
        }
    }
}

/// What became of a `record merged` entry's content.
enum RecordPiece: Sendable {
    /// It does not follow the piece before it.
    case outOfOrder
    /// More pieces are to come.
    case part
    /// The record is complete.
    case last(UnfoldedRecord)
}

/// The signatures of a `cosigned` entry, checked.
public struct ResolvedAnswer: Sendable {
    /// A share that signed.
    public struct Signer: Hashable, Sendable {
        /// The share.
        public let share: ShareNumber
        /// When, as the signer claims, but no later than the effective time of the entry that holds the signature.
        public let at: LedgerTime
        /// When, as the signer claims, in seconds since 1970.
        let claimed: UInt64
    }

    /// A signature that proves nothing.
    enum Flaw: Hashable, Sendable {
        /// The tree had not that size.
        case early
        /// No signatures, or not in the order of the shares with each of them once.
        case unordered
        /// The ledger key's signature is none.
        case forgedLogSignature
        /// No entry before holds the set's manifest, or the set has no such share.
        case unknown(ShareNumber)
        /// It is not the share's over that checkpoint.
        case forged(ShareNumber)
        /// The entry does not ask for the share.
        case notAsked(ShareNumber)
    }

    /// The entry that was answered; nothing where there is none that asks for any of the shares.
    public internal(set) var place: EntryPlace?
    /// The set of the shares.
    public let set: SetIdentity
    /// The shares that signed and were asked.
    public internal(set) var signers: [Signer] = []
    /// Whether all shares that signed the answered entry so far are a quorum.
    public internal(set) var isQuorum = false
    /// Whether it stands right behind the entry that it answers.
    public internal(set) var isRightBehind = false
    /// Shares that signed the tree, whether or not its last entry asks for them, with the root that they saw.
    var witnesses: [(share: ShareNumber, custodian: PublicText?, at: UInt64)] = []
    var flaws: [Flaw] = []
    /// Whether the tree that was signed is not the one that stands here.
    var isOfAnotherTree = false
    /// Whether the ledger's key signed the tree too.
    var isSignedByKey = false
}

/// The shares that signed an entry.
public struct Signatures: Hashable, Sendable {
    /// Their set.
    public let set: SetIdentity
    /// When each signed, as it claims.
    public internal(set) var times: [ShareNumber: LedgerTime] = [:]
    /// Whether they are a quorum of their set.
    public internal(set) var isQuorum = false
}

/// A record as it was taken in.
final class UnfoldedRecord: Sendable {
    /// Why a record counts for nothing as a whole.
    enum Fault: Hashable, Sendable {
        /// Its first line opens no record.
        case noBeginning
        /// It is not of the name, the number of lines or the root that the ledger says.
        case other
        /// It belongs to another ledger.
        case foreign
        /// It was merged before, and began otherwise.
        case rewritten
    }

    /// The record's own log.
    let log: LedgerReplay
    /// Where each of its lines stands.
    let places: [EntryPlace]
    /// How many of them are new.
    let newCount: Int
    /// How many bytes stand behind its last line end.
    let tornByteCount: Int
    /// Why it counts for nothing; none for one that counts.
    let faults: [Fault]

    init(_ log: LedgerReplay, places: [EntryPlace], newCount: Int, tornByteCount: Int, faults: [Fault]) {
        self.log = log
        self.places = places
        self.newCount = newCount
        self.tornByteCount = tornByteCount
        self.faults = faults
    }
}
