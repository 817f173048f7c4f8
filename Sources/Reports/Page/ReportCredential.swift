// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Ledger
import SecretSharing
import ShareEnvelope

/// What a report says about one credential: its state, its sheets and their custodians, its uses, drills and sets.
struct ReportCredential {
    /// A group of the set in force, and its sheets.
    struct Group {
        let name: String
        let health: String
        let isShort: Bool
        let sheets: [Sheet]
    }

    struct Sheet {
        let share: String
        let custodian: String
        let place: String
        let proven: String
        let how: String?
        let entry: EntryLink?
        let isWanting: Bool
    }

    struct Use {
        let time: Moment
        let ceremony: String
        let entry: EntryLink
        let reason: String
        let by: String
        let window: String
        let review: String
        let isReviewed: Bool
    }

    struct Drill {
        let time: Moment
        let ceremony: String
        let entry: EntryLink
        let way: String
        let result: String
        let isWhole: Bool
        let duration: String
        let findings: String
    }

    struct Issue {
        let code: String
        let time: Moment
        let entry: EntryLink
        let state: String
        let isBad: Bool
    }

    let title: String
    let anchor: String
    let state: String
    let isUnopened: Bool
    let set: String?
    let dealt: EntryLink?
    let rule: String
    let figures: String
    let coverage: String
    let proven: String
    let losses: String
    let nextDue: String
    let isLate: Bool
    let isQuorumProven: Bool
    let duties: String
    let hasDuties: Bool
    let groups: [Group]
    let chart: CoverageChart?
    let uses: [Use]
    let drills: [Drill]
    let sets: [Issue]

    init(
        _ life: CredentialStatus, in binder: BinderState, anchor: String, chart: CoverageChart?,
        custodians: [Custody.Custodian], dutyCount: Int, now: LedgerTime
    ) {
        title = "\(life.name)"
        self.anchor = anchor
        self.chart = chart
        let state = life.state(at: now)
        self.state = Moment.shortened(state.words)
        isUnopened = state == .unopened
        let live = life.liveSet
        set = live?.identity.code
        dealt = live.map { EntryLink($0.place) }
        let wording = live?.manifest.map { RuleWording($0) }
        rule = wording?.rule ?? ""
        figures = wording?.figures ?? ""
        let coverage = Coverage(of: life, at: now)
        self.coverage = coverage.map { StatusCoverage($0).words } ?? "No sheets are in force"
        proven =
            coverage.map { coverage in
                "\(coverage.provenCount) of \(coverage.sheets.count)\(coverage.isQuorumProven ? "" : ", NO QUORUM")"
            } ?? "none in force"
        losses = coverage.map { $0.groups.map { "\($0.name) \(max($0.spare, 0))" }.joined(separator: ", ") } ?? "—"
        let due = live.flatMap { life.nextProof(of: $0) }
        nextDue = due.map { Moment($0).day } ?? "—"
        isLate = due.map { $0 <= now } ?? false
        isQuorumProven = coverage?.isQuorumProven ?? false
        duties = dutyCount == 0 ? "none" : "\(dutyCount)"
        hasDuties = dutyCount > 0
        groups = coverage.map { Self.groups($0, life, custodians) } ?? []
        uses = life.openings.reversed().map { Self.use($0, of: life, in: binder, now) }
        drills = life.drills.reversed().map { Self.drill($0, life, now) }
        sets = life.sets.reversed().map { Self.issue($0, life) }
    }

    // MARK: - Parts

    private static func groups(_ coverage: Coverage, _ life: CredentialStatus, _ custodians: [Custody.Custodian])
        -> [Group]
    {
        coverage.groups.enumerated().map { index, group in
            let sheets = coverage.sheets.filter { Int($0.share.group.rawValue) == index + 1 }
            let spare =
                group.spare > 0 ? "can lose \(group.spare) more" : group.spare == 0 ? "can lose none" : "too few left"
            return Group(
                name: "\(group.name)",
                health:
                    "needs \(group.needed) of \(sheets.count); \(group.inHand) in hand, \(group.proven) proven; \(spare)",
                isShort: group.spare < 0 || group.proven < group.needed,
                sheets: sheets.map { sheet in
                    Self.sheet(sheet, life, custodians.first { $0.share == sheet.share })
                })
        }
    }

