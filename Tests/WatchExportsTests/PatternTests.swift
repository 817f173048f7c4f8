// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing
import Watch

@testable import WatchExports

@Suite("Patterns of EventBridge")
struct PatternTests {
    private func pattern(_ name: String, _ expectations: [Watch.Expectation] = TestRules.emergency) throws -> String {
        let export = PatternExport(try TestRules.one(direction: #""weakens""#), expectations)
        return try #require(export.files.first { $0.name == name }).pattern.json.canonical
    }

    @Test("Each way into a declared identity has a pattern")
    func entries() throws {
        let names = Set(PatternExport(try TestRules.all(), TestRules.emergency).files.map(\.name))
        for name in [
            "root-111122223333-signs-in", "root-111122223333-recovers-password", "root-111122223333-calls",
            "root-111122223333-is-assumed", "user-emergency-signs-in", "user-emergency-switches-role",
            "user-emergency-calls", "role-BreakGlass-signs-in", "role-BreakGlass-is-assumed",
            "role-BreakGlass-is-issued", "role-BreakGlass-calls",
        ] {
            #expect(names.contains("entry-\(name).json"))
        }
    }

    @Test("A sign-in has the detail type of sign-ins, and a call that of calls")
    func detailTypes() throws {
        #expect(
            try pattern("entry-user-emergency-switches-role.json")
                == #"{"detail":{"additionalEventData":{"SwitchFrom":["arn:aws:iam::111122223333:user/ops/emergency"]},"#
                + #""eventName":["ConsoleLogin","SwitchRole"],"eventSource":["signin.amazonaws.com"]},"#
                + #""detail-type":["AWS Console Sign In via CloudTrail"]}"#)
        #expect(
            try pattern("entry-root-111122223333-calls.json")
                == #"{"detail":{"userIdentity":{"accountId":["111122223333"],"invokedBy":[{"exists":false}],"#
                + #""type":["Root"]}},"detail-type":["AWS API Call via CloudTrail"]}"#)
    }

    @Test("A role is known in the console by its sessions' ARN, which has no path")
    func roles() throws {
        let text = try pattern("entry-role-BreakGlass-signs-in.json")
        #expect(text.contains(#"{"prefix":"arn:aws:sts::111122223333:assumed-role/BreakGlass/"}"#))
    }

    @Test("A custody secret is matched by its ARN, with and without its last characters, and by its name")
    func secrets() throws {
        var expectation = TestRules.emergency[0]
        expectation.secrets = ["arn:aws:secretsmanager:us-east-1:111122223333:secret:break/glass-a1B2c3"]
        let text = try pattern("entry-secret-1-is-read.json", [expectation])
        #expect(
            text.contains(
                #"["arn:aws:secretsmanager:us-east-1:111122223333:secret:break/glass-a1B2c3","#
                    + #""arn:aws:secretsmanager:us-east-1:111122223333:secret:break/glass","break/glass"]"#))
    }

    @Test("Grave changes are grouped by service in patterns that EventBridge takes")
    func changes() throws {
        let files = PatternExport(try TestRules.all(), TestRules.emergency).files
        for file in files { #expect(file.pattern.json.canonical.utf8.count <= PatternExport.most, "\(file.name)") }
        let iam = files.filter { $0.name.hasPrefix("weakens-iam-") }.map(\.pattern.json.canonical).joined()
        #expect(iam.contains(#""CreateUser""#))
        #expect(files.contains { $0.name == "may-weaken-cloudtrail-1.json" })
    }

    @Test("A change of low severity has no pattern")
    func severity() throws {
        let export = PatternExport(try TestRules.one(direction: #""weakens""#, severity: "low"), [])
        #expect(export.files.isEmpty)
    }
}
