// SPDX-License-Identifier: Apache-2.0
//
// The texts of a report; the page only lays them out. Everything that comes from an entry links to the entry.

import Custody
import CustodyPolicy
import Ledger
import ShareEnvelope

/// The content of a report.
struct ReportContent {
    /// A named value, with the entry that it comes from, if any.
    struct Fact {
        let name: String
        let value: String
        var entry: EntryLink?
        var isBad = false
    }

    /// A finding of the ledger's audit.
    struct Finding {
        let what: String
        let isNote: Bool
        let entry: EntryLink?
    }

    /// Who signed for an entry and all entries before it.
    struct Witness {
        let who: String
        let entry: EntryLink

        /// All witnesses, the newest first, grouped by entry.
        static func all(_ audit: LedgerAudit) -> [Witness] {
            let all = (audit.witnesses + audit.madeUp).filter { $0.size > 0 }
            return Dictionary(grouping: all) { $0.size }.sorted { $0.key > $1.key }.map { size, witnesses in
                let isMadeUp = witnesses.contains { audit.madeUp.contains($0) }
                return Witness(
                    who: words(witnesses) + (isMadeUp ? "; these are of sets that only this ledger vouches for" : ""),
                    entry: EntryLink(EntryPlace(size - 1)))
            }
        }

        /// "g1m1 (Ana Ruiz), g1m2 (Bo Chen) of set A7TY-FUXW-A2M5-ZIMT, on 2026-11-04; the ledger's own key"
        private static func words(_ witnesses: [AuditWitness]) -> String {
            var shares: [String: [String]] = [:]
            var others: [String] = []
            for witness in witnesses {
                guard case .share(let set, let number, let custodian, let time) = witness.who else {
                    others.append(witness.words)
                    continue
                }
                let day = LedgerTime(posixSeconds: time).map { ", on \(Moment($0).day)" } ?? ""
                shares["of set \(set.code)\(day)", default: []].append(
                    "\(number)" + (custodian.map { " (\($0))" } ?? ""))
            }
            let groups = shares.sorted { $0.key < $1.key }.map { set, names in
                "\(names.count == 1 ? "share" : "shares") \(names.joined(separator: ", ")) \(set)"
            }
            return (groups + others).joined(separator: "; ")
        }
    }

    /// Something that somebody has to do.
    struct Duty {
        let words: [TextRun]
        let about: String?
        let due: Moment?
        let isOverdue: Bool
        let entry: EntryLink?
    }

    let organisation: String
    let ledger: String
    let time: Moment
    let sentence: String
    let isInOrder: Bool
    let verdict: [TextRun]
    let isWhole: Bool
    let facts: [Fact]
    let findings: [Finding]
    let duties: [Duty]
    let credentials: [ReportCredential]
    let ceremonies: [ReportCeremony]
    let witnesses: [Witness]
    let entries: [ReportEntry]

    init(_ copy: BinderCopy, _ state: BinderState, _ audit: LedgerAudit, now: LedgerTime) {
        let log = audit.log
        let policy = state.readPolicy
        let duties = DutyList(log, state, policyFile: copy.policy, at: now)
        let status = StatusReport(log, state, duties, at: now)
        organisation = policy?.organisation.description ?? state.opened?.name.ledgerText ?? "An unnamed binder"
        ledger = status.ledger
        time = Moment(now)
        sentence = status.sentence
        isInOrder = duties.duties.isEmpty
        let report = AuditReport(audit)
        verdict = TextRun.runs(report.verdict.joined(separator: " "))
        isWhole = audit.isWhole
        findings = audit.findings.map { finding in
            Finding(
                what: "\(finding.rule.rawValue): \(finding.words)", isNote: finding.isWarning,
                entry: finding.place.map { EntryLink($0) })
        }
        facts = [
            Fact(name: "Ledger", value: status.ledger), Fact(name: "Entries", value: "\(log.size)"),
            Fact(name: "Root", value: report.root),
            Fact(
                name: "Policy",
                value: state.policy.map { "in force since \(Moment($0.time).day), by \($0.change.by)" } ?? "none",
                entry: state.policy.map { EntryLink($0.place) }, isBad: state.policy == nil),
        ]
        self.duties = duties.duties.map { duty in
            Duty(
                words: TextRun.runs(Moment.shortened(duty.words)), about: duty.name.map { "\($0)" },
                due: duty.due.map { Moment($0) },
                isOverdue: duty.urgency == .overdue, entry: duty.entry.map { EntryLink($0) })
        }
        let lives = state.lives(under: policy)
        let ceremonies = ReportTimeline(log, state, lives, now: now)
        let charts = CoverageChart.charts(of: log, under: policy, until: now)
        let custody = state.custody(under: policy, on: CalendarDay(of: now))
        credentials = lives.enumerated().map { index, life in
            ReportCredential(
                life, in: state, anchor: "credential-\(index + 1)", chart: charts[life.name],
                custodians: custody.first { $0.set.identity == life.liveSet?.identity }?.custodians ?? [],
                dutyCount: duties.duties.count { $0.name == life.name }, now: now)
        }
        self.ceremonies = ceremonies.newestFirst
        witnesses = Witness.all(audit)
        entries = ReportEntry.all(of: log, newest: copy.checkpoint, ceremonies)
    }
}
