// SPDX-License-Identifier: Apache-2.0

package import SecretSharing
package import ShareEnvelope

/// What a piece of paper turned out to be.
package enum RecoveryEvent: Equatable, Sendable {
    /// A manifest is whole.
    case manifest(SetIdentity)
    /// Parts or lines form a manifest that breaks a rule of the format; reported once.
    case refusedManifest(EnvelopeError)
    /// The locked credential is whole.
    case ciphertext(SetIdentity)
    /// A locked credential is whole, but is not the one that the set's manifest names.
    case otherCiphertext(SetIdentity)
    /// This page shows parts of the set that are not genuine; it is put aside.
    case contradicts(SourcePage, SetIdentity)
    /// A ledger's checkpoint, as a sheet or a slip shows it.
    case checkpoint(CheckpointCode)
    /// A drill's letter is whole.
    case letter
    /// A share's answer to a drill's letter.
    case answer(AnswerCode)
    /// A share is proven and counts.
    case proven(ShareNumber, SetIdentity)
    /// A share is readable, but no manifest has proven it yet.
    case notProvenYet(ShareNumber)
    /// A share that was typed as words is readable, but belongs to another set than those that are here; with the first
    /// of that set's words.
    case otherWords(ShareNumber, [String])
    /// A share waits for its passphrase.
    case sealed(ShareNumber, SetIdentity)
    /// The share is already here.
    case duplicate(ShareNumber, SetIdentity?)
    /// A different sealed share of this number is already here; both are kept, and the passphrase shows which one is
    /// genuine.
    case differs(ShareNumber, SetIdentity)
    /// The share claims to be of a set, but is not the one that was dealt.
    case forged(ShareNumber, SetIdentity)
    /// The share is whole, but from a set that the recovery may not open: it does not count.
    case aside(ShareNumber, SetIdentity)
    /// The share is from a real set in a practice, or from a practice set in a real recovery: it was not accepted.
    case otherPurpose(ShareNumber, SetIdentity)
    /// Words were healed, at these places from 0.
    case healed(ShareNumber, places: [Int])
    /// The source shows more shares than any sheet has: its later ones are ignored.
    case tooMany(limit: Int)
    /// The page shows more different parts than any sheet has: its later ones are ignored.
    case tooManyParts
    /// A piece of Breakglass paper that cannot be read, and why.
    case damaged(EnvelopeError)
    /// A checkpoint, as a slip or the outside of a sheet shows it, that cannot be read, and why.
    case misreadPaper(EnvelopeError)
    /// A line of text that cannot be read, by its number or name, and why.
    case damagedLine(String, EnvelopeError)
    /// This row of the words is missing, from 0.
    case missingRow(Int)
    /// This many words of a share are typed; more must follow.
    case wordsSoFar(Int)
    /// A custodian's sheet without a readable share code.
    case noShareCode
    /// Only the outer face of a sheet, or a slip.
    case outerFace
    /// A code that is not from Breakglass.
    case foreignCode
}

/// An event and the page that showed it.
package struct RecoveryFinding: Equatable, Sendable {
    /// Where it was seen last.
    package let place: SourcePage
    /// What was found.
    package let event: RecoveryEvent

    init(_ place: SourcePage, _ event: RecoveryEvent) {
        self.place = place
        self.event = event
    }
}

extension RecoveryEvent {
    /// Whether something that was given is wrong.
    package var isFault: Bool {
        switch self {
        case .damaged, .misreadPaper, .damagedLine, .forged, .refusedManifest, .otherCiphertext, .contradicts,
            .missingRow,
            .noShareCode, .outerFace, .tooMany, .tooManyParts:
            true
        case .manifest, .ciphertext, .checkpoint, .letter, .answer, .proven, .notProvenYet, .otherWords, .sealed,
            .duplicate, .differs, .aside, .otherPurpose, .healed, .wordsSoFar, .foreignCode:
            false
        }
    }
}
