// SPDX-License-Identifier: Apache-2.0
//
// The beginning and the end of every ceremony.

import Ledger
import SheetPrinting

extension ScriptSubject {
    typealias Step = CeremonyScript.Step
    typealias Phase = CeremonyScript.Phase

    /// The folder, in memory, for scans of the sheets that are read.
    static let scans = "/dev/shm/scans"
    /// The folder for scans of sheets that are about to be replaced.
    static let oldScans = "/dev/shm/old-scans"
    /// The folder for drawn sheets.
    static let drawn = "/dev/shm/sheets"

    var opening: [Phase] {
        [
            Phase(
                "Opening",
                practice + [
                    Step(
                        "Arrival",
                        "Everybody in the room signs the table of roles and writes the time of arrival. The internal "
                            + "witness checks each person’s ID. From here on nobody comes or goes "
                            + "without a time in that table."),
                    Step(
                        "Room",
                        "The door is closed. Phones, cameras and recording watches are outside. The internal "
                            + "witness can see the screen. No window or camera faces it."),
                    Step(
                        "Clock",
                        "One clock that all can see gives the times of this ceremony. The internal witness compares "
                            + "it with a second source. Clock \(CommandLineWord.blank)____  second source "
                            + "\(CommandLineWord.blank)____  time zone \(CommandLineWord.blank)____"),
                    Step(
                        "Materials",
                        "The administrator reads the table of materials aloud. The internal witness compares each "
                            + "serial, fills in missing ones, and ticks whether each item is intact. No other "
                            + "device is within the operator’s reach."),
                ]),
            Phase("The machine", machine),
        ]
    }

    /// A first step that says aloud that this is practice, if practice could open or replace the real thing.
    private var practice: [Step] {
        guard request.isPractice, request.ceremony != .drill, request.ceremony != .rehearsal else { return [] }
        return [
            Step(
                "Practice",
                "The administrator says aloud that this is practice. "
                    + (request.ceremony == .recovery
                        ? "Only practice sheets are read, which recover --rehearse --practice prints. "
                            + "The program refuses others. If you see one, stop the ceremony."
                        : "Only a made-up value is typed, for an account that is only for practice. If you see "
                            + "anything else, stop the ceremony."))
        ]
    }

    private var machine: [Step] {
        [
            Step(
                "No network", "The operator starts the laptop from the boot medium and opens a terminal.",
                type: ["ip -brief link"], expect: "No line but lo’s says UP in its second column."),
            Step(
                "No swap", "Memory must not reach a disk.", type: ["sudo swapoff -a && swapon --show"],
                expect: "Nothing is shown."),
            Step(
                "Machine clock", "", type: ["date -u"],
                expect: "The ceremony clock’s time in UTC, within a minute."),
            Step(
                "Binder",
                "The operator goes to the binder’s folder on its medium. Everything below is typed there.",
                type: ["ls ledger.jsonl policy.yaml"], expect: "The two names, and no error."),
            Step(
                "Program", "",
                type: ["breakglass --version", "sha256sum \"$(command -v breakglass)\""],
                expect: "The version on the title page. The digest is the one published with it; its first "
                    + "16 digits: \(CommandLineWord.blank) \(CommandLineWord.blank) \(CommandLineWord.blank) "
                    + "\(CommandLineWord.blank)"),
            Step(
                "Ledger", "", type: ["breakglass ledger verify"],
                expect: "The ledger is intact, and its origin is the one on the title page."),
            Step(
                "This script",
                "The administrator reads the four words at the foot of this page aloud; everybody compares them with "
                    + "the screen and with the foot of the last page.",
                type: ["breakglass ledger verify --paper papers"],
                expect: "The line for this script says that it is the file that the ledger names. Copy its digest to "
                    + "the chapter “Hashes”."),
        ]
    }

    /// Before sheets are made, what was decided is read aloud.
    var decisions: Step {
        Step(
            "What was decided",
            "The administrator reads aloud the rule on the title page and the table of sheets handed over, and "
                + "asks everybody whether this is what was decided.",
            type: ["breakglass policy"], expect: "No finding is critical. Warnings are read aloud.")
    }

