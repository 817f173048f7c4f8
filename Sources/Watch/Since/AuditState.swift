// SPDX-License-Identifier: Apache-2.0
//
// docs/WATCH.md describes the file.

/// What one run of an audit leaves for the next, so that it reads only new files.
package struct AuditState: Sendable {
    let basis: StateBasis
    /// As `Survey.leads`.
    let leads: [UInt64]
    /// In order of their names; of one name, the version that is there first.
    let files: [SeenFile]
    /// How the last run ended.
    package let last: RunOutcome

    init(basis: StateBasis, leads: [UInt64], files: [SeenFile], last: RunOutcome) {
        self.basis = basis
        self.leads = leads
        self.files = files
        self.last = last
    }

    /// The state after a run.
    package init(_ reading: SinceReading, _ last: RunOutcome) {
        self.init(basis: reading.basis, leads: reading.leads, files: reading.files, last: last)
    }
}

/// Why a file is no state that can be used.
package enum StateFault: Error, Hashable, Sendable {
    /// Something else.
    case foreign
    /// A state of another version of the format.
    case version(String)
    /// Not as it was written; where, and how.
    case damaged(line: Int, String)
}
