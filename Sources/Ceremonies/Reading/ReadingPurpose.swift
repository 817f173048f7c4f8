// SPDX-License-Identifier: Apache-2.0

package import Recovery

/// What sheets are read for.
package enum ReadingPurpose: Sendable {
    /// A quorum and the locked credential, to be shown.
    case opening
    /// A quorum and the locked credential, to be tried and not shown.
    case rehearsal
    /// A quorum and the locked credential, to be dealt to new sheets.
    case reshare
    /// A quorum whose shares sign.
    case consent
    /// One proven share.
    case proof
    /// A drill's letter.
    case letter
    /// One proven share, and the checkpoint on its paper.
    case answer
    /// Answers to a drill's letter.
    case answers

    /// Whether the sheets so far are enough.
    package func isReached(by session: RecoverySession) -> Bool {
        switch self {
        case .opening, .rehearsal, .reshare: session.standing?.isMet == true && session.hasCiphertext
        case .consent: session.standing?.isMet == true
        case .proof: !session.provenNumbers.isEmpty
        case .letter: !session.letters.isEmpty
        case .answer: !session.provenNumbers.isEmpty && !session.checkpoints.isEmpty && session.misreadPaper.isEmpty
        case .answers: !session.answers.isEmpty
        }
    }

    /// Whether the locked credential is needed too.
    package var needsCiphertext: Bool {
        switch self {
        case .opening, .rehearsal, .reshare: true
        case .consent, .proof, .letter, .answer, .answers: false
        }
    }

    /// Whether to mention a file without a share's code.
    package var wantsShares: Bool {
        switch self {
        case .opening, .rehearsal, .reshare, .consent, .proof, .answer: true
        case .letter, .answers: false
        }
    }

    /// Whether the dialogue ends once it has the one thing that it asks for.
    package var endsByItself: Bool {
        switch self {
        case .opening, .rehearsal, .reshare, .consent: false
        case .proof, .letter, .answer, .answers: true
        }
    }
}
