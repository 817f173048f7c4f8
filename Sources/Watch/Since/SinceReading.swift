// SPDX-License-Identifier: Apache-2.0
//
// The two passes over a log of which a part was read before. What comes out is what two passes over all of it would give:
// an old file is read again only if new files lead to traces that its fingerprint has.

package import CloudTrail

/// A log read after an earlier run: new files, and those old ones that matter only now.
package struct SinceReading: Sendable {
    /// What became of the files.
    package struct Files: Hashable, Sendable {
        /// How many were read for the first time.
        package var new = 0
        /// How many that were there before were read again, those that changed not counted.
        package var again = 0
        /// How many were not read.
        package var kept = 0
        /// Names of files that are not as they were, and were read again.
        package var changed: [String] = []
        /// Names of files that were there in the last run and are no longer.
        package var vanished: [String] = []
        /// Whether all were read because the state was made on another basis.
        package var hasOtherBasis = false
    }

    /// The events that matter, of this run and of earlier ones.
    package private(set) var events: [LogEvent] = []
    /// What could not be read, in this run or in earlier ones, and what is missing.
    package private(set) var problems: [ReadingProblem] = []
    /// Those of them that the last run did not have.
    package private(set) var newProblems: [ReadingProblem] = []
    package private(set) var counts = Files()

    let basis: StateBasis
    private(set) var leads: [UInt64] = []
    private(set) var files: [SeenFile] = []

    /// Reads the files of a reader.
    ///
    /// - Parameter state: what the last run left; `nil` in a first run.
    package init(
        _ reader: LogReader, after state: AuditState?, _ expectations: [Expectation], _ catalogue: Catalogue
    ) {
        basis = StateBasis(expectations, catalogue)
        var run = SinceRun(reader, after: state, basis, expectations, catalogue)
        run.readAll()
        leads = run.leads
        files = run.settled()
        counts = run.counts(from: state)
        // In the order of two passes, so that events of one second stand as they would.
        events = files.flatMap(\.actorRecords).map(\.event) + files.flatMap(\.objectRecords).map(\.event)
        problems = (reader.problems + files.flatMap { $0.problems + [$0.missing].compactMap(\.self) }).uniqued
        let known = Set((state?.files ?? []).flatMap { $0.problems + [$0.missing].compactMap(\.self) })
        newProblems = problems.filter { !known.contains($0) }
    }
}
