// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Binder
import Foundation

/// `breakglass report`
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the state of a binder as one page for a browser.",
        discussion: """
            One HTML file that loads nothing and runs nothing: the state of each account, who keeps what, drills over \
            time, what is due, and every entry with its proof. It says what the binder says: `ledger verify` with the \
            codes on paper tells whether that is to be believed.
            """)

    @Option(help: ArgumentHelp("The new file; - for the standard output.", valueName: "file"))
    var output = "report.html"

    @OptionGroup var binder: BinderArguments

    func run() throws {
        let file = output == "-" ? nil : try NewFile(output)
        let folder = try binder.folder()
        let content: ReportContent
        do throws(BinderError) {
            let audit = try LedgerAudit(folder: folder.path, evidence: AuditEvidence())
            let (log, state) = try folder.read()
            content = ReportContent(
                log, state, audit, newest: try folder.checkpoint(),
                isPolicyRecorded: try folder.policyText() == state.policy?.text, now: .now)
        } catch { throw Complaint(error) }
        let page = try ReportPage(content).html
        guard let file else { return Talk.result(String(page.dropLast())) }
        try file.write(Array(page.utf8))
        Talk.say("The report is \(file.path): open it in a browser; it needs no network.")
    }
}
