// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import Testing

@testable import Watch

/// How a scenario's events come to a folder.
enum Arrival: String, CaseIterable, CustomTestStringConvertible {
    case laterHalfFirst, thirds, alternating

    var testDescription: String { rawValue }

    /// How many pieces a file has, and which pieces come in each run.
    private var plan: (pieces: Int, runs: [[Int]]) {
        switch self {
        case .laterHalfFirst: (2, [[1], [0]])
        case .thirds: (3, [[2], [0], [1]])
        case .alternating: (6, [[1, 3, 5], [0, 2, 4]])
        }
    }

    /// The files of each run. What is no list of records is not cut.
    func runs(of scenario: Scenario) -> [[(name: String, content: String)]] {
        let pieces = scenario.files.enumerated().map { number, file -> [(name: String, content: String)?] in
            let records = (try? JSONValue(parsing: Array(file.content.utf8), file: file.name))?["Records"]?.elements
            var pieces: [(name: String, content: String)?] = Array(repeating: nil, count: plan.pieces)
            guard let records, records.count > 1 else {
                pieces[number % plan.pieces] = (file.name, file.content)
                return pieces
            }
            for piece in pieces.indices {
                let range = (records.count * piece / plan.pieces)..<(records.count * (piece + 1) / plan.pieces)
                guard !range.isEmpty else { continue }
                let content = JSONValue.object([.init("Records", .array(Array(records[range])))]).canonical
                pieces[piece] = ("\(piece)-\(file.name)", content)
            }
            return pieces
        }
        return plan.runs.map { run in run.flatMap { piece in pieces.compactMap { $0[piece] } } }
    }
}

@Suite("Labelled logs that come in several runs")
struct SinceScenarioTests {
    @Test(
        "Reading new files after earlier runs finds what reading all in one run finds", arguments: ScenarioTests.files,
        Arrival.allCases)
    func equality(file: URL, arrival: Arrival) throws {
        let scenario = try Scenario(file: file)
        let folder = try LogFolder()
        var last: SinceReading?
        for files in arrival.runs(of: scenario) where !files.isEmpty {
            for file in files { try folder.write(file.name, file.content) }
            last = try folder.readNew(scenario.cloud, openings: scenario.openings).reading
        }
        let reading = try #require(last)
        let whole = folder.readAll(scenario.cloud)
        #expect(EventLog(reading.events).events == EventLog(whole.events).events)
        #expect(EventLog(reading.events).conflicts == EventLog(whole.events).conflicts)
        #expect(Set(reading.problems) == Set(whole.problems))

        func audit(_ events: [LogEvent], _ problems: [ReadingProblem]) -> Audit {
            Audit(
                events, broken: problems.map(\.description).sorted(), expectations: scenario.cloud,
                openings: scenario.openings, .real)
        }
        let (found, wanted) = (audit(reading.events, reading.problems), audit(whole.events, whole.problems))
        #expect(scenario.differences(from: found) == scenario.differences(from: wanted))
        #expect(Set(RunOutcome(found, time: .zero).items) == Set(RunOutcome(wanted, time: .zero).items))
        #expect(found.verdict == wanted.verdict)
    }

    @Test(
        "A run without new files reads nothing but what was broken, and says the same", arguments: ScenarioTests.files)
    func again(file: URL) throws {
        let scenario = try Scenario(file: file)
        let folder = try LogFolder()
        for file in scenario.files { try folder.write(file.name, file.content) }
        let first = try folder.readNew(scenario.cloud, openings: scenario.openings)
        let second = try folder.readNew(scenario.cloud, openings: scenario.openings)
        let broken = Set(first.reading.problems.map(\.file)).count
        #expect(second.reading.counts.again == broken)
        #expect(second.reading.counts.new == 0)
        #expect(!second.news.isChanged)
        #expect(second.audit.verdict == first.audit.verdict)
        #expect(EventLog(second.reading.events).events == EventLog(first.reading.events).events)
    }
}

extension EventTime {
    fileprivate static let zero = EventTime(seconds: 0)
}
