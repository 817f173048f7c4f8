// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@Suite("Records as events")
struct LogEventTests {
    @Test("a record of an assumed role is read whole")
    func assumedRole() throws {
        let event = try LogEvent.only(in: SampleRecord.text(3))
        #expect(event.place == EventPlace(file: "test", offset: 0))
        #expect(event.id == "id-3")
        #expect(event.service == "sts")
        #expect(event.time?.description == "2026-03-01T02:05:00Z")
        #expect(event.identity.session?.issuerARN == "arn:aws:iam::111122223333:role/Emergency")
        #expect(event.identity.session?.secondFactor == true)
        #expect(event.identity.session?.creationDate?.description == "2026-03-01T02:00:00Z")
        #expect(event.agent == "aws-cli/2.15 \"x\"")
        #expect(event.readOnly == true)
        #expect(event.response?.text(at: "credentials.accessKeyId") == "ASIAISSUED3")
        #expect(event.account == "111122223333")
    }

    @Test("null, absent and empty fields are unknown, not empty names")
    func absentFields() throws {
        let event = try LogEvent.only(
            in:
                #"{"eventID":"a","userIdentity":null,"requestParameters":null,"errorCode":"","readOnly":null}"#)
        #expect(event.identity == (try LogEvent.only(in: #"{"eventID":"b"}"#)).identity)
        #expect(event.identity.session == nil)
        #expect(event.parameters == nil)
        #expect(event.errorCode == nil)
        #expect(event.readOnly == nil)
        #expect(event.name.isEmpty && event.service.isEmpty)
        let check = try LogEvent.only(
            in: #"{"eventName":"CheckMfa","userIdentity":{"accessKeyId":"","principalId":"P"}}"#)
        #expect(check.identity.accessKeyID == nil)
        #expect(check.identity.principalID == "P")
    }

    @Test("booleans are read in any spelling, and anything else is unknown")
    func booleans() throws {
        func factor(_ value: String) throws -> Bool? {
            try LogEvent.only(
                in:
                    #"{"eventID":"a","userIdentity":{"sessionContext":{"attributes":{"mfaAuthenticated":\#(value)}}}}"#
            ).identity.session?.secondFactor
        }
        #expect(try factor(#""true""#) == true)
        #expect(try factor(#""False""#) == false)
        #expect(try factor("true") == true)
        #expect(try factor(#""perhaps""#) == nil)
        #expect(try factor("null") == nil)
        #expect(
            try LogEvent.only(in: #"{"eventID":"a","sessionCredentialFromConsole":"true"}"#)
                .sessionCredentialFromConsole)
    }

    @Test("an aggregated event has its identifier, account and beginning")
    func aggregated() throws {
        let event = try LogEvent.only(
            in:
                """
                {"eventVersion":"1.0","eventCategory":"Aggregated","eventId":"g","accountId":"111122223333",\
                "timeWindow":{"windowStart":"2026-03-01T02:00:00Z"},"summary":[]}
                """)
        #expect(event.id == "g")
        #expect(event.account == "111122223333")
        #expect(event.time?.description == "2026-03-01T02:00:00Z")
        #expect(event.category == "Aggregated")
    }

    @Test(
        "a name loses its date and version, and nothing else",
        arguments: [
            ("CreateFunction20150331", "CreateFunction"), ("UpdateFunctionCode20150331v2", "UpdateFunctionCode"),
            ("CreateDistribution2020_05_31", "CreateDistribution"), ("ListObjectsV2", "ListObjectsV2"),
            ("CreateOAuth2Token", "CreateOAuth2Token"), ("20150331", "20150331"), ("Key12345678", "Key12345678"),
            ("Getv2", "Getv2"), ("", ""),
        ])
    func stems(name: String, stem: String) {
        #expect(LogEvent.stem(of: name) == stem)
    }

    @Test("a service loses the domain of AWS in every partition")
    func services() {
        #expect(LogEvent.service(of: "iam.amazonaws.com") == "iam")
        #expect(LogEvent.service(of: "iam.amazonaws.com.cn") == "iam")
        #expect(LogEvent.service(of: "example.org") == "example.org")
    }
}
