// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CloudTrail
import Foundation
import LogDigests

/// `glasswatch digests`
struct DigestsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "digests",
        abstract: "Prove with CloudTrail's digest files that a downloaded log is complete and unaltered.",
        discussion: """
            FOLDER holds what was downloaded from the log bucket, log files and digest files, in the bucket's own \
            folders. Nothing is looked up online.

            Exit codes: 0 proven; 8 something was altered; 9 something is not shown, for example because a file is \
            missing; 64 wrong command line; 65 bad input; 66 not found; 74 the report cannot be written.
            """)

    @Argument(help: ArgumentHelp("The folder.", valueName: "folder"))
    var folder: String

    @Option(
        name: .customLong("keys"), parsing: .upToNextOption,
        help: ArgumentHelp("Output of `aws cloudtrail list-public-keys`, of every region.", valueName: "file"))
    var keyFiles: [String]

    @Option(help: ArgumentHelp("Judge only what happened from this time on, in UTC.", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Judge only what happened until this time, in UTC.", valueName: "time"))
    var until: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        let asked = try self.asked()
        let keys = try KeyFiles.read(keyFiles)
        guard let downloaded = DownloadedFolder(path: folder) else {
            throw CommandFailure(
                .notFound, "\(folder): there is no such folder", hint: "name the folder with the downloaded objects")
        }
        let report = DigestReport(DigestValidation(downloaded, keys: keys), folder: folder, asked: asked)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try Output.result(String(decoding: try encoder.encode(report), as: UTF8.self) + "\n")
        } else {
            try Output.result(report.text(width: 80).joined(separator: "\n") + "\n")
        }
        switch report.verdict {
        case .valid: return
        case .altered: throw ExitCode(WatchExit.backdoor.rawValue)
        case .unverified: throw ExitCode(WatchExit.cannotBeShown.rawValue)
        }
    }

    private func asked() throws -> TimeSpan? {
        guard from != nil || until != nil else { return nil }
        guard let from, let until else {
            throw CommandFailure(.usage, "--from and --until go together", hint: "give both")
        }
        let span = TimeSpan(from: try time(from, "--from"), until: try time(until, "--until"))
        guard !span.isEmpty else { throw CommandFailure(.usage, "--until is not after --from", hint: "exchange them") }
        return span
    }

    private func time(_ text: String, _ option: String) throws -> EventTime {
        guard let time = EventTime(text) else {
            throw CommandFailure(
                .usage, "\(option): \(text) is not a time", hint: "for example \(option) 2026-03-01T02:00:00Z")
        }
        return time
    }
}
