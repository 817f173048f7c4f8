// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import Testing
import Watch

@Suite("Labelled logs")
struct ScenarioTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Vectors/cloudtrail")
    static let files = try! Scenario.all(in: folder)

    @Test("There are as many scenarios as the project promises")
    func count() { #expect(Self.files.count >= 80) }

    @Test("Sessions, descendants, changes, findings and the verdict are as labelled", arguments: files)
    func labels(file: URL) throws {
        let scenario = try Scenario(file: file)
        let (files, broken) = scenario.read()
        let audit = Audit(
            files.flatMap(\.events), broken: broken, expectations: scenario.cloud, openings: scenario.openings,
            .real)
        let differences = scenario.differences(from: audit)
        #expect(differences.isEmpty, "\(file.lastPathComponent): \(differences.joined(separator: "\n"))")
    }

    @Test("Reading files in two passes finds what reading everything finds", arguments: files)
    func passes(file: URL) throws {
        let scenario = try Scenario(file: file)
        let (files, broken) = scenario.read()
        let whole = Audit(
            files.flatMap(\.events), broken: broken, expectations: scenario.cloud, openings: scenario.openings, .real)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("glasswatch-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in scenario.files {
            try Data(file.content.utf8).write(to: folder.appendingPathComponent(file.name))
        }
        let read = TwoPasses(LogReader(paths: [folder.path]), scenario.cloud, .real)
        #expect(read.problems.count == broken.count)
        let audit = Audit(
            read.events, broken: read.problems.map(\.description), expectations: scenario.cloud,
            openings: scenario.openings, .real)
        #expect(scenario.differences(from: audit) == scenario.differences(from: whole))
        #expect(audit.verdict == whole.verdict)
    }

    @Test("The order of files and of events in them changes nothing", arguments: files)
    func order(file: URL) throws {
        let scenario = try Scenario(file: file)
        let (files, broken) = scenario.read()
        let backward = files.reversed().flatMap { $0.events.reversed() }
        // Within one second, the log does not say what came first.
        let times = backward.compactMap(\.time)
        guard Set(times).count == times.count else { return }
        let audit = Audit(
            backward, broken: broken, expectations: scenario.cloud, openings: scenario.openings, .real)
        #expect(scenario.differences(from: audit) == [])
    }
}

extension Scenario {
    /// The events of each file, and what could not be read.
    func read() -> (files: [(name: String, events: [LogEvent])], broken: [String]) {
        var broken: [String] = []
        let files = self.files.map { file in
            let (events, problems) = LogEvent.events(inJSON: Array(file.content.utf8), file: file.name)
            broken += problems.map(\.description)
            return (file.name, events)
        }
        return (files, broken)
    }
}
