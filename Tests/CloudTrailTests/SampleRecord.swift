// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

/// Records of an assumed role, as CloudTrail writes them.
enum SampleRecord {
    /// A record whose identifier is `id-NUMBER`.
    static func text(_ number: Int, name: String = "AssumeRole") -> String {
        """
        {"eventVersion":"1.09","userIdentity":{"type":"AssumedRole","principalId":"AROAEXAMPLE:ada",\
        "arn":"arn:aws:sts::111122223333:assumed-role/Emergency/ada","accountId":"111122223333",\
        "accessKeyId":"ASIAEXAMPLE\(number)","sessionContext":{"sessionIssuer":{"type":"Role",\
        "principalId":"AROAEXAMPLE","arn":"arn:aws:iam::111122223333:role/Emergency","userName":"Emergency"},\
        "attributes":{"creationDate":"2026-03-01T02:00:00Z","mfaAuthenticated":"true"}}},\
        "eventTime":"2026-03-01T02:05:00Z","eventSource":"sts.amazonaws.com","eventName":"\(name)",\
        "awsRegion":"us-east-1","sourceIPAddress":"203.0.113.7","userAgent":"aws-cli/2.15 \\"x\\"",\
        "requestParameters":{"roleArn":"arn:aws:iam::444455556666:role/Other"},\
        "responseElements":{"credentials":{"accessKeyId":"ASIAISSUED\(number)"},\
        "assumedRoleUser":{"arn":"arn:aws:sts::444455556666:assumed-role/Other/ada","assumedRoleId":"AROAOTHER:ada"}},\
        "eventID":"id-\(number)","readOnly":true,"eventType":"AwsApiCall","recipientAccountId":"111122223333"}
        """
    }

    static func texts(_ count: Int) -> [String] { (0..<count).map { text($0) } }

    /// A file as CloudTrail delivers it.
    static func file(_ count: Int) -> String { "{\"Records\":[\(texts(count).joined(separator: ","))]}" }

    static func ids(_ numbers: some Sequence<Int>) -> [String?] { numbers.map { "id-\($0)" } }
}

extension LogEvent {
    /// The one event of a text without problems.
    static func only(in text: String) throws -> LogEvent {
        let read = LogEvent.events(inJSON: Array(text.utf8), file: "test")
        #expect(read.problems.isEmpty)
        return try #require(read.events.first)
    }
}
