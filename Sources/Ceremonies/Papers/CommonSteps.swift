// SPDX-License-Identifier: Apache-2.0
//
// How every ceremony begins and ends.

import Binder
import SheetPrinting

extension ScriptSubject {
    typealias Step = CeremonyScript.Step
    typealias Phase = CeremonyScript.Phase

    /// Where scans of the sheets lie that are read: in memory.
    static let scans = "/dev/shm/scans"
    /// Where scans of sheets lie that others are about to take the place of.
    static let oldScans = "/dev/shm/old"
    /// Where drawn sheets lie.
    static let drawn = "/dev/shm/sheets"

    var opening: [Phase] {
        [
            Phase(
                "Opening",
                practice + [
                    Step(
                        "Arrival",
                        "Everybody in the room signs the table of roles and writes the time of arrival. The internal "
                            + "witness looks at each person’s identity document. From here on nobody comes or goes "
                            + "without a time in that table."),
                    Step(
                        "Room",
                        "The door is closed. Telephones, cameras and watches that record are outside. The internal "
                            + "witness can see the screen; no window and no camera can."),
                    Step(
                        "Clock",
                        "One clock that all can see gives the times of this ceremony. The internal witness compares "
                            + "it with a second source. Clock \(CommandLineWord.blank)____  second source "
                            + "\(CommandLineWord.blank)____  time zone \(CommandLineWord.blank)____"),
                    Step(
                        "Materials",
                        "The administrator reads the table of materials aloud. The internal witness compares each "
                            + "serial, writes down the missing ones, and ticks whether it was found intact. No other "
                            + "device is in reach of the operator."),
                ]),
            Phase("The machine", machine),
        ]
    }

    /// Where practice could open or replace what is in earnest, it is said first.
    private var practice: [Step] {
        guard request.isPractice, request.ceremony != .drill, request.ceremony != .rehearsal else { return [] }
        return [
            Step(
                "Practice",
                "The administrator says aloud that this is practice. "
                    + (request.ceremony == .recovery
                        ? "Only practice sheets are read, which drill rehearse --decoy prints; "
                            + "the program refuses others, and whoever sees one stops the ceremony."
                        : "Only a made-up value is typed, for an account that is there for practice; whoever sees "
                            + "anything else stops the ceremony."))
        ]
    }

    private var machine: [Step] {
        [
            Step(
                "No network", "The operator starts the laptop from the boot medium and opens a terminal.",
                type: ["ip -brief link"], expect: "Beside lo, no line says UP in its second column."),
            Step(
                "No swap", "Memory must not go to a disk.", type: ["sudo swapoff -a && swapon --show"],
                expect: "Nothing is shown."),
            Step(
                "Clock of the machine", "", type: ["date -u"],
                expect: "The time of the ceremony’s clock, in UTC, up to a minute."),
            Step(
                "Binder",
                "The operator goes to the binder’s folder on its medium. All that follows is typed there.",
                type: ["ls ledger.jsonl policy.yaml"], expect: "The two names, and no complaint."),
            Step(
                "Program", "",
                type: ["breakglass --version", "sha256sum \"$(command -v breakglass)\""],
                expect: "The version on the title page. The digest is the one that was published with it; its first "
                    + "16 digits: \(CommandLineWord.blank) \(CommandLineWord.blank) \(CommandLineWord.blank) "
                    + "\(CommandLineWord.blank)"),
            Step(
                "Ledger", "", type: ["breakglass ledger verify"],
                expect: "The ledger is intact, and its origin is the one on the title page."),
            Step(
                "This script",
                "The administrator reads the four words at the foot of this page aloud; everybody compares them with "
                    + "the screen and with the foot of the last page.",
                type: ["breakglass ceremony check"],
                expect: "The line of this script says that it is the file that the ledger names. Copy its digest into "
                    + "the chapter “Hashes”."),
        ]
    }

    /// What was decided is read aloud before sheets are made.
    var decisions: Step {
        Step(
            "What was decided",
            "The administrator reads the rule on the title page and the table of sheets to be handed over aloud, and "
                + "asks everybody whether this is what was decided.",
            type: ["breakglass policy lint"], expect: "No finding is critical. Warnings are read aloud.")
    }

