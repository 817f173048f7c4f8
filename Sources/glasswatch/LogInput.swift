// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Watch

/// The logs that a command is given, read in two passes: all files once for who begot whom, and then again only those
/// that matter.
struct LogInput {
    private(set) var events: [LogEvent] = []
    private(set) var problems: [ReadingProblem] = []

    /// - Throws: `CommandFailure` when there is no file to read.
    init(_ paths: [String], _ expectations: [Expectation], _ catalogue: Catalogue) throws(CommandFailure) {
        let reader = LogReader(paths: paths)
        guard !reader.files.isEmpty else {
            throw CommandFailure(
                .notFound, "no file to read: \(reader.problems.first?.description ?? paths.joined(separator: ", "))")
        }
        var first = SurveyVisitor(catalogue)
        reader.walk(&first)
        first.end()
        var kept = SecondPass(following: first.survey.followed(from: expectations), expectations, catalogue)
        Self.read(reader, first.survey.files(with: kept.hashes), &kept)
        kept.turnToObjects()
        Self.read(reader, first.survey.files(with: kept.hashes), &kept)
        events = kept.events
        problems = first.problems
    }

    private static func read(_ reader: LogReader, _ files: [String], _ kept: inout SecondPass) {
        guard !files.isEmpty else { return }
        // What is wrong with a file, the first pass has said.
        reader.events(in: Set(files)) { kept.add($0) } problem: { _ in }
    }
}
