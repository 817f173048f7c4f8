// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Recovery

/// What sheets are read for.
enum ReadingPurpose {
    /// A quorum and the locked credential, to be shown.
    case opening
    /// A quorum and the locked credential, to be tried and not shown.
    case rehearsal
    /// A quorum and the locked credential, to be dealt anew.
    case reshare
    /// A quorum that signs.
    case consent
    /// One share that proves to be whole.
    case proof
    /// A drill's letter.
    case letter
    /// One share that proves to be whole, and the checkpoint on its paper.
    case answer
    /// Answers to a drill's letter.
    case answers

    /// Whether what is there is enough.
    func isReached(by session: RecoverySession) -> Bool {
        switch self {
        case .opening, .rehearsal, .reshare: session.standing?.isMet == true && session.hasCiphertext
        case .consent: session.standing?.isMet == true
        case .proof: !session.provenNumbers.isEmpty
        case .letter: !session.letters.isEmpty
        case .answer: !session.provenNumbers.isEmpty && !session.checkpoints.isEmpty
        case .answers: !session.answers.isEmpty
        }
    }

    /// Whether the locked credential is wanted too.
    var needsCiphertext: Bool {
        switch self {
        case .opening, .rehearsal, .reshare: true
        case .consent, .proof, .letter, .answer, .answers: false
        }
    }

    /// Whether a file without a share's code is worth a word.
    var wantsShares: Bool {
        switch self {
        case .opening, .rehearsal, .reshare, .consent, .proof, .answer: true
        case .letter, .answers: false
        }
    }

    /// Whether it is done with the one thing that is asked for.
    var endsByItself: Bool {
        switch self {
        case .opening, .rehearsal, .reshare, .consent: false
        case .proof, .letter, .answer, .answers: true
        }
    }

    /// What is asked for until it is enough.
    var wanting: String {
        switch self {
        case .opening, .rehearsal, .reshare, .consent, .proof, .answer: "Sheet: "
        case .letter: "Letter: "
        case .answers: "Answer: "
        }
    }

    /// The word that confirms what comes next; nothing where nothing is asked.
    var confirmation: Confirmation? {
        switch self {
        case .opening: .show
        case .rehearsal: .trial
        case .reshare: .deal
        case .consent: .sign
        case .proof, .letter, .answer, .answers: nil
        }
    }

    /// What is asked for once it is enough.
    var prompt: String {
        switch self {
        case .opening: "Type `show` to show the credential, or give another sheet: "
        case .rehearsal: "Type `try` to try all quorums of these sheets, or give another sheet: "
        case .reshare: "Type `deal` to deal it to new sheets, or give another sheet: "
        case .consent: "Type `sign` to let the shares sign, or give another sheet: "
        case .proof, .letter, .answer, .answers: wanting
        }
    }

    /// What will happen to the sets that are named behind it.
    var announcement: String {
        switch self {
        case .opening: "To be shown"
        case .rehearsal: "To be tried"
        case .reshare: "To be reshared"
        case .consent: "To sign"
        case .proof, .letter, .answer, .answers: "To be proven"
        }
    }

    /// What giving up says.
    var givenUp: String {
        switch self {
        case .opening: "the recovery was given up; nothing was shown"
        case .rehearsal: "the rehearsal was given up; nothing was opened"
        case .reshare: "it was given up; the sheets in force stay good"
        case .consent, .proof, .letter, .answer: "it was given up; nothing was signed"
        case .answers: "it was given up; no further answer was taken"
        }
    }

    /// What `quit` does, in the list of commands.
    var quitting: String {
        switch self {
        case .opening, .rehearsal, .reshare, .consent, .letter, .answer, .answers: "give up; nothing is done"
        case .proof: "nobody else comes; what was signed stays"
        }
    }
}
