// SPDX-License-Identifier: Apache-2.0
//
// The file that a review and a drill take from an audit (docs/RESULT.md).

package import AuditResult
package import CloudTrail
import LedgerTimes
import PublicTexts

extension ResultFile {
    /// Says what an audit found about one opening. Texts that a result cannot hold are made fit; of long lists, the
    /// beginnings are kept.
    ///
    /// - Parameters:
    ///   - audit: the audit of one account.
    ///   - time: when it is written.
    ///   - opening: the ledger and the entry that the audit is about; `nil` without a ledger.
    ///   - inputs: the files that were read.
    ///   - alerts: one for each channel.
    ///   - coverage: how much of the time digests prove.
    /// - Throws: `ResultError` if the ledger's side could not read it, as with two alerts of one channel.
    package init(
        _ audit: Audit, program: String, time: EventTime, opening: (ledger: String, entry: String)?,
        inputs: ResultInputs, alerts: [Alert], coverage: Coverage
    ) throws(ResultError) {
        try self.init(
            program: PublicText(fitting: program, limit: ResultLimit.program), time: LedgerTime(time),
            account: PublicText(fitting: audit.expectations.first?.account ?? "", limit: ResultLimit.account),
            opening: opening.map {
                Opening(
                    ledger: PublicText(fitting: $0.ledger, limit: ResultLimit.origin),
                    entry: PublicText(fitting: $0.entry, limit: ResultLimit.place))
            },
            inputs: inputs, verdict: Verdict(audit.verdict),
            failures: Array(Self.failures(audit).prefix(ResultLimit.findings)), sessions: Self.sessions(audit),
            standing: Self.standing(audit), alerts: Array(alerts.prefix(ResultLimit.alerts)), coverage: coverage)
    }

    private static func failures(_ audit: Audit) -> [Failure] {
        let weights: Set<Finding.Weight>
        switch audit.verdict {
        case .breakGlass: return []
        case .backdoor: weights = [.backdoor, .missing]
        case .cannotBeShown: weights = [.missing]
        }
        let found = audit.findings.filter { weights.contains($0.weight) }.map { finding in
            Failure(
                finding: PublicText(fitting: finding.kind.rawValue, limit: ResultLimit.finding),
                events: finding.events.compactMap { audit.events[$0].id }.map {
                    PublicText(fitting: $0, limit: ResultLimit.event)
                })
        }
        let noLedger = PublicText(fitting: "no-ledger", limit: ResultLimit.finding)
        return found.isEmpty ? [Failure(finding: noLedger, events: [])] : found
    }

    private static func sessions(_ audit: Audit) -> Sessions {
        let times = audit.uses.flatMap { audit.grouping.sessions[$0].events }.compactMap { audit.events[$0].time }
        guard let first = times.min(), let last = times.max() else { return Sessions(count: 0, span: nil) }
        return Sessions(count: UInt64(audit.uses.count), span: TimeSpan(first, last))
    }

    private static func standing(_ audit: Audit) -> [Change] {
        audit.changes.filter { $0.after == .stands }.map { change in
            let event = audit.events[change.event]
            let commands = ClosingCommand.commands(for: change, event).filter { $0.utf8.count <= ResultLimit.command }
            return Change(
                event: PublicText(fitting: event.id ?? "none", limit: ResultLimit.event),
                act: PublicText(
                    fitting: change.rule?.id ?? "\(event.service):\(event.stem)", limit: ResultLimit.act),
                close: commands.map { PublicText(fitting: $0, limit: ResultLimit.command) })
        }
    }
}

extension ResultFile.Verdict {
    fileprivate init(_ verdict: Verdict) {
        switch verdict {
        case .breakGlass: self = .breakGlass
        case .backdoor: self = .backdoor
        case .cannotBeShown: self = .cannotBeShown
        }
    }
}

extension ResultFile.Alert {
    /// An alert on a channel that the policy or the alert itself names.
    package init(channel: String, arrived: EventTime?, inTime: InTime) {
        self.init(
            channel: PublicText(fitting: channel, limit: ResultLimit.channel), arrived: arrived.map { LedgerTime($0) },
            inTime: inTime)
    }
}

extension TimeSpan {
    /// A span of two times of a log, in either order.
    package init(_ one: EventTime, _ other: EventTime) { self.init(LedgerTime(one), LedgerTime(other)) }
}

extension LedgerTime {
    /// The time of a log; one outside of 1970…9999 counts as the nearer end of that range.
    init(_ time: EventTime) {
        self = LedgerTime(posixSeconds: UInt64(max(time.seconds, 0))) ?? .last
    }
}
