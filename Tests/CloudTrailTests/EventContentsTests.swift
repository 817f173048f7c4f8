// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@Suite("What events say, each once")
struct EventContentsTests {
    /// The parts that are read of each record.
    private struct Parts: LogVisitor {
        var events: [LogEvent] = []

        mutating func visit(_ event: borrowing ScannedEvent) {
            events += [
                event.caller(),
                event.call(CallName(source: "iam.amazonaws.com", name: "X"), parts: ScannedEvent.Part.allCases),
            ].compactMap { $0 }
        }

        mutating func report(_ problem: ReadingProblem) { Issue.record("\(problem)") }
    }

    @Test("a copy that says the same is found, whatever the order of its members, and others are none")
    func copies() throws {
        var contents = EventContents()
        let one = try LogEvent.only(in: #"{"eventID":"a","eventName":"X","requestParameters":{"b":1,"c":[1,2]}}"#)
        #expect(!contents.contains(one))
        let isNew = contents.insert(one)
        #expect(isNew)
        let same = try LogEvent.only(
            in: #"{ "requestParameters": {"c":[1,2],"b":1}, "event\u004eame":"X", "eventID":"a" }"#)
        let isSameNew = contents.insert(same)
        #expect(contents.contains(same) && !isSameNew)
        for other in [
            #"{"eventID":"a","eventName":"X","requestParameters":{"b":1,"c":[2,1]}}"#,
            #"{"eventID":"a","eventName":"X","requestParameters":{"b":"1","c":[1,2]}}"#,
            #"{"eventID":"a","eventName":"X","requestParameters":{"b":1,"c":[1,2]},"errorCode":"E"}"#,
        ] {
            let other = try LogEvent.only(in: other)
            #expect(!contents.contains(other))
            let isOtherNew = contents.insert(other)
            #expect(isOtherNew)
        }
        #expect(contents.count == 4)
    }

    @Test("an event of which only parts were read is a copy of none, not even of itself")
    func parts() throws {
        let folder = try LogFolder()
        var parts = Parts()
        let record = #"{"eventSource":"iam.amazonaws.com","eventName":"X","userIdentity":{"type":"Root"}}"#
        LogReader(paths: [try folder.write("[\(record),\(record)]", to: "a")]).walk(&parts)
        #expect(parts.events.count == 4)
        var contents = EventContents()
        for event in parts.events + parts.events {
            let isNew = contents.insert(event)
            #expect(isNew && !contents.contains(event))
        }
        #expect(contents.count == 0)
    }
}
