// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import Reports
import SecretSharing
import ShareEnvelope
import TerminalDialogue

/// `breakglass inspect`
struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show everything public about sheets, images and manifests.",
        discussion: """
            Says what each file holds, and whether each share is whole, by its verification key in the manifest. A \
            secret is never shown, and sheets are never combined. With a binder, it also says which sheets the ledger \
            has as destroyed.
            """)

    @Argument(help: "Files and folders with sheets, manifests or text, or - for text on the standard input.")
    var paths: [String]

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var binder: BinderArguments

    func run() async throws {
        let files = paths.flatMap { $0 == "-" ? ["-"] : SheetPaths.files(in: $0) }
        var inspection = Inspection()
        var firstFailure: CommandError?
        for (path, content) in await SheetFiles.read(files) {
            switch content {
            case .failure(let failure):
                Console.report(failure)
                firstFailure = firstFailure ?? failure
            case .success(let content): inspection.take(content, from: path)
            }
        }
        let report = inspection.report()
        if json {
            Console.data(try JSONText.of(report))
        } else {
            for line in report.lines { Console.result(line) }
        }
        if binder.found != nil {
            for sheet in inspection.returned(by: try binder.read().state) { Console.warn(sheet.wordsWithName) }
        }
        if let firstFailure { throw ArgumentParser.ExitCode(firstFailure.code.rawValue) }
        if report.hasFault { throw ArgumentParser.ExitCode(ExitCode.badInput.rawValue) }
    }
}
