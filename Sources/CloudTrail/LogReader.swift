// SPDX-License-Identifier: Apache-2.0

/// Walks through log files: S3 log files, arrays, one record a line, `lookup-events` output and envelopes of
/// EventBridge, as they are, in gzip, and in zip and tar files. What a file is, its content says.
package struct LogReader: Sendable {
    /// Sorted, each once. Archives are one file here; their members are named in the places of events.
    package let files: [String]
    /// What was wrong with the paths themselves.
    package let problems: [ReadingProblem]

    /// Finds the files of paths, as `LogFiles` does.
    package init(paths: [String]) {
        let found = LogFiles(paths)
        files = found.paths
        problems = found.problems
    }

    /// Reads these files, such as a part of those that another reader found.
    package init(files: [String]) {
        self.files = files
        problems = []
    }

    /// Passes every record of every file to the visitor, in the order of files and, in each, of records.
    package func walk(_ visitor: inout some LogVisitor) {
        for problem in problems { visitor.report(problem) }
        let walk = FileWalk()
        for file in files { walk.read(file, to: &visitor) }
    }

    /// Reads all records whole, of all files or of the chosen ones, which may be members of archives.
    package func events(
        in chosen: Set<String>? = nil, _ take: (LogEvent) -> Void, problem: (ReadingProblem) -> Void
    ) {
        withoutActuallyEscaping(take) { take in
            withoutActuallyEscaping(problem) { problem in
                var visitor = EventVisitor(chosen: chosen, take: take, problem: problem)
                walk(&visitor)
            }
        }
    }
}

extension LogEvent {
    /// Reads one document in memory, of any of the forms that a log file has.
    package static func events(
        inJSON document: [UInt8], file: String
    ) -> (events: [LogEvent], problems: [ReadingProblem]) {
        var events: [LogEvent] = []
        var problems: [ReadingProblem] = []
        withoutActuallyEscaping({ (event: LogEvent) in events.append(event) }) { take in
            withoutActuallyEscaping({ (problem: ReadingProblem) in problems.append(problem) }) { report in
                var visitor = EventVisitor(chosen: nil, take: take, problem: report)
                FileWalk().read(document: document, file: file, to: &visitor)
            }
        }
        return (events, problems)
    }
}

/// Reads each record whole.
private struct EventVisitor: LogVisitor {
    let chosen: Set<String>?
    let take: (LogEvent) -> Void
    let problem: (ReadingProblem) -> Void

    func begin(file: String) -> Bool {
        guard let chosen else { return true }
        return chosen.contains(file)
    }

    func visit(_ event: borrowing ScannedEvent) {
        let (event, problems) = event.event()
        for doubt in problems { problem(doubt) }
        if let event { take(event) }
    }

    func report(_ problem: ReadingProblem) { self.problem(problem) }
}
