// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Ledger
import ShareEnvelope

/// The status of a binder, for people, machines and monitoring.
struct StatusReport: Encodable {
    struct Credential: Encodable {
        let name: String
        let account: String
        let credential: String?
        let state: String
        let words: String
        let since: String?
        let set: String?
        /// Whether only the ledger keeper asserts that the set in force is the credential's.
        let isClaim: Bool
        let uses: Int
        let coverage: StatusCoverage?
    }

    struct Item: Encodable {
        let kind: Duty.Kind
        let urgency: Duty.Urgency
        let account: String?
        let credential: String?
        let words: String
        let due: String?
        let days: Int?
        let dueSeconds: UInt64?
    }

    let ledger: String
    let entries: UInt64
    let time: String
    let seconds: UInt64
    let sentence: String
    let overdue: Int
    let soon: Int
    let credentials: [Credential]
    let duties: [Item]
    let remarks: StatusRemarks

    init(ledger: String, entries: UInt64, state: BinderState, policy: Policy?, duties: DutyList, now: LedgerTime) {
        self.ledger = ledger
        self.entries = entries
        time = now.description
        seconds = now.posixSeconds
        overdue = duties.duties.count { $0.urgency == .overdue }
        soon = duties.duties.count { $0.urgency == .soon }
        sentence = Self.sentence(overdue: overdue, soon: soon)
        credentials = state.lives(under: policy).map { life in
            let state = life.state(at: now)
            return Credential(
                name: life.name.description, account: life.name.account.description,
                credential: life.name.credential?.description, state: state.word, words: state.words,
                since: life.liveSet?.released?.description, set: life.liveSet?.identity.code,
                isClaim: life.liveSet?.isClaim ?? false, uses: life.openings.count { $0.use != nil },
                coverage: Coverage(of: life, at: now).map { StatusCoverage($0) })
        }
        self.duties = duties.duties.map { duty in
            Item(
                kind: duty.kind, urgency: duty.urgency, account: duty.name?.account.description,
                credential: duty.name?.credential?.description, words: duty.words, due: duty.due?.description,
                days: duty.due.map { (Int($0.posixSeconds) - Int(now.posixSeconds)) / 86_400 },
                dueSeconds: duty.due?.posixSeconds)
        }
        remarks = StatusRemarks(state)
    }

    /// The status in one sentence.
    private static func sentence(overdue: Int, soon: Int) -> String {
        func count(_ number: Int) -> String { number == 1 ? "1 duty is" : "\(number) duties are" }
        return switch (overdue, soon) {
        case (0, 0): "Everything is in order."
        case (0, let soon): "\(count(soon)) due soon."
        case (let overdue, 0): "\(count(overdue)) overdue or open."
        case (let overdue, let soon): "\(count(overdue)) overdue or open, and \(soon) due soon."
        }
    }

    /// The status in words.
    var lines: [String] {
        var lines = [sentence]
        let width = duties.map { when($0).count }.max() ?? 0
        for urgency in Duty.Urgency.allCases {
            let items = duties.filter { $0.urgency == urgency }
            if !items.isEmpty { lines += ["", urgency == .overdue ? "OVERDUE OR OPEN" : "DUE SOON"] }
            for duty in items {
                let name = duty.account.map { "\($0)\(duty.credential.map { " / \($0)" } ?? ""): " } ?? ""
                lines.append("  \(when(duty).padded(to: width))  \(name)\(duty.words)")
            }
        }
        if !credentials.isEmpty { lines += ["", "CREDENTIALS"] }
        let name = credentials.map(\.name.count).max() ?? 0
        for credential in credentials {
            let since = credential.since.map { ", on paper since \($0.prefix(10))" } ?? ""
            let uses =
                credential.uses == 0 ? "" : credential.uses == 1 ? "; used once" : "; used \(credential.uses) times"
            let claim = credential.isClaim ? "; on the ledger keeper's word alone" : ""
            lines.append("  \(credential.name.padded(to: name))  \(credential.words)\(since)\(uses)\(claim)")
            if let coverage = credential.coverage { lines.append("  \("".padded(to: name))  \(coverage.words)") }
        }
        let remarks = remarks.lines
        if !remarks.isEmpty { lines += ["", "ON RECORD"] + remarks.map { "  \($0)" } }
        return lines + ["", "Ledger \(ledger), \(entries) entries; \(time). Days are days in UTC."]
    }

    /// "12 days ago", "3 hours ago", "now", "in 3 hours", "in 1 day"
    private func when(_ duty: Item) -> String {
        guard let due = duty.dueSeconds else { return "now" }
        let distance = due > seconds ? due - seconds : seconds - due
        let units: [(UInt64, String)] = [(86_400, "day"), (3_600, "hour"), (60, "minute")]
        guard let (length, name) = units.first(where: { $0.0 <= distance }) else { return "now" }
        let count = distance / length
        let words = "\(count) \(name)\(count == 1 ? "" : "s")"
        return due > seconds ? "in \(words)" : "\(words) ago"
    }
}

/// What did not go as planned; this stays on record permanently.
struct StatusRemarks: Encodable {
    struct Remark: Encodable {
        let entry: String
        let time: String
        let words: String

        init(_ place: EntryPlace, _ time: LedgerTime, _ words: String) {
            entry = place.description
            self.time = time.description
            self.words = words
        }
    }

    let exceptions: [Remark]
    let overrides: [Remark]
    let refusals: [Remark]
    let records: [Remark]
    /// What ended a duty on somebody's word, without a signature: reviews, and changes of credentials.
    let byWord: [Remark]

    init(_ state: BinderState) {
        func remark(_ history: ExceptionHistory) -> Remark {
            Remark(
                history.place, history.time,
                "asked for: \(history.exception.expected); happened: \(history.exception.happened)")
        }
        exceptions = state.plainExceptions.map(remark)
        overrides = state.exceptions.filter { $0.exception.override }.map(remark)
        refusals = state.refusals.map { refusal in
            Remark(refusal.place, refusal.time, "\(refusal.refused.act): \(refusal.refused.why)")
        }
        byWord =
            state.openings.compactMap { opening in
                opening.review.map { Remark(opening.place, $0.time, "the use was reviewed, says \($0.event.by)") }
            }
            + state.sets.compactMap { set in
                set.retired.flatMap { retired in
                    guard retired.isRotatedByWord else { return nil }
                    return Remark(
                        retired.place, retired.time,
                        "the credential of set \(set.identity.code) was changed, says \(retired.event.by)")
                }
            }
        records = state.merged.map { record in
            Remark(
                record.place, record.time, "record \(record.name.ledgerText.prefix(8))…, \(record.entryCount) entries")
        }
    }

    /// A line for each kind: how many, and the newest.
    var lines: [String] {
        [
            Self.line("rule was overridden", "rules were overridden", overrides),
            Self.line("exception", "exceptions", exceptions), Self.line("refusal", "refusals", refusals),
            Self.line("record was merged", "records were merged", records),
            Self.line("fact rests on the ledger keeper's word", "facts rest on the ledger keeper's word", byWord),
        ].compactMap { $0 }
    }

    private static func line(_ one: String, _ many: String, _ remarks: [Remark]) -> String? {
        guard let last = remarks.last else { return nil }
        let count = remarks.count == 1 ? "1 \(one)" : "\(remarks.count) \(many)"
        return
            "\(count); \(remarks.count == 1 ? "" : "the newest: ")entry \(last.entry), \(last.time.prefix(10)): \(last.words)"
    }
}
