// SPDX-License-Identifier: Apache-2.0
//
// What a report says, as texts: the page only lays it out.

import Binder
import Foundation
import MerkleLog
import SecretSharing
import ShareEnvelope

/// The content of a report.
struct ReportContent {
    struct Fact {
        let name: String
        let value: String
    }

    struct Duty {
        let words: String
        let about: String
        let due: String
        let isOverdue: Bool
    }

    struct Sheet {
        let share: String
        let custodian: String
        let group: String
        let place: String
        let proven: String
        let how: String?
        let proof: String?
        let isWanting: Bool
    }

    struct Credential {
        let title: String
        let anchor: String
        let state: String
        let set: String?
        let entry: String?
        let rule: String
        let figures: String
        let coverage: String
        let isQuorumProven: Bool
        let sheets: [Sheet]
        let chart: CoverageChart?
    }

    struct Entry {
        let place: String
        let anchor: String
        let time: String
        let kind: String
        let sentence: String
        let details: String
        let proof: String
    }

    let organisation: String
    let ledger: String
    let time: String
    let sentence: String
    let verdict: String
    let isWhole: Bool
    let facts: [Fact]
    let findings: [String]
    let duties: [Duty]
    let credentials: [Credential]
    let witnesses: [Fact]
    let entries: [Entry]

    init(
        _ log: LogAudit, _ state: BinderState, _ audit: LedgerAudit, newest: [UInt8], isPolicyRecorded: Bool,
        now: LedgerTime
    ) {
        let policy = state.readPolicy
        let duties = DutyList(
            state, under: policy, at: now, isPolicyRecorded: isPolicyRecorded,
            faults: log.findings.count { !$0.isWarning })
        let status = StatusReport(
            ledger: log.ledgerOrigin?.ledgerText ?? "none", entries: log.size, state: state, policy: policy,
            duties: duties, now: now)
        let verification = AuditReport(audit)
        organisation = policy?.organisation.description ?? state.opened?.name.ledgerText ?? "An unnamed binder"
        ledger = status.ledger
        time = now.description
        sentence = status.sentence
        verdict = verification.lines.last ?? ""
        isWhole = audit.isWhole
        findings = verification.findings.map { finding in
            (finding.entry.map { "entry \($0): " } ?? "") + finding.what
        }
        facts = [
            Fact(name: "Ledger", value: status.ledger), Fact(name: "Entries", value: "\(log.size)"),
            Fact(name: "Root", value: verification.root),
            Fact(name: "Policy", value: state.policy.map { "in force since \($0.time), by \($0.change.by)" } ?? "none"),
        ]
        self.duties = status.duties.map { item in
            Duty(
                words: item.words, about: [item.account, item.credential].compactMap { $0 }.joined(separator: " / "),
                due: item.due ?? "now", isOverdue: item.urgency == .overdue)
        }
        let charts = CoverageChart.charts(of: log, under: policy, until: now)
        let custody = state.custody(under: policy, on: CalendarDay(of: now))
        credentials = state.lives(under: policy).enumerated().map { index, life in
            let keepers = custody.first { $0.set.identity == life.liveSet?.identity }?.keepers
            return Credential(
                life, anchor: "credential-\(index + 1)", chart: charts[life.name], keepers: keepers, now: now)
        }
        witnesses = verification.witnesses.map { Fact(name: $0.who, value: "entries 0 to \(max($0.entries, 1) - 1)") }
        entries = Self.entries(of: log, newest: newest)
    }

    private static func entries(of log: LogAudit, newest: [UInt8]) -> [Entry] {
        var entries: [Entry] = []
        let proofs = EntryProofs(log, newest: newest)
        for (index, entry) in log.entries.enumerated() {
            guard let entry else { continue }
            let place = EntryPlace(UInt64(index))
            let wording = EntryWording(place: place, entry: entry)
            entries.append(
                Entry(
                    place: "\(place)", anchor: "entry-\(index)", time: "\(entry.time)",
                    kind: entry.event.kind.rawValue, sentence: EntrySentence(place: place, event: entry.event).words,
                    details: wording.lines.dropFirst(2).joined(separator: "\n"),
                    proof: proofs.text(of: UInt64(index)) ?? ""))
        }
        return entries
    }
}

extension ReportContent.Credential {
    fileprivate init(
        _ life: CredentialLife, anchor: String, chart: CoverageChart?, keepers: [Custody.Keeper]?, now: LedgerTime
    ) {
        title = "\(life.name)"
        self.anchor = anchor
        self.chart = chart
        state = life.state(at: now).words
        let live = life.liveSet
        set = live?.identity.code
        entry = live.map { "\($0.place.index)" }
        let wording = live?.manifest.map { RuleWording($0) }
        rule = wording?.rule ?? ""
        figures = wording?.figures ?? ""
        let coverage = Coverage(of: life, at: now)
        self.coverage = coverage.map { StatusCoverage($0).words } ?? "no sheets are in force"
        isQuorumProven = coverage?.isQuorumProven ?? false
        sheets = (coverage?.sheets ?? []).map { sheet in
            let keeper = keepers?.first { $0.share == sheet.share }
            let proof = live.flatMap { life.lastProof(of: sheet.share, in: $0) }
            return ReportContent.Sheet(
                share: "\(sheet.share)", custodian: "\(sheet.custodian)", group: keeper.map { "\($0.group)" } ?? "",
                place: keeper?.place ?? (sheet.isInHand ? "not told" : "not in hand"),
                proven: sheet.proven.map { String("\($0)".prefix(10)) } ?? "never",
                how: proof.map { $0.how.words },
                proof: proof?.how.entry, isWanting: !sheet.isFresh)
        }
    }
}

extension ShareProof {
    /// How, in words.
    fileprivate var words: String {
        switch self {
        case .readBack: "read back"
        case .drill(_, let way): "drill \(way.rawValue)"
        case .receipt: "receipt"
        case .recovery: "recovery"
        }
    }

    /// The ledger's entry, where it is one of its own.
    fileprivate var entry: String? {
        switch self {
        case .readBack, .receipt: nil
        case .drill(let place, _), .recovery(let place): "\(place.index)"
        }
    }
}
