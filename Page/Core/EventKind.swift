// SPDX-License-Identifier: Apache-2.0

import Recovery
import SecretSharing
import ShareEnvelope

/// What the page needs to know about an event besides its sentence.
struct EventKind {
    /// The name of the event's case.
    let name: String
    /// How the page marks the sheet.
    let verdict: String
    let share: ShareNumber?
    let set: SetIdentity?

    private init(_ name: String, _ verdict: String, _ share: ShareNumber? = nil, _ set: SetIdentity? = nil) {
        (self.name, self.verdict, self.share, self.set) = (name, verdict, share, set)
    }

    init(_ event: RecoveryEvent) {
        self =
            switch event {
            case .manifest(let set): Self("manifest", "note", nil, set)
            case .refusedManifest: Self("refusedManifest", "damaged")
            case .ciphertext(let set): Self("ciphertext", "note", nil, set)
            case .otherCiphertext(let set): Self("otherCiphertext", "forged", nil, set)
            case .contradicts(_, let set): Self("contradicts", "forged", nil, set)
            case .checkpoint: Self("checkpoint", "note")
            case .letter: Self("letter", "note")
            case .answer(let answer): Self("answer", "note", answer.share)
            case .proven(let share, let set): Self("proven", "whole", share, set)
            case .notProvenYet(let share): Self("notProvenYet", "waiting", share)
            case .otherWords(let share, _): Self("otherWords", "older", share)
            case .sealed(let share, let set): Self("sealed", "sealed", share, set)
            case .duplicate(let share, let set): Self("duplicate", "duplicate", share, set)
            case .differs(let share, let set): Self("differs", "sealed", share, set)
            case .forged(let share, let set): Self("forged", "forged", share, set)
            case .aside(let share, let set): Self("aside", "older", share, set)
            case .otherPurpose(let share, let set): Self("otherPurpose", "refused", share, set)
            case .healed(let share, _): Self("healed", "note", share)
            case .tooMany: Self("tooMany", "damaged")
            case .tooManyParts: Self("tooManyParts", "damaged")
            case .damaged: Self("damaged", "damaged")
            case .misreadPaper: Self("misreadPaper", "damaged")
            case .damagedLine: Self("damagedLine", "damaged")
            case .missingRow: Self("missingRow", "damaged")
            case .wordsSoFar: Self("wordsSoFar", "note")
            case .noShareCode: Self("noShareCode", "damaged")
            case .outerFace: Self("outerFace", "damaged")
            case .foreignCode: Self("foreignCode", "foreign")
            }
    }
}
