// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import LogDigests
import Testing

@Suite("Coverage")
struct CoverageTests {
    private func validation(_ name: String) throws -> DigestValidation {
        let vector = Vector(name: name)
        return DigestValidation(try #require(DownloadedFolder(path: vector.folderPath)), keys: try vector.keys())
    }

    private func time(_ clock: String) throws -> EventTime { try #require(EventTime("2026-03-01T\(clock)Z")) }

    @Test("asks for the hour after the time, in which its events are delivered")
    func delivery() throws {
        let coverage = try validation("coverage-whole").coverage
        #expect(coverage.covers(from: try time("00:00:00"), until: try time("02:00:00")) == .covered)
        guard case .unverified(let times) = coverage.covers(from: try time("00:00:00"), until: try time("02:00:01"))
        else { return #expect(Bool(false)) }
        #expect(times.map { $0.time.description } == ["2026-03-01T03:00:00Z to 2026-03-01T03:00:01Z"])
        #expect(times[0].reasons == ["the folder's digests end at 2026-03-01T03:00:00Z"])
    }

    @Test("names what is missing in a time that is not covered")
    func reasons() throws {
        let coverage = try validation("missing-two").coverage
        guard case .unverified(let times) = coverage.covers(from: try time("00:30:00"), until: try time("02:30:00"))
        else { return #expect(Bool(false)) }
        #expect(times.map { $0.time.description } == ["2026-03-01T01:00:00Z to 2026-03-01T03:00:00Z"])
        #expect(times[0].reasons.count == 1)
        #expect(times[0].reasons[0].contains("20260301T030000Z.json.gz: it is not in the folder"))
    }

    @Test("answers for an account or a region alone")
    func lines() throws {
        let coverage = try validation("chains-a-region-ends").coverage
        let (from, until) = (try time("00:00:00"), try time("02:00:00"))
        #expect(coverage.covers(from: from, until: until, region: "us-east-1") == .covered)
        #expect(coverage.covers(from: from, until: until, region: "eu-west-1") != .covered)
        guard case .unverified(let times) = coverage.covers(from: from, until: until, account: "999999999999")
        else { return #expect(Bool(false)) }
        #expect(times.map { $0.chain } == [nil])
        #expect(times[0].reasons == ["there is no digest for it"])
    }

    @Test("tells which log files are proven")
    func provenLogs() throws {
        let whole = try validation("gzip-one-member")
        #expect(whole.provenLogs.count == 3)
        #expect(whole.listedLogs == (3, 3))
        let altered = try validation("log-altered")
        #expect(altered.provenLogs.count == 2)
        #expect(!altered.provenLogs.contains { $0.contains("T0110Z") })
        let unsigned = try validation("newest-unsigned")
        #expect(unsigned.provenLogs.count == 2)
        #expect(unsigned.listedLogs == (3, 2))
    }
}
