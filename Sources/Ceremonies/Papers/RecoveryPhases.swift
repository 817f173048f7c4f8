// SPDX-License-Identifier: Apache-2.0
//
// A recovery, in the five steps of the night kit: short enough for people who were asleep.

import Custody
import CustodyPolicy
import Ledger
import SheetPrinting

extension ScriptSubject {
    var recovery: [Phase] {
        [
            Phase("1. Decide that it is an emergency", practice + [whatFailed, normalPath]),
            Phase("2. Call", approval + [calling]),
            Phase("3. Take a computer offline", [offline, ledgerAndScript]),
            Phase(
                "4. Open it",
                [statement] + (oldHasVaultSheet ? [bringingVaultSheet(into: Self.scans)] : [])
                    + [consent, showing, ending]),
            Phase(
                "5. Close, before anybody sleeps",
                (request.isPractice ? [] : [use]) + [goingBack, exceptions, cleaning]
                    + (request.isPractice ? [] : [review, changing]) + [signOff, record]),
        ]
    }

    private var modes: [Policy.FailureMode] {
        (account?.failureModes ?? []).compactMap { policy.failureMode($0) }
    }

    // MARK: - Before it

    private var whatFailed: Step {
        Step(
            "What failed",
            modes.isEmpty
                ? "The policy names no failure mode for this account: this opening is an exception. Write it into the "
                    + "table of exceptions."
                : "One of these, and nothing else. Cross out the others.",
            points: modes.map { mode in
                "\(mode.id.rawValue): \(PrintedName.isolated(mode.means.description)). Normal path: "
                    + "\(PrintedName.isolated(mode.normalPath.description))."
                    + (mode.shownBy.map { " Shown by: \(PrintedName.isolated($0.description))." } ?? "")
            })
    }

    private var normalPath: Step {
        Step(
            "The normal path is down",
            "Two people try it separately, and write down when, from where, and what they saw. Open a ticket, on paper "
                + "if need be.")
    }

    private var approval: [Step] {
        guard let account, !account.approvers.isEmpty else { return [] }
        return [
            Step(
                "Approval",
                "Call \(account.approvals) of the approvers in the table, give account, failure and reason, and write "
                    + "down who approved and when.")
        ]
    }

    private var calling: Step {
        Step(
            "Custodians",
            "Call one more of each group than is needed: \(oldRule). Each comes with their own sheet in its unopened bag."
        )
    }

    private var offline: Step {
        Step(
            "Offline", "Unplug the network and turn Wi-Fi off. Then, in the binder’s folder:",
            type: ["sudo swapoff -a", "date -u", "mkdir -m 700 \(Self.scans)"],
            expect: "The right time in UTC, within a minute, and no error.")
    }

    private var ledgerAndScript: Step {
        Step(
            "Ledger and script", "", type: [Self.verifying],
            expect:
                "The ledger is intact, or the verdict is “consistent”, and this script is the file that it names. Without the binder, recover still "
                + "works, and keeps a journal.")
    }

    // MARK: - The opening

    /// The statement goes into the ledger before a bag is opened.
    private var statement: Step {
        let mode = modes.count == 1 ? modes[0].id.rawValue : CommandLineWord.blank
        let approvals = String(
            repeating: " --approved-by \"\(CommandLineWord.blank)\"", count: max(account?.approvals ?? 0, 0))
        return Step(
            "The statement",
            "It is in the ledger before a bag is opened. Read it aloud. Then the program waits at “Sheet:”.",
            type: [
                "breakglass recover\(request.isPractice ? " --practice" : "") \(credentialOptions) --failure-mode "
                    + "\(mode) --normal-path-down \"\(CommandLineWord.blank)\" --reason \"\(CommandLineWord.blank)\" "
                    + "--ticket \(CommandLineWord.blank) \(option("--operator", .operator))\(approvals)"
            ],
            expect:
                "The statement on the screen is what was said. If a rule is not met, the program says which. Type "
                + "“override” and the true reason only if everybody agrees. Enter alone ends it with code 4.",
            leaves: [.recoveryOpened, .recoveryNamed, .refused])
    }

    private var consent: Step {
        Step(
            "The quorum consents",
            "Compare the serial of each bag with the table, check that the bag is unopened, then open it. Each "
                + "custodian scans the first page of their sheet, flat, gray, at 300 dpi, into \(Self.scans) as "
                + "g1m1.png and so on, from a second terminal. At “Sheet:” type:",
            type: [Self.scans],
            expect: "Each share is whole, and each needed group is met. The shares’ signatures are in the ledger "
                + "before anything is shown.", leaves: [.cosigned])
    }

    private var showing: Step {
        Step(
            "Shown",
            "Type “show” letter by letter. Each custodian takes a slip, printed or copied by hand, and keeps it "
                + "apart from their sheet. Then everybody but the operator and the account’s user turns away. A second "
                + "“show” shows the credential. Type it into the account. Do not write it down.",
            expect: "The screen clears after 90 seconds or any key.", leaves: [.recoveryRevealed])
    }

    private var ending: Step {
        Step("The end of the opening", "", expect: "Cleared.", leaves: [.recoveryClosed])
    }

    // MARK: - After it

    private var use: Step {
        Step(
            "Use",
            "Do only what fixes the failure, and write down what is done with the account as it is done."
                + (account?.window.map { " The window is \($0) long." } ?? "") + " Then sign out everywhere.")
    }

    private var goingBack: Step {
        guard !request.isPractice else {
            return Step(
                "The sheets go back",
                "Each custodian puts the practice sheet back, apart from the real one, for the next time.")
        }
        return Step(
            "The sheets go back",
            "Each sheet that was opened goes into a new bag, whose serial is written in the table of sheets. For each:",
            type: [
                "breakglass sheet receive --bag \(CommandLineWord.blank) --place \"\(CommandLineWord.blank)\" --label "
                    + "/dev/shm/label-\(CommandLineWord.blank).pdf \(Self.scans)/\(CommandLineWord.blank).png"
            ],
            expect: "Entry …: the custodian has the share in hand.", leaves: [.sheetReceived])
    }

    private var review: Step {
        Step(
            "Review",
            account?.reviewWithin.map { "It is due within \($0) of the opening." }
                ?? "As soon as the failure is over.",
            type: ["breakglass review --by \"\(CommandLineWord.blank)\""],
            expect: "Recorded as entry …", leaves: [.reviewFiled])
    }

    private var changing: Step {
        Step(
            "Change the credential",
            "It counts as used, whatever happened to the paper. Prepare its rotation now.",
            type: ["breakglass paper rotation \(credentialOptions) \(option("--by", .administrator))"],
            expect: "The path of the script.")
    }

    private var signOff: Step {
        Step(
            "Sign-off",
            "Fill in the page “Sign-off” while everybody is there: each ticks agree or DO NOT AGREE, and signs.")
    }
}
