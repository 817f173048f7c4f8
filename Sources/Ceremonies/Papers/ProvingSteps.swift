// SPDX-License-Identifier: Apache-2.0
//
// Ceremonies that only read sheets for a proof: a drill, a rehearsal.

import Custody
import CustodyPolicy
import SheetPrinting

extension ScriptSubject {
    var proving: [Phase] {
        switch request.ceremony {
        case .rehearsal:
            [
                Phase("The sheets", broughtSheets), Phase("The rehearsal", [rehearsal, findings]),
                Phase("The sheets go back", handingOver(old, isOptional: true)),
            ].filter { !$0.steps.isEmpty }
        default: [Phase("The drill", [makingFolder([Self.scans]), drillCommand] + drillSteps + [findings])]
        }
    }

    private var broughtSheets: [Step] {
        [makingFolder([Self.scans])] + bringing(into: Self.scans, isOptional: true)
            + (oldHasVaultSheet ? [bringingVaultSheet(into: Self.scans)] : [])
            + [
                Step(
                    "Enough", "The administrator counts the sheets. They must meet the rule: \(oldRule).",
                    expect: "They are a quorum.")
            ]
    }

    private var drillCommand: Step {
        Step(
            "The challenge", "The administrator reads the challenge’s four words aloud.",
            type: ["breakglass drill in-person \(credentialOptions) \(option("--by", .administrator))"],
            expect: "Set \(set?.identity.code ?? ""), and who is still to come.", leaves: [.drillOpened])
    }

    private var drillSteps: [Step] {
        each(
            old, "The sheets are proven",
            "One custodian after the other; each goes through this step and the next one. Cross out those who are "
                + "absent. The internal witness compares the bag with the table of bags, and sees it opened. The "
                + "custodian scans the first page, flat, gray, at 300 dpi, into the file below, types its name at "
                + "“Sheet:”, and takes the sheet back. Passphrases stay hidden.",
            expect: "WHOLE: the custodian’s name …", leaves: [.cosigned]
        ) { [Self.file(of: $0, in: Self.scans)] }
            + each(
                old, "The sheets are taken back",
                "In a second terminal. The sheet goes into a new bag. Its serial is read aloud and written in the "
                    + "table of sheets handed over. The scan is deleted before the next custodian comes.",
                expect: "Entry …: the custodian has the share in hand.", leaves: [.sheetReceived]
            ) { sheet in
                let file = Self.file(of: sheet, in: Self.scans)
                return [
                    "breakglass sheet receive --bag \(CommandLineWord.blank)\(placing(sheet)) \(file)", "rm \(file)",
                ]
            }
    }

    private var rehearsal: Step {
        Step(
            "Open it, and show nothing", "",
            type: [
                "breakglass recover --rehearse \(credentialOptions) \(option("--by", .administrator)) \(Self.scans)"
            ],
            expect: "It opens: the quorums of these sheets were tried; nothing was shown.",
            leaves: [.drillOpened, .cosigned, .rehearsed])
    }

    private var findings: Step {
        Step(
            "Findings",
            (request.ceremony == .drill ? "quit ends the drill if somebody is absent. " : "")
                + "The program asks for findings. The administrator says them, and the operator types them.",
            expect: "The drill is closed, as entry …", leaves: [.drillClosed])
    }
}
