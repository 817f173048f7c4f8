// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import AuditResult
import CloudTrail
import Glibc
import Watch
import WatchReports

/// `glasswatch audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Say whether emergency accounts are break-glass accounts or backdoors.",
        discussion: """
            With --keys, the digest files in the folders must prove that the log of each session and of each window is \
            whole. With --result, it also writes what `breakglass review --from FILE` and `breakglass drill --alert \
            FILE` take into the ledger. With --since, only files that are new since the last run are read, and the \
            report says what changed.
            """)

    @OptionGroup var log: LogArguments
    @Option(
        name: .customLong("keys"), parsing: .upToNextOption,
        help: ArgumentHelp(
            "Output of `aws cloudtrail list-public-keys`, of every region: validate the digests too.",
            valueName: "file"))
    var keyFiles: [String] = []
    @Option(
        name: .customLong("arrived"), parsing: .upToNextOption,
        help: ArgumentHelp(
            "Alerts as they came, for the result: a message of SNS, the body of a webhook, a mail.", valueName: "file"))
    var arrivedFiles: [String] = []
    @Option(help: ArgumentHelp("Also write the result for the ledger to this new file.", valueName: "file"))
    var result: String?
    @Option(help: "The ledger's entry that the result is about, if there are several openings.") var entry: String?
    @Option(
        help: ArgumentHelp(
            "Also write the report as a page for a browser, with a timeline, to this new file.", valueName: "file"))
    var html: String?
    @Option(
        help: ArgumentHelp(
            "Read only what is new since the run that left this file, say what changed, and leave the file for the next.",
            valueName: "state"))
    var since: String?
    @Flag(help: "Write the report as JSON, as docs/WATCH.md describes it.") var json = false
    @Flag(help: "Write the findings for a SIEM, one OCSF Detection Finding a line.") var ocsf = false
    @Flag(help: "Put pseudonyms for names, ids and addresses into every report.") var redact = false

    func validate() throws {
        if json, ocsf { throw ValidationError("--json and --ocsf both print to standard output: give one of them") }
        if redact, result != nil {
            throw ValidationError("--redact does not go with --result: the ledger needs the names")
        }
        if redact, since != nil {
            throw ValidationError("--redact does not go with --since: what changed is told by its names")
        }
        if result == nil, entry != nil || !arrivedFiles.isEmpty {
            throw ValidationError("--entry and --arrived go with --result")
        }
        if result != nil, since != nil {
            throw ValidationError(
                "--since reads only new files, and a result names all that it is about: leave one out")
        }
    }

    func run() throws {
        let page = try html.map { (path) throws(CommandFailure) in try NewFile(path, option: "--html") }
        if let since { return try run(since: try StateFile(since, logs: log.paths), page) }
        let (read, origin) = try log.audit()
        var audit = read
        var coverage = ResultFile.Coverage.nothing
        if !keyFiles.isEmpty {
            let evidence = try DigestEvidence(log.paths, keys: try KeyFiles.read(keyFiles), audit)
            audit.take(evidence.findings)
            coverage = evidence.coverage
        }
        if let result {
            let file = try ResultOutput(result, audit, ledger: origin, entry: entry)
            let alerts = try ArrivedAlerts.judged(arrivedFiles, log.paths, file.account)
            try file.write(inputs: log.paths, alerts: alerts, coverage: coverage)
        }
        try report(redact ? audit.redacted : audit, page)
        throw ExitCode(WatchExit(audit.verdict).rawValue)
    }

    /// - Parameter news: what changed since an earlier run; a page and findings for a SIEM are of the whole audit.
    private func report(_ audit: Audit, _ page: NewFile?, _ news: News? = nil) throws(CommandFailure) {
        let program = (name: "glasswatch", version: Glasswatch.configuration.version)
        let now = EventTime(seconds: Int64(time(nil)))
        try page?.write(AuditPage(audit, program: "\(program.name) \(program.version)", time: now).html)
        if ocsf {
            try Output.result(DetectionFindings(audit, program: program, time: now).lines)
        } else if let news {
            try Output.result(json ? audit.json(news).pretty + "\n" : audit.text(news))
        } else {
            try Output.result(json ? audit.json.pretty + "\n" : audit.text)
        }
    }

    /// Judges what is new and what was read before. The state is written last: a run that does not get so far is told
    /// again by the next.
    private func run(since file: StateFile, _ page: NewFile?) throws {
        var found: SinceReading?
        var (audit, _) = try log.audit { reader, expectations, catalogue in
            let reading = SinceReading(reader, after: file.state, expectations, catalogue)
            found = reading
            return LogArguments.Found(reading.events, reading.problems, warnings: reading.newProblems)
        }
        guard let found else { preconditionFailure("an audit reads its log") }
        if !keyFiles.isEmpty {
            audit.take(try DigestEvidence(log.paths, keys: try KeyFiles.read(keyFiles), audit).findings)
        }
        let now = RunOutcome(audit, time: EventTime(seconds: Int64(time(nil))))
        let news = News(before: file.state?.last, now: now, files: found.counts)
        try report(audit, page, news)
        try file.write(AuditState(found, now))
        throw ExitCode(WatchExit(audit.verdict).rawValue)
    }
}
