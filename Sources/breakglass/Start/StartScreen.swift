// SPDX-License-Identifier: Apache-2.0

import CustodyPolicy
import Ledger
import Reports
import TerminalDialogue

/// What `breakglass` prints without a command: what is due in the binder here, and the commands that people come for.
enum StartScreen {
    /// How many duties are shown; `status` lists them all.
    private static let dutyLimit = 3

    static func lines(_ binder: BinderFolder?) -> [String] {
        let title = ["Breakglass \(ProgramVersion.number): offline custody of emergency credentials on paper.", ""]
        guard let binder else { return title + emergency([]) + setUp }
        let report: StatusReport
        do throws(BinderError) { report = try StatusReport(of: binder, at: .now) } catch {
            let error = CommandError(error)
            return title + ["The binder here cannot be read: \(error.message)"]
                + (error.hint.map { ["  \($0)"] } ?? []) + [""] + emergency([]) + ["On other days:", allCommands]
        }
        return title + report.summary(limit: dutyLimit) + [""]
            + emergency(["  breakglass who-can              see who can open what, and where sheets are"])
            + daily(hasSheets: report.hasSheets)
    }

    /// - Parameter lines: commands that need a binder.
    private static func emergency(_ lines: [String]) -> [String] {
        ["In an emergency:", "  breakglass recover              get the credential back from the sheets"] + lines + [
            "  breakglass inspect FILE         see what a scanned sheet is, and if it is good",
            "  breakglass page FILE            write the page that recovers in any browser", "",
        ]
    }

    private static let setUp = [
        "To set up custody:",
        "  breakglass init FOLDER          make a binder: the policy and the ledger",
        split,
        "Everything else needs a binder: go to its folder, or add --binder FOLDER.",
        allCommands,
    ]

    private static func daily(hasSheets: Bool) -> [String] {
        ["On other days:", "  breakglass status               see what is due", split]
            + (hasSheets ? ["  breakglass drill                prove that the sheets are whole"] : []) + [allCommands]
    }

    private static let split = "  breakglass split                deal a credential to its custodians"
    private static let allCommands = "  breakglass --help               all commands"
}
