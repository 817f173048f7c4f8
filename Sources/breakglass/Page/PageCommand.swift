// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RecoveryPage
import SheetPrinting
import TerminalDialogue

/// `breakglass page`
struct PageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page",
        abstract: "Write the recovery page, which needs only a browser, or check one.",
        discussion: """
            One HTML file that recovers a credential from sheets in any browser, offline, for a night without \
            Breakglass. Keep a copy with each binder and in each bag. Night kits and sheets show its SHA-256: before it \
            is used, all 64 digits must be the same.

              breakglass page recovery.html | sha256sum --check
              breakglass page --check recovery.html
            """)

    @Argument(help: "The page's new file, or with --check the file to check.")
    var file: String

    @Flag(help: "Compare a file with this program's own page.")
    var check = false

    func run() throws {
        guard file != "-" else {
            throw CommandError(
                .usage, "the page is a file, and is neither written to the standard output nor read from the input",
                hint: "name a file, such as recovery.html")
        }
        if check { try compare() } else { try write() }
    }

    private func write() throws(CommandError) {
        let page = try NewFile(file)
        try page.write(OwnPage.bytes)
        Console.data("\(OwnPage.digest.hexadecimal)  \(page.path)")
        Console.say(
            "The recovery page is \(page.path): open it in a browser, offline. On every computer where it is to be used, "
                + "one of these must print the same 64 digits:")
        for line in PageDigestCommand.lines(indent: 2) { Console.say(line) }
    }

    private func compare() throws(CommandError) {
        let bytes = try InputFile.bytes(
            file, limit: OwnPage.byteLimit, hint: "name a file that `breakglass page FILE` wrote")
        switch PageComparison(bytes) {
        case .same:
            Console.result("\(file) is this program's recovery page. Its SHA-256:")
            Console.result(OwnPage.digest.hexadecimal)
        case .different(let digest):
            throw CommandError(
                .badInput, "\(file) is not this program's recovery page", comparing: digest.besideOwn,
                hint: "`breakglass page FILE` writes this program's page into a new file. If no paper shows this "
                    + "file's digits, do not use it.")
        }
    }
}
