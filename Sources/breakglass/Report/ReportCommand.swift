// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CustodyPolicy
import Foundation
import Ledger
import Reports
import TerminalDialogue

/// `breakglass report`
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write the state of a binder as one page for a browser, or as an auditor's bundle.",
        discussion: """
            One HTML file that loads nothing and runs nothing: the state of each account, who keeps what, the timeline \
            of ceremonies, drills over time, what is due, and every entry with its proof. It repeats what the binder \
            says: to find out if you can believe that, run `ledger verify` with the codes on paper.

              breakglass report --output 2026-Q4.html
              breakglass report --bundle 2026-Q4.zip
            """)

    @Option(
        help: ArgumentHelp("The page's new file; - for the standard output (default: report.html).", valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Pack page, ledger, proofs, manifests, papers and a verifier into a new zip file.", valueName: "file"))
    var bundle: String?

    @OptionGroup var binder: BinderArguments

    func run() throws {
        // A bundle includes the page; a second one is written only if --output asks for it.
        let output = self.output ?? (bundle == nil ? "report.html" : nil)
        let pageFile = try output.flatMap { path throws(CommandError) in path == "-" ? nil : try NewFile(path) }
        let bundleFile = try bundle.map { path throws(CommandError) in try NewFile(path) }
        let folder = try binder.folder()
        let now = LedgerTime.now
        let report: Report
        do throws(BinderError) { report = try Report(of: folder, at: now, isPacked: bundle != nil) } catch {
            throw CommandError(error)
        }
        if output == "-" { Console.data(String(report.page.dropLast())) }
        if let pageFile {
            try pageFile.write(Array(report.page.utf8))
            Console.say("The report is \(pageFile.path): open it in a browser; it needs no network.")
        }
        if let bundleFile, let bundle = report.bundle {
            for name in bundle.leftOut {
                Console.warn("\(name) is not packed: it is not a paper or manifest of the ledger, or it is a link")
            }
            let packed: [UInt8]
            do throws(ZipArchive.Failure) { packed = try bundle.packed() } catch {
                throw CommandError(.fault, "the bundle cannot be packed: \(error.reason)")
            }
            try bundleFile.write(packed)
            Console.say("The auditor's bundle is \(bundleFile.path): its README.txt says how to verify it.")
        }
    }
}
