// SPDX-License-Identifier: Apache-2.0

import Alerts
import CloudTrail
import Foundation
import Testing

/// A case of Vectors/patterns.
struct PatternCase: Sendable, CustomTestStringConvertible {
    var name: String
    var pattern: JSONValue
    var event: JSONValue
    var expected: JSONValue
    var place: String?

    var testDescription: String { name }

    static let all: [PatternCase] = {
        let folder = AlertFiles.root.appending(path: "Vectors/patterns")
        let names = try! FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
        return names.sorted().flatMap { name -> [PatternCase] in
            let file = try! AlertFiles.json("Vectors/patterns/\(name)")
            guard case .array(let cases)? = file["cases"] else { fatalError("\(name) has no cases") }
            return cases.map { one in
                PatternCase(
                    name: "\(name): \(one.text(at: "name")!)", pattern: one["pattern"]!,
                    event: one["event"] ?? file["event"] ?? .object([]), expected: one["expected"]!,
                    place: one.text(at: "place"))
            }
        }
    }()
}

@Suite("Event patterns")
struct PatternTests {
    @Test("every case of Vectors/patterns fits, does not fit, or is refused as expected", arguments: PatternCase.all)
    func vector(_ one: PatternCase) throws {
        switch one.expected {
        case .bool(let expected):
            #expect(try EventPattern(one.pattern.canonical).matches(one.event) == expected)
        default:
            let error = #expect(throws: AlertsError.self) { try EventPattern(one.pattern.canonical) }
            if let place = one.place { #expect(error?.place == place) }
        }
    }

    @Test("there are at least 120 cases, none of them twice")
    func count() {
        #expect(PatternCase.all.count >= 120)
        #expect(Set(PatternCase.all.map(\.name)).count == PatternCase.all.count)
    }

    @Test("a key that stands twice is refused with its line and column")
    func repeatedKey() {
        let error = #expect(throws: AlertsError.self) {
            try EventPattern("{\"source\": [\"a\"],\n \"source\": [\"b\"]}")
        }
        #expect(error?.place == "line 2, column 2")
        #expect(error?.message.contains("source") == true)
    }

    @Test("a pattern longer than EventBridge takes is refused")
    func length() throws {
        let longest = "{\"source\": [\"\(String(repeating: "a", count: 4_080))\"]}"
        #expect(longest.count == EventPattern.lengthLimit)
        #expect(throws: Never.self) { try EventPattern(longest) }
        #expect(throws: AlertsError.self) { try EventPattern(longest + " ") }
    }

    @Test(
        "JSON that is cut, nested too deep or not JSON is refused",
        arguments: [
            "{\"a\": [", "{\"a\" [1]}", "{'a': [1]}", "{\"a\": [01]}", "{\"a\": [\"\\ud800\"]}", "{\"a\": [\"\\x\"]}",
            "{\"a\": [1]} x", "{\"a\": [1],}", "{\"a\": [1.]}", "{\"a\": [\"\u{1}\"]}", "",
            String(repeating: "[", count: 200) + String(repeating: "]", count: 200),
        ])
    func brokenJSON(_ text: String) {
        #expect(throws: AlertsError.self) { try JSONText.parse(text) }
    }

    @Test("escapes and surrogate pairs are read as the characters they stand for")
    func escapes() throws {
        #expect(try JSONText.parse(#""\u0041\n\/\ud83d\ude00""#) == .string("A\n/\u{1F600}"))
    }
}
