// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with a letter or an answer, for a person.

package import Custody

extension LetterError {
    /// The error in words.
    package var words: String {
        switch self {
        case .unknownVersion: "this program does not know its version"
        case .malformed: "its bytes are not a letter"
        case .tooLong: "it is longer than its codes can carry"
        case .notAChallenge: "it does not hold a drill's challenge by mail"
        case .notSigned: "it is not signed by the key that it names"
        case .notIncluded: "its challenge is not the last entry of the signed ledger"
        case .otherKey: "it is not signed by the key that your paper names"
        case .otherStart(let letter, let paper):
            "it continues paper with \(letter) entries, and your newest has \(paper)"
        case .notContinued(let size):
            "its ledger does not extend the \(size) entries that your paper shows: it was rewritten, cut or forked"
        }
    }

    /// What a custodian can do.
    package var hint: String {
        switch self {
        case .otherStart(_, let paper):
            "nothing was signed; ask for a letter made with --since \(paper), or give the slip that this one continues"
        case .otherKey: "nothing was signed; if the key was changed, give the slip that you got about it"
        default: "nothing was signed; keep the letter and the paper as evidence, and call the sender"
        }
    }
}

extension UntimelyAnswer {
    /// What is wrong with the time.
    package var words: String {
        switch self {
        case .early: "by this clock, the challenge is not written yet"
        case .late: "by this clock, the challenge has expired"
        }
    }

    /// What to do.
    package var hint: String { "nothing was signed; set the clock right, or ask for a new letter" }
}

extension AnswerError {
    /// The error in words.
    var words: String {
        switch self {
        case .unknownTree(let size): "the answer is for a ledger of \(size) entries that this binder never had"
        case .notAChallenge(let place): "the answer is to entry \(place), which asks for no answers by mail"
        case .otherSet(let set): "the answer is from set \(set.code), which the challenge does not ask"
        case .notAsked(let share): "the challenge does not ask share \(share)"
        case .answered(let share): "share \(share) has already answered this challenge"
        case .closed(let place): "the drill of entry \(place) is closed"
        case .untimely(.early): "the answer says that it was signed before the challenge was written"
        case .untimely(.late): "the answer was signed after the challenge expired"
        case .forged(let share):
            "the answer is FORGED or changed: share \(share) did not sign the ledger that ends with the challenge"
        }
    }

    /// What to do.
    ///
    /// - Parameter naming: what the end of a command about the drill's credential needs to name it.
    func hint(naming: String) -> String {
        switch self {
        case .unknownTree: "it belongs to another binder, or this one was rolled back"
        case .forged: "compare its lines with the custodian, and keep it as evidence"
        case .answered: "one answer is enough"
        default: "`breakglass drill mail\(naming)` asks again"
        }
    }
}
