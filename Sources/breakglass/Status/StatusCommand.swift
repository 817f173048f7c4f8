// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CustodyPolicy
import Ledger
import Reports
import TerminalDialogue

/// `breakglass status`
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what is open, overdue, unreviewed and unproven.",
        discussion: """
            Exit codes: 0 everything is in order; 10 something is due soon; 11 something is overdue or open.

            Warns when the recovery page in the binder is missing or is not this program's own.

            --prometheus writes metrics for the textfile collector of node_exporter.
            """)

    @Flag(help: "Print the status as JSON.")
    var json = false

    @Option(help: ArgumentHelp("Write metrics to this file; - for the standard output.", valueName: "file"))
    var prometheus: String?

    @OptionGroup var binder: BinderArguments

    func run() throws {
        let folder = try binder.folder()
        let report: StatusReport
        do throws(BinderError) { report = try StatusReport(of: folder, at: .now) } catch { throw CommandError(error) }
        if let prometheus {
            try PrometheusFile(path: prometheus).write(report.metrics)
        } else if json {
            Console.data(try JSONText.of(report))
        } else {
            for line in report.lines(width: Terminal.resultWidth) { Console.result(line) }
            if let page = report.page, let warning = page.warning { Console.warn(warning, comparing: page.comparison) }
        }
        let code: ExitCode? = report.overdue > 0 ? .overdue : report.soon > 0 ? .dueSoon : nil
        if let code { throw ArgumentParser.ExitCode(code.rawValue) }
    }
}
