// SPDX-License-Identifier: Apache-2.0
//
// The first pass over the logs of an ordinary account, beside the least that any program must do, and beside jq.

import CBareLoop
import Foundation

enum Logs {
    static func group(_ effort: Effort) -> Group {
        let folder = URL(filePath: "/dev/shm/breakglass-logs-\(ProcessInfo.processInfo.processIdentifier)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let large = make(folder.appending(path: "large"), of: effort.logBytes, each: max(effort.logBytes / 4, 1 << 20))
        let small = make(folder.appending(path: "small"), of: effort.logBytes, each: 50 << 10)
        let itself = CommandLine.arguments[0]
        let probe = ProcessInfo.processInfo.environment["LOG_PROBE"]!
        let rounds = max(1, effort.rounds / 2)
        var rows: [Row] = []
        var notes: [String] = []
        for (name, logs) in [("few large files", large), ("many small files", small)] {
            let bare = compareProcessorTime(rounds: rounds) {
                ProgramRun(probe, ["1", logs.folder])
            } _: {
                ProgramRun(itself, ["--bare-loop", logs.folder])
            }
            rows.append(
                Row(
                    work: "first pass, \(name), processor time", ours: bare.ours,
                    peer: "bare loop of simdjson and libdeflate", theirs: bare.theirs, bytes: logs.byteCount,
                    target: 1 / 1.3))
            let filter =
                "[.Records[] | [.eventID, .eventTime, .eventName, .userIdentity.arn, .userIdentity.accessKeyId]]"
            let jq = compare(rounds: 1) {
                _ = ProgramRun(probe, ["1", logs.folder])
            } _: {
                _ = ProgramRun("sh", ["-c", "zcat \(logs.folder)/* | jq -c '\(filter)' | tail -n 1"])
            }
            rows.append(
                Row(
                    work: "first pass, \(name)", ours: jq.ours, peer: "zcat and jq, five fields", theirs: jq.theirs,
                    bytes: logs.byteCount, target: 15))
            let workers = compare(rounds: rounds) {
                _ = ProgramRun(probe, ["2", logs.folder])
            } _: {
                _ = ProgramRun(probe, ["1", logs.folder])
            }
            rows.append(
                Row(
                    work: "first pass, \(name), two workers", ours: workers.ours, peer: "one worker",
                    theirs: workers.theirs, bytes: logs.byteCount, target: 1.6))
        }
        for folder in [large.folder, small.folder] { try! FileManager.default.removeItem(atPath: folder) }
        for (name, each) in [("large", max(effort.memoryLogBytes / 4, 1 << 20)), ("small", 50 << 10)] {
            let logs = make(folder.appending(path: "memory-\(name)"), of: effort.memoryLogBytes, each: each)
            for factor in effort.memoryFactors {
                let run = ProgramRun(probe, ["2"] + copies(of: logs.folder, factor))
                let words = run.output.split(separator: ",").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                let peak = words[2].split(separator: " ").first.flatMap { Int($0) }!
                notes.append(
                    "\(logs.byteCount / 1_000_000 * factor) MB of logs in \(name) files: \(peak >> 10) MiB; "
                        + "the survey holds \(words[0]).")
            }
        }
        return Group(
            title: "Logs of the cloud",
            notes: [
                "Both take the same 29 fields of each record. The first pass also finds out who begot whom, and reads "
                    + "whole records of calls that can beget or weaken something."
            ] + notes, rows: rows)
    }

    /// Writes log files, and gives their folder and how many bytes of JSON they hold.
    private static func make(_ folder: URL, of byteCount: Int, each: Int) -> (folder: String, byteCount: Int) {
        try! FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var records = LogRecords()
        var written = 0
        var number = 0
        while written < byteCount {
            let text = records.file(byteCount: each)
            let name = "\(folder.path)/111122223333_CloudTrail_eu-central-1_\(number).json.gz"
            precondition(bare_gzip(name, text, text.utf8.count) == 0)
            written += text.utf8.count
            number += 1
        }
        return (folder.path, written)
    }

    /// The folder and copies of it, so many in all. Links would not do: the program reads a file once, whatever names
    /// it has.
    private static func copies(of folder: String, _ count: Int) -> [String] {
        (0..<count).map { number in
            guard number > 0 else { return folder }
            let copy = "\(folder)-\(number)"
            if !FileManager.default.fileExists(atPath: copy) {
                try! FileManager.default.copyItem(atPath: folder, toPath: copy)
            }
            return copy
        }
    }

    /// Looks at all files of a folder and prints how many records there are.
    static func bareLoop(_ folder: String) -> Never {
        var checksum: UInt64 = 0
        var count = 0
        for name in try! FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let records = bare_loop("\(folder)/\(name)", &checksum)
            precondition(records >= 0, "\(name) cannot be read")
            count += records
        }
        print("\(count) records, \(checksum)")
        exit(0)
    }
}
