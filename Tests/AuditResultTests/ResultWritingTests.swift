// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import PublicHashes
import ShareEnvelope
import Testing

@testable import AuditResult

@Suite("Writing an audit result")
struct ResultWritingTests {
    private static let time = LedgerTime("2027-03-01T02:10:00Z")!

    private static func files(_ count: Int) -> [ResultInputs.File] {
        (0..<count).map { number in
            ResultInputs.File(
                name: .known("\(1000 - number).json"), bytes: UInt64(number), digest: .leaf([UInt8(number & 255)]))
        }
    }

    private static func result(
        verdict: ResultFile.Verdict = .breakGlass, failures: [ResultFile.Failure] = [],
        inputs: ResultInputs = ResultInputs([]), sessions: ResultFile.Sessions = .init(count: 0, span: nil),
        standing: [ResultFile.Change] = [], alerts: [ResultFile.Alert] = [],
        coverage: ResultFile.Coverage = .nothing, account: PublicText = .known("AWS root")
    ) throws(ResultError) -> ResultFile {
        try ResultFile(
            program: .known("glasswatch 1.0.0"), time: time, account: account, opening: nil, inputs: inputs,
            verdict: verdict, failures: failures, sessions: sessions, standing: standing, alerts: alerts,
            coverage: coverage)
    }

    @Test("keeps the beginning of each list, and the number of all")
    func beginnings() throws {
        let events = (0..<25).map { PublicText.known("event \($0)") }
        let result = try Self.result(
            verdict: .backdoor, failures: [ResultFile.Failure(finding: .known("weakening-stands"), events: events)],
            inputs: ResultInputs(Self.files(101)),
            standing: events.flatMap { event in
                (0..<3).map { ResultFile.Change(event: event, act: .known("act \($0)"), close: events) }
            }, coverage: .init(allBut: [TimeSpan](repeating: TimeSpan(Self.time, Self.time), count: 60)))
        let read = try ResultFile(bytes: result.encoded)
        #expect(read == result)
        #expect(read.failures[0].events.first == Array(events[..<20]) && read.failures[0].events.rest == 5)
        #expect(read.standing.count == 75 && read.standing.first.count == 50)
        #expect(read.standing.first[0].close == Array(events[..<4]))
        #expect(read.inputs.count == 101 && read.inputs.files.isEmpty && read.inputs.bytes == 5050)
        guard case .part(let spans) = read.coverage else { Issue.record("a part is covered"); return }
        #expect(spans.count == 60 && spans.first.count == 50)
    }

    @Test("sorts the input files, counts a name once, and says the same digest in any order")
    func inputs() throws {
        let files = Self.files(5)
        let inputs = ResultInputs(files + [files[2]])
        #expect(inputs == ResultInputs(files.reversed()) && inputs.count == 5)
        #expect(inputs.files.map(\.name).first == .known("1000.json"))
        #expect(inputs.digest != ResultInputs(Array(files.dropLast())).digest)
    }

    @Test("the longest lists of the longest texts fit into the file's limit")
    func largest() throws {
        func text(_ count: Int, _ number: Int = 0) -> PublicText {
            .known(String(repeating: "\"", count: count - 4) + String(1000 + number))
        }
        let time = Self.time
        let result = try Self.result(
            verdict: .backdoor,
            failures: (0..<ResultLimit.findings).map { number in
                .init(
                    finding: text(ResultLimit.finding, number),
                    events: [PublicText](repeating: text(ResultLimit.event), count: 30))
            },
            inputs: ResultInputs(
                (0..<ResultLimit.files).map { number in
                    .init(name: text(ResultLimit.name, number), bytes: 1 << 40, digest: .empty)
                }),
            standing: [ResultFile.Change](
                repeating: .init(
                    event: text(ResultLimit.event), act: text(ResultLimit.act),
                    close: [PublicText](repeating: text(ResultLimit.command), count: 9)), count: 99),
            alerts: (0..<ResultLimit.alerts).map { number in
                .init(channel: text(ResultLimit.channel, number), arrived: time, inTime: .cannotTell)
            },
            coverage: .init(allBut: [TimeSpan](repeating: TimeSpan(time, time), count: 99)),
            account: text(ResultLimit.account))
        #expect(result.encoded.count < ResultFile.byteLimit)
    }

    @Test("refuses what could not be read back")
    func refused() {
        let alert = ResultFile.Alert(channel: .known("mail"), arrived: nil, inTime: .no)
        #expect(throws: ResultError.self) { try Self.result(verdict: .backdoor) }
        #expect(throws: ResultError.self) { try Self.result(alerts: [alert, alert]) }
        #expect(throws: ResultError.self) { try Self.result(account: .known(String(repeating: "x", count: 65))) }
        #expect(throws: ResultError.tooLarge) {
            try ResultFile(bytes: [UInt8](repeating: 0x20, count: ResultFile.byteLimit + 1))
        }
    }

    @Test("an alert without a time of arrival is never in time")
    func alert() {
        #expect(ResultFile.Alert(channel: .known("mail"), arrived: nil, inTime: .yes).inTime == .cannotTell)
    }
}
