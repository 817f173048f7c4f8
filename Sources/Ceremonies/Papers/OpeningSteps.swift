// SPDX-License-Identifier: Apache-2.0
//
// Ceremonies that read sheets and make none: a recovery, a drill, a rehearsal.

import Binder
import SheetPrinting

extension ScriptSubject {
    var reading: [Phase] {
        switch request.ceremony {
        case .recovery:
            [
                Phase("The emergency", emergency + [makingFolder([Self.scans]), statement]),
                Phase("The sheets", Array(broughtSheets.dropFirst())), Phase("The opening", recovery),
                Phase("The sheets go back", returned),
            ] + (request.isPractice ? [] : [Phase("After it", aftermath)])
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
                    "Enough", "The administrator counts the sheets that are here against the rule: \(oldRule).",
                    expect: "They are a quorum.")
            ]
    }

    private var returned: [Step] {
        guard !request.isPractice || request.ceremony != .recovery else {
            return [
                Step(
                    "Practice sheets",
                    "Each custodian puts the practice sheet back, apart from the one in earnest, for the next time.")
            ]
        }
        return old.map { handingOver($0, isOptional: true, set: set?.identity.code) }
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
                    : "One of these, and nothing else. Strike out the others.", points: list),
            Step(
                "The normal path is down",
                "Two people try it, apart from each other, and write down when, from where, and what they saw."),
        ]
        if let account, !account.approvers.isEmpty {
            let names = account.approvers.compactMap { policy.person($0) }
                .map { PrintedName.isolated($0.name.description) }
            steps.append(
                Step(
                    "Approval",
                    "The administrator reaches \(account.approvals) of \(names.count): \(names.joined(separator: ", ")), "
                        + "on a number that is known, tells account, failure and reason, and writes down who approved "
                        + "and when."))
        }
        return steps
    }

    /// The statement stands in the ledger before a bag is opened.
    private var statement: Step {
        let mode = modes.count == 1 ? modes[0].id.rawValue : CommandLineWord.blank
        let approvals = String(
            repeating: " --approved-by \"\(CommandLineWord.blank)\"", count: max(account?.approvals ?? 0, 0))
        return Step(
            "The statement",
            "It is in the ledger before a bag is opened. The administrator reads it aloud. The program stays at "
                + "“Sheet:”; what the next steps type goes into a second terminal.",
            type: [
                "breakglass recover\(request.isPractice ? " --practice" : "") \(credentialOptions) --failure-mode \(mode) --normal-path-down "
                    + "\"\(CommandLineWord.blank)\" --reason \"\(CommandLineWord.blank)\" --ticket "
                    + "\(CommandLineWord.blank) --operator \(typed(.operator))\(approvals)"
            ],
            expect:
                "The statement on the screen is what was said. Where a rule is not kept, the program says which, "
                + "and ends with code 4.",
            leaves: [.recoveryOpened, .recoveryNamed, .refused])
    }

    private var recovery: [Step] {
        [
            Step(
                "The quorum consents",
                "At “Sheet:” of the first terminal. Each sheet is named as it is read. Passphrases "
                    + "are typed unseen.",
                type: [Self.scans],
                expect: "Each share is whole, and each group that is needed is met. Their signatures are in the ledger "
                    + "before anything is shown.", leaves: [.cosigned]),
            Step(
                "Shown",
                "Type “show” letter by letter; each custodian copies the slip onto the own sheet. Then everybody but "
                    + "the operator and the account’s user turns away. “show” once more shows the credential; it is "
                    + "typed into the account, and written down nowhere.",
                expect: "After 90 seconds or a key the screen is cleared.", leaves: [.recoveryRevealed]),
            Step("The end of the opening", "", expect: "Cleared.", leaves: [.recoveryClosed]),
        ]
    }

    private var aftermath: [Step] {
        [
            Step(
                "Use",
                "What is done with the account is written down as it is done, and is nothing but what mends the failure."
                    + (account?.window.map { " The window is \($0) long." } ?? "")),
            Step(
                "Review",
                account?.reviewWithin.map { "It is due within \($0) of the opening." }
                    ?? "As soon as the failure is over.",
                type: ["breakglass review --by \"\(CommandLineWord.blank)\""],
                expect: "Recorded as entry …", leaves: [.reviewFiled]),
            Step(
                "Change the credential",
                "It counts as burnt, whatever became of the paper. Prepare its rotation now.",
                type: ["breakglass ceremony script rotation \(credentialOptions) --by \(typed(.administrator))"],
                expect: "The path of the script."),
        ]
    }

    // MARK: - Drill and rehearsal

    private var drillCommand: Step {
        Step(
            "The challenge", "The administrator reads the challenge’s four words aloud.",
            type: ["breakglass drill \(credentialOptions) --by \(typed(.administrator))"],
            expect: "Set \(set?.identity.code ?? ""), and those who are still to come.", leaves: [.drillOpened])
    }

    private func drillSteps(_ sheet: Sheet) -> [Step] {
        let file = Self.file(of: sheet, in: Self.scans)
        let place = sheet.place.map { " --place \(CommandLineWord.quoted($0))" } ?? ""
        return [
            Step(
                "\(sheet.person) proves \(sheet.share)",
                "Where this custodian has come; else strike it out. The internal witness compares the bag with the table "
                    + "of bags, and sees it opened. \(sheet.person) scans the first page, flat, grey, at 300 dpi, into "
                    + "the file, and takes the sheet back."
                    + (sheet.isSealed ? " The passphrase is typed unseen." : ""),
                type: [file], expect: "WHOLE: \(sheet.person) …", leaves: [.cosigned], of: sheet.share),
            Step(
                "\(sheet.person) takes \(sheet.share) back",
                "In a second terminal. The sheet goes into a new bag, whose serial is read aloud and written into the "
                    + "table of sheets handed over. The scan is gone before the next custodian comes.",
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
                "breakglass drill rehearse \(credentialOptions) --by \(typed(.administrator)) \(Self.scans)"
            ],
            expect: "It opens: the quorums of these sheets were tried; nothing was shown.",
            leaves: [.drillOpened, .cosigned, .rehearsed])
    }

    private var findings: Step {
        Step(
            "Findings",
            (request.ceremony == .drill ? "quit ends the drill where somebody has not come. " : "")
                + "The program asks for findings; the administrator says them, and the operator types them.",
            expect: "The drill is closed, as entry …", leaves: [.drillClosed])
    }
}
