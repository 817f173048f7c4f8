// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@testable import Watch

@Suite("The catalogue")
struct CatalogueTests {
    private func event(_ parameters: JSONValue, _ response: JSONValue = .null) -> LogEvent {
        var log = TestLog()
        log.add(TestLog.root, "test", "Call", parameters, response)
        return log.events[0]
    }

    private func direction(_ tests: String, _ parameters: JSONValue) throws -> Direction {
        let catalogue = try Catalogue(
            rules: #"{"id":"test:Call","service":"test","stem":"Call","category":"P","direction":\#(tests)}"#)
        return try #require(catalogue.rule(for: event(parameters))).direction.direction(of: event(parameters))
    }

    @Test("A direction is the first branch that fits, and neutral if none does")
    func branches() throws {
        let tests = #"""
            [{"when":{"parameters.on":{"is":false}},"is":"weakens"},{"when":{"parameters.on":{"is":true}},"is":"strengthens"}]
            """#
        #expect(try direction(tests, ["on": false]) == .weakens)
        #expect(try direction(tests, ["on": "False"]) == .weakens)
        #expect(try direction(tests, ["on": true]) == .strengthens)
        #expect(try direction(tests, ["off": true]) == .neutral)
    }

    @Test("All paths of a branch are needed")
    func conjunction() throws {
        let tests = #"[{"when":{"parameters.a":{"is":"x"},"parameters.b":{"exists":false}},"is":"weakens"}]"#
        #expect(try direction(tests, ["a": "x"]) == .weakens)
        #expect(try direction(tests, ["a": "x", "b": 1]) == .neutral)
    }

    @Test(
        "Each comparison tells what fits from what does not",
        arguments: [
            (#"{"in":["a","b"]}"#, "b", "c"),
            (#"{"exists":true}"#, "", .null), (#"{"contains":"ADMIN"}"#, "x/administrator", "reader"),
            (#"{"contains":"admin"}"#, ["k": "Admin"], ["k": "reader"]),
            (#"{"over":5}"#, 6, 5), (#"{"under":5}"#, "4", "five"), (#"{"is":6}"#, 6, 60),
            (#"{"any":{"is":"x"}}"#, ["y", "x"], ["y"]), (#"{"all":{"is":"x"}}"#, ["x", "x"], ["x", "y"]),
            (#"{"all":{"is":"x"}}"#, "x", []), (#"{"any":{"a.b":{"is":1}}}"#, [["a": ["b": 1]]], [["a": ["b": 2]]]),
        ] as [(String, JSONValue, JSONValue)])
    func comparisons(test: String, fits: JSONValue, fails: JSONValue) throws {
        let tests = #"[{"when":{"parameters.v":\#(test)},"is":"weakens"}]"#
        #expect(try direction(tests, ["v": fits]) == .weakens)
        #expect(try direction(tests, ["v": fails]) == .neutral)
    }

    @Test("A policy is entered as an object, as text and URL-encoded, in whatever case its first letters are")
    func documents() throws {
        let tests = #"[{"when":{"parameters.policy.statement":{"any":{"effect":{"is":"Allow"}}}},"is":"weakens"}]"#
        #expect(try direction(tests, ["policy": ["Statement": [["Effect": "Allow"]]]]) == .weakens)
        #expect(try direction(tests, ["policy": #"{"Statement":{"Effect":"Allow"}}"#]) == .weakens)
        #expect(
            try direction(tests, ["policy": "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%7D%5D%7D"])
                == .weakens)
        #expect(try direction(tests, ["policy": #"{"Statement":{"Effect":"Deny"}}"#]) == .neutral)
        #expect(try direction(tests, ["policy": "{not JSON"]) == .neutral)
    }

    @Test("The first alternative of a path that gives a value wins, and null gives none")
    func alternatives() {
        let path = ValuePath("parameters.userName|identity.type|=nobody")
        #expect(path.texts(in: event(["userName": "ada"])) == ["ada"])
        #expect(path.texts(in: event(["userName": .null])) == ["Root"])
        #expect(ValuePath("parameters.x|=nobody").texts(in: event(.null)) == ["nobody"])
        #expect(
            ValuePath("parameters.items[].id").texts(in: event(["items": [["id": "a"], ["id": "b"], [:]]])) == [
                "a", "b",
            ])
        #expect(ValuePath("service|region").texts(in: event(.null)) == ["test"])
    }

    @Test("Two rules of one name, a rule that names none, and a later version are refused")
    func faults() {
        let rule = #"{"id":"a:B","service":"a","stem":"B","category":"P","direction":"neutral"}"#
        #expect(throws: CatalogueError.self) { try Catalogue(rules: "\(rule),\(rule)") }
        #expect(throws: CatalogueError.self) {
            try Catalogue(rules: rule.dropLast() + #","undo":["a:C"]}"#)
        }
        #expect(throws: CatalogueError.self) {
            try Catalogue(json: Array(#"{"version":2,"categories":{},"rules":[]}"#.utf8))
        }
        #expect(throws: CatalogueError.self) { try Catalogue(json: Array("[]".utf8)) }
    }

    @Test("A name and an ARN of one object give the same key")
    func names() {
        for (service, form, text, name) in [
            ("cloudtrail", nil, "arn:aws:cloudtrail:us-east-1:111122223333:trail/org", "org"),
            ("lambda", nil, "arn:aws:lambda:us-east-1:111122223333:function:nightly:3", "nightly"),
            ("lambda", nil, "111122223333:function:nightly", "nightly"), ("lambda", nil, "nightly:PROD", "nightly"),
            ("kms", nil, "arn:aws:kms:us-east-1:111122223333:key/1234", "1234"),
            ("secretsmanager", nil, "arn:aws:secretsmanager:us-east-1:111122223333:secret:app/db-AbCdEf", "app/db"),
            ("ssm", nil, "arn:aws:ssm:us-east-1:111122223333:parameter/app/db", "app/db"),
            ("ssm", nil, "/app/db", "app/db"),
            ("logs", nil, "arn:aws:logs:us-east-1:111122223333:log-group:/aws/x:*", "/aws/x"),
            ("iam", nil, "arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::aws:policy/AdministratorAccess"),
            ("any", .name, "arn:aws:any:us-east-1:111122223333:thing/x", "x"), ("any", nil, "not:an:arn", "not:an:arn"),
        ] as [(String, Rule.Object.Form?, String, String)] {
            #expect(ObjectKey.plainName(text, form, service) == name)
        }
    }

    @Test("The catalogue of the program can be read, and each of its categories is described")
    func real() {
        #expect(Catalogue.real.rules.count > 500)
        #expect(Catalogue.real.rules.allSatisfy { Catalogue.real.categories[$0.category] != nil })
    }
}
