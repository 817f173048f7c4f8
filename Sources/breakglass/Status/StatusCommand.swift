// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Custody
import CustodyPolicy
import Foundation
import Ledger
import ShareEnvelope

/// `breakglass status`
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what is open, overdue, unreviewed and unproven.",
        discussion: """
            Exit codes: 0 everything is in order; 10 something is due soon; 11 something is overdue or open.

            --prometheus writes metrics for the textfile collector of node_exporter.
            """)

    @Flag(help: "Print the status as JSON.")
    var json = false

    @Option(help: ArgumentHelp("Write metrics to this file; - for the standard output.", valueName: "file"))
    var prometheus: String?

    @OptionGroup var binder: BinderArguments

    func run() throws {
        let report = try StatusReport(of: binder.folder())
        if let prometheus {
            try PrometheusFile(path: prometheus).write(report.metrics)
        } else if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            Console.data(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            for line in report.lines { Console.result(line) }
        }
        let code: ExitCode? = report.overdue > 0 ? .overdue : report.soon > 0 ? .dueSoon : nil
        if let code { throw ArgumentParser.ExitCode(code.rawValue) }
    }
}

extension StatusReport {
    /// The status of a binder, now.
    init(of folder: BinderFolder) throws(CommandError) {
        do throws(BinderError) {
            let (log, state) = try folder.readWithProgress()
            let policy = state.policy.flatMap { try? PolicyFile.parse($0.text) }
            let isRecorded = try folder.policyText() == state.policy?.text
            let now = LedgerTime.now
            self.init(
                ledger: log.ledgerOrigin?.ledgerText ?? "none", entries: log.size, state: state, policy: policy,
                duties: DutyList(
                    state, under: policy, at: now, isPolicyRecorded: isRecorded,
                    faults: log.faults.count), now: now)
        } catch { throw CommandError(error) }
    }
}
