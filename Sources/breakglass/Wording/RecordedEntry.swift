// SPDX-License-Identifier: Apache-2.0

import Ledger
import TerminalDialogue

extension LedgerStore {
    /// Appends an entry, and says its index.
    func record(_ event: LedgerEvent) throws(CommandError) {
        do throws(BinderError) {
            let appended = try append(LedgerEntry(time: .now, event: event))
            Console.warn(of: appended.repairs)
            Console.say("Recorded as entry \(appended.index).")
        } catch { throw CommandError(error) }
    }
}
