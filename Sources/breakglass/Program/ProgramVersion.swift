// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import ShareEnvelope

/// Which Breakglass this is.
enum ProgramVersion {
    static let number = "0.1.0"
    /// The program's name and version in ledger entries and on paper.
    static var name: PublicText { .known("breakglass \(number)") }
    /// A clock that shows an earlier time on a machine that runs this version is wrong.
    static let earliest = LedgerTime("2026-01-01T00:00:00Z")!
}
