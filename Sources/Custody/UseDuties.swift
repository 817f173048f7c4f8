// SPDX-License-Identifier: Apache-2.0
//
// What a use requires: its end, its review, and a changed credential.

import CustodyPolicy
import Ledger
import ShareEnvelope

/// The duties that follow from the recoveries of one credential.
struct UseDuties {
    private let life: CredentialStatus
    private let now: LedgerTime

    init(of life: CredentialStatus, _ now: LedgerTime) {
        self.life = life
        self.now = now
    }

    var duties: [Duty] { life.openings.flatMap(recovery) + rotation }

    /// A recovery that was begun and never closed; `nil` if this one was.
    static func unclosed(_ opening: Opening, _ name: CredentialName?, _ now: LedgerTime) -> Duty? {
        guard opening.isUnclosed else { return nil }
        let who = opening.opened.operatedBy.map { ", operated by \($0)," } ?? ""
        return Duty(
            .openRecovery, .overdue, name,
            "the recovery of entry \(opening.place)\(who) was never closed: it is still in progress, or was cut off; if "
                + "so, `breakglass review \(opening.place)` closes it", due: opening.dutyTime(opening.time, at: now),
            entry: opening.place)
    }

    /// What a recovery requires, one duty at a time, from its statement to its review.
    private func recovery(_ opening: Opening) -> [Duty] {
        let unclosed = [Self.unclosed(opening, life.name, now)].compactMap { $0 }
        guard let use = opening.use, opening.review == nil else { return unclosed }
        let due = life.reviewDue(of: opening, at: now)
        if let until = opening.dutyWindowEnd(at: now), until > now {
            return unclosed + [open(opening, since: opening.dutyTime(use.time, at: now), until: until, due)]
        }
        return unclosed + [over(opening, opening.dutyTime(use.time, at: now), due)]
    }

    /// The use goes on. Its review is told from the beginning, so that nobody learns of it when it is late.
    private func open(_ opening: Opening, since: LedgerTime, until: LedgerTime, _ due: LedgerTime?) -> Duty {
        let isSaid = opening.revealed != nil || opening.closed?.event.outcome == .shown
        let what =
            isSaid
            ? "it has been open since \(since), by entry \(opening.place)"
            : "a quorum consented at \(since) to entry \(opening.place), so it counts as opened, whatever is said about "
                + "its end"
        let review = due.map { "by \($0)" } ?? "as soon as the use is over"
        return Duty(
            .openWindow, .overdue, life.name,
            "\(what); the window ends at \(until), and the review of the use is due \(review): \(reviewer(opening))",
            due: until, entry: opening.place)
    }

    /// The use is over, and has no review.
    private func over(_ opening: Opening, _ since: LedgerTime, _ due: LedgerTime?) -> Duty {
        guard let due, due > now else {
            let early = opening.earlyReviews.first.map { "; the one in entry \($0.place) was filed before it" } ?? ""
            return Duty(
                .review, .overdue, life.name,
                "the use of entry \(opening.place) has no review\(early): \(reviewer(opening))", due: due ?? since,
                entry: opening.place)
        }
        let end = opening.dutyWindowEnd(at: now)
        return Duty(
            end == nil ? .review : .windowOver, end == nil ? .soon : .overdue, life.name,
            "the use of entry \(opening.place) is over, and its review is due by \(due): \(reviewer(opening))",
            due: end ?? due, entry: opening.place)
    }

    /// Who may file the review, and with which command. The program lets the operator file it too, but on record.
    private func reviewer(_ opening: Opening) -> String {
        let who =
            opening.opened.operatedBy.map { "other than \($0), who operated the machine," } ?? "who did not use it"
        return "somebody \(who) files it with `breakglass review \(opening.place)`"
    }

    /// A set that was opened counts as burned once its use is over.
    private var rotation: [Duty] {
        if case .open = life.stateBeforeOpening(at: now) { return [] }
        return life.liveSets.filter { $0.isBurnt }.map { set in
            let use = life.openings.first { $0.use != nil && $0.touched.contains(set.identity) }
            return Duty(
                .rotation, .overdue, life.name,
                "set \(set.identity.code) was opened and counts as burned: change the credential, then "
                    + "`breakglass split --changed\(life.naming)`",
                due: set.openedAt.first.map { use?.dutyTime($0, at: now) ?? $0 },
                entry: use?.place)
        }
    }
}
