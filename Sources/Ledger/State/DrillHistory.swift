// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import SecretSharing

extension DrillOpened.Way {
    /// The command that ends such a drill early, or when its leader was interrupted.
    package var closing: String {
        switch self {
        case .byMail: "breakglass drill mail --close"
        case .inPerson, .rehearsal: "breakglass drill in-person --close"
        }
    }
}

/// A drill, from its challenge to what it showed.
package struct DrillHistory: Sendable {
    /// A share's answer.
    package struct Answer: Sendable {
        /// When it was signed, as the signer claims; `nil` for a time after the year 9999.
        package let signed: LedgerTime?
        /// When it was entered in the ledger.
        package let recorded: LedgerTime
    }

    /// How long before the challenge an answer may claim to be signed, in seconds, because clocks differ
    /// (docs/LEDGER.md, section 8).
    package static let clockSlack: UInt64 = 86_400

    /// The challenge's entry.
    package let place: EntryPlace
    /// When it was written.
    package let time: LedgerTime
    /// The challenge.
    package let opened: DrillOpened
    /// How long after the expiry an answer may be entered, by the policy that was in force when the challenge was
    /// written.
    package let grace: PolicySpan
    /// The answers, by share.
    package internal(set) var answers: [ShareNumber: Answer] = [:]
    /// What a rehearsal showed.
    package internal(set) var rehearsed: (time: LedgerTime, event: Rehearsed)?
    /// How it ended.
    package internal(set) var closed: (time: LedgerTime, event: DrillClosed)?

    /// Whether an answer counts: it was signed within the challenge's time, and entered before that time and the
    /// policy's grace ended.
    package func isInTime(_ answer: Answer) -> Bool {
        guard let signed = answer.signed else { return false }
        return time <= signed.adding(seconds: Self.clockSlack) && signed <= opened.expires
            && answer.recorded <= opened.expires.adding(seconds: UInt64(grace.seconds))
    }

    /// The shares that proved to be intact.
    package var proven: [ShareNumber] {
        opened.shares.filter { share in answers[share].map { isInTime($0) } ?? false }.sorted()
    }

    /// The shares that were asked but did not answer in time.
    package var unproven: [ShareNumber] {
        let proven = Set(proven)
        return opened.shares.filter { !proven.contains($0) }.sorted()
    }

    /// The shares that were asked and have not answered. A late answer proves nothing, but there is no other to wait for.
    package var waiting: [ShareNumber] { opened.shares.filter { answers[$0] == nil }.sorted() }

    /// Whether everybody who was asked has answered: then the drill ends.
    package var isComplete: Bool { waiting.isEmpty }

    /// When answers stop counting. Answers by mail may arrive within the policy's grace after the challenge expired.
    package var end: LedgerTime {
        opened.way == .byMail ? opened.expires.adding(seconds: UInt64(grace.seconds)) : opened.expires
    }

    init(place: EntryPlace, time: LedgerTime, opened: DrillOpened, grace: PolicySpan = Policy.defaultAnswerGrace) {
        self.grace = grace
        self.place = place
        self.time = time
        self.opened = opened
    }
}
