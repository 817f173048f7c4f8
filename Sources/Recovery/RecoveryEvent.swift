// SPDX-License-Identifier: Apache-2.0

public import SecretSharing
public import ShareEnvelope

/// What a piece of paper turned out to be.
public enum RecoveryEvent: Equatable, Sendable {
    /// A manifest is whole.
    case manifest(SetIdentity)
    /// Something is put together as a manifest and breaks a rule of the format, here for the first time.
    case refusedManifest(EnvelopeError)
    /// The locked credential is whole.
    case ciphertext(SetIdentity)
    /// A locked credential is whole, and is not the one that the set's manifest names.
    case otherCiphertext(SetIdentity)
    /// This page shows other parts of the set than the genuine ones; it is put aside.
    case contradicts(SourcePage, SetIdentity)
    /// A ledger's checkpoint, as a sheet or a slip shows it.
    case checkpoint(CheckpointCode)
    /// A drill's letter is whole.
    case letter
    /// A share's answer to a drill's letter.
    case answer(AnswerCode)
    /// A share is proven and counts.
    case proven(ShareNumber, SetIdentity)
    /// A share is readable, but no manifest has vouched for it yet.
    case notProvenYet(ShareNumber)
    /// A share waits for its passphrase.
    case sealed(ShareNumber, SetIdentity)
    /// The share is here already.
    case duplicate(ShareNumber, SetIdentity?)
    /// Another sealed share of this number is here, and not the same one; both are kept, and their passphrase tells which
    /// is genuine.
    case differs(ShareNumber, SetIdentity)
    /// The share claims to be of a set, but is not the one that was dealt.
    case forged(ShareNumber, SetIdentity)
    /// The share is whole and of another set than the recovery may open: it does not count.
    case aside(ShareNumber, SetIdentity)
    /// The share is of a real set where people practice, or of a practice set where they do not: it was not taken.
    case otherPurpose(ShareNumber, SetIdentity)
    /// So many words were healed, at these places from 0.
    case healed(ShareNumber, places: [Int])
    /// The source shows more shares than any sheet has: later ones of it are passed over.
    case tooMany(limit: Int)
    /// The page shows more different parts than any sheet has: later ones of it are passed over.
    case tooManyParts
    /// Something of ours that cannot be read, and why.
    case damaged(EnvelopeError)
    /// A line of text that cannot be read, by its number or name, and why.
    case damagedLine(String, EnvelopeError)
    /// Rows of words of which this one lacks, from 0.
    case missingRow(Int)
    /// So many words of a share are typed; more must follow.
    case wordsSoFar(Int)
    /// A custodian's sheet on which no share code can be read.
    case noShareCode
    /// Only the outer face of a sheet, or a slip.
    case outerFace
    /// A code that is none of ours.
    case foreignCode
}

/// An event and the page that showed it.
public struct RecoveryFinding: Equatable, Sendable {
    /// Where it was seen last.
    public let place: SourcePage
    /// What it is.
    public let event: RecoveryEvent

    init(_ place: SourcePage, _ event: RecoveryEvent) {
        self.place = place
        self.event = event
    }
}

extension RecoveryEvent {
    /// Whether something that was given is not what it should be.
    public var isFault: Bool {
        switch self {
        case .damaged, .damagedLine, .forged, .refusedManifest, .otherCiphertext, .contradicts, .missingRow,
            .noShareCode, .outerFace, .tooMany, .tooManyParts:
            true
        case .manifest, .ciphertext, .checkpoint, .letter, .answer, .proven, .notProvenYet, .sealed, .duplicate,
            .differs,
            .aside, .otherPurpose, .healed, .wordsSoFar, .foreignCode:
            false
        }
    }
}
