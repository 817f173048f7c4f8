// SPDX-License-Identifier: Apache-2.0

import Alerts
import ArgumentParser
import CloudTrail

/// `glasswatch alerts`.
struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract:
            "Show whether each way into an emergency account gives an alert, and whether an alert that came is right.",
        discussion: """
            RULES are EventBridge's rules: the JSON of `aws events list-rules`, `describe-rule` and \
            `list-targets-by-rule`, a CloudFormation template, or `terraform show -json`. Write REGION[,REGION...]=FILE \
            to say into which regions a template goes. Nothing is looked up online. docs/ALERTS.md describes it all.

            Exit codes: 0 each way gives an alert; 8 one does not, or an alert that came is wrong; 9 it cannot be \
            told; 64 wrong command line; 65 bad input; 66 not found; 74 the report cannot be written.
            """)

    @Argument(help: "Files with rules.") var rules: [String]
    @OptionGroup var expected: ExpectedAlerts
    @Option(
        name: .customLong("arrived"), parsing: .upToNextOption,
        help: ArgumentHelp(
            "Alerts as they came: a message of SNS, the body of a webhook, a mail. Needs --log.", valueName: "file"))
    var arrivedFiles: [String] = []
    @Option(
        name: .customLong("log"), parsing: .upToNextOption,
        help: ArgumentHelp(
            "Log files, and folders and archives of them, with the events of the drill; the rules are tried on them too.",
            valueName: "path"))
    var logPaths: [String] = []
    @Flag(help: "Write the report as JSON, as docs/ALERTS.md describes it.") var json = false

    func run() throws {
        guard arrivedFiles.isEmpty || !logPaths.isEmpty else {
            throw CommandFailure(
                .usage, "--arrived needs the log that has the event", hint: "name the log's files after --log")
        }
        let expectation = try expected.expectation()
        let rules = try ruleSet(account: expectation.onlyAccount)
        var alerts: [(file: String, alert: ArrivedAlert)] = []
        for file in arrivedFiles {
            let bytes = try InputFile.bytes(of: file, .alert)
            alerts.append((file, try AlertFile.read(file) { () throws(AlertsError) in try ArrivedAlert(bytes) }))
        }
        var log = LogRecords(namedIn: alerts.map { $0.alert })
        if !logPaths.isEmpty { try read(&log) }
        var report = AlertsReport(rules, expectation)
        report.tryRules(rules, on: log.records)
        report.arrivals = alerts.map { ($0.file, ArrivalJudgment($0.alert, log.records, expectation)) }
        try Output.result(json ? report.json + "\n" : report.lines.joined(separator: "\n") + "\n")
        switch report.result {
        case .covered: return
        case .missing: throw ExitCode(WatchExit.backdoor.rawValue)
        case .unknown: throw ExitCode(WatchExit.cannotBeShown.rawValue)
        }
    }

    private func read(_ log: inout LogRecords) throws(CommandFailure) {
        let reader = LogReader(paths: logPaths)
        guard !reader.files.isEmpty else {
            throw CommandFailure(
                .notFound, "no file to read: \(reader.problems.first?.description ?? logPaths.joined(separator: ", "))")
        }
        reader.walk(&log)
        for problem in log.problems { Output.warn("\(problem)") }
    }

    private func ruleSet(account: String?) throws(CommandFailure) -> RuleSet {
        var documents: [RuleDocument] = []
        for argument in rules {
            let (regions, file) = Self.placed(argument)
            documents.append(
                RuleDocument(
                    file: file, text: try InputFile.text(of: file, .rules), regions: regions, account: account))
        }
        return try AlertFile.read(nil) { () throws(AlertsError) in try RuleSet(documents) }
    }

    /// Takes the regions off the beginning of an argument; a file whose name has an equals sign stays as it is.
    private static func placed(_ argument: String) -> (regions: [String], file: String) {
        guard let sign = argument.firstIndex(of: "=") else { return ([], argument) }
        let regions = argument[..<sign].split(separator: ",").map(String.init)
        let areRegions =
            !regions.isEmpty
            && regions.allSatisfy { region in
                region.last?.isNumber == true && region.split(separator: "-").count >= 3
                    && region.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
            }
        return areRegions ? (regions, String(argument[argument.index(after: sign)...])) : ([], argument)
    }
}
