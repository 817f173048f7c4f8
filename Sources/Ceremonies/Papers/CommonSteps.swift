// SPDX-License-Identifier: Apache-2.0
//
// The beginning and the end of every ceremony but a recovery, which has no time for them.

import Custody
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
                            + "witness checks each person’s ID. From here on nobody comes or goes without a time in "
                            + "that table."),
                    Step(
                        "Room",
                        "The door is closed. Phones, cameras and recording watches are outside. The internal witness "
                            + "can see the screen. No window or camera faces it."),
                    Step(
                        "Clock",
                        "One clock that all can see gives the times of this ceremony. The internal witness compares "
                            + "it with a second source. Clock \(CommandLineWord.blank)____  second source "
                            + "\(CommandLineWord.blank)____  time zone \(CommandLineWord.blank)____"),
                    Step(
                        "Materials",
                        "The administrator reads the table of materials aloud. The internal witness compares each "
                            + "serial, fills in missing ones, and ticks whether each item is intact. No other device "
                            + "is within the operator’s reach."),
                ]),
            Phase("The machine", machine),
        ]
    }

    /// A first step that says aloud that this is practice, if practice could open or replace the real thing.
    var practice: [Step] {
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
                "Offline",
                "The operator starts the laptop from the boot medium and opens a terminal. No network; no swap, "
                    + "because memory must not reach a disk; the right time.",
                type: ["ip -brief link", "sudo swapoff -a && swapon --show", "date -u"],
                expect: "No line but lo’s says UP in its second column. Nothing from swapon. The ceremony clock’s time "
                    + "in UTC, within a minute."),
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
                "Ledger and script",
                "The administrator reads the words and digits at the foot of this page aloud; everybody compares them "
                    + "with the screen and with the foot of the last page.",
                type: [Self.verifying],
                expect:
                    "The ledger is intact, or the verdict is “consistent”; its origin is the one on the title page, and this script is the file "
                    + "that it names."),
        ]
    }

    /// Checks the ledger, and that this script is the one that it names.
    static let verifying = "breakglass ledger verify --paper papers"

    /// Before sheets are made, what was decided is read aloud.
    var decisions: Step {
        Step(
            "What was decided",
            "The administrator reads aloud the rule on the title page and the table of sheets handed over, and "
                + "asks everybody whether this is what was decided.",
            type: ["breakglass policy"], expect: "No finding is critical. Warnings are read aloud.")
    }

    var closing: [Phase] {
        var steps = [exceptions]
        if request.ceremony != .drill || !old.isEmpty { steps.append(cleaning) }
        steps += [
            Step(
                "Read the ledger out",
                "The operator reads the words of the root aloud. Everybody writes them in the chapter “Hashes”, and "
                    + "says so aloud.",
                type: ["breakglass ledger verify", "breakglass ledger show --checkpoint words"],
                expect: "The ledger is intact, or the verdict is “consistent”. The number of entries and 32 words."),
            Step(
                "Copies",
                "The operator copies the binder to the second binder medium. Each participant takes a slip or "
                    + "copies the words. Somebody outside this organization gets them too."),
            Step(
                "Sign-off",
                "Everybody reads the three statements in the chapter “Sign-off”, ticks agree or DO NOT AGREE for each, "
                    + "and signs. If you do not agree, write why."),
            record,
            Step(
                "Off",
                "The operator switches off the laptop\(request.ceremony.dealsSheets ? ", the printer" : "") and the "
                    + "scanner, and cuts their power for a few minutes. Media go into bags. The administrator "
                    + "writes down their serials and the end time."),
        ]
        return [Phase("Closing", steps)]
    }

    /// What did not go as planned, into the ledger.
    var exceptions: Step {
        Step(
            "Exceptions",
            "Type each line of the table of exceptions into the ledger, word for word. Tick the others as not needed.",
            type: [
                "breakglass ledger exception --expected \"\(CommandLineWord.blank)\" --happened "
                    + "\"\(CommandLineWord.blank)\" --decided \"\(CommandLineWord.blank)\" "
                    + option("--by", .administrator)
            ],
            expect: "Recorded as entry …", leaves: [.exception, .countersigned])
    }

    /// The record, made and signed while everybody is there.
    var record: Step {
        Step(
            "Record", "Print it, compare it with this script, and sign it too.",
            type: ["breakglass paper record \(option("--by", .administrator))"],
            expect: "The path of the record, its entry, and its digest.", leaves: [.paperMade])
    }

    /// Everything that shows a sheet, a label or the credential, but the paper itself.
    var cleaning: Step {
        let isRenewal = request.ceremony == .reshare || request.ceremony == .rotation
        let files =
            (request.ceremony.dealsSheets ? [Self.drawn] : []) + [Self.scans] + (isRenewal ? [Self.oldScans] : [])
            + (request.ceremony == .drill ? [] : ["/dev/shm/label-*.pdf"])
            + (request.ceremony.dealsSheets ? [credentialFile].compactMap { $0 } : [])
        return Step(
            "Leave no copy",
            "Destroy every file of a sheet, every label that is not on its bag, and every picture of a sheet or of the "
                + "credential: in memory, on the scanner, on a camera"
                + (request.ceremony.dealsSheets ? ", in the printer’s queue; misprints go into the shredder." : "."),
            type: ["rm -rf \(files.joined(separator: " "))"] + (request.ceremony.dealsSheets ? ["lpstat -o"] : [])
                + ["ls /dev/shm"],
            expect: "None of these files is left" + (request.ceremony.dealsSheets ? ", and no print job." : "."))
    }

    /// The file that the credential is read from, if it is read from one.
    var credentialFile: String? {
        switch life.planned?.kind {
        case .oneTimePassword: "/dev/shm/enrolment.png"
        case .keyFile: "/dev/shm/key"
        case .password, .recoveryCodes, .other, nil: nil
        }
    }

    // MARK: - Sheets that come and go

    /// A step that is done for one sheet after the other; none if there are no sheets.
    func each(
        _ sheets: [Sheet], _ title: String, _ text: String, expect expected: String? = nil, leaves: [EntryKind] = [],
        type commands: (Sheet) -> [String]
    ) -> [Step] {
        guard !sheets.isEmpty else { return [] }
        return [
            Step(
                title, text, expect: expected, leaves: leaves,
                forEach: sheets.map {
                    CeremonyScript.Turn(share: $0.share, custodian: $0.custodian, commands: commands($0))
                })
        ]
    }

    /// The step in which custodians open their bags and scan their sheets.
    func bringing(into folder: String, isOptional: Bool) -> [Step] {
        each(
            old, "The sheets are brought",
            "One custodian after the other. "
                + (isOptional ? "Cross out those who are absent. " : "")
                + "The internal witness compares the bag with the table of bags, and sees it opened. The custodian "
                + "scans the first page, flat, gray, at 300 dpi, into the file below, and takes the sheet back.",
            expect: "The file is there."
        ) { ["ls \(Self.file(of: $0, in: folder))"] }
    }

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

    /// The step in which custodians take sheets in bags, and their shares sign the receipts.
    func handingOver(_ sheets: [Sheet], isOptional: Bool) -> [Step] {
        each(
            sheets, "The sheets are taken",
            (isOptional ? "Cross out the sheets that were not opened. " : "")
                + "The custodian puts the folded sheet into a new bag and closes it. The serial is read aloud and written "
                + "in the table of sheets handed over, which the custodian signs. The label goes onto the bag.",
            expect: "Entry …: the custodian has the share in hand.", leaves: [.sheetReceived]
        ) { sheet in
            let label = "/dev/shm/label-\(sheet.share).pdf"
            return [
                "breakglass sheet receive --bag \(CommandLineWord.blank)\(placing(sheet)) --label \(label) "
                    + Self.file(of: sheet, in: Self.scans),
                "lp \(label)",
            ]
        }
    }

    /// The option that says where a sheet is kept.
    func placing(_ sheet: Sheet) -> String { sheet.place.map { " " + CommandLineWord.option("--place", $0) } ?? "" }

    /// The step in which old sheets are destroyed.
    var destroying: [Step] {
        each(
            old, "The old sheets are destroyed",
            "Each share signs for the last time. Then all pages of the sheet go into the shredder, in front of the "
                + "internal witness.",
            expect: "Entry …: destroy the sheet of the share now.", leaves: [.sheetDestroyed]
        ) { sheet in
            [
                "breakglass sheet destroy --how \"cross-cut shredder\" \(option("--by", .administrator)) "
                    + Self.file(of: sheet, in: Self.oldScans)
            ]
        }
    }
}
