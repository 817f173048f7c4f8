// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as a ledger: the audit does not crash, and a line that is an entry has exactly one encoding.

import Custody
import CustodyPolicy
import Ledger

func fuzz(_ input: [UInt8]) {
    let log = LogAudit(ledger: input)
    let lineCount = input.count { $0 == 0x0A }
    require(log.size == UInt64(lineCount), "every line counts")
    for line in input.split(separator: 0x0A, omittingEmptySubsequences: false) {
        guard let entry = try? LedgerEntry(line: Array(line)) else { continue }
        require((try? entry.encodedLine()) == Array(line), "an entry has exactly one encoding")
    }
    let state = BinderState(of: log)
    // Whatever the entries say, the state that follows from them can be computed.
    let policy = state.readPolicy
    let now = LedgerTime("2027-01-15T08:00:00Z")!
    _ = DutyList(state, under: policy, at: now, isPolicyRecorded: true)
    if let day = CalendarDay(secondsSince1970: 1_800_000_000) { _ = state.custody(under: policy, on: day) }
    for life in state.lives(under: policy) { _ = Coverage(of: life, at: now)?.words }
}
