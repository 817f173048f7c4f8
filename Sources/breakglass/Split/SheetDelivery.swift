// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Foundation
import Reports
import SecretMemory
import SecretSharing
import ShareEnvelope
import TerminalDialogue

/// Delivers sheets to a folder, a printer, or both.
final class SheetDelivery {
    private let folder: SheetFolder?
    private let queue: PrintQueue?
    private let token: Interruption.Token?

    /// Where sheets went, for the report.
    private(set) var places: [String] = []

    /// The folder of drawn sheets, if one was asked for.
    var folderPath: String? { folder?.path }

    /// Checks folder and queue before any secret is asked for.
    init(folder path: String?, allowingDisk: Bool, queue name: String?, printsPDF: Bool) async throws(CommandError) {
        if let name {
            guard printsPDF else { throw CommandError(.usage, "only PDF can be printed", hint: "leave --format out") }
            queue = PrintQueue(name: name)
            do throws(PrintError) { try await queue?.check() } catch { throw CommandError(error) }
            Self.warnAboutSpool()
        } else {
            queue = nil
        }
        if let path {
            let made: SheetFolder
            do throws(SheetFolderError) { made = try SheetFolder(path: path, allowingDisk: allowingDisk) } catch {
                throw CommandError(error)
            }
            folder = made
            token = Interruption.undo { made.discard() }
        } else {
            folder = nil
            token = nil
        }
    }

    /// Removes whatever is half-done.
    func discard() {
        folder?.discard()
        if let token { Interruption.forget(token) }
    }

    /// Writes and prints all sheets.
    func deliver(_ outgoing: OutgoingSheets) async throws(CommandError) {
        let (sheets, paper) = (outgoing.sheets, outgoing.paper)
        if let folder {
            do throws(SheetFolderError) {
                for file in sheets.flatMap({ $0.files }) { try folder.add(file.name, file.bytes) }
                let manifest = paper.dealt.manifest.encoded
                try folder.add("manifest.bgm", SecretBytes(copying: manifest.span))
                try folder.publish()
            } catch { throw CommandError(error) }
            if let token { Interruption.forget(token) }
            places.append("in \(folder.path)")
            Interruption.remark("the sheets are in \(folder.path)")
        }
        guard let queue else { return }
        for sheet in sheets {
            Interruption.remark("the sheets that came out of the printer are valid: destroy them, or split again")
            try await print(sheet, to: paper.roster, on: queue)
        }
        places.append("on \(queue.name)")
    }

    private func print(
        _ sheet: DrawnSheet, to roster: Roster, on queue: PrintQueue
    ) async throws(CommandError) {
        let name = sheet.number.map { number in
            "share \(number), \(roster.custodian(of: number).name)"
        }
        let title = name ?? "the vault sheet"
        if Terminal.isInteractive {
            Console.say("\nNext: \(title). Only this custodian should stand at the printer.")
            guard Confirmation.print.ask("Type `print` to print it: ") else {
                throw CommandError(.interrupted, "not every sheet was printed", hint: "split again: it makes a new set")
            }
        }
        for file in sheet.files {
            do throws(PrintError) {
                // The title stays in the spooler's history, so it names no person and no account.
                let remainder = try await queue.print(file, title: "sheet")
                if case .kept(let job) = remainder {
                    Console.warn(
                        "the print system still lists job \(job): `cancel -x -a \(queue.name)` removes the queue's jobs"
                    )
                }
            } catch { throw CommandError(error) }
        }
        Console.say("Printed: \(title)")
    }

    private static func warnAboutSpool() {
        let settings = SpoolSettings()
        if settings.keepsFiles {
            Console.warn("the print system keeps printed files: set `PreserveJobFiles No` in cupsd.conf")
        }
        if !settings.isInMemory {
            Console.warn("the print spool is on a disk: seal the shares, or put its folder in memory")
        }
    }
}
