// SPDX-License-Identifier: Apache-2.0

import AuditResult
import CloudTrail
import PublicHashes
import Testing

@testable import Watch

@Suite("Results for the ledger")
struct ResultReportTests {
    private static func file(
        _ audit: Audit, entry: String = "17.3", alerts: [ResultFile.Alert] = [],
        coverage: ResultFile.Coverage = .nothing
    ) throws -> ResultFile {
        let input = ResultInputs.File(fitting: "logs/a \"b\"\u{1b}.json.gz", bytes: 7, digest: .leaf([7]))
        let result = try ResultFile(
            audit, program: "glasswatch 0.1.0", time: EventTime("2026-03-02T09:00:00Z")!,
            opening: ("example.com/breakglass/0123456789abcdef", entry), inputs: ResultInputs([input]),
            alerts: alerts, coverage: coverage)
        return try ResultFile(bytes: result.encoded)
    }

    private static func audit(_ build: (inout TestLog) -> Void) -> Audit {
        var log = TestLog()
        log.signIn()
        build(&log)
        return Audit(log.events, expectations: [.root], openings: [.morning], .real)
    }

    @Test("the reader of the ledger's side takes a clean use, with its sessions and nothing that failed")
    func clean() throws {
        let file = try Self.file(Self.audit { $0.add(TestLog.root, "iam", "ListUsers", reads: true) })
        #expect(file.verdict == .breakGlass && file.failures.isEmpty)
        #expect(file.sessions.count == 1 && file.standing.count == 0)
        #expect(file.opening?.entry.description == "17.3")
        #expect(file.account.description == Expectation.root.account)
    }

    @Test("what stands is named with the commands that close it, and each failure with its events")
    func standing() throws {
        let file = try Self.file(
            Self.audit { log in
                log.add(
                    TestLog.root, "iam", "CreateUser", ["userName": "svc"],
                    ["user": ["userName": "svc", "userId": "AIDASVC", "arn": "arn:aws:iam::111122223333:user/svc"]])
            })
        #expect(file.verdict == .backdoor)
        let change = try #require(file.standing.first.first)
        #expect(change.act.description == "iam:CreateUser")
        #expect(change.close.map(\.description) == ["aws iam delete-user --user-name svc"])
        let failure = try #require(file.failures.first { $0.finding.description == "weakening-stands" })
        #expect(failure.events.first == [change.event])
    }

    @Test("names and ids that no text may have, or that are too long, are made fit")
    func hostile() throws {
        let file = try Self.file(
            Self.audit { log in
                for number in 0..<60 {
                    log.add(
                        TestLog.root, "iam", "CreateUser", ["userName": .string("u\(number)\u{202e}\"\\")],
                        [
                            "user": [
                                "userName": .string("u\(number)\u{202e}\"\\"),
                                "arn": .string("arn:aws:iam::111122223333:user/u\(number)"),
                            ]
                        ])
                }
            })
        #expect(file.standing.count == 60 && file.standing.first.count == 50)
        #expect(file.inputs.files.first?.name.description == "logs/a \"b\"?.json.gz")
    }

    @Test("alerts and times without digests are told")
    func evidence() throws {
        let time = EventTime("2026-03-01T02:00:40Z")!
        let alerts = [
            ResultFile.Alert(channel: "arn:aws:sns:us-east-1:111122223333:break-glass", arrived: time, inTime: .yes),
            ResultFile.Alert(channel: "security@example.com", arrived: nil, inTime: .yes),
        ]
        let audit = Self.audit { _ in }
        let file = try Self.file(audit, alerts: alerts, coverage: .init(allBut: [TimeSpan(time, time)]))
        #expect(file.alerts.map(\.inTime) == [.yes, .cannotTell])
        guard case .part(let times) = file.coverage else { return #expect(Bool(false), "\(file.coverage)") }
        #expect(times.count == 1)
    }

    @Test("what the ledger's side could not read is not written")
    func refusal() {
        let audit = Self.audit { _ in }
        let alert = ResultFile.Alert(channel: "mail", arrived: nil, inTime: .no)
        #expect(throws: ResultError.self) { try Self.file(audit, entry: "seventeen") }
        #expect(throws: ResultError.self) { try Self.file(audit, alerts: [alert, alert]) }
    }

    @Test("use without a ledger cannot be shown, and the result says that the ledger is missing")
    func withoutLedger() throws {
        var log = TestLog()
        log.signIn()
        let file = try Self.file(Audit(log.events, expectations: [.root], openings: nil, .real))
        #expect(file.verdict == .cannotBeShown)
        #expect(file.failures.contains { ["no-ledger", "nobody-named"].contains($0.finding.description) })
    }

    @Test("other evidence about the log changes the verdict")
    func taken() {
        var audit = Self.audit { $0.add(TestLog.root, "iam", "ListUsers", reads: true) }
        #expect(audit.verdict == .breakGlass)
        audit.take([Watch.Finding(.logNotCovered, [], subjects: ["an hour"])])
        #expect(audit.verdict == .cannotBeShown)
        audit.take([Watch.Finding(.logAltered, [], subjects: ["a file"])])
        #expect(audit.verdict == .backdoor)
    }
}
