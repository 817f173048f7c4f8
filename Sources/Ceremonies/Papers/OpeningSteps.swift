// SPDX-License-Identifier: Apache-2.0
//
// Ceremonies that only read sheets: a recovery, a drill, a rehearsal.

import CustodyPolicy
import SheetPrinting

extension ScriptSubject {
    var reading: [Phase] {
        switch request.ceremony {
        case .recovery:
            [
                Phase("The emergency", emergency + [makingFolder([Self.scans]), statement]),
                Phase("The sheets", Array(broughtSheets.dropFirst())), Phase("The opening", recovery),
                Phase("The sheets go back", returned),
            ] + (request.isPractice ? [] : [Phase("Afterward", aftermath)])
        case .rehearsal:
            [
                Phase("The sheets", broughtSheets), Phase("The rehearsal", [rehearsal, findings]),
                Phase("The sheets go back", returned),
            ]
        default:
            [
                Phase("The drill", [makingFolder([Self.scans]), drillCommand] + old.flatMap(drillSteps) + [findings])
            ]
        }
    }

    private var broughtSheets: [Step] {
        [makingFolder([Self.scans])] + old.map { bringing($0, into: Self.scans, isOptional: true) }
            + (oldHasVaultSheet ? [bringingVaultSheet(into: Self.scans)] : [])
            + [
                Step(
                    "Enough", "The administrator counts the sheets. They must meet the rule: \(oldRule).",
                    expect: "They are a quorum.")
            ]
    }

    private var returned: [Step] {
        guard !request.isPractice || request.ceremony != .recovery else {
            return [
                Step(
                    "Practice sheets",
                    "Each custodian puts the practice sheet back, apart from the real one, for the next time.")
            ]
        }
        return old.map { handingOver($0, isOptional: true) }
    }

    // MARK: - Recovery

    private var modes: [Policy.FailureMode] {
        (account?.failureModes ?? []).compactMap { policy.failureMode($0) }
    }

    private var emergency: [Step] {
        let list = modes.map { mode in
            "\(mode.id.rawValue): \(PrintedName.isolated(mode.means.description)). Normal path: "
                + "\(PrintedName.isolated(mode.normalPath.description))."
                + (mode.shownBy.map { " Shown by: \(PrintedName.isolated($0.description))." } ?? "")
        }
        var steps = [
            Step(
                "What failed",
                list.isEmpty
                    ? "The policy names no failure mode for this account: this opening is an exception. Fill in an "
                        + "exception sheet."
                    : "One of these, and nothing else. Cross out the others.", points: list),
            Step(
                "The normal path is down",
                "Two people try it separately, and write down when, from where, and what they saw."),
        ]
        if let account, !account.approvers.isEmpty {
            let names = account.approvers.compactMap { policy.person($0) }
                .map { PrintedName.isolated($0.name.description) }
            steps.append(
                Step(
                    "Approval",
                    "The administrator calls \(account.approvals) of \(names.count): \(names.joined(separator: ", ")), "
                        + "at a known number, gives the account, failure and reason, and writes down who approved "
                        + "and when."))
        }
        return steps
    }

    /// The statement goes into the ledger before a bag is opened.
    private var statement: Step {
        let mode = modes.count == 1 ? modes[0].id.rawValue : CommandLineWord.blank
        let approvals = String(
            repeating: " --approved-by \"\(CommandLineWord.blank)\"", count: max(account?.approvals ?? 0, 0))
        return Step(
            "The statement",
            "It is in the ledger before a bag is opened. The administrator reads it aloud. The program waits at "
                + "“Sheet:”. Type the next steps in a second terminal.",
            type: [
                "breakglass recover\(request.isPractice ? " --practice" : "") \(credentialOptions) --failure-mode \(mode) --normal-path-down "
                    + "\"\(CommandLineWord.blank)\" --reason \"\(CommandLineWord.blank)\" --ticket "
                    + "\(CommandLineWord.blank) --operator \(typed(.operator))\(approvals)"
            ],
            expect:
                "The statement on the screen is what was said. If a rule is not met, the program says which. Type "
                + "“override” and the reason only if everybody agrees, and fill in an exception sheet. Enter alone "
                + "ends it with code 4.",
            leaves: [.recoveryOpened, .recoveryNamed, .refused])
    }

