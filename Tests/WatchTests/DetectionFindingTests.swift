// SPDX-License-Identifier: Apache-2.0
//
// The list below is written by hand from the schema's definitions of the class, its profile and its objects, version
// 1.9.0 (github.com/ocsf/ocsf-schema): events/base_event.json, events/findings/finding.json and detection_finding.json,
// profiles/cloud.json, and objects/*.json.

import CloudTrail
import Foundation
import Testing

@testable import Watch
@testable import WatchReports

@Suite("Findings for a SIEM")
struct DetectionFindingTests {
    private static let time = EventTime("2026-03-02T09:00:00Z")!

    private static func lines(_ audit: Audit, at time: EventTime = time) throws -> [[String: Any]] {
        try DetectionFindings(audit, program: ("glasswatch", "0"), time: time).lines.split(separator: "\n").map {
            line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    private static func uids(_ audit: Audit, at time: EventTime = time) throws -> [String] {
        try lines(audit, at: time).compactMap { ($0["finding_info"] as? [String: Any])?["uid"] as? String }
    }

    private static var busy: TestLog {
        var log = TestLog()
        log.signIn()
        log.add(
            TestLog.root, "iam", "CreateUser", ["userName": "svc"],
            ["user": ["userName": "svc", "userId": "AIDASVC", "arn": "arn:aws:iam::111122223333:user/svc"]])
        return log
    }

    @Test(
        "Each line has what the schema requires, of the types that it says, and nothing that it does not know",
        arguments: ScenarioTests.files)
    func schema(file: URL) throws {
        let scenario = try Scenario(file: file)
        let (files, broken) = scenario.read()
        let audit = Audit(
            files.flatMap(\.events), broken: broken, expectations: scenario.cloud, openings: scenario.openings, .real)
        for audit in [audit, audit.redacted] {
            let lines = try Self.lines(audit)
            #expect(lines.count == max(1, audit.findings.count))
            for line in lines { #expect(Shape.finding.faults(line) == [], "\(file.lastPathComponent)") }
            #expect(Set(try Self.uids(audit)).count == lines.count)
        }
    }

    @Test("The list of the schema refuses what it should")
    func list() throws {
        var line = try #require(
            try Self.lines(Audit(Self.busy.events, expectations: [.root], openings: nil, .real)).first)
        #expect(Shape.finding.faults(line) == [])
        line["class_uid"] = "2004"
        line["cloud"] = nil
        line["color"] = "red"
        #expect(Shape.finding.faults(line) == ["class_uid is no integer", "cloud is missing", "color is unknown"])
    }

    @Test("The numbers of the class and of its activity fit one another")
    func numbers() throws {
        for line in try Self.lines(Audit(Self.busy.events, expectations: [.root], openings: [.morning], .real)) {
            let type = (line["class_uid"] as? Int ?? 0) * 100 + (line["activity_id"] as? Int ?? 0)
            #expect(line["type_uid"] as? Int == type)
            #expect(line["class_uid"] as? Int == 2004 && line["category_uid"] as? Int == 2)
            #expect(line["time"] as? Int == 1_772_442_000_000)
        }
    }

    @Test("A finding has the same uid in every run, and another one when its events or accounts change")
    func uid() throws {
        let log = Self.busy
        let audit = Audit(log.events, expectations: [.root], openings: [.morning], .real)
        let first = try Self.uids(audit)
        let later = Audit(log.events.reversed(), expectations: [.root], openings: [.morning], .real)
        #expect(try Self.uids(later, at: EventTime("2026-03-09T09:00:00Z")!) == first)
        var more = log
        more.add(TestLog.root, "iam", "CreateUser", ["userName": "other"], ["user": ["userName": "other"]])
        let grown = Audit(more.events, expectations: [.root], openings: [.morning], .real)
        #expect(Set(try Self.uids(grown)).isDisjoint(with: first))
        var renamed = Expectation.root
        renamed.account = "AWS"
        var opening = Opening.morning
        opening.account = "AWS"
        let other = Audit(log.events, expectations: [renamed], openings: [opening], .real)
        #expect(Set(try Self.uids(other)).isDisjoint(with: first))
    }

    @Test("A weight is a severity, and what stands comes with the command that closes it")
    func severity() throws {
        var audit = Audit(Self.busy.events, expectations: [.root], openings: [.morning], .real)
        audit.take([
            Finding(.logNotCovered, [], subjects: ["an hour"]), Finding(.unusedOpening, [], subjects: ["opening 3"]),
        ])
        let lines = try Self.lines(audit)
        func line(_ name: String) throws -> [String: Any] {
            try #require(lines.first { ($0["unmapped"] as? [String: Any])?["finding"] as? String == name })
        }
        #expect(try line("weakening-stands")["severity_id"] as? Int == 5)
        #expect(try line("log-not-covered")["severity_id"] as? Int == 3)
        #expect(try line("unused-opening")["severity_id"] as? Int == 1)
        let remediation = try line("weakening-stands")["remediation"] as? [String: Any]
        #expect(remediation?["desc"] as? String == "aws iam delete-user --user-name svc")
        #expect(try line("log-not-covered")["evidences"] == nil)
        let evidence = try #require((try line("weakening-stands")["evidences"] as? [[String: Any]])?.first)
        #expect((evidence["src_endpoint"] as? [String: Any])?["ip"] as? String == "203.0.113.10")
        #expect((evidence["api"] as? [String: Any])?["operation"] as? String == "CreateUser")
    }

    @Test("Without a finding, one line says the verdict")
    func verdict() throws {
        var log = TestLog()
        log.signIn()
        let clean = try Self.lines(Audit(log.events, expectations: [.root], openings: [.morning], .real))
        #expect(clean.count == 1)
        #expect((clean.first?["unmapped"] as? [String: Any])?["verdict"] as? String == "break-glass")
        #expect(clean.first?["severity_id"] as? Int == 1 && clean.first?["is_alert"] as? Bool == false)
    }

    @Test("More events than a SIEM takes are counted, not sent")
    func many() throws {
        var log = TestLog()
        log.signIn()
        for number in 0..<130 {
            log.add(
                TestLog.root, "iam", "CreateUser", ["userName": .string("u\(number)")],
                ["user": ["userName": .string("u\(number)")]])
        }
        let lines = try Self.lines(Audit(log.events, expectations: [.root], openings: [.morning], .real))
        let line = try #require(
            lines.first { ($0["unmapped"] as? [String: Any])?["finding"] as? String == "weakening-stands" })
        #expect((line["evidences"] as? [Any])?.count == 100)
        #expect((line["unmapped"] as? [String: Any])?["evidences_left_out"] as? Int == 30)
        #expect((line["finding_info"] as? [String: Any])?["related_events_count"] as? Int == 130)
    }
}

/// The attributes of an object of the schema.
private struct Shape {
    indirect enum Kind {
        case integer, string, boolean, anything
        case object(Shape)
        case list(Kind)
    }

