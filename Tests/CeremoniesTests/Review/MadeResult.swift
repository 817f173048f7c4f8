// SPDX-License-Identifier: Apache-2.0

import AuditResult
import CustodyPolicy
import Ledger
import ShareEnvelope
import Testing

@testable import Ceremonies

/// The result file of an audit, as glasswatch writes it.
enum MadeResult {
    static let topic = "arn:aws:sns:us-east-1:111122223333:break-glass"
    private static let time = LedgerTime("2027-03-01T02:10:00Z")!

    /// An alert on a channel.
    static func alert(
        _ inTime: ResultFile.Alert.InTime, arrived: Bool = true, channel: String = topic
    ) -> ResultFile.Alert {
        ResultFile.Alert(channel: .known(channel), arrived: arrived ? time : nil, inTime: inTime)
    }

    /// A result about an entry.
    ///
    /// - Parameter ledger: the origin of its ledger; `nil` for an audit without one.
    static func result(
        of ledger: String?, entry: UInt64, _ verdict: ResultFile.Verdict = .breakGlass, alerts: [ResultFile.Alert]
    ) throws -> GivenResult {
        let events = [PublicText.known("event-1"), .known("event-2")]
        let isClean = verdict == .breakGlass
        let file = try ResultFile(
            program: .known("glasswatch 1.0.0"), time: time, account: .known("AWS root"),
            opening: ledger.map { ResultFile.Opening(ledger: .known($0), entry: .known("\(entry)")) },
            inputs: ResultInputs([]), verdict: verdict,
            failures: isClean ? [] : [ResultFile.Failure(finding: .known("weakening-stands"), events: events)],
            sessions: ResultFile.Sessions(count: 1, span: TimeSpan(time, time)),
            standing: isClean
                ? []
                : [ResultFile.Change(event: events[0], act: .known("iam:CreateUser"), close: [.known("aws iam …")])],
            alerts: alerts, coverage: .all)
        return try GivenResult(file.encoded, named: "result.json")
    }
}
