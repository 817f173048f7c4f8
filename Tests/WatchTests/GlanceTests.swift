// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import Testing

@testable import Watch

@Suite("What a glance at a record leaves out")
struct GlanceTests {
    /// Reads each record of a scenario in parts and whole.
    private struct Comparison: LogVisitor {
        var glance: RecordGlance
        var differences: [String] = []
        var objectCount = 0
        var callerCount = 0

        mutating func visit(_ event: borrowing ScannedEvent) {
            guard let whole = event.event().event else { return }
            let id = whole.id ?? "?"
            if !LogEvent.mayBeget(service: whole.service, name: whole.name, .real),
                !whole.offspring(.real).isEmpty || !TrustHistory.named(by: whole).isEmpty
            {
                differences.append("\(id) begets something")
            }
            let interest = glance.interest(event)
            switch interest {
            case .whole, .roleCall: return
            case .actor, .objects: break
            }
            guard let caller = event.caller() else { return differences.append("\(id) has no caller") }
            let own = whole.actorTraces.filter { if case .shared = $0 { false } else { true } }
            callerCount += 1
            if own != caller.actorTraces { differences.append("\(id): \(own) and not \(caller.actorTraces)") }
            guard case .objects(let call) = interest else { return }
            guard let part = event.call(call.name, parts: call.parts) else {
                return differences.append("\(id) cannot be read in parts")
            }
            objectCount += 1
            let (all, some) = (whole.objectTraces(.real), part.objectTraces(of: call))
            // A call that failed changes nothing, and is looked at no further.
            if Set(all) != Set(some) { differences.append("\(id): \(all) and not \(some)") }
        }

        mutating func report(_ problem: ReadingProblem) {}
    }

    @Test("is nothing by which lineage or changes could be followed, in any labelled log")
    func parts() throws {
        var objectCount = 0
        var callerCount = 0
        for file in ScenarioTests.files {
            let scenario = try Scenario(file: file)
            let folder = try LogFolder()
            for file in scenario.files { try folder.write(file.name, file.content) }
            var comparison = Comparison(glance: RecordGlance(scenario.cloud, .real))
            LogReader(paths: [folder.url.path]).walk(&comparison)
            #expect(comparison.differences == [], "\(file.lastPathComponent)")
            objectCount += comparison.objectCount
            callerCount += comparison.callerCount
        }
        #expect(objectCount > 100)
        #expect(callerCount > 200)
    }

    @Test("One actor in many files and batches is found by any of its traces")
    func actors() throws {
        let folder = try LogFolder()
        var log = TestLog()
        for number in 0..<3 {
            log.add(TestLog.user("eve", key: "AKIAEVE", id: "AIDAEVE"), "ec2", "DescribeInstances")
            log.add(TestLog.user("ada", key: "AKIAADA\(number)", id: "AIDAADA"), "ec2", "DescribeInstances")
        }
        for (number, record) in log.records.enumerated() { try folder.write("\(number).json", [record]) }
        let survey = TwoPasses.survey(LogReader(paths: [folder.url.path]), [.root], .real).survey
        func files(_ identity: String) -> [String] {
            let user = Watch.Expectation(
                account: "user", accounts: [TestLog.account], identities: [identity])
            return survey.files(with: survey.followed(from: [user])).map { URL(filePath: $0).lastPathComponent }
        }
        #expect(files("arn:aws:iam::111122223333:user/eve") == ["0.json", "2.json", "4.json"])
        #expect(files("arn:aws:iam::111122223333:user/ada") == ["1.json", "3.json", "5.json"])
        #expect(files("arn:aws:iam::111122223333:user/nobody") == [])
    }
}
