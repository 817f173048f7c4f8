// SPDX-License-Identifier: Apache-2.0
//
// What identifies somebody is collected from the logs, the policy and the ledger by walking all of it, and looked for in
// every form of a redacted report.

import CloudTrail
import Foundation
import Testing
import WatchReports

@testable import Watch

@Suite("Reports for outsiders")
struct RedactionTests {
    @Test(
        "Nothing that a log, a policy or a ledger says about somebody is in any form of a redacted report",
        arguments: ScenarioTests.files)
    func corpus(file: URL) throws {
        let scenario = try Scenario(file: file)
        let (files, broken) = scenario.read()
        let audit = Audit(
            files.flatMap(\.events), broken: broken, expectations: scenario.cloud, openings: scenario.openings, .real)
        let names = IdentifyingValues(scenario, files)
        for (form, text) in Self.forms(audit.redacted) {
            #expect(names.found(in: text) == [], "\(file.lastPathComponent), \(form)")
        }
        #expect(!names.found(in: Self.forms(audit)["page"]!).isEmpty, "the search finds what is there")
    }

    @Test("Times, calls, rules, directions and the verdict stay", arguments: ScenarioTests.files)
    func kept(file: URL) throws {
        let scenario = try Scenario(file: file)
        let (files, broken) = scenario.read()
        let audit = Audit(
            files.flatMap(\.events), broken: broken, expectations: scenario.cloud, openings: scenario.openings, .real)
        let redacted = audit.redacted
        func facts(_ audit: Audit) -> [String] {
            let changes = (audit.changes + audit.onward).map { change in
                let event = audit.events[change.event]
                return "\(event.time?.description ?? "") \(event.service):\(event.stem) \(change.rule?.id ?? "") "
                    + "\(change.direction) \(change.outcome) \(change.after) \(change.objects.map(\.kind))"
            }
            let services = audit.uses.flatMap { use in
                audit.services(of: audit.grouping.sessions[use]).map { "\($0.service) \($0.reads) \($0.writes)" }
            }
            return [audit.verdict.rawValue] + audit.findings.map { "\($0.kind) \($0.weight) \($0.events)" } + changes
                + services + audit.standing.map { "\($0.commands.count) \($0.isOnward)" }
        }
        #expect(facts(redacted) == facts(audit))
        #expect(redacted.isRedacted && !audit.isRedacted)
    }

