// SPDX-License-Identifier: Apache-2.0

import Ledger

/// What `breakglass` prints without a command: what is due in the binder here, and the commands that people come for.
enum StartScreen {
    /// How many duties are shown; `status` lists them all.
    private static let dutyLimit = 3

    static func lines(_ binder: BinderFolder?) -> [String] {
        ["Breakglass \(ProgramVersion.number): offline custody of emergency credentials on paper.", ""]
            + (binder.map { due(in: $0) + [""] } ?? []) + [
                "In an emergency:",
                "  breakglass recover              get the credential back from the sheets",
                "  breakglass who-can              see who can open what, and where sheets are",
                "  breakglass inspect FILE         see what a scanned sheet is, and if it is good",
                "",
            ]
            + (binder == nil
                ? [
                    "To set up custody:",
                    "  breakglass init FOLDER          make a binder: the policy and the ledger",
                ]
                : [
                    "On other days:",
                    "  breakglass status               see what is due",
                ]) + [
                "  breakglass split                deal a credential to its custodians",
                "  breakglass drill                prove that the sheets are whole",
                "  breakglass --help               all commands",
            ]
    }

    private static func due(in binder: BinderFolder) -> [String] {
        let report: StatusReport
        do throws(CommandError) { report = try StatusReport(of: binder) } catch {
            return ["The binder here cannot be read: \(error.message)"] + (error.hint.map { ["  \($0)"] } ?? [])
        }
        let shown = report.duties.prefix(dutyLimit).map { duty in
            "  " + [duty.account, duty.credential].compactMap { $0 }.joined(separator: " / ")
                + (duty.account == nil ? "" : ": ") + duty.words
        }
        let rest = report.duties.count - shown.count
        return ["The binder here, \(report.ledger): \(report.sentence)"] + shown
            + (rest > 0 ? ["  and \(rest) more: `breakglass status`"] : [])
    }
}