    private var recovery: [Step] {
        [
            Step(
                "The quorum consents",
                "At “Sheet:” in the first terminal. Each sheet is named as it is read. Passphrases "
                    + "stay hidden.",
                type: [Self.scans],
                expect: "Each share is whole, and each needed group is met. The shares’ signatures are in the ledger "
                    + "before anything is shown.", leaves: [.cosigned]),
            Step(
                "Shown",
                "Type “show” letter by letter. Each custodian takes a slip, printed or copied by hand, and keeps it "
                    + "outside the bag. Then everybody but the operator and the account’s user turns away. A second "
                    + "“show” shows the credential. Type it into the account. Do not write it down.",
                expect: "The screen clears after 90 seconds or any key.", leaves: [.recoveryRevealed]),
            Step("The end of the opening", "", expect: "Cleared.", leaves: [.recoveryClosed]),
        ]
    }

    private var aftermath: [Step] {
        [
            Step(
                "Use",
                "Do only what fixes the failure, and write down what is done with the account as it is done."
                    + (account?.window.map { " The window is \($0) long." } ?? "")),
            Step(
                "Review",
                account?.reviewWithin.map { "It is due within \($0) of the opening." }
                    ?? "As soon as the failure is over.",
                type: ["breakglass review --by \"\(CommandLineWord.blank)\""],
                expect: "Recorded as entry …", leaves: [.reviewFiled]),
            Step(
                "Change the credential",
                "It counts as used, whatever happened to the paper. Prepare its rotation now.",
                type: ["breakglass paper rotation \(credentialOptions) --by \(typed(.administrator))"],
                expect: "The path of the script."),
        ]
    }

    // MARK: - Drill and rehearsal

    private var drillCommand: Step {
        Step(
            "The challenge", "The administrator reads the challenge’s four words aloud.",
            type: ["breakglass drill \(credentialOptions) --by \(typed(.administrator))"],
            expect: "Set \(set?.identity.code ?? ""), and who is still to come.", leaves: [.drillOpened])
    }

    private func drillSteps(_ sheet: Sheet) -> [Step] {
        let file = Self.file(of: sheet, in: Self.scans)
        let place = sheet.place.map { " --place \(CommandLineWord.quoted($0))" } ?? ""
        return [
            Step(
                "\(sheet.person) proves \(sheet.share)",
                "If this custodian is absent, cross this out. The internal witness compares the bag with the table "
                    + "of bags, and sees it opened. \(sheet.person) scans the first page, flat, gray, at 300 dpi, into "
                    + "the file, and takes the sheet back."
                    + (sheet.isSealed ? " The passphrase stays hidden." : ""),
                type: [file], expect: "WHOLE: \(sheet.person) …", leaves: [.cosigned], of: sheet.share),
            Step(
                "\(sheet.person) takes \(sheet.share) back",
                "In a second terminal. The sheet goes into a new bag. Its serial is read aloud and written in the "
                    + "table of sheets handed over. Delete the scan before the next custodian comes.",
                type: [
                    "breakglass sheet receive --bag \(CommandLineWord.blank)\(place) \(file)", "rm \(file)",
                ],
                expect: "Entry …: \(sheet.person) has share \(sheet.share) … in hand.", leaves: [.sheetReceived],
                of: sheet.share),
        ]
    }

    private var rehearsal: Step {
        Step(
            "Open it, and show nothing", "",
            type: [
                "breakglass recover --rehearse \(credentialOptions) --by \(typed(.administrator)) \(Self.scans)"
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
