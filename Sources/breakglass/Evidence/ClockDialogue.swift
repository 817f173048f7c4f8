// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import CustodyPolicy
import TerminalDialogue

extension ClockCheck {
    /// The clock of this machine now.
    init(after latest: LedgerTime?) { self.init(.now, after: latest, notBefore: ProgramVersion.earliest) }

    /// Has the person confirm a clock that looks wrong, or refuses to date an entry by it.
    ///
    /// - Parameter isConfirmed: whether the command line says that the clock is right.
    func pass(isConfirmed: Bool) throws(CommandError) { try Self.pass(oddity, isConfirmed: isConfirmed) }

    /// The same for what was found odd about it.
    static func pass(_ oddity: String?, isConfirmed: Bool) throws(CommandError) {
        guard let oddity else { return }
        Console.warn(oddity)
        guard !isConfirmed else { return }
        guard Terminal.isInteractive else {
            throw CommandError(
                .refused, oddity, hint: "set the clock, or use --clock-is-right if another clock shows the same")
        }
        guard try Prompt().answer("Compare it with another clock. If it is right, type the word right: ", "") == "right"
        else {
            throw CommandError(.refused, oddity, hint: "nothing was written; set the clock, and run this again")
        }
    }
}
