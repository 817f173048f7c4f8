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
        let files = Set(reader.files)
        var first = SurveyVisitor(expectations, catalogue)
        reader.walk(&first)
        first.end()
        var kept = SecondPass(following: first.survey.followed(from: expectations), expectations, catalogue)
        read(first.survey.files(with: kept.hashes), of: files, &kept)
        kept.turnToObjects()
        read(first.survey.files(with: kept.hashes), of: files, &kept)
        events = kept.events
        problems = (first.problems + doubts).uniqued
    }

    private var doubts: [ReadingProblem] = []

    private mutating func read(_ names: [String], of files: Set<String>, _ kept: inout SecondPass) {
        guard !names.isEmpty else { return }
        // A member of an archive is read with its archive.
        let holding = names.map { name in
            guard !files.contains(name), let end = name.firstRange(of: "!/") else { return name }
            return String(name[..<end.lowerBound])
        }
        LogReader(files: holding.uniqued).events(in: Set(names)) { kept.add($0) } problem: { doubts.append($0) }
    }
}
