// SPDX-License-Identifier: Apache-2.0

import SecretSharing
public import ShareEnvelope

/// Something that somebody has to do.
public struct Duty: Hashable, Sendable {
    /// How it presses.
    public enum Urgency: Int, Hashable, Sendable, Comparable {
        /// It should have been done, or stands open.
        case overdue
        /// It is due within 14 days.
        case soon

        /// The more pressing one comes first.
        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// What kind of duty; the raw value stands in metrics and JSON.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case openRecovery = "open_recovery"
        case openWindow = "open_window"
        case review
        case rotation
        case countersignature
        case unfinishedSplit = "unfinished_split"
        case readBack = "read_back"
        case leaver
        case retiredPaper = "retired_paper"
        case proof
        case policy
    }

    /// What kind.
    public let kind: Kind
    /// How it presses.
    public let urgency: Urgency
    /// The credential, where it is about one.
    public let name: CredentialName?
    /// What is to be done, and why.
    public let words: String
    /// When it is or was due.
    public let due: LedgerTime?

    init(_ kind: Kind, _ urgency: Urgency, _ name: CredentialName?, _ words: String, due: LedgerTime? = nil) {
        self.kind = kind
        self.urgency = urgency
        self.name = name
        self.words = words
        self.due = due
    }
}

/// What is due in a binder.
public struct DutyList: Sendable {
    /// How long before it is due a duty is told.
    static let notice: UInt64 = 14 * 86_400

    /// The duties, the most pressing first.
    public let duties: [Duty]

    /// Finds what is due.
    ///
    /// - Parameters:
    ///   - isPolicyRecorded: whether the policy's file is the one in force.
    public init(_ state: BinderState, under policy: Policy?, at now: LedgerTime, isPolicyRecorded: Bool) {
        var duties: [Duty] = []
        for life in state.lives(under: policy) {
            duties += Self.uses(of: life, now)
            duties += Self.sets(of: life)
            duties += Self.proofs(of: life, now)
        }
        if let day = CalendarDay(secondsSince1970: Int(now.posixSeconds)) {
            duties += Self.leavers(state.custody(under: policy, on: day))
        }
        duties += state.exceptions.filter { $0.needsCountersignature }.map { exception in
            Duty(
                .countersignature, .overdue, nil,
                "entry \(exception.place), overridden by \(exception.exception.by): \(exception.exception.happened); "
                    + "`breakglass ledger countersign \(exception.place)`", due: exception.time)
        }
        if !isPolicyRecorded {
            duties.append(Duty(.policy, .overdue, nil, "policy.yaml is not in force: `breakglass policy adopt`"))
        }
        self.duties = duties.sorted {
            ($0.urgency, $0.due ?? now, $0.kind.rawValue, $0.words) < (
                $1.urgency, $1.due ?? now, $1.kind.rawValue, $1.words
            )
        }
    }

    private static func uses(of life: CredentialLife, _ now: LedgerTime) -> [Duty] {
        var duties: [Duty] = []
        for opening in life.openings where opening.closed == nil {
            duties.append(
                Duty(
                    .openRecovery, .overdue, life.name,
                    "the recovery of entry \(opening.place) was never closed: it was cut off, or goes on",
                    due: opening.time))
        }
        for opening in life.unreviewed {
            if let until = opening.revealed?.event.until, until > now {
                duties.append(
                    Duty(.openWindow, .overdue, life.name, "it is open: the window ends at \(until)", due: until))
            }
            let due = life.reviewDue(of: opening)
            let isOverdue = due.map { $0 <= now } ?? true
            duties.append(
                Duty(
                    .review, isOverdue ? .overdue : .soon, life.name,
                    "the use of entry \(opening.place) has no review: `breakglass review`", due: due))
        }
        if let live = life.liveSet, live.isBurnt {
            duties.append(
                Duty(
                    .rotation, .overdue, life.name,
                    "set \(live.identity.code) was opened and counts as burnt: change the credential, `breakglass split`",
                    due: live.openedAt.first))
        }
        return duties
    }

    private static func sets(of life: CredentialLife) -> [Duty] {
        life.sets.flatMap { set -> [Duty] in
            switch set.end {
            case .abandoned: return []
            case .retired(let time, let event):
                guard !event.rotated else { return [] }
                return [
                    Duty(
                        .retiredPaper, .overdue, life.name,
                        "set \(set.identity.code) is retired, but its credential was not changed: its sheets still open it",
                        due: time)
                ]
            case nil: break
            }
            guard set.letOut != nil else {
                return [
                    Duty(
                        .unfinishedSplit, .overdue, life.name,
                        "set \(set.identity.code) was dealt and its sheets never went out: split anew", due: set.time)
                ]
            }
            let missing = set.created.keepers.map { $0.share }.filter { !set.readBack.contains($0) }
            guard !missing.isEmpty, !set.isBurnt else { return [] }
            return [
                Duty(
                    .readBack, .overdue, life.name,
                    "the paper of \(missing.map(\.description).joined(separator: ", ")) was never read back",
                    due: set.letOut)
            ]
        }
    }

    /// A share is proven when its paper was read back, or when it took part in a recovery.
    private static func proofs(of life: CredentialLife, _ now: LedgerTime) -> [Duty] {
        guard let set = life.liveSet, let interval = life.account?.drillEvery, let letOut = set.letOut else {
            return []
        }
        var late: [LedgerTime: [String]] = [:]
        for keeper in set.created.keepers {
            let consents = life.openings.filter { $0.set == set.identity && $0.consents.contains(keeper.share) }
            let last = max(letOut, consents.map { $0.time }.max() ?? letOut)
            let due = last.adding(seconds: UInt64(interval.seconds))
            guard due <= now.adding(seconds: notice) else { continue }
            late[due, default: []].append("\(keeper.custodian) (\(keeper.share))")
        }
        return late.sorted { $0.key < $1.key }.map { due, keepers in
            Duty(
                .proof, due <= now ? .overdue : .soon, life.name,
                "no proof for \(interval) that the sheet is whole: \(keepers.joined(separator: ", "))", due: due)
        }
    }

    private static func leavers(_ custody: [Custody]) -> [Duty] {
        custody.flatMap { custody in
            custody.leavers.map { keeper in
                Duty(
                    .leaver, .overdue, custody.name,
                    "\(keeper.name) left on \(keeper.left?.description ?? "") and still keeps share \(keeper.share): "
                        + "deal the credential to others", due: nil)
            }
        }
    }

    /// Whether something is overdue or stands open.
    public var hasOverdue: Bool { duties.contains { $0.urgency == .overdue } }
}
