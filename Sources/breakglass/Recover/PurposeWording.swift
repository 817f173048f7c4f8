// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import TerminalDialogue

extension ReadingPurpose {
    /// The prompt until the sheets are enough.
    var wanting: String {
        switch self {
        case .opening, .rehearsal, .reshare, .consent, .proof, .answer: "Sheet: "
        case .letter: "Letter: "
        case .answers: "Answer: "
        }
    }

    /// The word that confirms what comes next; `nil` if nothing is asked.
    var confirmation: Confirmation? {
        switch self {
        case .opening: .show
        case .rehearsal: .trial
        case .reshare: .deal
        case .consent: .sign
        case .proof, .letter, .answer, .answers: nil
        }
    }

    /// The prompt once the sheets are enough.
    var prompt: String {
        switch self {
        case .opening: "Type `show` to show the credential, or give another sheet: "
        case .rehearsal: "Type `try` to try all their quorums, or give another sheet: "
        case .reshare: "Type `deal` to deal it to new sheets, or give another sheet: "
        case .consent: "Type `sign` to let the shares sign, or give another sheet: "
        case .proof, .letter, .answer, .answers: wanting
        }
    }

    /// What will happen to the set whose title follows.
    var announcement: String {
        switch self {
        case .opening: "To be shown"
        case .rehearsal: "To be tried"
        case .reshare: "To be reshared"
        case .consent: "To sign"
        case .proof, .letter, .answer, .answers: "To be proven"
        }
    }

    /// The message when the person gives up.
    var givenUp: String {
        switch self {
        case .opening: "the recovery was given up; nothing was shown"
        case .rehearsal: "the rehearsal was given up; nothing was opened"
        case .reshare: "the reshare was given up; the sheets in force stay valid"
        case .consent, .proof, .letter, .answer: "it was given up; nothing was signed"
        case .answers: "it was given up; no further answer was taken"
        }
    }

    /// What `quit` does, in the list of commands.
    var quitting: String {
        switch self {
        case .opening, .rehearsal, .reshare, .consent, .letter, .answer, .answers: "give up; nothing is done"
        case .proof: "no more sheets; what was signed stays"
        }
    }
}
