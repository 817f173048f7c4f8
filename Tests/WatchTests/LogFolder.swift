// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Foundation
import PublicHashes

@testable import Watch

/// A folder of logs that grows, and the state that each run over it leaves.
final class LogFolder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("glasswatch-\(UUID())")
    private(set) var state: AuditState?
    private var runs: Int64 = 0

    /// In hexadecimal digits.
    static func sha256(_ bytes: [UInt8]) -> String {
        SHA256Digest.of(bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func write(_ name: String, _ content: String) throws {
        try Data(content.utf8).write(to: url.appendingPathComponent(name))
    }

    /// Writes records as a log file.
    func write(_ name: String, _ records: some Collection<JSONValue>) throws {
        try write(name, JSONValue.object([.init("Records", .array(Array(records)))]).canonical)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(at: url.appendingPathComponent(name)) }

    /// Reads what is there in one run.
    func readAll(_ expectations: [Watch.Expectation] = [.root]) -> TwoPasses {
        TwoPasses(LogReader(paths: [url.path]), expectations, .real)
    }

    /// Reads what is new, and keeps the state as the next run would find it on the disk.
    func readNew(
        _ expectations: [Watch.Expectation] = [.root], openings: [Opening]? = [.morning]
    ) throws -> (reading: SinceReading, audit: Audit, news: News) {
        let reading = SinceReading(LogReader(paths: [url.path]), after: state, expectations, .real)
        let audit = Audit(
            reading.events, broken: reading.problems.map(\.description), expectations: expectations,
            openings: openings, .real)
        runs += 1
        let now = RunOutcome(audit, time: EventTime(seconds: 1_800_000_000 + 3_600 * runs))
        let news = News(before: state?.last, now: now, files: reading.counts)
        let bytes = AuditState(reading, now).bytes(sha256: Self.sha256)
        state = try AuditState(bytes, sha256: Self.sha256)
        return (reading, audit, news)
    }

    /// The state as it stands on the disk.
    var bytes: [UInt8] { state?.bytes(sha256: Self.sha256) ?? [] }
}
