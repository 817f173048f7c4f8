// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@Suite("Callers that call again")
struct KnownIdentityTests {
    /// What each record of a file says of its caller.
    private struct Looks: LogVisitor {
        var texts: [[EventField: String]] = []
        var hashes: [UInt64?] = []
        var callers: [EventIdentity?] = []
        var problems: [ReadingProblem] = []

        mutating func visit(_ event: borrowing ScannedEvent) {
            var found: [EventField: String] = [:]
            for field in EventField.allCases { found[field] = event.text(field) }
            texts.append(found)
            hashes.append(event.identityHash)
            callers.append(event.caller()?.identity)
        }

        mutating func report(_ problem: ReadingProblem) { problems.append(problem) }
    }

    private func look(_ text: String) throws -> Looks {
        let folder = try LogFolder()
        var looks = Looks()
        LogReader(paths: [try folder.write(text, to: "a")]).walk(&looks)
        return looks
    }

    private func list(_ records: [String]) -> String { "{\"Records\":[\(records.joined(separator: ","))]}" }

    private static let user =
        #"{"type":"IAMUser","principalId":"AIDAEXAMPLE","arn":"arn:aws:iam::111122223333:user\/ada","accountId":"111122223333","userName":"ada"}"#

    private func record(_ number: Int, _ identity: String, before: String = "") -> String {
        """
        {\(before)"userIdentity":\(identity),"eventName":"ListUsers","eventSource":"iam.amazonaws.com",\
        "eventID":"id-\(number)"}
        """
    }

    @Test("a caller is the same each time, wherever in the file and in the record it stands")
    func again() throws {
        let first = try look(list([record(0, Self.user)]))
        let others = try look(
            list([
                record(0, Self.user), record(1, Self.user, before: #""awsRegion":"us-east-1","#),
                record(2, SampleRecord.text(0)), record(3, Self.user, before: "\n  "),
            ]))
        var expected = try #require(first.texts.first)
        #expect(expected[.userName] == "ada")
        #expect(expected[.arn] == "arn:aws:iam::111122223333:user/ada")
        #expect(others.texts[0] == expected)
        expected[.id] = "id-3"
        #expect(others.texts[3] == expected)
        expected[.id] = "id-1"
        expected[.region] = "us-east-1"
        #expect(others.texts[1] == expected)
        #expect(others.hashes[1] == first.hashes[0] && others.hashes[3] == first.hashes[0])
        #expect(others.hashes[2] != first.hashes[0])
    }

    @Test("callers that differ in one letter are told apart")
    func different() throws {
        for letters in ["AIDAEXAMPLE", "user", "111122223333", "IAMUser"] {
            let other = Self.user.replacing(letters, with: letters.dropLast() + "X")
            let looks = try look(
                list([record(0, Self.user), record(0, other), record(0, Self.user), record(0, other)]))
            #expect(looks.texts[0] == looks.texts[2] && looks.texts[1] == looks.texts[3])
            #expect(looks.texts[0] != looks.texts[1])
            #expect(looks.hashes[0] != looks.hashes[1])
        }
    }

    @Test("a caller that is known does not hide what follows a shorter or longer one")
    func lengths() throws {
        let longer = Self.user.dropLast() + #","invokedBy":"autoscaling.amazonaws.com"}"#
        let shorter = #"{"type":"IAMUser"}"#
        let looks = try look(
            list([
                record(0, Self.user), record(1, String(longer)), record(2, shorter), record(3, "{}"),
                record(4, Self.user), record(5, shorter), record(6, "null"),
            ]))
        #expect(looks.problems == [])
        #expect(
            looks.texts.map { $0[.invokedBy] } == [nil, "autoscaling.amazonaws.com", nil, nil, nil, nil, nil])
        #expect(looks.texts.map { $0[.userName] } == ["ada", "ada", nil, nil, "ada", nil, nil])
        #expect(looks.texts.compactMap { $0[.id] } == SampleRecord.ids(0...6))
        #expect(
            looks.callers.map { $0?.type } == Array(repeating: "IAMUser", count: 3) + [nil, "IAMUser", "IAMUser", nil])
    }

    @Test("a field that is there twice is reported each time")
    func duplicates() throws {
        let twice = Self.user.dropLast() + #","userName":"eve"}"#
        let looks = try look(list([record(0, String(twice)), record(1, String(twice)), record(2, Self.user)]))
        #expect(looks.problems.count == 2)
        #expect(looks.texts.map { $0[.userName] } == ["ada", "ada", "ada"])
        #expect(looks.callers.map { $0?.userName } == [nil, nil, "ada"])
    }

    @Test("a caller that is broken is reported each time, and one that is too long is read each time")
    func extremes() throws {
        let broken = try look(list([record(0, #"{"type" "IAMUser"}"#), record(1, #"{"type" "IAMUser"}"#)]))
        #expect(broken.texts.isEmpty && broken.problems.count == 2)
        let long = Self.user.replacing("ada\"}", with: String(repeating: "a", count: 5_000) + "\"}")
        let looks = try look(list([record(0, long), record(1, long)]))
        #expect(looks.texts.map { $0[.userName]?.count } == [5_000, 5_000])
        #expect(looks.hashes[0] != nil && looks.hashes[0] == looks.hashes[1])
    }

    @Test("in a file that is broken elsewhere, callers are read as in a whole one")
    func doubtful() throws {
        let line = record(0, Self.user)
        let looks = try look("\(line)\n{\"userIdentity\":{\"type\":\"broken\n\(line)\n\(line)\n")
        #expect(looks.texts.count == 3)
        #expect(looks.texts.allSatisfy { $0 == looks.texts[0] && $0[.userName] == "ada" })
        #expect(!looks.problems.isEmpty)
    }
}
