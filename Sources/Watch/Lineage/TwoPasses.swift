// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// Logs read in two passes: all files once for who begot whom, and then again only those that matter.
package struct TwoPasses: Sendable {
    /// The events that matter, in the order of reading.
    package private(set) var events: [LogEvent] = []
    /// What could not be read.
    package private(set) var problems: [ReadingProblem] = []
    /// How many bytes the first pass kept.
    package let surveyByteCount: Int

    private let files: Set<String>

    /// Reads the files of a reader.
    package init(_ reader: LogReader, _ expectations: [Expectation], _ catalogue: Catalogue) {
        files = Set(reader.files)
        var first = SurveyVisitor(expectations, catalogue)
        reader.walk(&first)
        first.end()
        surveyByteCount = first.survey.byteCount
        problems = first.problems
        var kept = SecondPass(following: first.survey.followed(from: expectations), expectations, catalogue)
        read(first.survey.files(with: kept.hashes), &kept)
        kept.turnToObjects()
        read(first.survey.files(with: kept.hashes), &kept)
        events = kept.events
        var seen: Set<ReadingProblem> = []
        problems = problems.filter { seen.insert($0).inserted }
    }

    private mutating func read(_ names: [String], _ kept: inout SecondPass) {
        guard !names.isEmpty else { return }
        // A member of an archive is read with its archive.
        let holding = names.map { name in
            guard !files.contains(name), let end = name.firstRange(of: "!/") else { return name }
            return String(name[..<end.lowerBound])
        }
        let reader = LogReader(files: Set(holding).sorted())
        reader.events(in: Set(names)) {
            kept.add($0)
        } problem: {
            problems.append($0)
        }
    }
}