    var required: [String: Kind]
    var optional: [String: Kind] = [:]
    /// One of these is needed.
    var oneOf: [String] = []

    /// What is wrong with an object.
    func faults(_ object: [String: Any]) -> [String] {
        var faults = required.keys.filter { object[$0] == nil }.map { "\($0) is missing" }
        if !oneOf.isEmpty, !oneOf.contains(where: { object[$0] != nil }) { faults.append("none of \(oneOf)") }
        for (name, value) in object {
            guard let kind = required[name] ?? optional[name] else {
                faults.append("\(name) is unknown")
                continue
            }
            faults += Self.faults(name, value, kind)
        }
        return faults.sorted()
    }

    private static func faults(_ name: String, _ value: Any, _ kind: Kind) -> [String] {
        // A number and a boolean are both numbers to the reader of JSON.
        let isBoolean = (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
        switch kind {
        case .integer: return value is Int && !isBoolean ? [] : ["\(name) is no integer"]
        case .string: return (value as? String)?.isEmpty == false ? [] : ["\(name) is no text"]
        case .boolean: return value is Bool && isBoolean ? [] : ["\(name) is no boolean"]
        case .anything: return []
        case .object(let shape):
            guard let object = value as? [String: Any] else { return ["\(name) is no object"] }
            return shape.faults(object).map { "\(name).\($0)" }
        case .list(let kind):
            guard let list = value as? [Any] else { return ["\(name) is no list"] }
            return list.flatMap { faults("\(name)[]", $0, kind) }
        }
    }

    static let finding = Shape(
        required: [
            "activity_id": .integer, "category_uid": .integer, "class_uid": .integer, "type_uid": .integer,
            "severity_id": .integer, "time": .integer, "metadata": .object(metadata), "finding_info": .object(info),
            "cloud": .object(cloud),
        ],
        optional: [
            "activity_name": .string, "category_name": .string, "class_name": .string, "type_name": .string,
            "severity": .string, "status_id": .integer, "status": .string, "message": .string, "is_alert": .boolean,
            "start_time": .integer, "end_time": .integer, "evidences": .list(.object(evidence)),
            "resources": .list(.object(resource)), "remediation": .object(Shape(required: ["desc": .string])),
            "unmapped": .anything,
        ])
    private static let metadata = Shape(
        required: [
            "version": .string,
            "product": .object(
                Shape(
                    required: [:], optional: ["name": .string, "vendor_name": .string, "version": .string],
                    oneOf: ["name", "uid"])),
        ], optional: ["profiles": .list(.string)])
    private static let info = Shape(
        required: ["uid": .string],
        optional: [
            "title": .string, "types": .list(.string), "data_sources": .list(.string), "first_seen_time": .integer,
            "last_seen_time": .integer, "related_events_count": .integer,
            "analytic": .object(
                Shape(
                    required: ["type_id": .integer], optional: ["type": .string, "uid": .string, "name": .string],
                    oneOf: ["name", "uid"])),
        ])
    private static let account = Shape(
        required: [:], optional: ["uid": .string, "name": .string, "type": .string, "type_id": .integer],
        oneOf: ["name", "uid"])
    private static let cloud = Shape(
        required: ["provider": .string], optional: ["region": .string, "account": .object(account)])
    private static let user = Shape(
        required: [:],
        optional: ["uid": .string, "name": .string, "credential_uid": .string, "account": .object(account)],
        oneOf: ["account", "name", "uid"])
    private static let evidence = Shape(
        required: [:],
        optional: [
            "uid": .string, "data": .anything,
            "actor": .object(
                Shape(
                    required: [:], optional: ["user": .object(user), "app_name": .string], oneOf: ["user", "app_name"])),
            "api": .object(
                Shape(
                    required: ["operation": .string],
                    optional: [
                        "service": .object(Shape(required: [:], optional: ["name": .string], oneOf: ["name", "uid"])),
                        "response": .object(Shape(required: [:], optional: ["error": .string])),
                    ])),
            "src_endpoint": .object(
                Shape(required: [:], optional: ["ip": .string, "name": .string], oneOf: ["ip", "name"])),
        ], oneOf: ["actor", "api", "data", "src_endpoint"])
    private static let resource = Shape(
        required: [:],
        optional: [
            "uid": .string, "name": .string, "type": .string, "region": .string,
            "owner": .object(Shape(required: [:], optional: ["name": .string], oneOf: ["name"])),
        ], oneOf: ["name", "uid"])
}