    var closing: [Phase] {
        var steps = [
            Step(
                "Exceptions",
                "Type each exception sheet that was used into the ledger, word for word. Tick the others "
                    + "as not needed.",
                type: [
                    "breakglass ledger exception --expected \"\(CommandLineWord.blank)\" --happened "
                        + "\"\(CommandLineWord.blank)\" --decided \"\(CommandLineWord.blank)\" --by "
                        + typed(.administrator)
                ],
                expect: "Recorded as entry …", leaves: [.exception, .countersigned])
        ]
        if request.ceremony != .drill || !old.isEmpty { steps.append(cleaning) }
        steps += [
            Step(
                "Read the ledger out",
                "The operator reads the words of the root aloud. Everybody writes them in the chapter “Hashes”, and "
                    + "says so aloud.",
                type: ["breakglass ledger verify", "breakglass ledger show --checkpoint words"],
                expect: "The ledger is intact. The number of entries and 32 words."),
            Step(
                "Copies",
                "The operator copies the binder to the second binder medium. Each participant takes a slip or "
                    + "copies the words. Somebody outside this organization gets them too."),
            Step(
                "Sign-off",
                "Everybody reads the three statements in the chapter “Sign-off”, ticks agree or DO NOT AGREE for each, "
                    + "and signs. If you do not agree, write why."),
            Step(
                "Record", "Print it, compare it with this script, and sign it too.",
                type: ["breakglass paper record --by \(typed(.administrator))"],
                expect: "The path of the record, its entry, and its digest.", leaves: [.paperMade]),
            Step(
                "Off",
                "The operator switches off the laptop\(request.ceremony.dealsSheets ? ", the printer" : "") and the "
                    + "scanner, and cuts their power for a few minutes. Media go into bags. The administrator "
                    + "writes down their serials and the end time."),
        ]
        return [Phase("Closing", steps)]
    }

    private var cleaning: Step {
        let folders =
            (request.ceremony.dealsSheets ? [Self.drawn] : []) + [Self.scans]
            + (request.ceremony == .reshare || request.ceremony == .rotation ? [Self.oldScans] : [])
        return Step(
            "Leave no copy", "", type: ["rm -rf \(folders.joined(separator: " "))", "ls /dev/shm"],
            expect: "None of these folders is left.")
    }

    // MARK: - Sheets that come and go

    /// The step in which a custodian opens a bag and scans the sheet.
    func bringing(_ sheet: Sheet, into folder: String, isOptional: Bool) -> Step {
        Step(
            "\(sheet.person) brings \(sheet.share)",
            (isOptional ? "If this custodian is absent, cross this out. " : "")
                + "The internal witness compares the bag with the table of bags, and sees it opened. \(sheet.person) "
                + "scans the first page, flat, gray, at 300 dpi, into the file below, and takes the sheet back.",
            type: [Self.listed(sheet, in: folder)], expect: "The file is there.")
    }

    private static func listed(_ sheet: Sheet, in folder: String) -> String { "ls \(file(of: sheet, in: folder))" }

    static func file(of sheet: Sheet, in folder: String) -> String { "\(folder)/\(sheet.share).png" }

    /// The step in which the vault sheet is scanned.
    func bringingVaultSheet(into folder: String) -> Step {
        Step(
            "The vault sheet",
            "Nothing opens without it. The internal witness sees its bag opened. Scan all its pages with codes, "
                + "flat, gray, at 300 dpi, into files in \(folder).",
            type: ["ls \(folder)"], expect: "The files are there.")
    }

    /// The step that makes folders in memory for scans.
    func makingFolder(_ folders: [String]) -> Step {
        Step(
            "Folders in memory", "Sheets and scans stay in memory.",
            type: ["mkdir -m 700 \(folders.joined(separator: " "))"], expect: "No error.")
    }

    /// The step in which a custodian takes a sheet in a bag, and its share signs the receipt.
    func handingOver(_ sheet: Sheet, isOptional: Bool) -> Step {
        let label = "/dev/shm/label-\(sheet.share).pdf"
        let place = sheet.place.map { " --place \(CommandLineWord.quoted($0))" } ?? ""
        return Step(
            "\(sheet.person) takes \(sheet.share)",
            (isOptional ? "If this sheet was not opened, cross this out. " : "")
                + "\(sheet.person) puts the folded sheet into a new bag and seals it. The serial is read aloud and "
                + "written in the table of sheets handed over, which \(sheet.person) signs.",
            type: [
                "breakglass sheet receive --bag \(CommandLineWord.blank)\(place) --label \(label) "
                    + Self.file(of: sheet, in: Self.scans),
                "lp \(label)",
            ],
            expect: "Entry …: \(sheet.person) has share \(sheet.share) … in hand. The label is on the bag.",
            leaves: [.sheetReceived], of: sheet.share)
    }

    /// The step in which an old sheet is destroyed.
    func destroying(_ sheet: Sheet) -> Step {
        Step(
            "The old sheet \(sheet.share) of \(sheet.person)",
            "Its share signs for the last time. Then all pages of it go into the shredder, in front of the "
                + "internal witness.",
            type: [
                "breakglass sheet destroy --how \"cross-cut shredder\" --by \(typed(.administrator)) "
                    + Self.file(of: sheet, in: Self.oldScans)
            ],
            expect: "Entry …: destroy the sheet of share \(sheet.share) now.", leaves: [.sheetDestroyed],
            of: sheet.share)
    }
}
