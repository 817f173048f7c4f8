// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as a file of openings, as `glasswatch` does: nothing crashes, and an audit with it shows no use where
// the ledger is disputed or the opening is only said.

import CloudTrail
import Watch

private let use = LogEvent.events(
    inJSON: Array(
        #"""
        {"Records":[{"eventVersion":"1.11","eventTime":"2026-03-01T02:10:00Z","eventSource":"signin.amazonaws.com",
        "eventName":"ConsoleLogin","awsRegion":"us-east-1","sourceIPAddress":"203.0.113.10","eventID":"e",
        "eventType":"AwsConsoleSignIn","recipientAccountId":"111122223333","userIdentity":{"type":"Root",
        "principalId":"111122223333","arn":"arn:aws:iam::111122223333:root","accountId":"111122223333"},
        "responseElements":{"ConsoleLogin":"Success"},"additionalEventData":{"MFAUsed":"Yes"}}]}
        """#.utf8), file: "log"
).events

private let catalogue = try! Catalogue(json: Array(#"{"version":1,"categories":{},"global":["iam"],"rules":[]}"#.utf8))

func fuzz(_ input: [UInt8]) {
    guard let file = try? OpeningsFile(input) else { return }
    let audit = Audit(
        use, expectations: file.accounts, openings: file.openings, isLedgerDisputed: file.isDisputed, catalogue)
    guard !audit.uses.isEmpty, audit.verdict == .breakGlass else { return }
    require(!file.isDisputed, "a disputed ledger shows no use")
    let covering = audit.uses.map { audit.openingOf[$0] }
    require(covering.allSatisfy { $0?.isAgreed == true && $0?.quorum != nil }, "only a quorum shows a use")
    require(covering.allSatisfy { $0!.covers(use[0].time!) }, "an opening covers what it shows")
}
