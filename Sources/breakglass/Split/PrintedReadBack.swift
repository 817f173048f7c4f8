// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Foundation
import Isolation
import SheetScanning
import TerminalDialogue

/// Asks for scans of the printed sheets until each sheet is proven whole.
struct PrintedReadBack {
    private let printed: PrintedSheets
    private let drawnFolder: String?
    private let hasFiles: Bool

    /// - Parameter folder: where the drawn files are, which do not count as scans.
    init(_ printed: PrintedSheets, drawnIn folder: String?) {
        self.printed = printed
        hasFiles = folder != nil
        drawnFolder = folder.map { URL(filePath: $0).resolvingSymlinksInPath().path(percentEncoded: false) }
    }

    /// Reads scans until no sheet is missing.
    func run() async throws(CommandError) {
        Console.say("\nNow print and scan every sheet: this is the only proof that the paper holds what it should.")
        while !printed.isWhole {
            Console.say("Not read back yet: \(printed.missing.joined(separator: ", "))")
            guard let path = ask() else {
                throw CommandError(.notEverySheetReadBack(printed.missing), hint: remedy)
            }
            for source in SheetPaths.files(in: path) { await read(source) }
        }
    }

    /// What can be done about sheets that were not read back. Sheets that only went to a printer cannot be printed again.
    private var remedy: String {
        (hasFiles
            ? "if one of them came out badly, print it again from its file; "
            : "no file of the sheets is left, so one that came out badly cannot be printed again: split again, which "
                + "makes a new set, and destroy the old paper; ")
            + "if the paper is good, prove it later with `breakglass drill in-person\(printed.naming)`"
    }

    private func ask() -> String? {
        Terminal.withKeys {
            var input = LineInput()
            while true {
                switch input.ask("Scan (a file or folder; Ctrl-D gives up): ", echo: .recognized(commands: [])) {
                case .end: return nil
                case .line(let line) where line.count == 0: continue
                case .line(let line):
                    if case .path(let path)? = RecognizedLine(line.span, commands: []) { return path }
                    Console.say("  no such file or folder; scan the paper into a file, and enter its path")
                }
            }
        }
    }

    private func read(_ path: String) async {
        let folder = URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent()
        guard folder.path(percentEncoded: false).trimmed != drawnFolder?.trimmed else {
            return Console.say("  \(path) is a drawn file, not a scan of the paper")
        }
        do {
            let scan = try await SheetPaths.scan(path)
            for trouble in scan.troubles(in: path) { Console.say("  \(trouble)") }
            let outcome = printed.take(scan.codes)
            for number in outcome.whole { Console.say("  \(path): share \(number) is whole") }
            for (number, defect) in outcome.defects { Console.say("  \(path): share \(number): \(defect.words)") }
            if outcome.hasVault, outcome.whole.isEmpty { Console.say("  \(path): the vault sheet is whole") }
            if outcome.isEmpty {
                Console.say(
                    scan.codes.isEmpty
                        ? "  \(path): no code; that is normal for a page of lines only; otherwise scan flat, at 300 dpi"
                        : "  \(path): no share of this set; scan the page with the secret part, flat, at 300 dpi")
            }
        } catch {
            Console.report(error)
        }
    }
}

extension String {
    /// A folder's path without the trailing slash.
    fileprivate var trimmed: String { hasSuffix("/") ? String(dropLast()) : self }
}
