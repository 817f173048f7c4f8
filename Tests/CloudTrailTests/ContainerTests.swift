// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@Suite("Containers of records")
struct ContainerTests {
    static let containers: [(form: String, text: String)] = {
        let texts = SampleRecord.texts(3)
        func quoted(_ text: String) -> String {
            text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        }
        let events = texts.map { "{\"EventName\":\"x\",\"CloudTrailEvent\":\"\(quoted($0))\",\"Resources\":[]}" }
        let envelopes = texts.map {
            "{\"detail-type\":\"AWS API Call via CloudTrail\",\"detail\":\($0),\"version\":\"0\"}"
        }
        return [
            ("S3", SampleRecord.file(3)),
            ("S3, spaced", "{ \"Records\" : [ \(texts.joined(separator: " ,\n ")) ] , \"more\" : {\"a\":[1]} }\n"),
            ("array", "[\(texts.joined(separator: ",\n"))]"),
            ("lines", texts.joined(separator: "\n") + "\n"),
            ("lines of Windows", texts.joined(separator: "\r\n")),
            ("one after another", texts.joined()),
            ("files one after another", texts.map { "{\"Records\":[\($0)]}" }.joined()),
            ("array of files", "[\(texts.map { "{\"Records\":[\($0)]}" }.joined(separator: ","))]"),
            ("lookup-events", "{\"Events\":[\(events.joined(separator: ","))],\"NextToken\":\"t\"}"),
            ("envelopes", envelopes.joined(separator: "\n")),
            ("array of envelopes", "[\(envelopes.joined(separator: ","))]"),
            ("with a BOM", "\u{FEFF}" + SampleRecord.file(3)),
        ]
    }()

    @Test("every form gives all records in order", arguments: containers.map { $0.form })
    func forms(form: String) throws {
        let text = try #require(ContainerTests.containers.first { $0.form == form }).text
        let read = LogEvent.events(inJSON: Array(text.utf8), file: "test")
        #expect(read.problems == [])
        #expect(read.events.map { $0.id } == SampleRecord.ids(0..<3))
        for event in read.events {
            #expect(event.identity.session?.issuerPrincipalID == "AROAEXAMPLE")
        }
    }

    @Test("UTF-16 of either order is converted")
    func utf16() {
        let units = Array(("\u{FEFF}" + SampleRecord.file(2)).utf16)
        let little = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        let big = units.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        for bytes in [little, big] {
            let read = LogEvent.events(inJSON: bytes, file: "test")
            #expect(read.events.map { $0.id } == SampleRecord.ids(0..<2))
            #expect(read.problems == [])
        }
    }

    @Test("the place of a record is that of its first byte")
    func places() {
        let text = Array(SampleRecord.file(3).utf8)
        for event in LogEvent.events(inJSON: text, file: "test").events {
            #expect(text[event.place.offset...].starts(with: #"{"eventVersion""#.utf8))
        }
    }

    @Test("an empty list and a digest file have no records and no problems")
    func nothing() {
        for text in [#"{"Records":[]}"#, "[]", #"{"digestStartTime":"2026-03-01T02:00:00Z","logFiles":[{}]}"#] {
            let read = LogEvent.events(inJSON: Array(text.utf8), file: "test")
            #expect(read.events.isEmpty)
            #expect(read.problems == [])
        }
    }
}
