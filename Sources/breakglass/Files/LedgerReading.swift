// SPDX-License-Identifier: Apache-2.0

import Ledger
import TerminalDialogue

extension BinderFolder {
    /// Reads the ledger and what follows from it, and shows at a terminal that this goes on where it takes long.
    ///
    /// - Throws: `BinderError`.
    func readWithProgress() throws(BinderError) -> (log: LogAudit, state: BinderState) {
        try Progress.during("Reading the ledger") { () throws(BinderError) in try read() }
    }
}
