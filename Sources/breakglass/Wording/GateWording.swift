// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Ledger
import TerminalDialogue

extension CommandError {
    /// The message for a ceremony that the gate stopped.
    init(_ error: GateError) {
        switch error {
        case .unwritten(let error): self.init(error)
        case .refused(let act, let breaches):
            let list = breaches.map { "\($0.expected): \($0.found)" }.joined(separator: "; and for ")
            var hints = breaches.map { $0.remedy }
            if breaches.allSatisfy({ $0.canBeOverridden }) {
                hints.append("--override \"why\" continues anyway, on record, to be countersigned")
            }
            self.init(.refused, "\(act.words) asks for \(list)", hint: hints.joined(separator: "; "))
        }
    }
}

extension Act {
    /// The ceremony in words.
    fileprivate var words: String {
        switch self {
        case .split: "a split"
        case .reshare: "a reshare"
        case .recover: "a recovery"
        case .review: "a review"
        case .sheetReceive: "a hand-over"
        case .sheetDestroy: "a destruction"
        case .sheetLost: "a loss"
        case .peopleJoin, .peopleLeave: "a change of people"
        case .drillInPerson, .drillMail, .rehearse: "a drill"
        }
    }
}