    @Test("The same thing has the same word in an ARN, in a change and in the command that closes it")
    func sameWord() throws {
        var log = TestLog()
        log.signIn()
        log.add(
            TestLog.root, "iam", "CreateUser", ["userName": "svc"],
            ["user": ["userName": "svc", "userId": "AIDASVC", "arn": "arn:aws:iam::111122223333:user/team/svc"]])
        log.add(
            TestLog.root, "iam", "CreateAccessKey", ["userName": "svc"],
            ["accessKey": ["accessKeyId": "AKIAEXAMPLE000000001", "userName": "svc"]])
        let audit = Audit(log.events, expectations: [.root], openings: [.morning], .real).redacted
        let commands = Set(audit.standing.flatMap(\.commands))
        #expect(
            commands == [
                "aws iam delete-user --user-name user-1",
                "aws iam delete-access-key --user-name user-1 --access-key-id key-1",
            ])
        #expect(audit.descendants.map(\.name) == ["arn:aws:iam::account-1:user/user-1", "key-1"])
        #expect(audit.expectations.flatMap(\.identities) == ["arn:aws:iam::account-1:root"])
        let session = try #require(audit.grouping.sessions.first)
        #expect(session.addresses == ["address-1"] && session.agents == ["agent-1"])
        #expect(audit.openings?.first?.people == ["person-1"] && audit.openings?.first?.index == "12")
    }

    @Test("A command that names a parameter of the call keeps its shape")
    func parameters() throws {
        let rule = try #require(
            try Catalogue(
                rules: #"""
                    {"id":"sso:Open","service":"sso","stem":"Open","category":"P","direction":"weakens",
                    "object":{"kind":"set","from":["parameters.setArn"]},
                    "close":"aws close --in {parameters.vPC.vPCRegion} --at {parameters.vPC.instanceArn} --set {object}"}
                    """#
            ).rules.first)
        let event = LogEvent(
            [
                "eventSource": "sso.amazonaws.com", "eventName": "Open",
                "requestParameters": [
                    "setArn": "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
                    "vPC": [
                        "vPCRegion": "eu-central-1", "instanceArn": "arn:aws:sso:::instance/ssoins-1", "note": "mine",
                    ],
                ],
            ], at: EventPlace(file: "a", offset: 0))
        var words = Pseudonyms()
        let redacted = words.redacted(event, rule)
        #expect(
            redacted.parameters
                == ["vPC": ["vPCRegion": "eu-central-1", "instanceArn": "arn:aws:sso:::instance/instance-1"]])
    }

    @Test("What a log puts where the cloud writes calls, services, regions and errors does not pass")
    func hostile() {
        var words = Pseudonyms()
        let event = LogEvent(
            [
                "eventSource": "Ada Example", "eventName": "ada@example.com", "eventType": "ada-example",
                "eventCategory": "ada example", "awsRegion": "us-acme-1", "errorCode": "ada/example",
                "sourceIPAddress": "ada.example.amazonaws.com", "eventID": "ada", "errorMessage": "ada",
                "userIdentity": ["type": "ada example", "principalId": "ada", "invokedBy": "ada example"],
                "requestParameters": ["name": "ada"], "responseElements": ["name": "ada"],
            ], at: EventPlace(file: "ada.json", offset: 3))
        let redacted = words.redacted(event, nil)
        #expect(!"\(redacted)".lowercased().contains("ada"), "\(redacted)")
        #expect(redacted.region == "region-1" && redacted.errorCode == "error-1" && redacted.name == "call-1")
        #expect(redacted.address == "service-2.amazonaws.com")
    }

    @Test("Openings keep their place in the ledger, and files and other subjects lose their names")
    func subjects() {
        var audit = Audit([], broken: ["ada.json: cut off"], expectations: [.root], openings: [.morning], .real)
        audit.take([Finding(.logNotCovered, [], subjects: ["ada's hour"])])
        let subjects = audit.redacted.findings.flatMap { finding in finding.subjects.map { "\(finding.kind) \($0)" } }
        #expect(Set(subjects) == ["unusedOpening opening 12", "brokenFile file-1", "logNotCovered subject-1"])
    }

    @Test("Every form says that names are replaced")
    func said() {
        let forms = Self.forms(Audit([], expectations: [.root], openings: [], .real).redacted)
        #expect(forms["text"]!.contains("Names, ids and addresses are replaced"))
        #expect(forms["page"]!.contains("Names, ids and addresses are replaced"))
        #expect(forms["JSON"]!.contains("\"redacted\": true") && forms["OCSF"]!.contains("\"redacted\":true"))
    }

    static func forms(_ audit: Audit) -> [String: String] {
        let time = EventTime("2026-03-02T09:00:00Z")!
        return [
            "text": audit.text, "JSON": audit.json.pretty,
            "OCSF": DetectionFindings(audit, program: ("glasswatch", "0"), time: time).lines,
            "page": AuditPage(audit, program: "glasswatch 0", time: time).html,
        ]
    }
}

/// What in a scenario says who, what, or from where.
struct IdentifyingValues {
    private(set) var values: Set<String> = []

    init(_ scenario: Scenario, _ files: [(name: String, events: [LogEvent])]) {
        for expected in scenario.cloud {
            add(expected.account)
            for text in expected.accounts + expected.identities + expected.networks + expected.agents + expected.trails
                + expected.buckets + expected.secrets + expected.alertChannels
            {
                add(text)
            }
        }
        for opening in scenario.openings ?? [] {
            add(opening.account)
            for person in opening.people { add(person) }
        }
        for (name, events) in files {
            add(name)
            for event in events { add(event) }
        }
    }

    private mutating func add(_ event: LogEvent) {
        let identity = event.identity
        let session = identity.session
        let texts = [
            event.id, event.sharedID, event.account, event.vpcEndpointID, event.agent, event.errorMessage,
            event.isFromService ? nil : event.address, identity.principalID, identity.arn, identity.accountID,
            identity.accessKeyID, identity.userName, identity.onBehalfOfUserID, identity.identityStoreARN,
            identity.credentialID, session?.issuerPrincipalID, session?.issuerARN, session?.issuerAccountID,
            session?.issuerUserName, session?.sourceIdentity, session?.signInSessionARN, session?.webIdentityProvider,
        ]
        for text in texts { text.map { add($0) } }
        for value in [event.parameters, event.response, event.additional, event.resources, event.serviceDetails] {
            value.map { add($0) }
        }
    }

    private mutating func add(_ value: JSONValue) {
        switch value {
        case .object(let members): for member in members { add(member.value) }
        case .array(let elements): for element in elements { add(element) }
        case .string(let text), .number(let text): add(text)
        case .bool, .null: break
        }
    }

    /// Adds a text, and the names in it if it is an ARN.
    private mutating func add(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 5).map(String.init)
        if parts.first == "arn" {
            values.insert(text)
            for part in text.split(whereSeparator: { $0 == ":" || $0 == "/" }).dropFirst(3) { add(String(part)) }
        } else if !Self.isPublic(text) {
            values.insert(text)
        }
    }

    /// Whether it says nothing about anybody: it is short, a region, a service of the cloud, or one of the words below.
    private static func isPublic(_ text: String) -> Bool {
        text.utf8.count < 4 || Pseudonyms.isRegion(text) || text.hasSuffix(".amazonaws.com") || words.contains(text)
    }

    /// Values of the labelled logs that are words of ARNs, of the catalogue or of a report too.
    private static let words: Set<String> = [
        "ACCOUNT", "AWS Internal", "CreateGrant", "admin", "assumed-role", "boundary", "break-glass", "code", "default",
        "emergency", "federated-user", "function", "group", "instance", "instance-profile", "layer", "none",
        "oidc-provider", "permissionSet", "policy", "prod", "profile", "resource-share", "restore", "role", "root",
        "saml-provider", "second", "secret", "session", "stack", "subject", "temp", "trail", "true", "trust-anchor",
        "user",
    ]

    /// The values that a text has.
    func found(in text: String) -> [String] {
        let data = Data(text.utf8)
        return values.filter { data.range(of: Data($0.utf8)) != nil }.sorted()
    }
}
