// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@Suite("Records as the walk passes them")
struct ScannedEventTests {
    /// Looks at one record.
    private struct Look: LogVisitor {
        var texts: [EventField: String] = [:]
        var creation: EventTime?
        var hashes: [EventField: UInt64] = [:]
        var isSame = false
        var text: [UInt8] = []

        mutating func visit(_ event: borrowing ScannedEvent) {
            for field in EventField.allCases {
                texts[field] = event.text(field)
                hashes[field] = event.hash(field, seed: 9)
            }
            creation = event.creationDate
            isSame = event.has(.name, "AssumeRole") && !event.has(.name, "AssumeRol") && !event.has(.errorCode)
            text = event.text
        }

        mutating func report(_ problem: ReadingProblem) { Issue.record("\(problem)") }
    }

    private func look(_ text: String) throws -> Look {
        let folder = try LogFolder()
        var look = Look()
        LogReader(paths: [try folder.write(text, to: "a")]).walk(&look)
        return look
    }

    @Test("each field is found where records have it")
    func fields() throws {
        let look = try look(SampleRecord.file(1))
        #expect(
            look.texts == [
                .id: "id-0", .name: "AssumeRole", .source: "sts.amazonaws.com", .time: "2026-03-01T02:05:00Z",
                .type: "AwsApiCall", .region: "us-east-1", .address: "203.0.113.7",
                .recipientAccountID: "111122223333", .readOnly: "true", .identityType: "AssumedRole",
                .principalID: "AROAEXAMPLE:ada", .arn: "arn:aws:sts::111122223333:assumed-role/Emergency/ada",
                .accountID: "111122223333", .accessKeyID: "ASIAEXAMPLE0",
                .issuerARN: "arn:aws:iam::111122223333:role/Emergency", .issuerPrincipalID: "AROAEXAMPLE",
                .creationDate: "2026-03-01T02:00:00Z", .secondFactor: "true", .issuedKeyID: "ASIAISSUED0",
                .assumedRoleARN: "arn:aws:sts::444455556666:assumed-role/Other/ada",
                .assumedRoleID: "AROAOTHER:ada",
            ])
        #expect(look.creation?.description == "2026-03-01T02:00:00Z")
        #expect(look.isSame)
        #expect(look.text == Array(SampleRecord.text(0).utf8))
        for (field, text) in look.texts { #expect(look.hashes[field] == ScannedEvent.hash(text, seed: 9)) }
    }

    @Test("a field with escapes is the same as one without")
    func escapes() throws {
        let plain = try look(SampleRecord.file(1))
        let escaped = try look(
            SampleRecord.file(1).replacing("AssumeRole\"", with: "Assume\\u0052ole\"")
                .replacing("\"eventName\"", with: "\"event\\u004eame\"").replacing("role/", with: "role\\/"))
        #expect(escaped.texts == plain.texts)
        #expect(escaped.hashes == plain.hashes)
        #expect(escaped.isSame)
    }
}