    private static func sheet(_ sheet: Coverage.Sheet, _ life: CredentialStatus, _ custodian: Custody.Custodian?)
        -> Sheet
    {
        let proof = life.liveSet.flatMap { life.lastProof(of: sheet.share, in: $0) }
        let history = life.liveSet?.sheets[sheet.share]
        let end = history?.destroyed?.place ?? history?.lost?.place
        return Sheet(
            share: "\(sheet.share)", custodian: "\(sheet.custodian)",
            place: sheet.isInHand ? custodian?.place ?? "unknown" : history?.destroyed == nil ? "LOST" : "destroyed",
            proven: sheet.isInHand ? sheet.proven.map { Moment($0).day } ?? "never" : "—",
            how: sheet.isInHand ? proof?.how.words : nil,
            entry: (sheet.isInHand ? proof?.how.place : end).map { EntryLink($0) },
            isWanting: !sheet.isFresh)
    }

    private static func use(
        _ opening: Opening, of life: CredentialStatus, in binder: BinderState, _ now: LedgerTime
    ) -> Use {
        let revealed = opening.revealed
        let reviewer = opening.review.map { ReviewerWording($0, of: opening, in: binder) }
        let due = life.reviewDue(of: opening, at: now).map { ", due by \(Moment($0).day)" } ?? ""
        return Use(
            time: Moment(opening.time), ceremony: ReportTimeline.anchor(of: opening.place),
            entry: EntryLink(opening.place), reason: "\(opening.opened.reason)",
            by: opening.opened.operatedBy.map { "\($0)" } ?? "not recorded",
            window: opening.use == nil
                ? "not shown"
                : (revealed == nil ? "counts as opened, because the quorum consented; " : "")
                    + (opening.windowEnd.map { "until \(Moment($0).minute)" } ?? "no window"),
            review: opening.review.map {
                "\(Moment($0.time).day), by \(reviewer?.words ?? "") (ledger keeper's word)"
            } ?? (opening.use == nil ? "not needed" : "none\(due)"),
            isReviewed: opening.use == nil || reviewer?.isOwnReview == false)
    }

    private static func drill(_ drill: DrillHistory, _ life: CredentialStatus, _ now: LedgerTime) -> Drill {
        let proven = drill.proven.count
        return Drill(
            time: Moment(drill.time), ceremony: ReportTimeline.anchor(of: drill.place), entry: EntryLink(drill.place),
            way: drill.opened.way.rawValue,
            result: "\(proven) of \(drill.opened.shares.count)\(drill.closed == nil ? ", still open" : "")",
            isWhole: proven == drill.opened.shares.count || drill.rehearsed != nil,
            duration: drill.rehearsed.map { Duration.words($0.event.seconds) } ?? "—",
            findings: drill.closed?.event.findings.map { "\($0)" } ?? "—")
    }

    private static func issue(_ set: SetHistory, _ life: CredentialStatus) -> Issue {
        let stillOpens = set.released != nil && life.stillOpens(set)
        let state = set.condition(
            isOlder: set.isLive && set.identity != life.liveSet?.identity, stillOpens: stillOpens)
        let isOver = set.end != nil
        return Issue(
            code: set.identity.code, time: Moment(set.time), entry: EntryLink(set.place), state: state,
            isBad: isOver ? stillOpens : set.released == nil || set.isBurnt)
    }
}

extension ShareProof {
    /// The kind of proof, in words.
    fileprivate var words: String {
        switch self {
        case .readBack: "read back"
        case .agreement: "agreement"
        case .drill(_, let way): way == .rehearsal ? "rehearsal" : "drill \(way.rawValue)"
        case .receipt: "receipt"
        case .recovery: "recovery"
        }
    }
}
