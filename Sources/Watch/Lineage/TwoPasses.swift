// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// Logs read in two passes: all files once for who begot whom, and then again only those that matter.
package struct TwoPasses: Sendable {
    /// The events that matter, in the order of reading.
    package private(set) var events: [LogEvent] = []
    /// What could not be read.
    package private(set) var problems: [ReadingProblem] = []

    private let files: Set<String>
    private let workers: Int?

    /// Reads the files of a reader.
    ///
    /// - Parameter workers: how many read at once; `nil` for one a processor.
    package init(_ reader: LogReader, _ expectations: [Expectation], _ catalogue: Catalogue, workers: Int? = nil) {
        self.workers = workers
        files = Set(reader.files)
        let first = Self.survey(reader, expectations, catalogue, workers: workers)
        let survey = first.survey
        problems = first.problems
        let glance = RecordGlance(expectations, catalogue)
        var kept = SecondPass(following: survey.followed(from: expectations), expectations, catalogue)
        read(survey.files(with: kept.hashes), &kept, glance, seeksActors: true)
        kept.turnToObjects()
        read(survey.files(with: kept.hashes), &kept, glance, seeksActors: false)
        events = kept.events
        var seen: Set<ReadingProblem> = []
        problems = problems.filter { seen.insert($0).inserted }
    }

    /// The first pass: surveys all files, and tells what could not be read.
    package static func survey(
        _ reader: LogReader, _ expectations: [Expectation], _ catalogue: Catalogue, workers: Int? = nil
    ) -> (survey: Survey, problems: [ReadingProblem]) {
        let glance = RecordGlance(expectations, catalogue)
        let parts = reader.walk(workers: workers) {
            SurveyVisitor(glance, catalogue)
        } end: {
            $0.take()
        }
        var survey = Survey(catalogue)
        var problems: [ReadingProblem] = []
        for part in parts {
            survey.append(part.survey)
            problems += part.problems
        }
        return (survey, problems)
    }

    private mutating func read(
        _ names: [String], _ kept: inout SecondPass, _ glance: RecordGlance, seeksActors: Bool
    ) {
        guard !names.isEmpty else { return }
        // A member of an archive is read with its archive.
        let holding = names.map { name in
            guard !files.contains(name), let end = name.firstRange(of: "!/") else { return name }
            return String(name[..<end.lowerBound])
        }
        let (empty, wanted) = (kept.empty, Set(names))
        let parts = LogReader(files: Set(holding).sorted()).walk(workers: workers) {
            SecondPassVisitor(empty, wanted, glance, seeksActors: seeksActors)
        } end: {
            $0.take()
        }
        for part in parts {
            kept.append(part.pass)
            problems += part.problems
        }
    }
}
