// SPDX-License-Identifier: Apache-2.0

import Ceremonies

/// What sheets are laid on the desk for.
enum DeskGoal {
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

    /// Whether what is there is enough.
    func isReached(by session: RecoverySession) -> Bool {
        switch self {
        case .opening, .rehearsal, .reshare: session.standing?.isMet == true && session.hasCiphertext
        case .consent: session.standing?.isMet == true
        case .proof: !session.provenNumbers.isEmpty
        }
    }

    /// Whether the locked credential is wanted too.
    var needsCiphertext: Bool {
        switch self {
        case .opening, .rehearsal, .reshare: true
        case .consent, .proof: false
        }
    }

    /// What Enter does once it is enough.
    var prompt: String {
        switch self {
        case .opening: "Enter shows the credential, or give another sheet: "
        case .rehearsal: "Enter tries all quorums of these sheets, or give another sheet: "
        case .reshare: "Enter deals it anew, or give another sheet: "
        case .consent: "Enter signs, or give another sheet: "
        case .proof: "Enter signs: "
        }
    }

    /// What giving up says.
    var givenUp: String {
        switch self {
        case .opening: "the recovery was given up; nothing was shown"
        case .rehearsal: "the rehearsal was given up; nothing was opened"
        case .reshare: "it was given up; the sheets in force stay good"
        case .consent, .proof: "it was given up; nothing was signed"
        }
    }
}