    var closing: [Phase] {
        var steps = [
            Step(
                "Exceptions",
                "Each exception sheet that was used is typed into the ledger, word for word; each that was not is "
                    + "ticked as not needed.",
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
                "The ledger, read out",
                "The operator reads the words of the root aloud. Everybody writes them down in the chapter “Hashes”, and "
                    + "says so aloud.",
                type: ["breakglass ledger verify", "breakglass ledger checkpoint --words"],
                expect: "The ledger is intact. The number of entries and 32 words."),
            Step(
                "Copies",
                "The operator copies the binder to the second binder medium. Each participant takes a slip along, or "
                    + "copies the words; somebody outside of this organisation gets them too."),
            Step(
                "Sign-off",
                "Everybody reads the three statements of the chapter “Sign-off”, ticks agree or DO NOT AGREE for each of "
                    + "them, and signs. Who does not agree writes why."),
            Step(
                "Record", "Print it, compare it with this script, and sign it too.",
                type: ["breakglass ceremony record --by \(typed(.administrator))"],
                expect: "The path of the record, its entry, and its digest.", leaves: [.paperMade]),
            Step(
                "Off",
                "The operator switches off the laptop\(request.ceremony.dealsSheets ? ", the printer" : "") and the "
                    + "scanner, and takes away their power for some minutes. Media go into bags; the administrator "
                    + "writes down their serials and the time of the end."),
        ]
        return [Phase("Closing", steps)]
    }

    private var cleaning: Step {
        let folders =
            (request.ceremony.dealsSheets ? [Self.drawn] : []) + [Self.scans]
            + (request.ceremony == .reshare || request.ceremony == .rotation ? [Self.oldScans] : [])
        return Step(
            "No copy stays", "", type: ["rm -rf \(folders.joined(separator: " "))", "ls /dev/shm"],
            expect: "None of these folders is there any more.")
    }

    // MARK: - Sheets that come and go

    /// A custodian opens a bag, and the sheet is scanned.
    func bringing(_ sheet: Sheet, into folder: String, isOptional: Bool) -> Step {
        Step(
            "\(sheet.person) brings \(sheet.share)",
            (isOptional ? "Where this custodian has come; else strike it out. " : "")
                + "The internal witness compares the bag with the table of bags, and sees it opened. \(sheet.person) "
                + "scans the first page, flat, grey, at 300 dpi, into the file below, and takes the sheet back.",
            type: [Self.listed(sheet, in: folder)], expect: "The file is there.")
    }

    private static func listed(_ sheet: Sheet, in folder: String) -> String { "ls \(file(of: sheet, in: folder))" }

    static func file(of sheet: Sheet, in folder: String) -> String { "\(folder)/\(sheet.share).png" }

    /// The vault sheet is scanned.
    func bringingVaultSheet(into folder: String) -> Step {
        Step(
            "The vault sheet",
            "Nothing opens without it. The internal witness sees its bag opened. All of its pages with codes are "
                + "scanned, flat, grey, at 300 dpi, into files in \(folder).",
            type: ["ls \(folder)"], expect: "The files are there.")
    }

    /// A folder in memory for scans.
    func makingFolder(_ folders: [String]) -> Step {
        Step(
            "Folders in memory", "Sheets and scans lie in memory only.",
            type: ["mkdir -m 700 \(folders.joined(separator: " "))"], expect: "No complaint.")
    }

    /// A custodian takes a sheet along in a bag, and its share signs the receipt.
    func handingOver(_ sheet: Sheet, isOptional: Bool, set: String?) -> Step {
        let label = "/dev/shm/label-\(sheet.share).pdf"
        let place = sheet.place.map { " --place \(CommandLineWord.quoted($0))" } ?? ""
        return Step(
            "\(sheet.person) takes \(sheet.share)",
            (isOptional ? "Where this sheet was opened; else strike it out. " : "")
                + "\(sheet.person) puts the folded sheet into a new bag and seals it. Its serial is read aloud, and "
                + "written into the table of sheets handed over, which \(sheet.person) signs.",
            type: [
                "breakglass sheet label \(set ?? CommandLineWord.blank) \(sheet.share) --bag \(CommandLineWord.blank) "
                    + "--output \(label)",
                "lp \(label)",
                "breakglass sheet receive --bag \(CommandLineWord.blank)\(place) "
                    + Self.file(of: sheet, in: Self.scans),
            ],
            expect: "Entry …: \(sheet.person) has share \(sheet.share) … in hand. The label is on the bag.",
            leaves: [.sheetReceived], of: sheet.share)
    }

    /// An old sheet is destroyed.
    func destroying(_ sheet: Sheet) -> Step {
        Step(
            "The old sheet \(sheet.share) of \(sheet.person)",
            "Its share signs for the last time; then it goes into the shredder, all pages of it, in front of the "
                + "internal witness.",
            type: [
                "breakglass sheet destroy --how \"cross-cut shredder\" --by \(typed(.administrator)) "
                    + Self.file(of: sheet, in: Self.oldScans)
            ],
            expect: "Entry …: destroy the sheet of share \(sheet.share) now.", leaves: [.sheetDestroyed],
            of: sheet.share)
    }
}
